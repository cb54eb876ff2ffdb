#include "sim/road/network_info.hpp"

#include <algorithm>
#include <set>

#include "sim/road/component_sizes.hpp"
#include "sim/road/report_text.hpp"

namespace kredsim {

namespace {

std::string_view source_name(std::size_t source) {
  switch (static_cast<SpeedSource>(source)) {
    case SpeedSource::signed_limit: return "signed";
    case SpeedSource::zone: return "zone";
    case SpeedSource::built_up_or_not: return "built-up or not";
    case SpeedSource::road_class: return "road class";
    case SpeedSource::stated: return "stated";
  }
  return "";
}

std::string extent(const RoadGraph& graph) {
  if (graph.node_count() == 0) return "Extent: none";
  Position low = graph.position(NodeId{0});
  Position high = low;
  for (std::size_t i = 0; i < graph.node_count(); ++i) {
    const Position p = graph.position(NodeId{i});
    low = {std::min(low.lat, p.lat), std::min(low.lon, p.lon)};
    high = {std::max(high.lat, p.lat), std::max(high.lon, p.lon)};
  }
  return "Extent: latitude " + rounded(low.lat, 4) + " to " + rounded(high.lat, 4) + ", longitude " +
         rounded(low.lon, 4) + " to " + rounded(high.lon, 4);
}

std::string components(const RoadGraph& graph, scenario::Driving driving) {
  const ComponentSizes sizes = component_sizes(graph, driving);
  const std::vector<std::size_t>& size = sizes.nodes;
  std::string text = driving == scenario::Driving::normal ? "Normal driving: " : "Emergency driving: ";
  text += grouped(size.size()) + (size.size() == 1 ? " part" : " parts") +
          " in which every place reaches every other; nodes in the largest: ";
  constexpr std::size_t shown = 5;
  for (std::size_t c = 0; c < std::min(size.size(), shown); ++c) text += (c > 0 ? ", " : "") + grouped(size[c]);
  if (!size.empty())
    text += " (" + percent(static_cast<double>(size[0]), static_cast<double>(graph.node_count())) + " in the first)";
  return text;
}

std::string points_text(const Network& network) {
  double weight = 0;
  std::size_t with_postcode = 0;
  std::set<std::string> postcodes;
  for (const PopulationPoint& point : network.points) {
    weight += point.weight;
    if (point.postcode.empty()) continue;
    ++with_postcode;
    postcodes.insert(point.postcode);
  }
  return "Demand points: " + grouped(network.points.size()) + ", total weight " + rounded(weight, 0) + "; " +
         grouped(with_postcode) + " with a postcode, " + grouped(postcodes.size()) +
         " postcodes; named places: " + grouped(network.named.size());
}

}  // namespace

RoadTally tally_roads(const RoadGraph& graph) {
  RoadTally tally;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    tally.whole += edge.length;
    if (edge.forward == Access::closed || edge.backward == Access::closed) tally.one_way += edge.length;
    if (edge.forward != Access::everyone && edge.backward != Access::everyone) tally.emergency_only += edge.length;
    for (const Piece& piece : graph.pieces(EdgeId{i})) {
      tally.by_class[static_cast<std::size_t>(piece.road_class)] += piece.length;
      tally.by_speed_source[static_cast<std::size_t>(piece.speed_source)] += piece.length;
    }
  }
  return tally;
}

std::string speed_sources_text(const RoadTally& tally) {
  std::string text;
  for (std::size_t s = 0; s < tally.by_speed_source.size(); ++s) {
    const Millimetres length = tally.by_speed_source[s];
    if (length == Millimetres{0}) continue;
    text += (text.empty() ? "" : ", ") + std::string{source_name(s)} + " " + kilometres(length) + " (" +
            percent(metres(length), metres(tally.whole)) + ")";
  }
  return text;
}

std::vector<std::string> network_info(const Network& network) {
  const RoadGraph& graph = network.graph;
  const RoadTally tally = tally_roads(graph);
  std::vector<std::string> lines;
  lines.push_back("Size: " + grouped(graph.node_count()) + " nodes, " + grouped(graph.edge_count()) + " edges, " +
                  kilometres(tally.whole) + " of road");
  lines.push_back(extent(graph));
  std::string classes;
  for (std::size_t c = 0; c < tally.by_class.size(); ++c)
    if (tally.by_class[c] > Millimetres{0})
      classes += (classes.empty() ? "" : ", ") + std::string{name(static_cast<RoadClass>(c))} + " " +
                 kilometres(tally.by_class[c]);
  lines.push_back("By class: " + classes);
  lines.push_back("One-way: " + kilometres(tally.one_way) +
                  "; emergency driving only: " + kilometres(tally.emergency_only));
  lines.push_back("Speed from: " + speed_sources_text(tally));
  lines.push_back(components(graph, scenario::Driving::normal));
  lines.push_back(components(graph, scenario::Driving::emergency));
  lines.push_back(points_text(network));
  return lines;
}

}  // namespace kredsim
