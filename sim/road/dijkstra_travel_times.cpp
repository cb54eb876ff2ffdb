// The order of the next two is Boost 1.74's: the CSR graph otherwise hides the property map that the search needs.
// clang-format off
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
// clang-format on

#include <algorithm>
#include <utility>

#include "sim/road/edge_times.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

namespace {

/// Time in the upper, number of arcs in the lower half: comparing keys compares times first.
using Key = std::uint64_t;
constexpr Key unreached = ~Key{0};
constexpr Key key_of(std::uint32_t time, std::uint32_t arcs) { return (Key{time} << 32) | arcs; }
constexpr std::uint64_t time_of(Key key) { return key >> 32; }
/// What takes as long as no way is none: nothing is ever added to it, so that no sum leaves its half.
Key plus(Key a, Key b) {
  if (a == unreached || b == unreached) return unreached;
  const Key sum = a + b;
  return time_of(sum) < no_way ? sum : unreached;
}

struct ArcProperty {
  Arc arc = no_arc;
  Key key = 0;
};
using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, ArcProperty>;
using Vertex = boost::graph_traits<Csr>::vertex_descriptor;

Csr csr_of(const EdgeTimes& times, std::size_t nodes, bool reversed) {
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  std::vector<ArcProperty> properties;
  for (Arc arc = 0; arc < times.arc_count(); ++arc) {
    if (!times.open(arc)) continue;
    ends.emplace_back(times.tail(arc), times.head(arc));
    if (reversed) std::swap(ends.back().first, ends.back().second);
    properties.push_back({arc, key_of(times.time(arc), 1)});
  }
  return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), properties.begin(), nodes};
}

struct Profile {
  Profile(const RoadGraph& graph, const TravelProfile& profile)
      : times{graph, profile, own_names(graph)},
        forward{csr_of(times, graph.node_count(), false)},
        reverse{csr_of(times, graph.node_count(), true)} {}
  EdgeTimes times;
  Csr forward;
  Csr reverse;
};

class DijkstraTravelTimes final : public TravelTimes {
 public:
  DijkstraTravelTimes(const RoadGraph& graph, const TravelProfiles& profiles) : graph_{graph}, week_{profiles} {
    for (const TravelProfile& profile : profiles.all()) profiles_.emplace_back(graph, profile);
  }

  [[nodiscard]] const RoadGraph& graph() const override { return graph_; }
  [[nodiscard]] ProfileId profile(scenario::Driving driving, SimTime departure) const override {
    return week_.at(driving, departure);
  }
  [[nodiscard]] std::unique_ptr<Query> query() const override;
  [[nodiscard]] const Profile& of(ProfileId profile) const { return profiles_[profile.index()]; }

 private:
  const RoadGraph& graph_;
  TravelProfiles week_;
  std::vector<Profile> profiles_;
};

class DijkstraQuery final : public TravelTimes::Query {
 public:
  explicit DijkstraQuery(const DijkstraTravelTimes& index) : index_{index}, to_target_(index.graph().node_count()) {}

