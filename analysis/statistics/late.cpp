#include "analysis/statistics/late.hpp"

#include <algorithm>
#include <array>

#include "analysis/statistics/by_cell.hpp"

namespace kredsim {

namespace {

SimTime response_starts(const World& world, const IncidentRecord& incident) {
  const auto& centre = world.scenario.control_centre;
  return centre && centre->response_from == scenario::ResponseFrom::alarm_centre ? incident.answered
                                                                                 : incident.received;
}

/// What most of the cars on duty did when one was needed.
Cause what_tied_them_up(const World& world, const Occupations& occupations, SimTime when) {
  std::array<int, 4> busy{};
  int free = 0;
  for (const UnitId unit : world.force.units.ids()) {
    if (world.force.is_neighbours(unit)) continue;
    switch (occupations.at(unit, when)) {
      case Occupation::urgent_work: ++busy[0]; break;
      case Occupation::other_work: ++busy[1]; break;
      case Occupation::planned_work: ++busy[2]; break;
      case Occupation::desk: ++busy[3]; break;
      case Occupation::free: ++free; break;
      case Occupation::away:
      case Occupation::off_duty: break;
    }
  }
  const auto most = std::max_element(busy.begin(), busy.end());
  if (*most == 0 || free > *most) return Cause::held_back;
  return static_cast<Cause>(static_cast<std::size_t>(Cause::urgent_work) +
                            static_cast<std::size_t>(most - busy.begin()));
}

bool came_on_duty_between(const Occupations& occupations, UnitId unit, SimTime from, SimTime to) {
  const auto& rows = occupations.duty[unit];
  return std::any_of(rows.begin(), rows.end(),
                     [=](const DutyRecord& row) { return row.from > from && row.from <= to; });
}

/// Cars that can be sent to incidents at all, for the hours in which none of them is free.
void add_hours_without_free_car(const Tables& tables, const Outcome& outcome, const Occupations& occupations,
                                const AreaId* area, Sums& sums) {
  const World& world = tables.world();
  const SimTime begin = outcome.measured_from;
  const SimTime end = std::clamp(outcome.ended, outcome.measured_from, outcome.measured_to);
  std::vector<std::pair<SimTime, int>> steps;
  bool any = false;
  for (const UnitId unit : world.force.units.ids()) {
    if (world.force.is_neighbours(unit)) continue;
    const auto& fence = world.force.groups[world.force.units[unit].group].ring_fence;
    if (fence && fence->rule == scenario::RingFence::Rule::never) continue;
    if (area != nullptr && (world.force.own_area.empty() || world.force.own_area[unit] != *area)) continue;
    any = true;
    auto busy = occupations.busy[unit].begin();
    for (const DutyRecord& row : occupations.duty[unit]) {
      SimTime from = std::max(row.from, begin);
      const SimTime to = std::min(row.to, end);
      for (; busy != occupations.busy[unit].end() && busy->from < to; ++busy) {
        if (busy->from > from) {
          steps.emplace_back(from, 1);
          steps.emplace_back(busy->from, -1);
        }
        from = std::max(from, busy->to);
        if (busy->to > to) break;
      }
      if (from < to) {
        steps.emplace_back(from, 1);
        steps.emplace_back(to, -1);
      }
    }
  }
  if (!any) return;
  std::sort(steps.begin(), steps.end());
  Belongs where;
  if (area != nullptr) where.areas[0] = *area;
  const auto none_free = [&](SimTime from, SimTime to) {
    for_each_clock_hour(from, to, [&](SimTime a, SimTime b, std::size_t hour) {
      where.hour_of_week = static_cast<int>(hour);
      for (const Table& table : tables.all()) {
        if (table.split_by(Axis::type) || table.split_by(Axis::priority) || table.split_by(Axis::group)) continue;
        if (table.split_by(Axis::area) != (area != nullptr)) continue;
        const std::size_t at_hour = table.step(Axis::hour) * (table.by_hour_of_week ? hour : hour % 24);
        const std::size_t at_area = area != nullptr ? table.step(Axis::area) * area->index() : 0;
        sums.at(table.first_cell + at_hour + at_area, Sum::no_free_car_ms) += (b - a).count();
      }
    });
  };
  int free = 0;
  SimTime since = begin;
  for (const auto& [time, step] : steps) {
    if (free == 0 && step > 0 && time > since) none_free(since, time);
    free += step;
    if (free == 0) since = time;
  }
  if (free == 0 && since < end) none_free(since, end);
}

}  // namespace

Cause cause_of(const World& world, const Occupations& occupations, const IncidentRecord& incident, SimTime start,
               Milliseconds limit) {
  if (incident.first_arrival + incident.arrival_report - start <= limit) return Cause::second_unit;
  const Milliseconds centre = incident.ready - start;
  const Milliseconds wait = incident.dispatched - incident.ready;
  const Milliseconds way = incident.first_arrival - incident.dispatched;
  if (way >= centre && way >= wait) return Cause::distance;
  if (centre > wait) return Cause::control_centre;
  if (came_on_duty_between(occupations, incident.first_unit, incident.ready, incident.dispatched))
    return Cause::shift_change;
  return what_tied_them_up(world, occupations, incident.ready);
}

std::optional<Late> late(const World& world, const Occupations& occupations, const IncidentRecord& incident) {
  const SimTime start = response_starts(world, incident);
  if (incident.first_arrival == never || start == never) return std::nullopt;
  const Milliseconds limit = world.scenario.results.late_after;
  const Milliseconds response = incident.first_arrival + incident.arrival_report - start;
  const bool enough_late = incident.enough_there != never && incident.enough_there - start > limit;
  if (response <= limit && !enough_late) return std::nullopt;
  return Late{start, response, cause_of(world, occupations, incident, start, limit)};
}

std::string_view name(Cause cause) {
  constexpr std::array<std::string_view, causes> names{"control_centre", "urgent_work", "other_work",
                                                       "planned_work",   "desk",        "held_back",
                                                       "shift_change",   "distance",    "second_unit"};
  return names[static_cast<std::size_t>(cause)];
}

void add_late(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  const Occupations occupations{world, outcome};
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured || incident.fate == Fate::cancelled || incident.fate == Fate::settled) continue;
    const Belongs where = belongs(tables, incident);
    const bool came = incident.first_arrival != never;
    const SimTime start = response_starts(world, incident);
    const Milliseconds response =
        came ? incident.first_arrival + incident.arrival_report - start : Milliseconds{std::chrono::hours{24 * 365}};
    if (response > std::chrono::minutes{20}) add_by_cell(tables, where, Sum::over_20_min, 1, sums);
    if (response > std::chrono::minutes{30}) add_by_cell(tables, where, Sum::over_30_min, 1, sums);
    const auto found = late(world, occupations, incident);
    if (!found) continue;
    add_by_cell(tables, where, Sum::late, 1, sums);
    add_by_cell(
        tables, where,
        static_cast<Sum>(static_cast<std::size_t>(Sum::late_control_centre) + static_cast<std::size_t>(found->cause)),
        1, sums);
  }
  add_hours_without_free_car(tables, outcome, occupations, nullptr, sums);
  for (const AreaId area : world.district.areas.ids())
    add_hours_without_free_car(tables, outcome, occupations, &area, sums);
}

}  // namespace kredsim
