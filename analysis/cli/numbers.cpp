#include "analysis/cli/numbers.hpp"

#include <charconv>
#include <cmath>

#include <CLI/CLI.hpp>

namespace kredsim::cli {

std::vector<double> numbers(const std::string& option, const std::string& text, std::size_t count,
                            const std::string& wanted) {
  std::vector<double> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    double value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    values.push_back(value);
    const bool last = values.size() == count;
    if (error != std::errc{} || !std::isfinite(value) || (last ? next != end : next == end || *next != ','))
      throw CLI::ValidationError(option, "'" + text + "' cannot be read (" + wanted + ")");
    if (last) return values;
    for (at = next + 1; at != end && *at == ' ';) ++at;  // as maps on the web copy a position
  }
}

}  // namespace kredsim::cli
