#include "analysis/experiment/case_measures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace kredsim::measures_of_cases {

namespace {

constexpr double ms_per_hour = 3'600'000;
using std::chrono::days;

double minutes(Milliseconds duration) { return seconds(duration) / 60; }
double hours(Milliseconds duration) { return static_cast<double>(duration.count()) / ms_per_hour; }

double measured_hours(const Outcome& outcome) { return hours(outcome.measured_to - outcome.measured_from); }
double measured_days(const Outcome& outcome) { return measured_hours(outcome) / 24; }

/// Hours of [from, to) inside the measured period; `never` lasts until its end.
double inside(const Outcome& outcome, SimTime from, SimTime to) {
  const SimTime begin = std::max(from, outcome.measured_from);
  const SimTime end = std::min(to, outcome.measured_to);
  return end > begin ? hours(end - begin) : 0;
}

/// At how many of the measured days' clock times (`hour` after midnight) something that lasts [from, to) is there.
double moments_inside(const Outcome& outcome, SimTime from, SimTime to, double hour) {
  const SimTime begin = std::max(from, outcome.measured_from);
  const SimTime end = std::min(to, outcome.measured_to);
  if (end <= begin) return 0;
  const auto since = [&](SimTime moment) {  // clock times before `moment`
    const auto offset = Milliseconds{std::llround(hour * ms_per_hour)};
    const auto day = std::chrono::floor<days>(moment - offset);
    const bool at_the_moment = SimTime{day} + offset == moment;
    return day.time_since_epoch().count() + (at_the_moment ? 0 : 1);
  };
  return static_cast<double>(since(end) - since(begin));
}

using Worth = std::function<double(const World&, const IncidentRecord&)>;

Measure mean_over_incidents(Which which, Worth worth) {
  return [which = std::move(which), worth = std::move(worth)](const World& world, const Outcome& outcome) {
    FigureSums sums;
    for (const IncidentRecord& incident : outcome.incidents) {
      if (!incident.measured || !which(world, incident)) continue;
      const double value = worth(world, incident);
      sums.sum += value;
      sums.squares += value * value;
      ++sums.count;
    }
    return sums;
  };
}

/// Only incidents that a unit reached.
Which reached() {
  return [](const World&, const IncidentRecord& incident) { return incident.first_arrival != never; };
}

using JobWorth = std::function<double(const World&, const Outcome&, const AssignmentRecord&)>;

Measure mean_over_jobs(JobWorth worth) {
  return [worth = std::move(worth)](const World& world, const Outcome& outcome) {
    FigureSums sums;
    for (const AssignmentRecord& job : outcome.assignments) {
      if (!outcome.incidents[job.incident].measured) continue;
      const double value = worth(world, outcome, job);
      sums.sum += value;
      sums.squares += value * value;
      ++sums.count;
    }
    return sums;
  };
}

double km(Millimetres length) { return static_cast<double>(length.count()) / 1e6; }

/// For each point of demand the unit whose station is nearest, the first of those at equal times.
std::vector<UnitId> first_choices(const World& world) {
  const auto query = world.travel->query();
  const SimTime monday = SimTime{std::chrono::local_days{days{4}}};
  const ProfileId profile = world.travel->profile(Driving::emergency, monday);
  std::vector<Place> homes;
  for (const Unit& unit : world.force.units) homes.push_back(world.district.stations[unit.station].place);
  std::vector<Milliseconds> times(homes.size());
  std::vector<UnitId> choices;
  for (const auto& point : world.district.points) {
    query->times(homes, point.place, profile, times);
    const auto nearest = std::min_element(times.begin(), times.end());
    choices.emplace_back(static_cast<std::size_t>(nearest - times.begin()));
  }
  return choices;
}

/// Over days: how many incidents each has in [from, to) hours after midnight, the days without one included.
std::vector<double> daily_counts(const Outcome& outcome, int from, int to) {
  const auto first = std::chrono::floor<days>(outcome.measured_from);
  std::vector<double> counts(static_cast<std::size_t>(std::llround(measured_days(outcome))), 0);
  for (const IncidentRecord& incident : outcome.incidents) {
    const int hour = hour_of_day(incident.created);
    if (!incident.measured || hour < from || hour >= to) continue;
    const auto day = static_cast<std::size_t>((std::chrono::floor<days>(incident.created) - first).count());
    if (day < counts.size()) ++counts[day];
  }
  return counts;
}

FigureSums sums_of(const std::vector<double>& values) {
  FigureSums sums;
  for (const double value : values) {
    sums.sum += value;
    sums.squares += value * value;
    ++sums.count;
  }
  return sums;
}

}  // namespace

Which any() {
  return [](const World&, const IncidentRecord&) { return true; };
}

Which of_type(std::string key) {
  return [key = std::move(key)](const World& world, const IncidentRecord& incident) {
    return world.demand.types[incident.type].key == key;
  };
}

Which in_hour(int hour) {
  return [hour](const World&, const IncidentRecord& incident) { return hour_of_day(incident.created) == hour; };
}

Measure wait_min(Which which) {
  return mean_over_incidents(std::move(which), [](const World&, const IncidentRecord& incident) {
    return minutes(incident.dispatched - incident.created);
  });
}

Measure share_waiting(double longer_than_min, Which which) {
  return mean_over_incidents(std::move(which), [=](const World&, const IncidentRecord& incident) {
    return minutes(incident.dispatched - incident.created) > longer_than_min ? 1.0 : 0.0;
  });
}

Measure share_lost(Which which) {
  return mean_over_incidents(std::move(which), [](const World&, const IncidentRecord& incident) {
    return incident.fate == Fate::lost ? 1.0 : 0.0;
  });
}

