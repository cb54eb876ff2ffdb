#include "sim/road/label_query.hpp"

#include <algorithm>
#include <array>
#include <cassert>
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

void LabelQuery::routes(std::span<Route> routes) {
  for (std::size_t i = 0; i < routes.size(); i += PackedRoutes::together)
    find(routes.subspan(i, std::min(PackedRoutes::together, routes.size() - i)));
}

/// Step by step for all of them, so that their memory comes at the same time.
void LabelQuery::find(std::span<Route> routes) {
  for (const Route& route : routes) {
    index_.of(route.profile).edges.prefetch(route.from);
    index_.of(route.profile).edges.prefetch(route.to);
  }
  for (std::size_t i = 0; i < routes.size(); ++i) look(routes[i], searches_[i]);
  share({searches_.data(), routes.size()});
  std::array<PackedRoutes::Asked, PackedRoutes::together> plain;
  std::size_t count = 0;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    Search& search = searches_[i];
    meet(search, pairs_[i].shared);
    search.direct = search.profile->edges.direct(routes[i].from, routes[i].to);
    search.steps.clear();
    if (search.direct && search.direct->time <= search.least) {
      search.count = 0;
      search.least = search.direct->time;
      if (search.direct->arc != no_arc) search.steps.push_back(search.direct->arc | road_flag);
    } else if (search.count == 1) {
      plain[count++] = asked(search, search.meetings[0], search.steps);
    }
  }
  packed_routes_.append({plain.data(), count});
  for (std::size_t i = 0; i < routes.size(); ++i) {
    Search& search = searches_[i];
    if (search.count == 1 && search.meetings[0].entry.arc != no_arc)
      search.steps.push_back(search.meetings[0].entry.arc | road_flag);
    if (search.count > 1) choose_among_equals(search);
    routes[i].duration = to_milliseconds(search.least);
    pack(*search.profile, search.steps, routes[i]);
  }
}

void LabelQuery::look(const Route& route, Search& search) const {
  const LabelProfile& of = index_.of(route.profile);
  search.profile = &of;
  search.exits = of.edges.exits(route.from);
  search.entries = of.edges.entries(route.to);
  for (const Door& exit : search.exits) {
    index_.tree().prefetch_start(exit.node);
    prefetch_values(of.from.of_row(exit.row), at_once);
  }
  for (const Door& entry : search.entries) {
    index_.tree().prefetch_start(entry.node);
    prefetch_values(of.to.of_row(entry.row), at_once);
  }
}

void LabelQuery::share(std::span<const Search> searches) {
  std::size_t count = 0;
  for (const Search& search : searches) {
    EliminationTree::Pair& pair = pairs_[count++] = {};
    if (search.exits.size() == 0 || search.entries.size() == 0) continue;
    pair.node = lower_door(search.exits).node;
    pair.other = lower_door(search.entries).node;
  }
  index_.tree().share({pairs_.data(), count});
}

/// The ways of least time between an exit and an entry, of which the lower ones share so many ancestors.
void LabelQuery::meet(Search& search, std::uint32_t all_shared) const {
  const Doors& exits = search.exits;
  const Doors& entries = search.entries;
  search.count = 0;
  search.least = no_way;
  if (exits.size() == 0 || entries.size() == 0) return;
  const Door& lower_exit = lower_door(exits);
  const Door& lower_entry = lower_door(entries);
  for (const Door& exit : exits) {
    const std::uint32_t shared_by_exit =
        &exit == &lower_exit ? all_shared : std::min(all_shared, exits.upper_depth() + 1);
    for (const Door& entry : entries) {
      const std::uint32_t shared =
          &entry == &lower_entry ? shared_by_exit : std::min(shared_by_exit, entries.upper_depth() + 1);
      LabelPrefix prefix{search.profile->from.of_row(exit.row), exit.node, shared, 0};
      index_.scan().least_sums(&prefix, 1, search.profile->to.of_row(entry.row));
      const std::uint32_t time = prefix.least;
      const std::uint32_t total = exit.time + time + entry.time;
      if (time >= no_way || total > search.least) continue;
      if (total < search.least) search.count = 0;
      search.least = total;
      search.meetings[search.count++] = {exit, entry, shared, time};
    }
  }
}

/// Begins with the part of the road on which the exit is left.
PackedRoutes::Asked LabelQuery::asked(const Search& search, const Meeting& meeting, std::vector<Step>& steps) {
  if (meeting.exit.arc != no_arc) steps.push_back(meeting.exit.arc | road_flag);
  return {search.profile, meeting.exit, meeting.entry, meeting.shared, meeting.time, &steps};
}

void LabelQuery::choose_among_equals(Search& search) {
  for (std::size_t i = 0; i < search.count; ++i) {
    const Meeting& meeting = search.meetings[i];
    candidate_.clear();
    const PackedRoutes::Asked one = asked(search, meeting, candidate_);
    packed_routes_.append({&one, 1});
    if (meeting.entry.arc != no_arc) candidate_.push_back(meeting.entry.arc | road_flag);
    if (i == 0 || packed_routes_.better(search.profile->metric, candidate_, search.steps))
      search.steps.swap(candidate_);
  }
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
  assert(!route.roads_unknown());
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
