#include "sim/road/report_text.hpp"

#include <cmath>

namespace kredsim {

std::string grouped(std::size_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string rounded(double value, int decimals) {
  std::size_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto scaled = static_cast<std::size_t>(std::llround(std::abs(value) * static_cast<double>(scale)));
  std::string text = (value < 0 ? "-" : "") + grouped(scaled / scale);
  if (decimals == 0) return text;
  const std::string fraction = std::to_string(scaled % scale);
  return text + "." + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
}

std::string kilometres(Millimetres length) { return rounded(metres(length) / 1000, 1) + " km"; }

std::string percent(double part, double whole) { return whole > 0 ? rounded(100 * part / whole, 1) + " %" : "-"; }

}  // namespace kredsim
