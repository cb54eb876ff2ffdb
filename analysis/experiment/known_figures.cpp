#include "analysis/experiment/known_figures.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

namespace {

using scenario::KnownMeasure;
using scenario::KnownOver;
using std::chrono::days;

constexpr double ms_per_hour = 3'600'000;

double hours(Milliseconds duration) { return static_cast<double>(duration.count()) / ms_per_hour; }
double measured_days(const Outcome& outcome) { return hours(outcome.measured_to - outcome.measured_from) / 24; }

void add_value(FigureSums& sums, double value) {
  sums.sum += value;
  sums.squares += value * value;
  ++sums.count;
}

/// What the sums of a mean over the time, or over moments, are made of: stretches [from, to) in which one more is
/// there.
class Moments {
 public:
  Moments(const scenario::KnownAnswer& answer, const Outcome& outcome) : from_{outcome.measured_from} {
    to_ = outcome.measured_to;
    if (answer.after) {
      first_ = from_ + *answer.after;
      there_.assign(1, 0);
    } else if (answer.at) {
      first_ = SimTime{std::chrono::floor<days>(from_)} + *answer.at;
      if (first_ < from_) first_ += days{1};
      there_.assign(first_ < to_ ? static_cast<std::size_t>((to_ - Milliseconds{1} - first_) / days{1}) + 1 : 0, 0);
    }
  }

  void add(SimTime from, SimTime to) {
    if (there_.empty()) {
      const SimTime begin = std::max(from, from_);
      const SimTime end = std::min(to, to_);
      if (end > begin) hours_ += hours(end - begin);
      return;
    }
    if (to <= first_) return;
    const auto behind = std::max(from - first_, Milliseconds{0});
    auto day = static_cast<std::size_t>((behind + days{1} - Milliseconds{1}) / days{1});
    for (; day < there_.size() && first_ + day * days{1} < to; ++day) ++there_[day];
  }

  [[nodiscard]] FigureSums sums(double per) const {
    if (there_.empty()) return {hours_ / per, 0, hours(to_ - from_)};
    FigureSums sums;
    for (const double there : there_) add_value(sums, there / per);
    return sums;
  }

