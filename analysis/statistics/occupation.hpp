#pragma once

#include <vector>

#include "sim/engine/records.hpp"
#include "sim/world/world.hpp"

/// What every unit did when, read off the rows of a replication.
namespace kredsim {

/// What keeps a unit on duty from being free; `away`: a break.
enum class Occupation : std::uint8_t { free, urgent_work, other_work, planned_work, desk, away, off_duty };

struct BusyTime {
  SimTime from;
  SimTime to;
  Occupation occupation = Occupation::free;
  bool in_own_area = true;  ///< of incidents and planned tasks
};

/// Of each unit the stretches in which it was busy, in order, and those in which it was on duty.
struct Occupations {
  Column<UnitId, std::vector<BusyTime>> busy;
  Column<UnitId, std::vector<DutyRecord>> duty;

  Occupations(const World& world, const Outcome& outcome);
  /// What the unit did then.
  [[nodiscard]] Occupation at(UnitId unit, SimTime time) const;
};

}  // namespace kredsim
