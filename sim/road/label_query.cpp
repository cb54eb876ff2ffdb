#include "sim/road/label_query.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kredsim {

namespace {

/// Values asked for before it is known how many an asker needs.
constexpr std::uint32_t at_once = LabelScan::always;

}  // namespace

void LabelQuery::add_asker(const std::uint32_t* label, std::uint32_t lower, const Asker& asker) {
  prefetch_values(label, at_once);
  prefixes_[asker_count_] = {label, lower, 0, 0};
  askers_[asker_count_++] = asker;
}

void LabelQuery::answer(std::span<std::uint32_t> times) {
  target_.finish();
  const std::span prefixes{prefixes_.data(), asker_count_};
  target_.share(prefixes);
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < asker_count_; ++i) {
    LabelPrefix& prefix = prefixes[i];
    prefix.n = std::min(prefix.n, askers_[i].most);
    if (prefix.n > at_once) prefetch_values(prefix.values + at_once, prefix.n - at_once);
    most = std::max(most, prefix.n);
  }
  index_.scan().least_sums(prefixes.data(), prefixes.size(), target_.label(most));
  for (std::size_t i = 0; i < asker_count_; ++i)
    times[askers_[i].index] = std::min(times[askers_[i].index], prefixes[i].least + askers_[i].more);
  asker_count_ = 0;
}

void LabelQuery::add_askers(const LabelProfile& profile, Place place, std::size_t index) {
  if (const auto node = profile.edges.node(place)) {
    add_asker(profile.from.of_row(node->row), node->number, {any_depth, 0, index});
    return;
  }
  const Doors exits = profile.edges.exits(place);
  if (exits.size() == 0) return;
  const Door& lower = lower_door(exits);
  add_asker(profile.from.of_row(lower.row), lower.node, {any_depth, lower.time, index});
  if (exits.size() == 1) return;
  const Door& upper = exits[&lower == &exits[0] ? 1 : 0];
  add_asker(profile.from.of_row(upper.row), lower.node, {exits.upper_depth() + 1, upper.time, index});
}

void LabelQuery::times_to_target(const LabelProfile& profile, std::span<const Place> from,
                                 std::span<std::uint32_t> times) {
  const bool reached = target_.entries().size() > 0;
  for (const Place& place : from) {
    profile.edges.prefetch_marks(place);
    if (reached) target_.prepare();
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    times[i] = no_way;
    if (from[i].edge == target_.place().edge)
      if (const auto direct = profile.edges.direct(from[i], target_.place())) times[i] = direct->time;
    if (!reached) continue;
    target_.prepare();
    add_askers(profile, from[i], i);
    if (group_is_full()) answer(times);
  }
  if (asker_count_ > 0) answer(times);
}

void LabelQuery::times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) {
  const LabelProfile& of = index_.of(profile);
  of.edges.prefetch(to);
  for (const Place& place : from) of.edges.prefetch(place);
  target_.set(of, to);
  times_.resize(from.size());
  times_to_target(of, from, times_);
  for (std::size_t i = 0; i < from.size(); ++i) times[i] = to_milliseconds(times_[i]);
}

bool LabelQuery::route(Place from, Place to, ProfileId profile, Route& route) {
  const LabelProfile& of = index_.of(profile);
  const EliminationTree& tree = index_.tree();
  of.edges.prefetch(to);
  const Doors exits = of.edges.exits(from);
  for (const Door& exit : exits) tree.prefetch_start(exit.node);
  const Doors entries = of.edges.entries(to);
  for (const Door& entry : entries) tree.prefetch_start(entry.node);
  std::array<Meeting, 4> meetings;
  std::size_t count = 0;
  std::uint32_t least = no_way;
  if (exits.size() > 0 && entries.size() > 0) {
    const Door& lower_exit = lower_door(exits);
    const Door& lower_entry = lower_door(entries);
    for (const Door& exit : exits) prefetch_values(of.from.of_row(exit.row), at_once);
    for (const Door& entry : entries) prefetch_values(of.to.of_row(entry.row), at_once);
    const std::uint32_t all_shared = tree.shared(lower_exit.node, lower_entry.node);
    for (const Door& exit : exits) {
      const std::uint32_t shared_by_exit =
          &exit == &lower_exit ? all_shared : std::min(all_shared, exits.upper_depth() + 1);
      for (const Door& entry : entries) {
        const std::uint32_t shared =
            &entry == &lower_entry ? shared_by_exit : std::min(shared_by_exit, entries.upper_depth() + 1);
        LabelPrefix prefix{of.from.of_row(exit.row), exit.node, shared, 0};
        index_.scan().least_sums(&prefix, 1, of.to.of_row(entry.row));
        const std::uint32_t time = prefix.least;
        const std::uint32_t total = exit.time + time + entry.time;
        if (time >= no_way || total > least) continue;
        if (total < least) count = 0;
        least = total;
        meetings[count++] = {exit, entry, shared, time};
      }
    }
  }
  const auto direct = of.edges.direct(from, to);
  if (least >= no_way && !direct) return false;
  route.from = from;
  route.to = to;
  route.profile = profile;
  steps_.clear();
  if (direct && direct->time <= least) {
    least = direct->time;
    if (direct->arc != no_arc) steps_.push_back(direct->arc | road_flag);
  } else {
    assemble(of, meetings[0], steps_);
    for (std::size_t i = 1; i < count; ++i) {
      candidate_.clear();
      assemble(of, meetings[i], candidate_);
      if (packed_routes_.better(of.metric, candidate_, steps_)) steps_.swap(candidate_);
    }
  }
  route.duration = to_milliseconds(least);
  pack(of, steps_, route);
  return true;
}

