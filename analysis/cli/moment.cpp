#include "analysis/cli/moment.hpp"

#include <variant>

#include <CLI/CLI.hpp>

#include "sim/scenario/units.hpp"

namespace kredsim::cli {

SimTime moment_of(const std::string& option, const std::string& text) {
  const auto refuse = [&](const std::string& why) -> SimTime {
    throw CLI::ValidationError(option, why + " (write date and time: '2019-01-07 08:00')");
  };
  if (text.size() < 12 || text[10] != ' ') return refuse("'" + text + "' is no moment");
  const auto date = scenario::parse_date(std::string_view{text}.substr(0, 10));
  const auto clock = scenario::parse_clock(std::string_view{text}.substr(11));
  if (const auto* wrong = std::get_if<scenario::Wrong>(&date)) return refuse(wrong->why);
  if (const auto* wrong = std::get_if<scenario::Wrong>(&clock)) return refuse(wrong->why);
  return std::get<SimTime>(date) + std::get<Milliseconds>(clock);
}

}  // namespace kredsim::cli
