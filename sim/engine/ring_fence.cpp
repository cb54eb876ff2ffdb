#include <algorithm>

#include "sim/engine/replication.hpp"

/// The ring-fence of local police: which incidents its cars may be sent to (docs/methods/local-police.md).
namespace kredsim {

/// Looked at once: whether some group is ring-fenced, some only when nearer, and some planned work yields.
void Replication::look_at_local_police() {
  using Rule = scenario::RingFence::Rule;
  for (const Group& group : world_.force.groups) {
    if (!group.ring_fence) continue;
    restricted_ = restricted_ || group.ring_fence->rule != Rule::always;
    when_nearer_ = when_nearer_ || group.ring_fence->rule == Rule::when_nearer;
  }
  for (const PlannedTask& task : world_.planned)
    planned_yields_ = planned_yields_ || task.interruptible != scenario::Interruptible::never;
  takes_off_ = takes_off_ || planned_yields_;
}

bool Replication::ring_fence_lets_go(UnitId unit, const Call& call) const {
  const auto& rule = world_.force.groups[world_.force.units[unit].group].ring_fence;
  if (!rule || world_.demand.types[call.type].planned) return true;
  using Rule = scenario::RingFence::Rule;
  const bool urgent = call.priority == Priority::urgent;
  switch (rule->rule) {
    case Rule::never: return false;
    case Rule::own_area: return in_own_area(unit, call.point);
    case Rule::urgent_only: return urgent;
    case Rule::own_area_urgent_only: return urgent && in_own_area(unit, call.point);
    case Rule::when_nearer: return urgent && fenced_ != Fenced::left_out;
    case Rule::always: return true;
  }
  return true;
}

/// A car that may go only when it is nearer by a margin stands back for the free car that would go otherwise.
std::optional<Candidate> Replication::free_unit_within_ring_fence(const Call& call, std::uint64_t capabilities) {
  if (!when_nearer_ || call.priority != Priority::urgent) return free_unit(call, capabilities);
  fenced_ = Fenced::left_out;
  const auto usual = free_unit(call, capabilities);
  fenced_ = Fenced::asked;
  auto best = usual;
  for (const GroupId group : world_.force.groups.ids()) {
    const auto& rule = world_.force.groups[group].ring_fence;
    if (!rule || rule->rule != scenario::RingFence::Rule::when_nearer) continue;
    auto fenced = nearest_free_of(group, call, capabilities);
    if (!fenced || (usual && fenced->travel + rule->nearer_by > usual->travel)) continue;
    if (best && best->travel <= fenced->travel) continue;
    fenced->rule = usual ? "ring-fenced, but nearer by its margin" : "ring-fenced, but no other car is free; nearest";
    best = fenced;
  }
  return best;
}

std::optional<Candidate> Replication::nearest_free_of(GroupId group, const Call& call, std::uint64_t capabilities) {
  chosen_from_.clear();
  for (const UnitId unit : state_.available)
    if (world_.force.units[unit].group == group && may_go(unit, call, capabilities)) chosen_from_.push_back(unit);
  find_whereabouts(chosen_from_, call.priority, chosen_whereabouts_);
  const auto nearest = first_of_chosen(call);
  if (!nearest) return std::nullopt;
  return Candidate{chosen_from_[nearest->index], Source::free, nearest->time};
}

}  // namespace kredsim
