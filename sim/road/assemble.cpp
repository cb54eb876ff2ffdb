#include <cmath>
#include <utility>

#include "sim/base/problem.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim {

namespace {

void require(bool holds, const char* otherwise) {
  if (!holds) throw InputError{std::string{"the road graph does not fit together: "} + otherwise};
}

bool on_earth(Position p) { return std::abs(p.lat) <= 90 && std::abs(p.lon) <= 180; }  // false for NaN

bool sound(const Piece& piece) {
  return piece.length >= Millimetres{0} && piece.length <= Millimetres{10'000'000'000} &&
         static_cast<std::size_t>(piece.road_class) < scenario::road_classes &&
         piece.speed_source <= SpeedSource::stated && std::isfinite(piece.speed_kmh) && piece.speed_kmh > 0 &&
         piece.fixed_time >= Milliseconds{-1} && piece.fixed_time <= std::chrono::hours{24 * 7};
}

}  // namespace

RoadGraph RoadGraph::assemble(Column<NodeId, Position> nodes, Column<EdgeId, Edge> edges, std::vector<Piece> pieces,
                              std::vector<Position> shapes, std::vector<std::string> names) {
  require(names.size() <= most_names, "it has more names than are kept");
  for (const std::string& name : names)
    require(!name.empty() && name.size() <= longest_name && !scenario::first_bad_utf8(name), "a name is no text");
  for (const Piece& piece : pieces) require(piece.name <= names.size(), "a road has a name that is not there");
  for (const Position& node : nodes) require(on_earth(node), "a node lies outside the earth");
  for (const Position& point : shapes) require(on_earth(point), "a shape point lies outside the earth");
  for (const Piece& piece : pieces)
    require(sound(piece), "a piece of road has an impossible length, class, speed or time");
  require(shapes.size() == pieces.size() + edges.size(), "the shapes do not match the pieces");
  std::size_t first_piece = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[EdgeId{i}];
    require(
        edge.tail.valid() && edge.tail.index() < nodes.size() && edge.head.valid() && edge.head.index() < nodes.size(),
        "an edge ends at a node that does not exist");
    require(edge.forward <= Access::everyone && edge.backward <= Access::everyone, "an edge has an unknown access");
    require(edge.forward != Access::closed || edge.backward != Access::closed, "an edge is closed both ways");
    require(edge.first_piece == first_piece && edge.first_shape == first_piece + i, "the edges are out of order");
    const std::size_t end = i + 1 < edges.size() ? edges[EdgeId{i + 1}].first_piece : pieces.size();
    require(end > first_piece && end <= pieces.size(), "an edge has no piece");
    Millimetres length;
    for (std::size_t p = first_piece; p < end; ++p) length += pieces[p].length;
    require(length == edge.length, "an edge is longer or shorter than its pieces");
    first_piece = end;
  }
  require(first_piece == pieces.size(), "pieces are left over");
  RoadGraph graph;
  graph.nodes_ = std::move(nodes);
  graph.edges_ = std::move(edges);
  graph.pieces_ = std::move(pieces);
  graph.shapes_ = std::move(shapes);
  graph.names_ = std::move(names);
  return graph;
}

}  // namespace kredsim
