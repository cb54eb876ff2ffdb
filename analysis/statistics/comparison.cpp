#include "analysis/statistics/comparison.hpp"

#include <algorithm>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

std::string file_of(const World& world) { return world.scenario.files.empty() ? "plan" : world.scenario.files.front(); }

[[noreturn]] void refuse(const World& base, const World& plan, const std::string& what, const std::string& advice) {
  throw InputError{file_of(plan) + ": cannot be compared with " + file_of(base) + ": " + what + " (" + advice + ")"};
}

/// Planned tasks and help to neighbours may be what a plan is about; they are set against nothing where the other has
/// none.
bool may_be_in_one_only(const IncidentType& type) { return !type.is_incident(); }
bool may_be_in_one_only(const District::Area&) { return false; }

/// Ids of `there` by ids of `here`, by their keys; invalid for what may be in one only.
/// @throws InputError if one lacks what the other has.
template <class IdType, class Thing>
Column<IdType, IdType> same_things(const World& base, const World& plan, const Column<IdType, Thing>& here,
                                   const Column<IdType, Thing>& there, const char* what) {
  Column<IdType, IdType> ids(here.size());
  const auto missing = [&](const Thing& thing, const World& from) {
    refuse(base, plan, std::string(what) + " `" + thing.key + "` is not in " + file_of(from),
           "let both have the same; a rate or a weight of 0 is allowed");
  };
  for (const IdType id : here.ids()) {
    for (const IdType other : there.ids())
      if (there[other].key == here[id].key) ids[id] = other;
    if (!ids[id].valid() && !may_be_in_one_only(here[id])) missing(here[id], plan);
  }
  for (const Thing& thing : there)
    if (!may_be_in_one_only(thing) &&
        std::none_of(here.begin(), here.end(), [&](const Thing& other) { return other.key == thing.key; }))
      missing(thing, base);
  return ids;
}

void check_period(const World& base, const World& plan) {
  const auto& a = base.scenario.period;
  const auto& b = plan.scenario.period;
  const std::string advice = "say the period in the base alone, or --set it for all";
  if (a.start != b.start) refuse(base, plan, "its period starts on another day", advice);
  if (a.length != b.length) refuse(base, plan, "its period has another length", advice);
  if (a.warm_up != b.warm_up) refuse(base, plan, "it warms up for another time", advice);
  if (a.at_end != b.at_end || a.finish_within != b.finish_within)
    refuse(base, plan, "its period ends in another way (`period.at_end`, `period.finish_within`)", advice);
}

void check_randomness(const World& base, const World& plan) {
  const std::string same_incidents = "both must meet the same incidents: remove the key from the plan";
  if (base.scenario.seed != plan.scenario.seed)
    refuse(base, plan,
           "its seed is " + std::to_string(plan.scenario.seed) + ", not " + std::to_string(base.scenario.seed),
           same_incidents + ", or give --seed");
  if (base.scenario.rate_step_per_hour != plan.scenario.rate_step_per_hour)
    refuse(base, plan, "it has another `rate_step`", same_incidents);
}

/// Places to which only planned tasks lead stand at the end, and may be others in the plan.
void check_district(const World& base, const World& plan) {
  const auto& here = base.district.points;
  const auto& there = plan.district.points;
  const auto same_place = [](const District::Point& a, const District::Point& b) { return a.place == b.place; };
  const auto common = static_cast<std::ptrdiff_t>(std::min(here.size(), there.size()));
  const auto nobody_lives = [](const District::Point& point) { return point.weight == 0; };
  const bool same = base.network.graph.edge_count() == plan.network.graph.edge_count() &&
                    std::equal(here.begin(), here.begin() + common, there.begin(), same_place) &&
                    std::all_of(here.begin() + common, here.end(), nobody_lives) &&
                    std::all_of(there.begin() + common, there.end(), nobody_lives);
  if (!same) refuse(base, plan, "it lies in another district or on other roads", "compare plans for one place");
}

bool ended_early(const Tables& tables, const Tally& tally) {
  return tally.sums.at(tables.find(Cell{}).value(), Sum::unstable) > 0;
}

template <class IdType>
Column<IdType, IdType> inverse(const Column<IdType, IdType>& ids, std::size_t size) {
  Column<IdType, IdType> result(size);
  for (const IdType id : ids.ids())
    if (ids[id].valid()) result[ids[id]] = id;
  return result;
}

}  // namespace

Comparison::Comparison(const World& base, const World& plan, int planned)
    : base_tables_{base},
      plan_tables_{plan},
      base_{base_tables_, planned},
      plan_{plan_tables_, planned},
      pairs_{base_tables_, planned} {
  check_period(base, plan);
  check_randomness(base, plan);
  area_there_ = same_things(base, plan, base.district.areas, plan.district.areas, "area");
  check_district(base, plan);
  type_there_ = same_things(base, plan, base.demand.types, plan.demand.types, "incident type");
  for (const TypeId type : base.demand.types.ids())
    if (type_there_[type].valid() &&
        base.demand.types[type].published != plan.demand.types[type_there_[type]].published)
      refuse(base, plan, "incident type `" + base.demand.types[type].key + "` is published in one of them only",
             "let both count the same types");
  types_ = inverse(type_there_, plan.demand.types.size());
}

void Comparison::add(const Tally& base, const Tally& plan, const std::vector<PairedIncident>& incidents) {
  base_.add(base);
  plan_.add(plan);
  pairs_.add(base.replication, incidents);
  unstable_base_ += ended_early(base_tables_, base) ? 1 : 0;
  unstable_plan_ += ended_early(plan_tables_, plan) ? 1 : 0;
}

std::optional<std::size_t> Comparison::plan_cell(std::size_t base_cell) const {
  const Table& table = base_tables_.table_of(base_cell);
  if (table.split_by(Axis::group)) return std::nullopt;
  Cell cell = base_tables_.cell(table, base_cell - table.first_cell);
  int& type = cell.at[static_cast<std::size_t>(Axis::type)];
  if (type == base_tables_.published() && type >= 0)
    type = plan_tables_.published();
  else if (type >= 0) {
    const TypeId there = type_there_[TypeId{static_cast<std::size_t>(type)}];
    if (!there.valid()) return std::nullopt;
    type = static_cast<int>(there.index());
  }
  int& area = cell.at[static_cast<std::size_t>(Axis::area)];
  if (area >= 0) area = static_cast<int>(area_there_[AreaId{static_cast<std::size_t>(area)}].index());
  return plan_tables_.find(cell);
}

}  // namespace kredsim
