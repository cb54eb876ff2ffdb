#include <map>

#include "sim/road/networks.hpp"

namespace kredsim {

Network build_inline(const scenario::InlineNetwork& network) {
  RoadGraphBuilder builder;
  std::map<std::string, RoadGraphBuilder::MapNode> node_of;
  std::map<std::string, bool> has_edge;
  for (const auto& [key, node] : network.nodes) {
    node_of[key] = builder.add_node(node.at);
    builder.pin(node_of[key]);
  }
  for (const auto& edge : network.edges) {
    Piece piece{.length = edge.length, .road_class = RoadClass::unclassified, .speed_source = SpeedSource::stated};
    if (edge.speed_kmh) piece.speed_kmh = static_cast<float>(*edge.speed_kmh);
    if (edge.time) piece.fixed_time = *edge.time;
    // Without a length, 1 mm a millisecond: a unit can be anywhere along it, to the millisecond.
    if (edge.time && edge.length == Millimetres{0}) piece.length = Millimetres{edge.time->count()};
    builder.add_link(node_of[edge.from.name], node_of[edge.to.name], piece, Access::everyone,
                     edge.one_way ? Access::closed : Access::everyone);
    has_edge[edge.from.name] = has_edge[edge.to.name] = true;
  }
  for (const auto& [key, node] : network.nodes)
    if (!has_edge[key])
      builder.add_link(node_of[key], node_of[key], {.length = Millimetres{0}, .fixed_time = Milliseconds{0}}, Access::everyone, Access::everyone);

  RoadGraphBuilder::Result built = builder.build();
  Network result;
  for (const auto& [key, node] : network.nodes) {
    const Place place = built.place_of[node_of[key]];
    result.named.emplace_back(key, place);
    result.points.push_back({place, node.weight, node.area ? node.area->name : "", ""});
  }
  result.graph = std::move(built.graph);
  return result;
}

}  // namespace kredsim