Measure time_in_system_min(Which which) {
  return mean_over_incidents(std::move(which), [](const World&, const IncidentRecord& incident) {
    return minutes(incident.cleared - incident.created);
  });
}

Measure drive_min() {
  return mean_over_incidents(reached(), [](const World&, const IncidentRecord& incident) {
    return minutes(incident.first_arrival - incident.dispatched);
  });
}

Measure response_min() {
  return mean_over_incidents(reached(), [](const World&, const IncidentRecord& incident) {
    return minutes(incident.first_arrival - incident.created);
  });
}

Measure way_km() {
  return mean_over_jobs([](const World&, const Outcome&, const AssignmentRecord& job) { return km(job.distance); });
}

Measure drive_s() {
  return mean_over_jobs([](const World&, const Outcome&, const AssignmentRecord& job) {
    return job.arrived == never ? 0 : seconds(job.arrived - job.dispatched);
  });
}

Measure share_without_drive() {
  return mean_over_jobs(
      [](const World&, const Outcome&, const AssignmentRecord& job) { return job.distance.count() == 0 ? 1.0 : 0.0; });
}

Measure dispatches(std::size_t unit, std::string area) {
  return mean_over_jobs(
      [=, area = std::move(area)](const World& world, const Outcome& outcome, const AssignmentRecord& job) {
        const AreaId here = world.district.municipality(outcome.incidents[job.incident].point);
        return job.unit.index() == unit && world.district.areas[here].key == area ? 1.0 : 0.0;
      });
}

Measure share_not_first_choice() {
  return [](const World& world, const Outcome& outcome) {
    const std::vector<UnitId> choices = first_choices(world);
    return mean_over_jobs([&](const World&, const Outcome&, const AssignmentRecord& job) {
      return job.unit != choices[outcome.incidents[job.incident].point.index()] ? 1.0 : 0.0;
    })(world, outcome);
  };
}

Measure first_way_km() {
  return [](const World&, const Outcome& outcome) {
    if (outcome.assignments.empty()) return FigureSums{};
    const double way = km(outcome.assignments.front().distance);
    return FigureSums{way, way * way, 1};
  };
}

Measure queue() {
  return [](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_hours(outcome)};
    for (const IncidentRecord& incident : outcome.incidents)
      if (incident.fate != Fate::lost) sums.sum += inside(outcome, incident.created, incident.dispatched);
    return sums;
  };
}

Measure busy(double of) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, of * measured_hours(outcome)};
    for (const AssignmentRecord& job : outcome.assignments) sums.sum += inside(outcome, job.dispatched, job.cleared);
    return sums;
  };
}

Measure own_work(double of) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, of * measured_hours(outcome)};
    for (const OwnWorkRecord& work : outcome.own_work) sums.sum += inside(outcome, work.from, work.to);
    return sums;
  };
}

Measure unit_busy(std::size_t unit) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_hours(outcome)};
    for (const AssignmentRecord& job : outcome.assignments)
      if (job.unit.index() == unit) sums.sum += inside(outcome, job.dispatched, job.cleared);
    return sums;
  };
}

Measure waiting_at(double hour) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_days(outcome)};
    for (const IncidentRecord& incident : outcome.incidents)
      sums.sum += moments_inside(outcome, incident.created, incident.dispatched, hour);
    return sums;
  };
}

Measure busy_at(double hour) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_days(outcome)};
    for (const AssignmentRecord& job : outcome.assignments)
      sums.sum += moments_inside(outcome, job.dispatched, job.cleared, hour);
    return sums;
  };
}

Measure in_system_after(double after) {
  return [=](const World&, const Outcome& outcome) {
    const SimTime moment = outcome.measured_from + Milliseconds{std::llround(after * ms_per_hour)};
    FigureSums sums{0, 0, 1};
    for (const IncidentRecord& incident : outcome.incidents)
      if (incident.created <= moment && moment < incident.cleared) ++sums.sum;
    return sums;
  };
}

Measure overtime_units_at(double hour) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_days(outcome)};
    for (const DutyRecord& duty : outcome.duties) {
      const bool then = std::fabs(hours(duty.planned_to - std::chrono::floor<days>(duty.planned_to)) - hour) < 1e-9;
      // A shift that ends as the period does belongs to the period before it.
      if (then && duty.to > duty.planned_to && duty.planned_to > outcome.measured_from &&
          duty.planned_to <= outcome.measured_to)
        ++sums.sum;
    }
    return sums;
  };
}

Measure overtime_hours_per_day() {
  return [](const World&, const Outcome& outcome) {
    FigureSums sums{0, 0, measured_days(outcome)};
    for (const DutyRecord& duty : outcome.duties)
      if (duty.planned_to > outcome.measured_from && duty.planned_to <= outcome.measured_to &&
          duty.to > duty.planned_to)
        sums.sum += hours(duty.to - duty.planned_to);
    return sums;
  };
}

Measure count_in_hour(int hour) {
  return [=](const World&, const Outcome& outcome) { return sums_of(daily_counts(outcome, hour, hour + 1)); };
}

Measure count_in_day() {
  return [](const World&, const Outcome& outcome) { return sums_of(daily_counts(outcome, 0, 24)); };
}

Measure share_without_incident(int hour) {
  return [=](const World&, const Outcome& outcome) {
    FigureSums sums;
    for (const double count : daily_counts(outcome, hour, hour + 1)) {
      sums.sum += count == 0 ? 1 : 0;
      ++sums.count;
    }
    return sums;
  };
}

}  // namespace kredsim::measures_of_cases
