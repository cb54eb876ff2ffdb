#include <algorithm>
#include <limits>

#include "sim/engine/replication.hpp"

/// Planned tasks: when they arise, who does them, and until when they can be put off. To the rest of the engine a task
/// is an incident of priority `planned` that is not measured and that no queue holds.
namespace kredsim {

namespace {

/// By which incidents work under way may be broken off.
bool yields(scenario::Interruptible rule, Priority to) {
  return rule == scenario::Interruptible::always || (rule == scenario::Interruptible::urgent && to == Priority::urgent);
}

}  // namespace

void Replication::schedule_planned_tasks() {
  for (std::uint32_t sort = 0; sort < world_.planned.size(); ++sort) {
    schedule_next_planned(sort, state_.now);
    schedule_opening(sort);
  }
}

/// What was put off is offered again when the next hours in which it may begin have come.
void Replication::schedule_opening(std::uint32_t sort) {
  const auto& open = world_.planned[sort].when;
  auto hour = std::chrono::floor<std::chrono::hours>(state_.now);
  for (std::size_t ahead = 0; ahead < hours_of_week; ++ahead) {
    const bool before = open[static_cast<std::size_t>(hour_of_week(hour))];
    hour += std::chrono::hours{1};
    if (before || !open[static_cast<std::size_t>(hour_of_week(hour))]) continue;
    return state_.events.push(SimTime{hour}, EventKind::planned_opens, UnitId{}, sort);
  }
}

/// The next moment after `after` at which a task of this sort arises, or an outing begins.
void Replication::schedule_next_planned(std::uint32_t sort, SimTime after) {
  const PlannedTask& task = world_.planned[sort];
  if (!task.outings.empty()) return schedule_next_outing(sort, after);
  if (!(task.per_open_hour > 0)) return;
  double bound = 1.0 / 1024;
  while (bound < task.per_open_hour) bound *= 2;
  constexpr double ms_per_hour = 3'600'000;
  auto hour = std::chrono::floor<std::chrono::hours>(after);
  for (; hour < last_moment_; hour += std::chrono::hours{1}) {
    if (!task.when[static_cast<std::size_t>(hour_of_week(hour))]) continue;
    // Candidates at a rate of a power of two, thinned: more tasks a year add some and move none.
    Stream random{setup_.seed, setup_.replication, Purpose::planned,
                  combine(task.key, static_cast<std::uint64_t>(hour.time_since_epoch().count()))};
    for (double hours = standard_exponential(random) / bound; hours < 1;
         hours += standard_exponential(random) / bound) {
      const double height = random.uniform() * bound;
      const SimTime time = SimTime{hour} + Milliseconds{static_cast<std::int64_t>(hours * ms_per_hour)};
      if (height >= task.per_open_hour || time <= after) continue;
      return state_.events.push(time, EventKind::planned_arises, UnitId{}, sort);
    }
  }
}

void Replication::schedule_next_outing(std::uint32_t sort, SimTime after) {
  SimTime next = never;
  for (const Outing& outing : world_.planned[sort].outings) {
    auto day = std::chrono::floor<std::chrono::days>(after);
    for (int ahead = 0; ahead <= 8; ++ahead, day += std::chrono::days{1}) {
      const SimTime begin = SimTime{day} + outing.from;
      if (begin <= after || !outing.weekdays[static_cast<std::size_t>(weekday(day))]) continue;
      next = std::min(next, begin);
      break;
    }
  }
  if (next < last_moment_) state_.events.push(next, EventKind::planned_arises, UnitId{}, sort);
}

void Replication::planned_arises(std::uint32_t sort) {
  const PlannedTask& task = world_.planned[sort];
  if (task.outings.empty()) {
    open_planned(sort, nullptr);
  } else {
    for (const Outing& outing : task.outings) {
      const auto day = std::chrono::floor<std::chrono::days>(state_.now - outing.from);
      if (SimTime{day} + outing.from == state_.now && outing.weekdays[static_cast<std::size_t>(weekday(day))])
        open_planned(sort, &outing);
    }
  }
  schedule_next_planned(sort, state_.now);
}

/// @param outing that begins now; none: a task that can be put off
void Replication::open_planned(std::uint32_t sort, const Outing* outing) {
  const PlannedTask& task = world_.planned[sort];
  IncidentRecord record;
  const auto now = static_cast<std::uint64_t>(state_.now.time_since_epoch().count());
  record.key = combine(outing != nullptr ? outing->key : task.key, now);
  record.type = task.type;
  record.created = record.answered = record.received = record.ready = state_.now;
  PlannedRecord planned;
  planned.incident = static_cast<IncidentRow>(state_.outcome.incidents.size());
  planned.sort = sort;
  planned.arose = state_.now;
  planned.deadline = state_.now + task.deadline;
  planned.measured = state_.now >= state_.outcome.measured_from && state_.now < state_.outcome.measured_to;
  if (outing != nullptr) {
    record.point = outing->point;
    planned.packs_up = state_.now + outing->length;
    planned.lasts = outing->length;
  } else {
    Stream where{setup_.seed, setup_.replication, Purpose::planned_place, record.key};
    const double share = where.uniform();
    const auto area =
        std::find_if(task.areas.begin(), task.areas.end() - 1, [=](const auto& entry) { return share < entry.second; });
    record.point = world_.demand.area_points[area->first].at(where.uniform());
    Stream lasts{setup_.seed, setup_.replication, Purpose::planned_lasts, record.key};
    planned.lasts = std::min(task.lasts.sample(lasts), task.longest);
  }
  record.planned = static_cast<std::uint32_t>(state_.outcome.planned.size());
  state_.outcome.incidents.push_back(record);
  state_.outcome.planned.push_back(planned);
  if (world_.scenario.control_centre) state_.centre.callers.resize(state_.outcome.incidents.size(), 0);
  open_task(planned.incident);
  put_off(planned.incident);
  const SimTime ends = outing != nullptr ? planned.packs_up : planned.deadline;
  if (outing != nullptr || task.when_late == scenario::WhenLate::drop)
    state_.events.push(ends, EventKind::planned_deadline, UnitId{}, record.planned);
  if (narrator_) narrator_->planned(state_, planned.incident);
}

/// The task waits for somebody: by deadline, then as they arose.
void Replication::put_off(IncidentRow row) {
  auto& open = state_.open_planned;
  const auto deadline = [this](IncidentRow task) { return planned_of(task).deadline; };
  const auto place = std::upper_bound(open.begin(), open.end(), row, [&](IncidentRow a, IncidentRow b) {
    return std::pair{deadline(a), a} < std::pair{deadline(b), b};
  });
  open.insert(place, row);
}

/// Nobody has begun it, or it was broken off and its time is over.
void Replication::planned_deadline(std::uint32_t planned) {
  PlannedRecord& record = state_.outcome.planned[planned];
  const auto open = std::find(state_.open_planned.begin(), state_.open_planned.end(), record.incident);
  if (open == state_.open_planned.end()) return;
  const bool begun = incident(record.incident).first_arrival != never;
  if (begun && record.packs_up == never) return;  // the rest is done later
  state_.open_planned.erase(open);
  record.dropped = !begun;
  if (narrator_ && record.dropped) narrator_->planned_dropped(state_, record.incident);
  finish(record.incident, begun ? Fate::cleared : Fate::cancelled);
}

/// How long the crew still has to stay.
Milliseconds Replication::planned_work(IncidentRow row) const {
  const PlannedRecord& planned = planned_of(row);
  if (planned.packs_up != never) return std::max(planned.packs_up - state_.now, Milliseconds{0});
  for (const InterruptedWork& work : state_.interrupted)
    if (work.incident == row) return work.left;
  return planned.lasts;
}

/// Free cars of the groups that do them are given those tasks that they can finish in their shift. Once everything
/// else of the moment has happened: nobody who waits for a car could use them.
void Replication::offer_planned_tasks() {
  if (state_.open_planned.empty()) return;
  const auto hour = static_cast<std::size_t>(hour_of_week(state_.now));
  for (std::size_t i = 0; i < state_.open_planned.size();) {
    const IncidentRow row = state_.open_planned[i];
    const PlannedTask& task = world_.planned[planned_of(row).sort];
    const auto candidate = task.when[hour] ? unit_for_planned(row, task) : std::nullopt;
    if (!candidate) {
      ++i;
      continue;
    }
    state_.open_planned.erase(state_.open_planned.begin() + static_cast<std::ptrdiff_t>(i));
    send(*candidate, row);
  }
}

std::optional<Candidate> Replication::unit_for_planned(IncidentRow row, const PlannedTask& task) {
  const IncidentRecord& record = incident(row);
  const Call call{record.type, record.point, world_.district.points[record.point].place, Driving::normal,
                  Priority::planned};
  const Milliseconds work = planned_work(row);
  const bool own = task.who == scenario::WhoDoes::own_area && task.outings.empty() && somebody_calls_it_own(task, call);
  plan_.clear();
  chosen_from_.clear();
  for (const UnitId unit : state_.available) {
    if (!task.groups[world_.force.units[unit].group.index()]) continue;
    if (own && !in_own_area(unit, call.point)) continue;
    const SimTime ends = state_.units.shift_ends[unit];
    if ((ends != never && state_.now + work > ends) || !may_go(unit, call, 0)) continue;
    if (state_.units.idling[unit].own_work &&
        world_.scenario.force[world_.force.units[unit].group.index()].second.own_work->interruptible !=
            scenario::Interruptible::always)
      continue;
    chosen_from_.push_back(unit);
  }
  if (chosen_from_.empty()) return std::nullopt;
  find_whereabouts(chosen_from_, Priority::planned, chosen_whereabouts_);
  const auto nearest = first_of_chosen(call);
  if (!nearest) return std::nullopt;
  return Candidate{chosen_from_[nearest->index], Source::free, nearest->time, "planned work, nearest"};
}

/// On the roster, on duty or not: else an area without a car of its own would never be visited.
bool Replication::somebody_calls_it_own(const PlannedTask& task, const Call& call) const {
  for (const UnitId unit : world_.force.units.ids())
    if (task.groups[world_.force.units[unit].group.index()] && in_own_area(unit, call.point)) return true;
  return false;
}

bool Replication::in_own_area(UnitId unit, PointId point) const {
  const AreaId own = world_.force.own_area[unit];
  const auto& areas = world_.district.points[point].areas;
  return own.valid() && std::find(areas.begin(), areas.end(), own) != areas.end();
}

bool Replication::planned_yields(UnitId unit, Priority to) const {
  const IncidentRow row = state_.units.incident[unit];
  return is_planned(row) && yields(world_.planned[planned_of(row).sort].interruptible, to);
}

}  // namespace kredsim
