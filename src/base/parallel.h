// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace parindex {

// How many threads run at once on this machine; at least 1.
inline std::size_t hardware_threads() {
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

// Produces items one after the other, works on them with several threads, and hands the results on
// in the order of production: the outcome does not depend on the number of threads. At most
// 2 * threads + 2 items are under way. `produce` and `consume` run one call at a time, on whichever
// thread is free; `work(item, worker)` runs at once on several, worker in 0..threads-1. An
// exception of any of them (memory may run out) ends the whole and reaches the caller.
template <typename Item, typename Result>
void ordered_pipeline(std::size_t threads, const std::function<std::optional<Item>()>& produce,
                      const std::function<Result(Item&&, std::size_t)>& work,
                      const std::function<void(Result&&)>& consume) {
  std::mutex produce_mutex;
  std::mutex consume_mutex;
  std::condition_variable room;
  std::map<std::size_t, Result> waiting;
  std::size_t next_item = 0;
  std::size_t next_result = 0;
  bool exhausted = false;
  const std::size_t most_under_way = 2 * threads + 2;

  std::exception_ptr failure;
  const auto work_on_all = [&](std::size_t worker) {
    while (true) {
      std::optional<Item> item;
      std::size_t number = 0;
      {
        const std::unique_lock lock(produce_mutex);
        item = exhausted ? std::nullopt : produce();
        if (!item) {
          exhausted = true;
          return;
        }
        number = next_item++;
      }
      Result result = work(std::move(*item), worker);
      std::unique_lock lock(consume_mutex);
      room.wait(lock, [&] { return failure || number < next_result + most_under_way; });
      if (failure) {
        return;
      }
      waiting.emplace(number, std::move(result));
      while (!waiting.empty() && waiting.begin()->first == next_result) {
        consume(std::move(waiting.begin()->second));
        waiting.erase(waiting.begin());
        ++next_result;
      }
      room.notify_all();
    }
  };
  const auto run = [&](std::size_t worker) {
    try {
      work_on_all(worker);
    } catch (...) {
      const std::unique_lock lock(consume_mutex);
      failure = failure ? failure : std::current_exception();
      room.notify_all();
    }
  };

  std::vector<std::thread> others;
  for (std::size_t worker = 1; worker < threads; ++worker) {
    others.emplace_back(run, worker);
  }
  run(0);
  for (std::thread& other : others) {
    other.join();
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

}  // namespace parindex
