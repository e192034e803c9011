// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "cli/init/init_ways.h"
#include "cli/output.h"

namespace parindex {
namespace {

constexpr std::string_view kVietnamese =
    R"yaml(# Bộ tiêu chí mẫu để bắt đầu. Mọi con số trong tệp này là ví dụ: thay bằng số của văn bản, và ghi
# nguồn (source) bên cạnh. Kiểm tra: parindex check TỆP. Ngôn ngữ: docs/rulebook.md.
parindex: 1
id: vi-du                         # mã ngắn, không dấu, không khoảng trắng
title: Bộ tiêu chí ví dụ
source: {document: "Quyết định số …", date: 2024-01-01, annex: "Phụ lục …"}
period: 2024
lang: vi
groups:
  so: {title: Các sở}             # thêm units: 21 nếu biết nhóm có bao nhiêu đơn vị

# Số liệu các đơn vị báo cáo: mỗi dòng là một cột của tệp số liệu.
indicators:
  ho_so:    {title: Hồ sơ đã giải quyết, type: count}
  dung_han: {title: Hồ sơ giải quyết đúng hạn, type: count, at_most: ho_so}
  ke_hoach: {title: Đã ban hành kế hoạch, type: bool}
  ngay_nop: {title: Ngày nộp báo cáo năm, type: date}
  hai_long: {title: Mức độ hài lòng, type: percent, decimals: 2}

# Lĩnh vực → tiêu chí. Mỗi tiêu chí cuối có điểm tối đa (max) và đúng một quy tắc chấm.
criteria:
- id: I
  title: Chỉ đạo, điều hành
  criteria:
  - {id: I.1, title: Ban hành kế hoạch, max: 1, yes_no: ke_hoach}
  - id: I.2
    title: Báo cáo đúng hạn
    max: 1
    of: ngay_nop
    lateness:
      by: 2024-12-15              # ngày cuối cùng còn đúng hạn; before: … là trước ngày đó
      bands: {"<=0": 1, "[1..5]": 0.5, ">5": 0}
- id: II
  title: Thủ tục hành chính
  criteria:
  - id: II.1
    title: Tỷ lệ hồ sơ giải quyết đúng hạn
    max: 3
    of: dung_han / ho_so
    bands: {"[100%]": 3, "[95%..100%)": 2, "[80%..95%)": 1, "<80%": 0}
    not_applicable: {when: ho_so == 0}   # không có hồ sơ: không tính, chia lại theo phần còn lại
    examples:                     # check chạy các ví dụ này
    - {given: {ho_so: 200, dung_han: 190}, points: 2}
  - {id: II.2, title: Mức độ hài lòng, max: 5, proportional: hai_long}

grades:                           # từ cao xuống thấp; from: từ … trở lên, above: trên …
- {name: Tốt, from: 80}
- {name: Khá, from: 65}
- {name: Trung bình}
)yaml";

constexpr std::string_view kEnglish =
    R"yaml(# A rulebook to begin with. Every number in this file is an example: put those of the document in
# their place, and their source beside them. Check it: parindex check FILE. Language: docs/rulebook.md.
parindex: 1
id: example                       # a short name without blanks
title: Example rulebook
source: {document: "Decision …", date: 2024-01-01, annex: "Annex …"}
period: 2024
lang: en
groups:
  so: {title: Departments}        # add units: 21 where it is known how many the group has

# The figures that units report: each line is a column of the data file.
indicators:
  files:     {title: Files settled, type: count}
  on_time:   {title: Files settled in time, type: count, at_most: files}
  plan:      {title: Plan issued, type: bool}
  report:    {title: Day of the yearly report, type: date}
  satisfied: {title: Satisfied citizens, type: percent, decimals: 2}

# Domains, and criteria in them. Each last criterion has a maximum and exactly one rule.
criteria:
- id: I
  title: Direction
  criteria:
  - {id: I.1, title: Plan issued, max: 1, yes_no: plan}
  - id: I.2
    title: Report in time
    max: 1
    of: report
    lateness:
      by: 2024-12-15              # the last day in time; before: … is the first day that is late
      bands: {"<=0": 1, "[1..5]": 0.5, ">5": 0}
- id: II
  title: Procedures
  criteria:
  - id: II.1
    title: Files settled in time
    max: 3
    of: on_time / files
    bands: {"[100%]": 3, "[95%..100%)": 2, "[80%..95%)": 1, "<80%": 0}
    not_applicable: {when: files == 0}   # no files: left out, the rest is rescaled
    examples:                     # check runs these
    - {given: {files: 200, on_time: 190}, points: 2}
  - {id: II.2, title: Satisfied citizens, max: 5, proportional: satisfied}

grades:                           # best first; from: 80 is 80 and more, above: 80 is more than 80
- {name: good, from: 80}
- {name: fair, from: 65}
- {name: average}
)yaml";

}  // namespace

ExitCode init_starter(Invocation& invocation, const InitArguments& arguments) {
  const bool english = arguments.language_or("vi") == Language::English;
  return write_text(arguments, english ? kEnglish : kVietnamese, invocation.diagnostics)
             ? ExitCode::Done
             : ExitCode::CouldNotRun;
}

}  // namespace parindex
