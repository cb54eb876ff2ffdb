#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

namespace {

bool applies(scenario::TakeOff rule, Priority to, Priority from) {
  switch (rule) {
    case scenario::TakeOff::never: return false;
    case scenario::TakeOff::for_urgent: return to == Priority::urgent && from != Priority::urgent;
    case scenario::TakeOff::for_more_urgent: return to < from;
  }
  return false;
}

}  // namespace

/// Whether some rule can take a unit off what it does, and whether some keeps a free unit from going anywhere. Looked
/// at once: without them a dispatch looks at the free units only.
void Replication::look_at_rules() {
  const auto& rules = world_.scenario.dispatch;
  takes_off_ = rules.diversion != scenario::TakeOff::never || rules.preemption != scenario::TakeOff::never;
  for (const Group& group : world_.force.groups) {
    takes_off_ = takes_off_ || group.duties.rest.has_value();
    restricted_ =
        restricted_ || group.duties.hand_over > Milliseconds{0} || group.duties.only_urgent_in_last > Milliseconds{0};
  }
  look_at_neighbours();
  for (const IncidentType& type : world_.demand.types) {
    takes_off_ = takes_off_ || (type.attendance.report && type.attendance.report->interruptible);
    restricted_ = restricted_ || type.capabilities != 0;
  }
  look_at_local_police();
  look_at_turnout();
  const std::size_t units = world_.force.units.size();
  elsewhere_.resize(takes_off_ ? units : 0);
  chosen_from_.reserve(units);
  chosen_whereabouts_.reserve(units);
}

/// Free units first, by the policy; one under way to less urgent work if it is nearer; else whoever can be called from
/// a desk or a break; else a neighbour's car; else whoever can be taken from less urgent work at a scene.
std::optional<Candidate> Replication::choose(IncidentRow row, const Lack& lack) {
  const IncidentRecord& record = incident(row);
  const IncidentType& type = world_.demand.types[record.type];
  const Call call{record.type, record.point, world_.district.points[record.point].place, type.driving, type.priority};
  // The car that brings what is needed comes first; others may go meanwhile as long as there is room for it.
  if (lack.capability) {
    const auto capable = choose_among(row, call, type.capabilities);
    if (capable || lack.cars <= 1) return capable;
  }
  return choose_among(row, call, 0);
}

std::optional<Candidate> Replication::choose_among(IncidentRow row, const Call& call, std::uint64_t capabilities) {
  // A neighbour is lent a free car only.
  if (world_.demand.types[call.type].for_neighbour) return free_unit_within_ring_fence(call, capabilities);
  const auto own = own_unit(call, capabilities);
  if (helped_)
    if (const auto neighbours = help(row, call, capabilities, own)) return neighbours;
  if (own || !takes_off_) return own;
  if (world_.scenario.dispatch.preemption == scenario::TakeOff::never && !planned_yields_) return std::nullopt;
  return other_unit(call, capabilities, Source::at_work);
}

/// One that need not leave a scene.
std::optional<Candidate> Replication::own_unit(const Call& call, std::uint64_t capabilities) {
  const auto free = free_unit_within_ring_fence(call, capabilities);
  if (!takes_off_) return free;
  const auto& rules = world_.scenario.dispatch;
  if (rules.diversion != scenario::TakeOff::never || planned_yields_) {
    auto under_way = other_unit(call, capabilities, Source::under_way);
    if (under_way &&
        (!free || (under_way->travel < free->travel && under_way->travel + rules.diversion_margin <= free->travel))) {
      if (free) under_way->nearer_by = free->travel - under_way->travel;
      return under_way;
    }
  }
  if (free) return free;
  return other_unit(call, capabilities, Source::at_desk);
}

std::optional<Candidate> Replication::free_unit(const Call& call, std::uint64_t capabilities) {
  std::span<const UnitId> units = state_.available;
  std::span<const Whereabouts> whereabouts;
  if (restricted_ || !plan_.empty()) {
    chosen_from_.clear();
    for (const UnitId unit : units)
      if (may_go(unit, call, capabilities)) chosen_from_.push_back(unit);
    find_whereabouts(chosen_from_, call.priority, chosen_whereabouts_);
    units = chosen_from_;
    whereabouts = chosen_whereabouts_;
  } else {
    whereabouts = whereabouts_of_available(call.priority);
  }
  if (units.empty()) return std::nullopt;
  const std::size_t planned = static_cast<std::size_t>(std::count_if(
      plan_.begin(), plan_.end(), [](const Candidate& candidate) { return candidate.source == Source::free; }));
  chosen_turnout_.clear();
  if (counts_turnout_)
    for (const UnitId unit : units) chosen_turnout_.push_back(expected_turnout(unit));
  const auto choice = dispatch_.choose({world_, state_.now, units, whereabouts, *travel_, policy_scratch_,
                                        state_.available.size() - planned, chosen_turnout_, search_},
                                       call);
  if (!choice) return std::nullopt;
  return Candidate{units[choice->index], Source::free, choice->travel, choice->rule};
}