void LabelQuery::assemble(const LabelProfile& profile, const Meeting& meeting, std::vector<Step>& steps) {
  if (meeting.exit.arc != no_arc) steps.push_back(meeting.exit.arc | road_flag);
  packed_routes_.append(profile, meeting.exit, meeting.entry, meeting.shared, meeting.time, steps);
  if (meeting.entry.arc != no_arc) steps.push_back(meeting.entry.arc | road_flag);
}

void LabelQuery::pack(const LabelProfile& profile, std::span<const Step> steps, Route& route) const {
  route.packed.clear();
  for (const Step step : steps) route.packed.push_back({step, 0, 0});
  route.length = Millimetres{0};
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    PackedStep& packed = route.packed[i];
    packed.begin = begin;
    if ((packed.step & road_flag) != 0) {
      const Stretch part = stretch(route, i);
      begin += profile.edges.time(part);
      route.length += std::max(part.begin, part.end) - std::min(part.begin, part.end);
    } else {
      const std::uint32_t arc = packed.step / 2;
      packed.node = packed.step == up(arc) ? index_.tree().tail(arc) : index_.tree().head(arc);
      begin += profile.metric.time(packed.step);
      route.length += profile.metric.length(packed.step);
    }
  }
}

/// Of a step that is part of one road.
Stretch LabelQuery::stretch(const Route& route, std::size_t item) const {
  return index_.of(route.profile)
      .edges.stretch(route.packed[item].step & ~road_flag, route, item == 0, item + 1 == route.packed.size());
}

Place LabelQuery::at(const Route& route, Milliseconds elapsed) {
  if (elapsed >= route.duration) return route.to;
  if (elapsed <= Milliseconds{0}) return route.from;
  OnStep unit = on_step(route, elapsed);
  descend({&unit, 1});
  return place(unit);
}

/// `elapsed` lies within the route's duration.
LabelQuery::OnStep LabelQuery::on_step(const Route& route, Milliseconds elapsed) {
  const auto time = static_cast<std::uint32_t>(elapsed.count());
  const auto next = std::upper_bound(route.packed.begin(), route.packed.end(), time,
                                     [](std::uint32_t t, const PackedStep& packed) { return t < packed.begin; });
  const PackedStep& now = *(next - 1);
  return {&route, static_cast<std::size_t>(next - 1 - route.packed.begin()), now.step, time - now.begin};
}

/// Into the shortcuts, down to single roads; all units one level a round, so that their memory comes at the same time.
void LabelQuery::descend(std::span<OnStep> units) const {
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (OnStep& unit : units) {
      if ((unit.step & road_flag) != 0) continue;
      const LabelProfile& of = index_.of(unit.route->profile);
      const auto [first, second, first_time] = of.metric.halves(unit.step);
      if (second == no_step) {
        unit.step = first | road_flag;
        of.edges.prefetch({edge_of(first), {}});
        continue;
      }
      deeper = true;
      if (unit.left < first_time) {
        unit.step = first;
      } else {
        unit.left -= first_time;
        unit.step = second;
      }
      of.metric.prefetch(unit.step);
    }
  }
}

Place LabelQuery::place(const OnStep& unit) const {
  const LabelProfile& of = index_.of(unit.route->profile);
  const Arc arc = unit.step & ~road_flag;
  const bool part = (unit.route->packed[unit.item].step & road_flag) != 0;
  const Stretch driven = part ? stretch(*unit.route, unit.item) : of.edges.stretch(arc, *unit.route, false, false);
  return of.edges.at(arc, driven, unit.left);
}

void LabelQuery::unpack(const Route& route, std::vector<Stretch>& stretches) {
  const LabelProfile& of = index_.of(route.profile);
  stretches.clear();
  for (std::size_t i = 0; i < route.packed.size(); ++i) {
    if ((route.packed[i].step & road_flag) != 0) {
      stretches.push_back(stretch(route, i));
      continue;
    }
    steps_.assign(1, route.packed[i].step);
    while (!steps_.empty()) {
      const auto [first, second, first_time] = of.metric.halves(steps_.back());
      steps_.pop_back();
      if (second == no_step) {
        stretches.push_back(of.edges.stretch(first, route, false, false));
      } else {
        steps_.push_back(second);
        steps_.push_back(first);
      }
    }
  }
}

}  // namespace kredsim
