#include "analysis/cli/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kredsim {

std::string minutes_seconds(double seconds) {
  const auto whole = std::llround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string aligned(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string gap(widths[i] - width_of(line[i]), ' ');
      text += i == 0 ? line[i] + gap : "  " + gap + line[i];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

std::string grouped(std::int64_t number, Language language) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, language == Language::da ? "." : ",");
  return digits;
}

LayerId layer_shown(const World& world) {
  for (std::size_t layer = 0; layer < world.district.layers.size(); ++layer)
    if (std::count_if(world.district.areas.begin(), world.district.areas.end(),
                      [&](const District::Area& area) { return area.layer.index() == layer; }) > 1)
      return LayerId{layer};
  return LayerId{};
}

std::string length_in_words(Milliseconds length, Language language) {
  const auto pick = [&](const char* da, const char* en) { return language == Language::da ? da : en; };
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(length).count();
  if (hours > 0 && hours % 168 == 0)
    return fmt::format("{} {}", hours / 168, hours == 168 ? pick("uge", "week") : pick("uger", "weeks"));
  if (hours > 0 && hours % 24 == 0)
    return fmt::format("{} {}", hours / 24, hours == 24 ? pick("dag", "day") : pick("dage", "days"));
  return fmt::format("{} {}", hours, hours == 1 ? pick("time", "hour") : pick("timer", "hours"));
}

}  // namespace kredsim