/// In the order of the roster. In a surge hundreds wait, and each event offers them all what there is: without this
/// each of them would look at every unit.
const std::vector<UnitId>& Replication::takeable(const Call& call, Source source) {
  Takeable& known = takeable_[static_cast<std::size_t>(call.priority)][static_cast<std::size_t>(source)];
  if (offering_ && known.offer == offer_) return known.units;
  known.offer = offer_;
  known.units.clear();
  for (const UnitId unit : world_.force.units.ids())
    if (can_be_taken(unit, call, source)) known.units.push_back(unit);
  return known.units;
}

/// The nearest unit from where it is now; of those at work, one at the least urgent work.
std::optional<Candidate> Replication::other_unit(const Call& call, std::uint64_t capabilities, Source source) {
  chosen_from_.clear();
  chosen_whereabouts_.clear();
  Priority least_urgent = Priority::urgent;
  for (const UnitId unit : takeable(call, source)) {
    if (!may_go(unit, call, capabilities)) continue;
    if (source == Source::at_work) {
      const Priority priority = priority_of_work(unit);
      if (priority < least_urgent) continue;
      if (priority > least_urgent) {
        chosen_from_.clear();
        chosen_whereabouts_.clear();
        least_urgent = priority;
      }
    }
    // A drive that takes longer than its route says is somewhere else than the route tells: the place is looked up.
    Route& here = elsewhere_[unit.index()];
    here.from = here.to = place_of(unit);
    here.duration = Milliseconds{0};
    here.length = Millimetres{0};
    chosen_from_.push_back(unit);
    chosen_whereabouts_.push_back({&here, state_.now});
  }
  const auto nearest = first_of_chosen(call);
  if (!nearest) return std::nullopt;
  return Candidate{chosen_from_[nearest->index], source, nearest->time};
}

Priority Replication::priority_of_work(UnitId unit) const {
  return world_.demand.types[state_.outcome.incidents[state_.units.incident[unit]].type].priority;
}

bool Replication::can_be_taken(UnitId unit, const Call& call, Source source) const {
  const Units& units = state_.units;
  const auto& rules = world_.scenario.dispatch;
  if (helped_ && world_.force.is_neighbours(unit)) return false;
  if (lends_ && source != Source::free && is_lent_out(unit)) return false;
  switch (source) {
    case Source::neighbour: return false;
    case Source::free: return units.duty[unit] == Duty::available;
    case Source::under_way:
      if (units.duty[unit] != Duty::en_route) return false;
      if (is_planned(units.incident[unit])) return planned_yields(unit, call.priority);
      return applies(rules.diversion, call.priority, priority_of_work(unit));
    case Source::at_desk:
      if (units.shift_ends[unit] <= state_.now) return false;
      if (units.duty[unit] == Duty::on_break) return call.priority == Priority::urgent;
      return units.duty[unit] == Duty::after_scene && units.may_be_called[unit] != 0 &&
             (units.stage[unit] == Stage::writing || units.stage[unit] == Stage::to_desk);
    case Source::at_work:
      if (is_planned(units.incident[unit]) && !planned_yields(unit, call.priority)) return false;
      return units.duty[unit] == Duty::on_scene && units.stage[unit] == Stage::working &&
             units.shift_ends[unit] > state_.now &&
             world_.demand.types[state_.outcome.incidents[units.incident[unit]].type].attendance.interruption !=
                 scenario::Interruption::never &&
             (is_planned(units.incident[unit]) || applies(rules.preemption, call.priority, priority_of_work(unit)));
  }
  return false;
}

/// What the unit brings and the hour of its shift, whatever it does.
bool Replication::may_go(UnitId unit, const Call& call, std::uint64_t capabilities) const {
  const Unit& post = world_.force.units[unit];
  const Group& group = world_.force.groups[post.group];
  if (!has_all(group.capabilities, capabilities) || !ring_fence_lets_go(unit, call)) return false;
  if (std::any_of(plan_.begin(), plan_.end(), [=](const Candidate& planned) { return planned.unit == unit; }))
    return false;
  const SimTime ends = state_.units.shift_ends[unit];
  if (call.priority == Priority::urgent || ends == never) return true;
  return state_.now >= ends - post.length + group.duties.hand_over &&
         state_.now < ends - group.duties.only_urgent_in_last;
}

}  // namespace kredsim
