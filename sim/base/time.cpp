#include "sim/base/time.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace kredsim {

Milliseconds from_seconds(double seconds) { return Milliseconds{std::llround(seconds * 1000.0)}; }

std::string to_text(SimTime time) {
  using namespace std::chrono;
  if (time == never) return "never";
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{floor<std::chrono::seconds>(time - day)};
  std::array<char, 40> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d", int{date.year()},
                      unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string to_text(Milliseconds duration) {
  if (duration < Milliseconds{0}) return "-" + to_text(-duration);
  auto rest = duration.count();
  if (rest < 1000) return std::to_string(rest) + " ms";
  constexpr std::array<std::pair<std::int64_t, const char*>, 4> units{
      {{86'400'000, " d"}, {3'600'000, " h"}, {60'000, " min"}, {1000, " s"}}};
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto [size, name] = units[i];
    if (rest < size) continue;
    std::string text = std::to_string(rest / size) + name;
    rest %= size;
    if (i + 1 < units.size() && rest / units[i + 1].first > 0)
      text += " " + std::to_string(rest / units[i + 1].first) + units[i + 1].second;
    return text;
  }
  return "0 ms";
}

}  // namespace kredsim
