#include <algorithm>
#include <utility>

#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

/// First and last weekday that a word means.
struct Days {
  std::string_view word;
  std::size_t first;
  std::size_t last;
};
constexpr std::array<Days, 10> day_words{{{"every day", 0, 6},
                                          {"weekdays", 0, 4},
                                          {"weekend", 5, 6},
                                          {"mon", 0, 0},
                                          {"tue", 1, 1},
                                          {"wed", 2, 2},
                                          {"thu", 3, 3},
                                          {"fri", 4, 4},
                                          {"sat", 5, 5},
                                          {"sun", 6, 6}}};

/// Two digits, at most 24; 99 if it is no hour.
std::size_t hour(std::string_view text) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return 99;
  const auto value = static_cast<std::size_t>((text[0] - '0') * 10 + (text[1] - '0'));
  return value <= 24 ? value : 99;
}

}  // namespace

Parsed<std::array<bool, hours_of_week>> parse_week_hours(std::string_view text) {
  const auto wrong = [&] {
    return Wrong{"`" + std::string{text} +
                 "` names no hours of the week (write for example `weekdays 07-09`, `23-05`, `sat 10-14` or `weekend`; "
                 "days: every day, weekdays, weekend, mon, tue, wed, thu, fri, sat, sun)"};
  };
  Days days = day_words[0];
  std::string_view rest = text;
  for (const Days& candidate : day_words)
    if (rest == candidate.word || (rest.starts_with(candidate.word) && rest[candidate.word.size()] == ' ')) {
      days = candidate;
      rest.remove_prefix(std::min(rest.size(), candidate.word.size() + 1));
      break;
    }
  std::size_t from = 0;
  std::size_t to = 24;
  if (rest.empty() && text.empty()) return wrong();
  if (!rest.empty()) {
    if (rest.size() != 5 || rest[2] != '-') return wrong();
    from = hour(rest.substr(0, 2));
    to = hour(rest.substr(3));
    if (from > 23 || to > 24 || from == to) return wrong();
  }
  if (to < from) to += 24;
  std::array<bool, hours_of_week> hours{};
  for (std::size_t day = days.first; day <= days.last; ++day)
    for (std::size_t h = from; h < to; ++h) hours[(day * 24 + h) % hours.size()] = true;
  return hours;
}

}  // namespace kredsim::scenario
