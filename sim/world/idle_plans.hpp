#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/tour.hpp"

namespace kredsim {

/// A place where a unit without a task waits.
struct Post {
  std::string name;
  Place place;
  AreasOfPlace areas;
};

/// The tours that a unit may drive, by hour of the week; an invalid one: none, it waits at its station.
using Rounds = std::array<TourId, hours_of_week>;

/// Work that crews begin by themselves arises in slots: the slot of rank k of an area takes the k-th unit there that
/// has no task. So each such unit begins work at the stated rate, and what arises does not depend on the cars of a
/// plan.
struct WorkSlot {
  std::uint64_t key = 0;    ///< from the names of group and area, and the rank
  std::uint32_t crowd = 0;  ///< units of one group whose stations lie in one area
  std::uint32_t rank = 0;
};

/// What units do that have no task, as far as it is constant during a run.
struct IdlePlans {
  Column<TourId, Tour> tours;
  std::vector<Rounds> rounds;
  Column<UnitId, std::uint32_t> rounds_of;   ///< index into `rounds`; only for units that patrol
  Column<GroupId, std::vector<Post>> posts;  ///< in the order in which they are filled
  Column<UnitId, WorkSlot> slots;            ///< only for groups that have work of their own
  Column<GroupId, std::array<double, hours_of_week>> work_per_hour;  ///< of one unit; all 0 without
  bool any_presence = false;  ///< some group patrols or waits at posts: the police are seen
  bool any_own_work = false;
};

}  // namespace kredsim
