#include "sim/road/label_travel_times.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sim/base/problem.hpp"
#include "sim/road/packed_routes.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

namespace {

class LabelTravelTimes final : public TravelTimes {
 public:
  LabelTravelTimes(const RoadGraph& graph, const std::array<scenario::SpeedProfile, 2>& profiles,
                   const Neighbours& neighbours, const std::vector<std::uint32_t>& order, const LabelScan& scan);

  [[nodiscard]] const RoadGraph& graph() const override { return graph_; }
  [[nodiscard]] ProfileId profile(scenario::Driving driving, SimTime) const override {
    return ProfileId{static_cast<std::size_t>(driving)};
  }
  [[nodiscard]] std::unique_ptr<Query> query() const override;

  [[nodiscard]] const EliminationTree& tree() const { return tree_; }
  [[nodiscard]] const LabelScan& scan() const { return scan_; }
  [[nodiscard]] const LabelProfile& of(ProfileId profile) const { return profiles_[profile.index()]; }
  /// No route of `other` takes longer under `profile`.
  [[nodiscard]] bool never_slower(ProfileId profile, ProfileId other) const {
    return never_slower_[profile.index()][other.index()];
  }

 private:
  const RoadGraph& graph_;
  LabelScan scan_;
  EliminationTree tree_;
  std::vector<LabelProfile> profiles_;
  std::array<std::array<bool, 2>, 2> never_slower_{};
};

void check_size(const RoadGraph& graph) {
  Millimetres sum;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) sum += graph.edge(EdgeId{i}).length;
  if (graph.node_count() >= CchMetric::most_nodes || sum.count() >= CchMetric::longest_network)
    throw InputError{"the road network is too large: more than 16 million nodes or 1.1 million km"};
}

LabelTravelTimes::LabelTravelTimes(const RoadGraph& graph, const std::array<scenario::SpeedProfile, 2>& profiles,
                                   const Neighbours& neighbours, const std::vector<std::uint32_t>& order,
                                   const LabelScan& scan)
    : graph_{graph}, scan_{scan}, tree_{neighbours, order} {
  const auto arcs = tree_.arcs_of(graph);
  profiles_.reserve(profiles.size());
  for (const auto driving : {scenario::Driving::normal, scenario::Driving::emergency})
    profiles_.emplace_back(graph, tree_, arcs, profiles[static_cast<std::size_t>(driving)], driving, scan_);
  for (std::size_t a = 0; a < profiles_.size(); ++a)
    for (std::size_t b = 0; b < profiles_.size(); ++b)
      never_slower_[a][b] = profiles_[a].edges.never_slower_than(profiles_[b].edges);
}

/// Where everybody asks the way to: the labels of its entries in one array.
class Target {
 public:
  explicit Target(const LabelTravelTimes& index) : index_{index}, label_(index.tree().deepest() + 16) {
    path_.reserve(index.tree().longest_path());
  }

  void set(const LabelProfile& profile, Place place) {
    const EliminationTree& tree = index_.tree();
    place_ = place;
    entries_ = profile.edges.entries(place);
    path_.clear();
    if (entries_.size() == 0) return;
    // The ends of an edge are ancestor and descendant: what is shared with the lower one covers both.
    std::uint32_t lowest = entries_[0].node;
    if (entries_.size() == 2) lowest = std::max(lowest, entries_[1].node);
    depth_ = tree.depth(lowest);
    tree.path_to(lowest, path_);
    std::fill_n(label_.begin(), depth_ + 1, no_way);
    for (const Door& door : entries_)
      index_.scan().lower(label_.data(), profile.to.of(tree, door.node), door.time, tree.depth(door.node) + 1);
  }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const Doors& entries() const { return entries_; }
  [[nodiscard]] std::uint32_t shared(std::uint32_t node) const { return index_.tree().shared(node, depth_, path_); }
  [[nodiscard]] const std::uint32_t* label() const { return label_.data(); }

