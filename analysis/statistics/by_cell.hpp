#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

/// Adding one thing to the cells that it belongs to.
namespace kredsim {

/// Calls `visit(begin, end, hour of the week)` for the parts of [from, to) in each hour of the clock.
template <class Visit>
void for_each_clock_hour(SimTime from, SimTime to, const Visit& visit) {
  while (from < to) {
    const SimTime next =
        std::min(to, std::chrono::floor<std::chrono::hours>(from) + SimTime::duration{std::chrono::hours{1}});
    visit(from, next, static_cast<std::size_t>(hour_of_week(from)));
    from = next;
  }
}

/// Where something belongs. What is not known leaves it out of the tables that are split by it.
struct Belongs {
  int type = -1;
  int priority = -1;
  int hour_of_week = -1;
  int group = -1;
  AreasOfPlace areas{};
  bool published = false;
};

/// Adds `value` to every cell of every table.
void add_by_cell(const Tables& tables, const Belongs& where, Sum sum, std::int64_t value, Sums& sums);

/// An incident: by type, priority, hour in which it was created, and areas; in no table split by group.
Belongs belongs(const Tables& tables, const IncidentRecord& incident);

}  // namespace kredsim
