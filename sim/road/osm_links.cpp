#include "sim/road/osm_links.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim::osm {

namespace {

constexpr double ferry_kmh_unless_tagged = 20;

/// Turns ways into links, one way at a time.
class Linker {
 public:
  Linker(const Extract& extract, const BuiltUp& built_up, Milliseconds ferry_wait, LinkTally& tally)
      : extract_{extract},
        built_up_{built_up},
        ferry_wait_{ferry_wait},
        tally_{tally},
        map_node_(extract.nodes.size(), none) {
    builder_.set_names(extract.names);
  }

  void add(std::size_t way) {
    if (extract_.ways[way].rule.road_class == RoadClass::ferry)
      add_ferry(way);
    else
      add_road(way);
    count(way);
  }

  RoadGraph build() { return builder_.build().graph; }

 private:
  static constexpr RoadGraphBuilder::MapNode none = std::numeric_limits<RoadGraphBuilder::MapNode>::max();

  struct Stretch {
    std::uint32_t from;
    std::uint32_t to;
    Millimetres length;
  };

  /// Calls `use` for each pair of neighbouring nodes that the file holds.
  template <class Use>
  void for_each_stretch(std::size_t way, Use use) const {
    for (std::size_t i = extract_.ways[way].first_node; i + 1 < extract_.node_end(way); ++i) {
      const std::uint32_t from = extract_.way_nodes[i];
      const std::uint32_t to = extract_.way_nodes[i + 1];
      const Node& a = extract_.nodes[from];
      const Node& b = extract_.nodes[to];
      if (from == to || !a.present || !b.present) continue;
      use(Stretch{from, to, Millimetres{std::llround(distance_m(a.at, b.at) * 1000)}});
    }
  }

  void add_road(std::size_t w) {
    const Way& way = extract_.ways[w];
    for_each_stretch(w, [&](const Stretch& stretch) {
      const Position a = extract_.nodes[stretch.from].at;
      const Position b = extract_.nodes[stretch.to].at;
      const bool matters = depends_on_built_up(way.rule);
      const bool inside = matters && built_up_.at({(a.lat + b.lat) / 2, (a.lon + b.lon) / 2});
      const Speed speed = way.speed.stated ? *way.speed.stated : default_speed(way.rule, inside);
      if (matters && speed.source == SpeedSource::signed_limit) {
        tally_.built_up_checked += stretch.length;
        if (inside == (speed.kmh <= 50)) tally_.built_up_right += stretch.length;
      }
      const Piece piece{.length = stretch.length,
                        .road_class = way.rule.road_class,
                        .speed_source = speed.source,
                        .name = way.name,
                        .speed_kmh = static_cast<float>(speed.kmh)};
      builder_.add_link(end(stretch.from, piece), end(stretch.to, piece), piece, way.rule.forward, way.rule.backward);
    });
  }

  /// A crossing takes its duration and one mean wait, shared out along the way in proportion to length.
  void add_ferry(std::size_t w) {
    const Way& way = extract_.ways[w];
    Millimetres whole;
    for_each_stretch(w, [&](const Stretch& stretch) { whole += stretch.length; });
    if (whole == Millimetres{0}) return;
    if (!way.duration) ++tally_.ferries_without_duration;
    if (!way.interval) ++tally_.ferries_without_interval;
    const Milliseconds sailing =
        way.duration ? *way.duration : from_seconds(metres(whole) * 3.6 / ferry_kmh_unless_tagged);
    const Milliseconds crossing = sailing + (way.interval ? *way.interval / 2 : ferry_wait_);
    const auto until = [&](Millimetres along) {
      return Milliseconds{std::llround(static_cast<double>(crossing.count()) * (metres(along) / metres(whole)))};
    };
    Millimetres along;
    for_each_stretch(w, [&](const Stretch& stretch) {
      const Piece piece{.length = stretch.length,
                        .road_class = RoadClass::ferry,
                        .speed_source = way.duration ? SpeedSource::stated : SpeedSource::road_class,
                        .name = way.name,
                        .speed_kmh = static_cast<float>(metres(whole) * 3.6 / seconds(crossing)),
                        .fixed_time = until(along + stretch.length) - until(along)};
      const auto from = end(stretch.from, piece);
      const auto to = end(stretch.to, piece);
      if (along == Millimetres{0}) builder_.pin(from);
      along += stretch.length;
      if (along == whole) builder_.pin(to);  // an edge of its own, from quay to quay
      builder_.add_link(from, to, piece, way.rule.forward, way.rule.backward);
    });
  }

  /// The map node at which a link ends. At a barrier every link gets an end of its own.
  RoadGraphBuilder::MapNode end(std::uint32_t node, const Piece& piece) {
    const Node& here = extract_.nodes[node];
    const bool new_here = map_node_[node] == none;
    if (new_here) {
      map_node_[node] = builder_.add_node(here.at);
      ++tally_.map_nodes;
      if (here.passage != Passage::everyone) ++tally_.barriers;
    }
    if (here.passage == Passage::everyone) return map_node_[node];
    const auto own = builder_.add_node(here.at);
    Piece gap = piece;
    gap.length = Millimetres{0};
    gap.fixed_time = Milliseconds{-1};
    if (here.passage == Passage::emergency_only)
      builder_.add_link(map_node_[node], own, gap, Access::emergency_only, Access::emergency_only);
    return own;
  }

  void count(std::size_t w) {
    const Way& way = extract_.ways[w];
    ++tally_.ways[static_cast<std::size_t>(way.rule.road_class)];
    if (way.rule.forward != way.rule.backward) ++tally_.one_ways;
    if (way.rule.forward != Access::everyone && way.rule.backward != Access::everyone) ++tally_.emergency_only_ways;
    if (way.speed.unreadable) ++tally_.unreadable_speeds;
    std::size_t missing = 0;
    for (std::size_t i = way.first_node; i < extract_.node_end(w); ++i)
      if (!extract_.nodes[extract_.way_nodes[i]].present) ++missing;
    if (missing > 0) ++tally_.incomplete_ways;
    tally_.missing_nodes += missing;
  }

  const Extract& extract_;
  const BuiltUp& built_up_;
  Milliseconds ferry_wait_;
  LinkTally& tally_;
  RoadGraphBuilder builder_;
  std::vector<RoadGraphBuilder::MapNode> map_node_;
};

}  // namespace

RoadGraph link_up(const Extract& extract, const BuiltUp& built_up, Milliseconds ferry_wait, LinkTally& tally) {
  Linker linker{extract, built_up, ferry_wait, tally};
  for (std::size_t way = 0; way < extract.ways.size(); ++way) linker.add(way);
  return linker.build();
}

}  // namespace kredsim::osm
