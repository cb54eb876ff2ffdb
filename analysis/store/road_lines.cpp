#include "analysis/store/road_lines.hpp"

#include "analysis/store/compact_lines.hpp"
#include "analysis/store/joined_roads.hpp"

namespace kredsim {

namespace {

struct Rank {
  std::string_view name;
  double tolerance_m;
};
constexpr std::array ranks{Rank{"ferry", 50},    Rank{"motorway", 15}, Rank{"primary", 15}, Rank{"secondary", 15},
                           Rank{"tertiary", 15}, Rank{"minor", 12},    Rank{"access", 12}};

int rank_of(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::ferry: return 0;
    case RoadClass::motorway:
    case RoadClass::motor_road: return 1;
    case RoadClass::primary: return 2;
    case RoadClass::secondary: return 3;
    case RoadClass::tertiary: return 4;
    case RoadClass::unclassified:
    case RoadClass::residential:
    case RoadClass::living_street: return 5;
    case RoadClass::service:
    case RoadClass::track: return 6;
  }
  return 6;
}

}  // namespace

RoadBackground road_background(const RoadGraph& graph, std::size_t most_bytes) {
  RoadBackground background;
  std::size_t bytes = 0;
  std::array<std::vector<std::vector<Position>>, ranks.size()> lines;
  for (JoinedRoad& road : joined_roads(graph, rank_of))
    lines[static_cast<std::size_t>(rank_of(road.road_class))].push_back(std::move(road.line));
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    if (lines[rank].empty()) continue;
    std::string text = compact_lines(lines[rank], ranks[rank].tolerance_m);
    if (!background.left_out.empty() || bytes + text.size() > most_bytes) {
      background.left_out.push_back(ranks[rank].name);
      continue;
    }
    bytes += text.size();
    background.ranks.push_back({ranks[rank].name, std::move(text)});
  }
  return background;
}

}  // namespace kredsim
