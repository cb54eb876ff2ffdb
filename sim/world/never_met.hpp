#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// Warnings where what a type needs at once is never on duty at once, though the roster as a whole has it: such
/// incidents wait for ever, or for overtime. Without officers lent away. A few microseconds for each post and type.
std::vector<scenario::Text> never_met_warnings(const World& world);

/// Warnings of planned tasks and outings for which nobody who does them is ever on duty long enough: they are dropped,
/// or wait for ever. By a usual week and the mean time that a task takes. A few microseconds for each post and task.
std::vector<scenario::Text> never_done_warnings(const World& world);

/// Warnings of surges and loans of officers that last only before or after the run, warm-up included: nothing of them
/// is played. No error, because a short look at a year is often taken.
std::vector<scenario::Text> outside_run_warnings(const World& world);

}  // namespace kredsim