 private:
  const LabelTravelTimes& index_;
  Place place_;
  Doors entries_;
  std::uint32_t depth_ = 0;
  std::vector<EliminationTree::Chain> path_;
  std::vector<std::uint32_t> label_;
};

class LabelQuery final : public TravelTimes::Query {
 public:
  explicit LabelQuery(const LabelTravelTimes& index) : index_{index}, target_{index}, packed_routes_{index.tree()} {}

  void times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) override;
  std::optional<TravelTimes::Nearest> nearest(std::span<const Whereabouts> candidates, Place to, ProfileId profile,
                                              SimTime now) override;
  bool route(Place from, Place to, ProfileId profile, Route& route) override;
  Place at(const Route& route, Milliseconds elapsed) override;
  void unpack(const Route& route, std::vector<Stretch>& stretches) override;

 private:
  /// Ways from one exit to one entry.
  struct Meeting {
    Door exit;
    Door entry;
    std::uint32_t shared = 0;
    std::uint32_t time = no_way;  ///< between the nodes
  };
  /// A unit under way, and a time before which it cannot arrive.
  struct Contender {
    std::int64_t bound = 0;
    std::size_t index = 0;
  };

  void times_to_target(const LabelProfile& profile, std::span<const Place> from, std::span<std::uint32_t> times);
  void assemble(const LabelProfile& profile, const Meeting& meeting, std::vector<Step>& steps);
  [[nodiscard]] Stretch stretch(const Route& route, std::size_t i) const;
  [[nodiscard]] std::uint32_t time(const Route& route, std::size_t i) const;

  const LabelTravelTimes& index_;
  Target target_;
  PackedRoutes packed_routes_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> times_;
  std::vector<Contender> contenders_;
  std::vector<Step> candidate_, stack_;
};

std::unique_ptr<TravelTimes::Query> LabelTravelTimes::query() const { return std::make_unique<LabelQuery>(*this); }

/// In groups, step by step, so that the memory that one waits for is on its way for all.
void LabelQuery::times_to_target(const LabelProfile& profile, std::span<const Place> from,
                                 std::span<std::uint32_t> times) {
  constexpr std::size_t group = 32;
  constexpr std::uint32_t values_a_line = 16;
  struct Pending {
    std::uint32_t node, more, shared, index;
    const std::uint32_t* label;
  };
  std::array<Pending, 2 * group> pending;
  const EliminationTree& tree = index_.tree();
  for (std::size_t begin = 0; begin < from.size(); begin += group) {
    const std::size_t end = std::min(from.size(), begin + group);
    for (std::size_t i = begin; i < end; ++i) profile.edges.prefetch(from[i]);
    for (std::size_t i = begin; i < end; ++i) profile.edges.prefetch_marks(from[i]);
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const auto direct = profile.edges.direct(from[i], target_.place());
      times[i] = direct ? direct->time : no_way;
      if (target_.entries().size() == 0) continue;
      for (const Door& door : profile.edges.exits(from[i])) {
        tree.prefetch(door.node);
        pending[count++] = {door.node, door.time, 0, static_cast<std::uint32_t>(i), nullptr};
      }
    }
    for (Pending& one : std::span{pending}.first(count)) {
      one.label = profile.from.of(tree, one.node);
      one.shared = target_.shared(one.node);
      for (std::uint32_t i = 0; i < one.shared; i += values_a_line) __builtin_prefetch(one.label + i);
    }
    for (const Pending& one : std::span{pending}.first(count))
      times[one.index] =
          std::min(times[one.index], index_.scan().least_sum(one.label, target_.label(), one.shared) + one.more);
  }
}

void LabelQuery::times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) {
  const LabelProfile& of = index_.of(profile);
  target_.set(of, to);
  times_.resize(from.size());
  times_to_target(of, from, times_);
  for (std::size_t i = 0; i < from.size(); ++i) times[i] = to_milliseconds(times_[i]);
}

