// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile/aggregate.h"

#include <algorithm>
#include <array>

namespace parindex {
namespace {

using Term = ProgramBuilder::Term;

class Aggregator {
 public:
  Aggregator(ProgramBuilder& builder, const std::vector<Part>& parts)
      : builder_(builder),
        parts_(parts) {}

  // Sums of points, maxima and divisors; of means before they are divided by the weights.
  Part sum(bool weighted) {
    std::vector<Term> points;
    std::vector<Term> maxima;
    std::vector<Term> divisors;
    for (const Part& part : parts_) {
      const Number weight = weighted ? part.weight : kOne;
      points.push_back({part.points, weight});
      maxima.push_back({part.maximum, weight});
      divisors.push_back({part.divisor, weight});
    }
    Part result;
    result.points = builder_.total(points);
    result.maximum = builder_.linear(kZero, maxima);
    result.divisor = builder_.linear(kZero, divisors);
    return result;
  }

  Part mean(bool weighted) {
    Part result = sum(weighted);
    const Quotient weight = sum_of_weights(weighted, &Part::applies);
    const Quotient counted = any_dropped() ? sum_of_weights(weighted, &Part::counted) : weight;
    result.points = builder_.divide(result.points, weight);
    result.maximum = builder_.divide(result.maximum, weight);
    result.divisor = builder_.divide(result.divisor, counted);
    return result;
  }

  // The least or largest share. Parts that do not apply are passed over one after the other.
  Quotient extreme(Op minimum_or_maximum, const Number& maximum) {
    Quotient best = scaled(parts_.front(), maximum);
    Quotient any = parts_.front().applies;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const Quotient next = scaled(parts_[i], maximum);
      const Quotient applies = parts_[i].applies;
      const Quotient better = builder_.extreme(minimum_or_maximum, std::array{best, next});
      const Quotient both = builder_.logic(Op::And, std::array{any, applies});
      best = builder_.select(both, better, builder_.select(any, best, next));
      any = builder_.logic(Op::Or, std::array{any, applies});
    }
    return best;
  }

  // count / sum of 1 / share; 0 where a share is 0, unresolved where one is negative.
  Quotient harmonic(const Number& maximum) {
    std::vector<Term> inverses;
    std::vector<Term> zeros;  // added up, not joined by `or`: a part without a score gives none
    std::vector<Term> count;
    const Quotient zero = builder_.constant(kZero);
    for (const Part& part : parts_) {
      const Quotient any = scaled(part, maximum);
      const Quotient share =
          builder_.require(any, builder_.compare(any, Relation::GreaterEqual, zero));
      inverses.push_back({builder_.divide(builder_.constant(kOne), share)});
      zeros.push_back({builder_.with_default(builder_.compare(share, Relation::Equal, zero),
                                             CellState::NotApplicable, kZero)});
      count.push_back({part.applies});
    }
    const Quotient mean = builder_.divide(builder_.linear(kZero, count), builder_.total(inverses));
    const Quotient any = builder_.compare(builder_.linear(kZero, zeros), Relation::Greater, zero);
    return builder_.select(any, zero, mean);
  }

  // The root of the product; approximate. Unresolved where a share is negative.
  Quotient geometric(const Number& maximum) {
    const Quotient zero = builder_.constant(kZero);
    const Quotient one = builder_.constant(kOne);
    Quotient product = one;
    std::vector<Term> count;
    for (const Part& part : parts_) {
      const Quotient share = scaled(part, maximum);
      const Quotient factor =
          builder_.require(share, builder_.compare(share, Relation::GreaterEqual, zero));
      product =
          builder_.multiply(product, builder_.with_default(factor, CellState::NotApplicable, kOne));
      count.push_back({part.applies});
    }
    const Quotient applying = builder_.linear(kZero, count);
    const Quotient exponent =
        builder_.divide(one, builder_.extreme(Op::Maximum, std::array{applying, one}));
    const Quotient root = builder_.approximate(Function::Power, std::array{product, exponent});
    return builder_.exclude(root, builder_.compare(applying, Relation::Equal, zero));
  }

  // Of a node that joins shares: its own maximum, or nothing of it.
  Part shares(Quotient points, const Number& maximum) {
    Part result;
    result.points = points;
    std::vector<Quotient> applies;
    std::vector<Quotient> counted;
    for (const Part& part : parts_) {
      applies.push_back(part.applies);
      counted.push_back(part.counted);
    }
    const std::array all{Term{builder_.logic(Op::Or, applies), maximum}};
    result.maximum = builder_.linear(kZero, all);
    result.divisor =
        any_dropped()
            ? builder_.linear(kZero, std::array{Term{builder_.logic(Op::Or, counted), maximum}})
            : result.maximum;
    return result;
  }

  // Applies where a part does.
  void conclude(Part& result) {
    result.applies = builder_.applicable(result.points);
    result.counted = result.applies;
    if (any_dropped()) {
      std::vector<Quotient> counted;
      counted.reserve(parts_.size());
      for (const Part& part : parts_) {
        counted.push_back(part.counted);
      }
      result.counted = builder_.logic(Op::Or, counted);
    }
  }

 private:
  [[nodiscard]] bool any_dropped() const {
    return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) {
      return part.counted.numerator != part.applies.numerator;
    });
  }

  // The points on the scale of the node's maximum.
  Quotient scaled(const Part& part, const Number& maximum) {
    const Quotient whole = builder_.number(maximum);
    if (part.declared) {
      return builder_.divide(builder_.multiply(part.points, whole),
                             builder_.number(*part.declared));
    }
    // Where the part does not apply there is no maximum to divide by, and no points either.
    const Quotient own = builder_.select(part.applies, part.maximum, builder_.constant(kOne));
    return builder_.divide(builder_.multiply(part.points, whole), own);
  }

  // At least the smallest weight: where no part applies, what is divided is 0 as well.
  Quotient sum_of_weights(bool weighted, Quotient Part::*present) {
    std::vector<Term> weights;
    Number smallest = weighted ? parts_.front().weight : kOne;
    for (const Part& part : parts_) {
      weights.push_back({part.*present, weighted ? part.weight : kOne});
      smallest = weighted ? least(smallest, part.weight) : smallest;
    }
    return builder_.extreme(Op::Maximum,
                            std::array{builder_.linear(kZero, weights), builder_.number(smallest)});
  }

  ProgramBuilder& builder_;
  const std::vector<Part>& parts_;
};

}  // namespace

Part aggregate(ProgramBuilder& builder, Aggregation aggregation, const Number& maximum,
               const std::vector<Part>& parts) {
  Aggregator aggregator(builder, parts);
  const auto joined = [&]() -> Part {
    switch (aggregation) {
      case Aggregation::Sum:
        return aggregator.sum(false);
      case Aggregation::WeightedMean:
        return aggregator.mean(true);
      case Aggregation::Mean:
        return aggregator.mean(false);
      case Aggregation::Minimum:
        return aggregator.shares(aggregator.extreme(Op::Minimum, maximum), maximum);
      case Aggregation::Maximum:
        return aggregator.shares(aggregator.extreme(Op::Maximum, maximum), maximum);
      case Aggregation::Harmonic:
        return aggregator.shares(aggregator.harmonic(maximum), maximum);
      case Aggregation::Geometric:
        return aggregator.shares(aggregator.geometric(maximum), maximum);
    }
    return {};
  };
  Part result = joined();
  aggregator.conclude(result);
  return result;
}

}  // namespace parindex
