#pragma once

#include <string_view>
#include <vector>

#include "analysis/store/database.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// Something that a reader might take for granted and that is not in the model of a run.
struct LeftOut {
  std::string_view item;
  /// Where `docs/not-modelled.md` says it, word for word; empty for what a scenario can switch on. A test looks it up,
  /// so that what a later version models leaves the briefing with that page.
  std::string_view documented;
  std::string_view da;
  std::string_view en;
};

/// What no scenario has, then what this one does not switch on.
std::vector<LeftOut> left_out(const scenario::Scenario& scenario);

/// Fills the table `left_out`: what none of these has.
void write_left_out(Database& database, const std::vector<const scenario::Scenario*>& scenarios);

}  // namespace kredsim