/// A unit under way passed its route's start `elapsed` ago and cannot reach anything sooner than from there, less
/// `elapsed`. Most units are out of the race by that alone; the others are located, the most promising first.
std::optional<TravelTimes::Nearest> LabelQuery::nearest(std::span<const Whereabouts> candidates, Place to,
                                                        ProfileId profile, SimTime now) {
  constexpr std::int64_t rounding = 2;  // times to two points of an edge are rounded each
  const LabelProfile& of = index_.of(profile);
  places_.clear();
  for (const auto& [route, departed] : candidates) {
    if (route == nullptr) {
      places_.push_back(to);
      continue;
    }
    const bool bounded = now - departed < route->duration && index_.never_slower(profile, route->profile);
    places_.push_back(bounded ? route->from : at(*route, now - departed));
  }
  target_.set(of, to);
  times_.resize(candidates.size());
  times_to_target(of, places_, times_);

  std::optional<TravelTimes::Nearest> best;
  const auto offer = [&](std::size_t index, std::uint32_t time) {
    const TravelTimes::Nearest offered{index, to_milliseconds(time)};
    if (offered.time == unreachable) return;
    if (!best || std::pair{offered.time, index} < std::pair{best->time, best->index}) best = offered;
  };
  contenders_.clear();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& [route, departed] = candidates[i];
    if (route == nullptr) continue;
    const Milliseconds elapsed = now - departed;
    const bool under_way =
        elapsed > Milliseconds{0} && elapsed < route->duration && index_.never_slower(profile, route->profile);
    if (under_way) {
      contenders_.push_back({times_[i] - elapsed.count() - rounding, i});
    } else {
      offer(i, times_[i]);
    }
  }
  std::sort(contenders_.begin(), contenders_.end(), [](const Contender& a, const Contender& b) {
    return std::pair{a.bound, a.index} < std::pair{b.bound, b.index};
  });
  for (const Contender& one : contenders_) {
    if (best && std::pair{Milliseconds{one.bound}, one.index} > std::pair{best->time, best->index}) break;
    const auto& [route, departed] = candidates[one.index];
    const Place place = at(*route, now - departed);
    std::uint32_t time = no_way;
    times_to_target(of, {&place, 1}, {&time, 1});
    offer(one.index, time);
  }
  return best;
}

bool LabelQuery::route(Place from, Place to, ProfileId profile, Route& route) {
  const LabelProfile& of = index_.of(profile);
  const EliminationTree& tree = index_.tree();
  target_.set(of, to);
  std::array<Meeting, 4> meetings;
  std::size_t count = 0;
  std::uint32_t least = no_way;
  for (const Door& exit : of.edges.exits(from)) {
    const std::uint32_t shared_with_target = target_.entries().size() == 0 ? 0 : target_.shared(exit.node);
    for (const Door& entry : target_.entries()) {
      const std::uint32_t shared = std::min(shared_with_target, tree.depth(entry.node) + 1);
      const std::uint32_t time =
          index_.scan().least_sum(of.from.of(tree, exit.node), of.to.of(tree, entry.node), shared);
      const std::uint32_t total = exit.time + time + entry.time;
      if (time >= no_way || total > least) continue;
      if (total < least) count = 0;
      least = total;
      meetings[count++] = {exit, entry, shared, time};
    }
  }
  const auto direct = of.edges.direct(from, to);
  if (least >= no_way && !direct) return false;
  route.from = from;
  route.to = to;
  route.profile = profile;
  route.packed.clear();
  if (direct && direct->time <= least) {
    least = direct->time;
    if (direct->arc != no_arc) route.packed.push_back(direct->arc | road_flag);
  } else {
    assemble(of, meetings[0], route.packed);
    DictionaryOrder order{of.metric};
    for (std::size_t i = 1; i < count; ++i) {
      candidate_.clear();
      assemble(of, meetings[i], candidate_);
      const std::uint64_t arcs = order.arcs(candidate_);
      const std::uint64_t incumbent = order.arcs(route.packed);
      if (arcs < incumbent || (arcs == incumbent && order.before(candidate_, route.packed)))
        route.packed.swap(candidate_);
    }
  }
  route.duration = to_milliseconds(least);
  route.length = Millimetres{0};
  for (std::size_t i = 0; i < route.packed.size(); ++i) {
    const Step step = route.packed[i];
    if ((step & road_flag) == 0) {
      route.length += of.metric.length(step);
    } else {
      const auto [low, high] = std::minmax({stretch(route, i).begin, stretch(route, i).end});
      route.length += high - low;
    }
  }
  return true;
}

