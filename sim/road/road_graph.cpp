#include "sim/road/road_graph.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

std::span<const Piece> RoadGraph::pieces(EdgeId edge) const {
  const std::size_t first = edges_[edge].first_piece;
  const std::size_t last =
      edge.index() + 1 < edges_.size() ? edges_[EdgeId{edge.index() + 1}].first_piece : pieces_.size();
  return {pieces_.data() + first, last - first};
}

std::span<const Position> RoadGraph::shape(EdgeId edge) const {
  const std::size_t first = edges_[edge].first_shape;
  const std::size_t last =
      edge.index() + 1 < edges_.size() ? edges_[EdgeId{edge.index() + 1}].first_shape : shapes_.size();
  return {shapes_.data() + first, last - first};
}

Position RoadGraph::position(Place place) const {
  const auto points = shape(place.edge);
  Millimetres left = place.along;
  std::size_t at = 0;
  for (const Piece& piece : pieces(place.edge)) {
    if (left <= piece.length && piece.length > Millimetres{0}) {
      const double share = static_cast<double>(left.count()) / static_cast<double>(piece.length.count());
      const Position a = points[at];
      const Position b = points[at + 1];
      return {a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon)};
    }
    left -= piece.length;
    ++at;
  }
  return points.back();
}

RoadGraphBuilder::MapNode RoadGraphBuilder::add_node(Position at) {
  nodes_.push_back(at);
  pinned_.push_back(false);
  return static_cast<MapNode>(nodes_.size() - 1);
}

void RoadGraphBuilder::pin(MapNode node) { pinned_[node] = true; }

void RoadGraphBuilder::set_names(std::vector<std::string> names) { names_ = std::move(names); }

void RoadGraphBuilder::add_link(MapNode from, MapNode to, Piece piece, Access forward, Access backward) {
  if (forward == Access::closed && backward == Access::closed) return;
  if (from != to && piece.length == Millimetres{0}) piece.length = Millimetres{1};
  links_.push_back({from, to, piece, forward, backward});
}

namespace {

/// A link as seen from one of its ends.
struct Half {
  std::uint32_t link;
  bool reversed;  ///< the link is walked from its `to` to its `from`
};

}  // namespace

RoadGraphBuilder::Result RoadGraphBuilder::build() {
  std::vector<std::vector<Half>> at(nodes_.size());
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    at[links_[i].from].push_back({i, false});
    at[links_[i].to].push_back({i, true});
  }
  const auto far_end = [&](Half half) { return half.reversed ? links_[half.link].from : links_[half.link].to; };
  const auto access = [&](Half half) {
    const Link& link = links_[half.link];
    return half.reversed ? std::pair{link.backward, link.forward} : std::pair{link.forward, link.backward};
  };
  // Walking through `node` from one of its two links into the other changes nothing for anybody.
  const auto passes_through = [&](MapNode node) {
    if (pinned_[node] || at[node].size() != 2) return false;
    const Half a = at[node][0];
    const Half b = at[node][1];
    if (a.link == b.link || far_end(a) == far_end(b) || far_end(a) == node || far_end(b) == node) return false;
    const auto [out_a, in_a] = access(a);
    const auto [out_b, in_b] = access(b);
    return in_a == out_b && out_a == in_b;
  };

  std::vector<bool> kept(nodes_.size(), false);
  for (MapNode node = 0; node < nodes_.size(); ++node) kept[node] = !at[node].empty() && !passes_through(node);

  Result result;
  RoadGraph& graph = result.graph;
  result.place_of.assign(nodes_.size(), Place{});
  std::vector<NodeId> node_of(nodes_.size());
  std::vector<bool> used(links_.size(), false);

  const auto node_id = [&](MapNode node) {
    if (!node_of[node].valid()) node_of[node] = graph.nodes_.push_back(nodes_[node]);
    return node_of[node];
  };
  const auto walk = [&](MapNode start, Half first) {
    if (used[first.link]) return;
    const EdgeId id{graph.edges_.size()};
    RoadGraph::Edge edge;
    edge.tail = node_id(start);
    std::tie(edge.forward, edge.backward) = access(first);
    edge.first_piece = static_cast<std::uint32_t>(graph.pieces_.size());
    edge.first_shape = static_cast<std::uint32_t>(graph.shapes_.size());
    graph.shapes_.push_back(nodes_[start]);
    if (!result.place_of[start].edge.valid()) result.place_of[start] = {id, Millimetres{0}};
    Half half = first;
    MapNode here = start;
    for (;;) {
      used[half.link] = true;
      graph.pieces_.push_back(links_[half.link].piece);
      edge.length += links_[half.link].piece.length;
      here = far_end(half);
      graph.shapes_.push_back(nodes_[here]);
      if (!result.place_of[here].edge.valid()) result.place_of[here] = {id, edge.length};
      if (kept[here]) break;
      half = at[here][0].link == half.link ? at[here][1] : at[here][0];
    }
    edge.head = node_id(here);
    graph.edges_.push_back(edge);
  };

  for (MapNode node = 0; node < nodes_.size(); ++node)
    if (kept[node])
      for (const Half half : at[node]) walk(node, half);
  // What is left are closed loops without a junction: keep the first node of each.
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    if (used[i]) continue;
    kept[links_[i].from] = true;
    walk(links_[i].from, {i, false});
  }
  graph.names_ = std::move(names_);
  *this = RoadGraphBuilder{};
  return result;
}

}  // namespace kredsim
