#include "analysis/statistics/dispatching.hpp"

#include <algorithm>

#include "analysis/statistics/by_cell.hpp"

namespace kredsim {

namespace {

template <class Rule>
bool some_type(const World& world, const Rule& rule) {
  return std::any_of(world.demand.types.begin(), world.demand.types.end(),
                     [&](const IncidentType& type) { return rule(type.attendance); });
}

bool has_turnout(const Group& group) {
  const scenario::Duties& duties = group.duties;
  return duties.turnout_at_station.mean_s() > 0 || duties.turnout_mobile.mean_s() > 0;
}

void add_incident(const Tables& tables, const IncidentRecord& incident, Sums& sums) {
  Belongs where = belongs(tables, incident);
  if (incident.fate == Fate::cancelled) return add_by_cell(tables, where, Sum::cancelled, 1, sums);
  if (incident.first_arrival == never) return;
  where.group = static_cast<int>(tables.world().force.units[incident.first_unit].group.index());
  if (incident.enough_there == never && measured_in(tables.world(), Measure::never_enough))
    add_by_cell(tables, where, Sum::never_enough, 1, sums);
  if (incident.escalated) add_by_cell(tables, where, Sum::escalations, 1, sums);
}

void add_assignment(const Tables& tables, const IncidentRecord& incident, const AssignmentRecord& assignment,
                    Sums& sums) {
  const bool in_vain = incident.fate == Fate::cancelled;
  if (!in_vain && (assignment.how == JobEnd::open || assignment.how == JobEnd::cleared)) return;
  Belongs where = belongs(tables, incident);
  where.group = static_cast<int>(tables.world().force.units[assignment.unit].group.index());
  if (in_vain) add_by_cell(tables, where, Sum::sent_in_vain, 1, sums);
  if (assignment.how == JobEnd::diverted) add_by_cell(tables, where, Sum::diversions, 1, sums);
  if (assignment.how == JobEnd::interrupted) add_by_cell(tables, where, Sum::interruptions, 1, sums);
  if (assignment.how == JobEnd::called_off) add_by_cell(tables, where, Sum::called_off, 1, sums);
}

void add_overtime(const Tables& tables, const Outcome& outcome, const DutyRecord& duty, Sums& sums) {
  const GroupId group = tables.world().force.units[duty.unit].group;
  const int crew = tables.world().force.crew(duty.unit);
  const SimTime from = std::max(duty.planned_to, outcome.measured_from);
  const SimTime to = std::min({duty.to, outcome.measured_to, outcome.ended});
  for_each_clock_hour(from, to, [&](SimTime begin, SimTime end, std::size_t hour) {
    Belongs where;
    where.hour_of_week = static_cast<int>(hour);
    where.group = static_cast<int>(group.index());
    add_by_cell(tables, where, Sum::overtime_ms, (end - begin).count(), sums);
    add_by_cell(tables, where, Sum::overtime_officer_ms, crew * (end - begin).count(), sums);
  });
}

}  // namespace

bool measured_in(const World& world, Measure measure) {
  if (of_control_centre(measure)) return world.scenario.control_centre.has_value();
  switch (measure) {
    case Measure::turnout_s: return std::any_of(world.force.groups.begin(), world.force.groups.end(), has_turnout);
    case Measure::enough_officers_s:
    case Measure::enough_wait_s:
    case Measure::never_enough:
      return some_type(world, [](const scenario::Attendance& needs) {
        return needs.cars.most() > 1 || std::max(needs.officers.most(), needs.officers_to_begin()) > 1;
      });
    case Measure::cancelled:
    case Measure::called_off:
      return some_type(world, [](const scenario::Attendance& needs) { return needs.cancellation.has_value(); });
    case Measure::escalations:
      return some_type(world, [](const scenario::Attendance& needs) { return needs.escalation.has_value(); });
    case Measure::diversions: return world.scenario.dispatch.diversion != scenario::TakeOff::never;
    case Measure::interruptions: return world.scenario.dispatch.preemption != scenario::TakeOff::never;
    case Measure::overtime_h:
    case Measure::overtime_officer_h:
      return std::any_of(world.force.units.begin(), world.force.units.end(),
                         [](const Unit& unit) { return !unit.always_on; });
    case Measure::helped_in:
    case Measure::help_refused:
    case Measure::help_in_h:
      return std::any_of(world.neighbours.begin(), world.neighbours.end(),
                         [](const Neighbour& neighbour) { return neighbour.helps.has_value(); });
    case Measure::helped_out:
    case Measure::help_out_h:
      return std::any_of(world.neighbours.begin(), world.neighbours.end(),
                         [](const Neighbour& neighbour) { return neighbour.asks.has_value(); });
    case Measure::breaks_lost:
      return std::any_of(world.force.groups.begin(), world.force.groups.end(),
                         [](const Group& group) { return group.duties.rest.has_value(); });
    default: return true;
  }
}

void add_dispatching(const Tables& tables, const Outcome& outcome, Sums& sums) {
  for (const IncidentRecord& incident : outcome.incidents)
    if (incident.measured) add_incident(tables, incident, sums);
  for (const AssignmentRecord& assignment : outcome.assignments)
    if (outcome.incidents[assignment.incident].measured)
      add_assignment(tables, outcome.incidents[assignment.incident], assignment, sums);
  for (const DutyRecord& duty : outcome.duties)
    if (duty.planned_to < duty.to) add_overtime(tables, outcome, duty, sums);
  for (const LostBreakRecord& lost : outcome.lost_breaks) {
    if (lost.time < outcome.measured_from || lost.time >= outcome.measured_to) continue;
    Belongs where;
    where.hour_of_week = hour_of_week(lost.time);
    where.group = static_cast<int>(tables.world().force.units[lost.unit].group.index());
    add_by_cell(tables, where, Sum::breaks_lost, 1, sums);
  }
}

}  // namespace kredsim