void LabelQuery::assemble(const LabelProfile& profile, const Meeting& meeting, std::vector<Step>& steps) {
  if (meeting.exit.arc != no_arc) steps.push_back(meeting.exit.arc | road_flag);
  packed_routes_.append(profile, meeting.exit.node, meeting.entry.node, meeting.shared, meeting.time, steps);
  if (meeting.entry.arc != no_arc) steps.push_back(meeting.entry.arc | road_flag);
}

Stretch LabelQuery::stretch(const Route& route, std::size_t i) const {
  return index_.of(route.profile)
      .edges.stretch(route.packed[i] & ~road_flag, route, i == 0, i + 1 == route.packed.size());
}

std::uint32_t LabelQuery::time(const Route& route, std::size_t i) const {
  const LabelProfile& of = index_.of(route.profile);
  const Step step = route.packed[i];
  return (step & road_flag) == 0 ? of.metric.time(step) : of.edges.time(stretch(route, i));
}

Place LabelQuery::at(const Route& route, Milliseconds elapsed) {
  if (elapsed >= route.duration) return route.to;
  if (elapsed <= Milliseconds{0}) return route.from;
  const LabelProfile& of = index_.of(route.profile);
  auto left = static_cast<std::uint32_t>(elapsed.count());
  std::size_t i = 0;
  for (std::uint32_t passed = time(route, i); passed <= left; passed = time(route, i)) {
    left -= passed;
    ++i;
  }
  Step step = route.packed[i];
  if ((step & road_flag) != 0) return of.edges.at(step & ~road_flag, stretch(route, i), left);
  for (;;) {
    const auto [first, second] = of.metric.halves(step);
    if (second == no_step) return of.edges.at(first, of.edges.stretch(first, route, false, false), left);
    const std::uint32_t passed = of.metric.time(first);
    if (left < passed) {
      step = first;
    } else {
      left -= passed;
      step = second;
    }
  }
}

void LabelQuery::unpack(const Route& route, std::vector<Stretch>& stretches) {
  const LabelProfile& of = index_.of(route.profile);
  stretches.clear();
  for (std::size_t i = 0; i < route.packed.size(); ++i) {
    if ((route.packed[i] & road_flag) != 0) {
      stretches.push_back(stretch(route, i));
      continue;
    }
    stack_.assign(1, route.packed[i]);
    while (!stack_.empty()) {
      const auto [first, second] = of.metric.halves(stack_.back());
      stack_.pop_back();
      if (second == no_step) {
        stretches.push_back(of.edges.stretch(first, route, false, false));
      } else {
        stack_.push_back(second);
        stack_.push_back(first);
      }
    }
  }
}

}  // namespace

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph,
                                                     std::array<scenario::SpeedProfile, 2> profiles) {
  check_size(graph);
  const Neighbours neighbours{graph};
  return std::make_unique<LabelTravelTimes>(graph, profiles, neighbours, dissection_order(neighbours), label_scan());
}

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph,
                                                     std::array<scenario::SpeedProfile, 2> profiles,
                                                     const std::vector<std::uint32_t>& order, const LabelScan& scan) {
  check_size(graph);
  return std::make_unique<LabelTravelTimes>(graph, profiles, Neighbours{graph}, order, scan);
}

}  // namespace kredsim