 private:
  SimTime from_;
  SimTime to_;
  SimTime first_;
  std::vector<double> there_;  ///< by moment; empty: the mean over the time
  double hours_ = 0;
};

/// What became of the units sent to each incident.
struct Attendance {
  int sent = 0;
  int taken_off = 0;
  SimTime last_sent = never;
  SimTime attended_until{};
  Milliseconds attended{0};  ///< time with at least one unit on its way or at work
};

std::vector<Attendance> attendances(const Outcome& outcome) {
  std::vector<Attendance> all(outcome.incidents.size());
  for (const AssignmentRecord& job : outcome.assignments) {
    Attendance& one = all[job.incident];
    ++one.sent;
    one.taken_off += job.how == JobEnd::interrupted || job.how == JobEnd::diverted ? 1 : 0;
    one.last_sent = job.dispatched;
    const SimTime from = one.sent == 1 ? job.dispatched : std::max(job.dispatched, one.attended_until);
    one.attended += std::max(job.ended - from, Milliseconds{0});
    one.attended_until = one.sent == 1 ? job.ended : std::max(one.attended_until, job.ended);
  }
  return all;
}

std::optional<Milliseconds> between(SimTime from, SimTime to) {
  if (from == never || to == never) return std::nullopt;
  return to - from;
}

std::optional<Milliseconds> time_of(KnownMeasure measure, const IncidentRecord& incident, const Attendance& units) {
  const SimTime cleared = incident.fate == Fate::cleared ? incident.cleared : never;
  switch (measure) {
    case KnownMeasure::wait: return between(incident.ready, incident.dispatched);
    case KnownMeasure::wait_of_last:
      if (units.sent < incident.cars) return std::nullopt;
      return between(incident.ready, units.last_sent);
    case KnownMeasure::answer_wait: return between(incident.created, incident.answered);
    case KnownMeasure::call_to_dispatch: return between(incident.created, incident.dispatched);
    case KnownMeasure::drive: return between(incident.dispatched, incident.first_arrival);
    case KnownMeasure::response: return between(incident.received, incident.first_arrival);
    case KnownMeasure::time_in_system: return between(incident.created, cleared);
    case KnownMeasure::time_waiting:
      if (const auto whole = between(incident.ready, cleared)) return *whole - units.attended;
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

KnownFigure::KnownFigure(const World& world, const scenario::KnownAnswer& answer) : world_{world}, answer_{answer} {
  if (answer.type)
    for (const TypeId id : world.demand.types.ids())
      if (world.demand.types[id].key == answer.type->name) type_ = id;
  if (answer.area)
    for (const AreaId id : world.district.areas.ids())
      if (world.district.areas[id].key == answer.area->name) area_ = id;
  if (answer.unit && static_cast<std::size_t>(*answer.unit) > world.force.units.size())
    throw ScenarioError{{{answer.origin, "known_answers.figures",
                          "`unit: " + std::to_string(*answer.unit) + "` is not on the roster (it has " +
                              std::to_string(world.force.units.size()) + " cars)"}}};
  if (answer.after && *answer.after > world.scenario.period.length)
    throw ScenarioError{{{answer.origin, "known_answers.figures",
                          "`after` lies behind the end of the period (of `" + answer.figure + "`)"}}};
  if (answer.measure != KnownMeasure::not_first_choice && answer.measure != KnownMeasure::choice_rank) return;
  const auto query = world.travel->query();
  const SimTime monday = SimTime{std::chrono::local_days{days{4}}};
  const ProfileId profile = world.travel->profile(Driving::emergency, monday);
  std::vector<Place> homes;
  for (const Unit& unit : world.force.units) homes.push_back(world.district.stations[unit.station].place);
  std::vector<Milliseconds> times(homes.size());
  for (const auto& point : world.district.points) {
    query->times(homes, point.place, profile, times);
    from_stations_.insert(from_stations_.end(), times.begin(), times.end());
  }
}

FigureForm KnownFigure::form() const {
  switch (answer_.statistic) {
    case scenario::KnownStatistic::mean: return FigureForm::ratio;
    case scenario::KnownStatistic::sd: return FigureForm::sd;
    case scenario::KnownStatistic::variance: return FigureForm::variance;
    case scenario::KnownStatistic::dispersion: return FigureForm::dispersion;
  }
  return FigureForm::ratio;
}

FigureSums KnownFigure::sums(const Outcome& outcome) const {
  switch (info(answer_.measure).over) {
    case KnownOver::incidents: return over_incidents(outcome);
    case KnownOver::units_sent:
    case KnownOver::first_unit_sent: return over_units_sent(outcome);
    case KnownOver::all_sent: return over_all_sent(outcome);
    case KnownOver::time: return over_time(outcome);
    case KnownOver::shift_ends: return overtime_units(outcome);
    case KnownOver::days: return answer_.measure == KnownMeasure::overtime ? overtime(outcome) : over_days(outcome);
  }
  return {};
}

/// Whether the figure is about this incident.
bool KnownFigure::counts(const IncidentRecord& incident) const {
  return (!type_ || incident.type == *type_) && (!area_ || world_.district.municipality(incident.point) == *area_) &&
         (!answer_.cars || incident.cars == *answer_.cars) &&
         (!answer_.hour || hour_of_day(incident.created) == *answer_.hour);
}

/// A value, or whether it is beyond what the figure asks about.
void KnownFigure::add(FigureSums& sums, Milliseconds time) const {
  if (answer_.longer_than) return add_value(sums, time > *answer_.longer_than ? 1 : 0);
  if (answer_.at_most) return add_value(sums, time <= *answer_.at_most ? 1 : 0);
  add_value(sums, seconds(time) / answer_.per);
}

FigureSums KnownFigure::over_incidents(const Outcome& outcome) const {
  FigureSums sums;
  const std::vector<Attendance> units = attendances(outcome);
  for (std::size_t row = 0; row < outcome.incidents.size(); ++row) {
    const IncidentRecord& incident = outcome.incidents[row];
    if (!incident.measured || !counts(incident)) continue;
    if (answer_.measure == KnownMeasure::lost) {
      add_value(sums, (incident.fate == Fate::lost ? 1 : 0) / answer_.per);
    } else if (answer_.measure == KnownMeasure::interruptions) {
      add_value(sums, units[row].taken_off / answer_.per);
    } else if (const auto time = time_of(answer_.measure, incident, units[row])) {
      add(sums, *time);
    } else if (incident.fate == Fate::unserved && (answer_.longer_than || answer_.at_most)) {
      add(sums, never - incident.created);  // what was never over took longer than anything
    }
  }
  return sums;
}

/// 1 for the unit whose station is nearest, ties to the first on the roster.
int KnownFigure::rank_of(UnitId unit, PointId point) const {
  const std::size_t units = world_.force.units.size();
  const auto first = from_stations_.begin() + static_cast<std::ptrdiff_t>(point.index() * units);
  const Milliseconds own = *(first + static_cast<std::ptrdiff_t>(unit.index()));
  int rank = 1;
  for (std::size_t other = 0; other < units; ++other) {
    const Milliseconds time = *(first + static_cast<std::ptrdiff_t>(other));
    if (time < own || (time == own && other < unit.index())) ++rank;
  }
  return rank;
}

FigureSums KnownFigure::over_units_sent(const Outcome& outcome) const {
  FigureSums sums;
  for (const AssignmentRecord& job : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[job.incident];
    const bool of_unit = !answer_.unit || job.unit.index() + 1 == static_cast<std::size_t>(*answer_.unit);
    if (!incident.measured || !counts(incident) || !of_unit) continue;
    switch (answer_.measure) {
      case KnownMeasure::first_way: add_value(sums, metres(job.distance) / answer_.per); return sums;
      case KnownMeasure::way: add_value(sums, metres(job.distance) / answer_.per); break;
      case KnownMeasure::unit_drive:
        if (job.arrived != never) add(sums, job.arrived - job.dispatched);
        break;
      case KnownMeasure::not_first_choice:
        add_value(sums, (rank_of(job.unit, incident.point) > 1 ? 1 : 0) / answer_.per);
        break;
      default: add_value(sums, rank_of(job.unit, incident.point) / answer_.per); break;
    }
  }
  return sums;
}

/// How many of all dispatches are of the unit, to the area, the type.
FigureSums KnownFigure::over_all_sent(const Outcome& outcome) const {
  FigureSums sums;
  for (const AssignmentRecord& job : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[job.incident];
    if (!incident.measured) continue;
    const bool of_unit = !answer_.unit || job.unit.index() + 1 == static_cast<std::size_t>(*answer_.unit);
    add_value(sums, (of_unit && counts(incident) ? 1 : 0) / answer_.per);
  }
  return sums;
}

FigureSums KnownFigure::over_time(const Outcome& outcome) const {
  Moments moments{answer_, outcome};
  const auto of_unit = [&](UnitId unit) {
    return !answer_.unit || unit.index() + 1 == static_cast<std::size_t>(*answer_.unit);
  };
  if (answer_.measure == KnownMeasure::busy) {
    for (const AssignmentRecord& job : outcome.assignments)
      if (of_unit(job.unit) && counts(outcome.incidents[job.incident])) moments.add(job.dispatched, job.ended);
    if (!type_)
      for (const ActivityRecord& activity : outcome.activities)
        if (of_unit(activity.unit) && activity.activity != Activity::rest) moments.add(activity.from, activity.to);
  } else if (answer_.measure == KnownMeasure::own_work) {
    for (const OwnWorkRecord& work : outcome.own_work)
      if (of_unit(work.unit)) moments.add(work.from, work.to);
  } else {
    for (const IncidentRecord& incident : outcome.incidents) {
      const bool needs_nobody = incident.ready == never || incident.fate == Fate::lost;
      if (needs_nobody || !counts(incident)) continue;
      if (answer_.measure == KnownMeasure::in_system)
        moments.add(incident.created, incident.cleared);
      else
        moments.add(incident.ready, std::min(incident.dispatched, incident.cleared));
    }
  }
  return moments.sums(answer_.per);
}

/// Incidents of each measured day, or of one hour of it.
FigureSums KnownFigure::over_days(const Outcome& outcome) const {
  const auto first = std::chrono::floor<days>(outcome.measured_from);
  std::vector<double> by_day(static_cast<std::size_t>(std::llround(measured_days(outcome))), 0);
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured || !counts(incident)) continue;
    const auto day = static_cast<std::size_t>((std::chrono::floor<days>(incident.created) - first).count());
    if (day < by_day.size()) ++by_day[day];
  }
  FigureSums sums;
  for (const double count : by_day)
    add_value(sums, (answer_.measure == KnownMeasure::none ? (count == 0 ? 1 : 0) : count) / answer_.per);
  return sums;
}

namespace {

/// A shift that ends as the period does belongs to the period before it.
bool ends_inside(const DutyRecord& duty, const Outcome& outcome) {
  return duty.planned_to > outcome.measured_from && duty.planned_to <= outcome.measured_to;
}

}  // namespace

FigureSums KnownFigure::overtime_units(const Outcome& outcome) const {
  FigureSums sums{0, 0, measured_days(outcome)};
  for (const DutyRecord& duty : outcome.duties) {
    if (duty.planned_to == never) continue;
    const bool then = duty.planned_to - std::chrono::floor<days>(duty.planned_to) == *answer_.at;
    if (then && duty.to > duty.planned_to && ends_inside(duty, outcome)) sums.sum += 1 / answer_.per;
  }
  return sums;
}

FigureSums KnownFigure::overtime(const Outcome& outcome) const {
  FigureSums sums{0, 0, measured_days(outcome)};
  for (const DutyRecord& duty : outcome.duties)
    if (duty.planned_to != never && ends_inside(duty, outcome) && duty.to > duty.planned_to)
      sums.sum += seconds(duty.to - duty.planned_to) / answer_.per;
  return sums;
}

}  // namespace kredsim
