#include "sim/scenario/landing.hpp"

#include <charconv>

namespace kredsim::scenario {

Reference landing_at(Position position, const Origin& origin, const std::string& key) {
  char text[64];
  const auto lat = std::to_chars(text, text + 31, position.lat);
  const auto lon = std::to_chars(lat.ptr + 1, lat.ptr + 32, position.lon);
  *lat.ptr = ',';
  return {"[" + std::string{text, lon.ptr} + "]", origin, key};
}

std::optional<Position> position_of(const Reference& landing) {
  const std::string& text = landing.name;
  const std::size_t comma = text.find(',');
  if (!text.starts_with('[') || comma == text.npos) return {};
  Position position;
  std::from_chars(text.data() + 1, text.data() + comma, position.lat);
  std::from_chars(text.data() + comma + 1, text.data() + text.size(), position.lon);
  return position;
}

}  // namespace kredsim::scenario