  void times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) override {
    search(to, profile);
    for (std::size_t i = 0; i < from.size(); ++i)
      times[i] = to_milliseconds(time_of(std::min(direct(from[i], to, profile), around(from[i], profile).key)));
  }

  std::size_t first(std::span<const Whereabouts> candidates, Place to, ProfileId profile, SimTime now,
                    std::span<TravelTimes::Nearest> first) override {
    search(to, profile);
    std::vector<TravelTimes::Nearest> there;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i].route == nullptr) continue;
      const Place from = at(*candidates[i].route, now - candidates[i].departed);
      const auto time = to_milliseconds(time_of(std::min(direct(from, to, profile), around(from, profile).key)));
      if (time != unreachable) there.push_back({i, time});
    }
    std::stable_sort(there.begin(), there.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    there.resize(std::min(there.size(), first.size()));
    std::copy(there.begin(), there.end(), first.begin());
    return there.size();
  }

  void routes(std::span<Route> routes) override {
    for (Route& route : routes) find(route);
  }

  Place at(const Route& route, Milliseconds elapsed) override {
    if (elapsed >= route.duration) return route.to;
    if (elapsed <= Milliseconds{0}) return route.from;
    const EdgeTimes& edges = index_.of(route.profile).times;
    auto left = static_cast<std::uint32_t>(elapsed.count());
    for (std::size_t i = 0; i < route.packed.size(); ++i) {
      const Stretch stretch = part(route, i);
      const std::uint32_t time = edges.time(stretch);
      if (left < time) return edges.at(route.packed[i].step, stretch, left);
      left -= time;
    }
    return route.to;
  }

  void unpack(const Route& route, std::vector<Stretch>& stretches) override {
    stretches.clear();
    for (std::size_t i = 0; i < route.packed.size(); ++i) stretches.push_back(part(route, i));
  }

 private:
  struct Way {
    Key key = unreached;
    Door door;
  };

  [[nodiscard]] Stretch part(const Route& route, std::size_t i) const {
    return index_.of(route.profile).times.stretch(route.packed[i].step, route, i == 0, i + 1 == route.packed.size());
  }

  void find(Route& route) {
    const Place from = route.from;
    const Place to = route.to;
    const ProfileId profile = route.profile;
    search(to, profile);
    const Key within = direct(from, to, profile);
    const Way way = around(from, profile);
    const Key key = std::min(within, way.key);
    route.duration = to_milliseconds(time_of(key));
    route.length = Millimetres{0};
    route.packed.clear();
    if (route.duration == unreachable) return;
    const EdgeTimes& edges = index_.of(profile).times;
    if (within > way.key) {
      walk(way.door, to, profile, route.packed);
    } else if (const Door door = *edges.direct(from, to); door.arc != no_arc) {
      route.packed.push_back({door.arc});
    }
    for (std::size_t i = 0; i < route.packed.size(); ++i) {
      const Stretch stretch = part(route, i);
      route.length += std::max(stretch.begin, stretch.end) - std::min(stretch.begin, stretch.end);
    }
  }

  /// Keys from every node to `to`.
  void search(Place to, ProfileId profile) {
    const Profile& of = index_.of(profile);
    std::fill(to_target_.begin(), to_target_.end(), unreached);
    sources_.clear();
    for (const Door& door : of.times.entries(to)) {
      const Key key = key_of(door.time, door.arc == no_arc ? 0 : 1);
      if (to_target_[door.node] == unreached) sources_.push_back(door.node);
      to_target_[door.node] = std::min(to_target_[door.node], key);
    }
    const auto vertices = boost::get(boost::vertex_index, of.reverse);
    boost::two_bit_color_map<decltype(vertices)> colour{to_target_.size(), vertices};
    boost::dijkstra_shortest_paths_no_init(of.reverse, sources_.begin(), sources_.end(), boost::dummy_property_map{},
                                           boost::make_iterator_property_map(to_target_.begin(), vertices),
                                           boost::get(&ArcProperty::key, of.reverse), vertices, std::less<Key>{}, plus,
                                           Key{0}, boost::dijkstra_visitor<>{}, colour);
  }

  [[nodiscard]] Key direct(Place from, Place to, ProfileId profile) const {
    const auto door = index_.of(profile).times.direct(from, to);
    return door ? key_of(door->time, door->arc == no_arc ? 0 : 1) : unreached;
  }

  /// The best way out of `from` through a node; of two equal ones that with the smaller arc.
  [[nodiscard]] Way around(Place from, ProfileId profile) const {
    Way best;
    for (const Door& door : index_.of(profile).times.exits(from)) {
      const Key key = plus(key_of(door.time, door.arc == no_arc ? 0 : 1), to_target_[door.node]);
      if (key < best.key) best = {key, door};
    }
    return best;
  }

  /// From node to node along the smallest arc that keeps to a best way.
  void walk(Door start, Place to, ProfileId profile, std::vector<PackedStep>& arcs) const {
    const Profile& of = index_.of(profile);
    const Doors entries = of.times.entries(to);
    if (start.arc != no_arc) arcs.push_back({start.arc});
    Vertex node = start.node;
    for (;;) {
      Arc next = no_arc;
      bool arrives = false;
      for (const Door& door : entries) {
        if (door.node != node || to_target_[node] != key_of(door.time, door.arc == no_arc ? 0 : 1)) continue;
        if (door.arc == no_arc) return;
        if (door.arc < next) next = door.arc;
        arrives = true;
      }
      for (auto [edges, end] = boost::out_edges(node, of.forward); edges != end; ++edges) {
        const ArcProperty& arc = of.forward[*edges];
        if (arc.arc >= next || plus(arc.key, to_target_[boost::target(*edges, of.forward)]) != to_target_[node])
          continue;
        next = arc.arc;
        arrives = false;
      }
      arcs.push_back({next});
      if (arrives) return;
      node = of.times.head(next);
    }
  }

  const DijkstraTravelTimes& index_;
  std::vector<Key> to_target_;
  std::vector<Vertex> sources_;
};

std::unique_ptr<TravelTimes::Query> DijkstraTravelTimes::query() const {
  return std::make_unique<DijkstraQuery>(*this);
}

}  // namespace

std::unique_ptr<TravelTimes> make_dijkstra_travel_times(const RoadGraph& graph, const TravelProfiles& profiles) {
  return std::make_unique<DijkstraTravelTimes>(graph, profiles);
}

}  // namespace kredsim
