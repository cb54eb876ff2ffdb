#include "analysis/statistics/exposure.hpp"

#include <algorithm>
#include <array>

#include "analysis/statistics/measured_time.hpp"

namespace kredsim {

namespace {

using Week = std::array<std::int64_t, hours_of_week>;  // milliseconds in each hour of the week

/// Calls `visit(hour of the week, milliseconds)` for each hour of the clock that the part of [begin, end) inside the
/// window touches.
template <class Visit>
void for_each_hour(const MeasuredTime& window, SimTime begin, SimTime end, const Visit& visit) {
  begin = std::max(begin, window.from);
  end = std::min(end, window.to);
  if (begin >= end) return;
  int hour = hour_of_week(begin);
  SimTime next = std::chrono::floor<std::chrono::hours>(begin) + std::chrono::hours{1};
  for (; begin < end; begin = next, next += std::chrono::hours{1}, hour = (hour + 1) % hours_of_week)
    visit(static_cast<std::size_t>(hour), (std::min(next, end) - begin).count());
}

Week week_of(const MeasuredTime& window, SimTime begin, SimTime end) {
  Week week{};
  for_each_hour(window, begin, end, [&](std::size_t hour, std::int64_t ms) { week[hour] += ms; });
  return week;
}

void add(Week& week, const MeasuredTime& window, SimTime begin, SimTime end) {
  for_each_hour(window, begin, end, [&](std::size_t hour, std::int64_t ms) { week[hour] += ms; });
}

/// Time that the units of one group spend.
struct GroupTime {
  Week busy{};
  Week on_duty{};
};

Column<GroupId, GroupTime> time_of_groups(const World& world, const Outcome& outcome, const MeasuredTime& window) {
  Column<GroupId, GroupTime> groups(world.force.groups.size());
  for (const DutyRecord& duty : outcome.duties)
    add(groups[world.force.units[duty.unit].group].on_duty, window, duty.from, duty.to);
  // Backwards, so that each unit's next dispatch is known: an assignment not cleared ends there, or with the run.
  Column<UnitId, SimTime> next_dispatch(world.force.units.size(), outcome.ended);
  for (auto it = outcome.assignments.rbegin(); it != outcome.assignments.rend(); ++it) {
    SimTime& next = next_dispatch[it->unit];
    add(groups[world.force.units[it->unit].group].busy, window, it->dispatched,
        std::min({it->cleared, it->ended, next}));
    next = it->dispatched;
  }
  for (const ActivityRecord& activity : outcome.activities)
    if (activity.activity != Activity::rest)
      add(groups[world.force.units[activity.unit].group].busy, window, activity.from, activity.to);
  return groups;
}

bool only_by_hour_and_group(const Table& table) {
  return !table.split_by(Axis::type) && !table.split_by(Axis::area) && !table.split_by(Axis::priority);
}

std::size_t hour_of(const Table& table, std::size_t hour_of_week) {
  return table.by_hour_of_week ? hour_of_week : hour_of_week % 24;
}

void add_units(const Table& table, const World& world, const Column<GroupId, GroupTime>& groups, Sums& sums) {
  for (const GroupId id : groups.ids()) {
    if (world.force.groups[id].neighbours) continue;  // their hours are not ours: `help_in_h`
    const GroupTime& group = groups[id];
    const std::size_t base = table.first_cell + table.step(Axis::group) * id.index();
    const std::size_t hour_stride = table.step(Axis::hour);
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      const std::size_t cell = base + hour_stride * hour_of(table, hour);
      sums.at(cell, Sum::busy_ms) += group.busy[hour];
      sums.at(cell, Sum::duty_ms) += group.on_duty[hour];
    }
  }
}

/// The measured period itself: every cell of the table gets the time of its hours.
void add_period(const Table& table, const Week& period, Sums& sums) {
  const std::size_t stride = table.step(Axis::hour);
  const std::size_t hours = table.size[static_cast<std::size_t>(Axis::hour)];
  std::vector<std::int64_t> of_hour(hours, 0);
  for (std::size_t hour = 0; hour < hours_of_week; ++hour)
    of_hour[stride == 0 ? 0 : hour_of(table, hour)] += period[hour];
  for (std::size_t cell = 0; cell < table.cells; ++cell)
    sums.at(table.first_cell + cell, Sum::exposure_ms) += of_hour[stride == 0 ? 0 : cell / stride % hours];
}

/// An incident that waits for a unit, added to its cells of one table (none if split by group).
class Wait {
 public:
  Wait(const Tables& tables, const MeasuredTime& window, const Outcome& outcome, const IncidentRecord& incident)
      : tables_{tables},
        window_{window},
        incident_{incident},
        until_{std::min({incident.dispatched, incident.cleared, outcome.ended})} {}

  /// Lost incidents never wait; cancelled ones do until they go away.
  [[nodiscard]] bool in_window() const {
    return tables_.world().demand.types[incident_.type].is_incident() && incident_.fate != Fate::lost &&
           incident_.ready != never && window_.meets(incident_.ready, until_);
  }

  void add_to(const Table& table, Sums& sums) const {
    const IncidentType& type = tables_.world().demand.types[incident_.type];
    const std::size_t base = table.first_cell + table.step(Axis::priority) * static_cast<std::size_t>(type.priority);
    const auto add_type = [&](std::size_t coordinate) {
      const std::size_t cell = base + table.step(Axis::type) * coordinate;
      if (!table.split_by(Axis::area)) return add_cell(table, cell, sums);
      for (const AreaId area : tables_.world().district.points[incident_.point].areas)
        if (area.valid()) add_cell(table, cell + table.step(Axis::area) * area.index(), sums);
    };
    add_type(incident_.type.index());
    if (table.split_by(Axis::type) && type.published) add_type(static_cast<std::size_t>(tables_.published()));
  }

 private:
  void add_cell(const Table& table, std::size_t cell, Sums& sums) const {
    const std::size_t hour_stride = table.step(Axis::hour);
    if (hour_stride == 0) {
      ++sums.at(cell, Sum::queued);
      sums.at(cell, Sum::queue_ms) += (std::min(until_, window_.to) - std::max(incident_.ready, window_.from)).count();
      return;
    }
    for_each_hour(window_, incident_.ready, until_, [&](std::size_t hour, std::int64_t ms) {
      ++sums.at(cell + hour_stride * hour_of(table, hour), Sum::queued);
      sums.at(cell + hour_stride * hour_of(table, hour), Sum::queue_ms) += ms;
    });
  }

  const Tables& tables_;
  const MeasuredTime& window_;
  const IncidentRecord& incident_;
  SimTime until_;
};

}  // namespace

void add_exposure(const Tables& tables, const Outcome& outcome, Sums& sums) {
  // A replication that was unstable ended early: what lies after it was never played.
  const MeasuredTime window{outcome.measured_from,
                            std::clamp(outcome.ended, outcome.measured_from, outcome.measured_to)};
  const Week period = week_of(window, window.from, window.to);
  const auto groups = time_of_groups(tables.world(), outcome, window);
  for (const Table& table : tables.all()) {
    add_period(table, period, sums);
    if (only_by_hour_and_group(table)) add_units(table, tables.world(), groups, sums);
  }
  for (const IncidentRecord& incident : outcome.incidents) {
    const Wait wait{tables, window, outcome, incident};
    if (!wait.in_window()) continue;
    for (const Table& table : tables.all())
      if (!table.split_by(Axis::group)) wait.add_to(table, sums);
  }
}

}  // namespace kredsim
