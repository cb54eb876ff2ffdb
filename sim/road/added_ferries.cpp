#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/landing.hpp"

namespace kredsim {

namespace {

constexpr double landing_limit_m = 1000;

/// A graph taken apart, with room for more. An edge that is cut becomes several, so places on it get new names.
class Rebuilt {
 public:
  explicit Rebuilt(const RoadGraph& graph) : graph_{graph}, cuts_(graph.edge_count()), leave_out_(graph.edge_count()) {}

  void leave_out(EdgeId edge) { leave_out_[edge] = 1; }
  /// From then on there is a node at `place`.
  void cut(Place place) {
    if (place.along > Millimetres{0} && place.along < graph_.edge(place.edge).length)
      cuts_[place.edge].push_back(place.along);
  }

  /// All edges, cut where they are to be.
  void copy_edges() {
    for (std::size_t i = 0; i < graph_.node_count(); ++i) nodes_.push_back(graph_.position(NodeId{i}));
    for (const EdgeId edge : cuts_.ids()) {
      first_part_.push_back(parts_.size());
      auto& cuts = cuts_[edge];
      std::sort(cuts.begin(), cuts.end());
      cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
      if (leave_out_[edge] == 0) copy(edge, cuts);
    }
    first_part_.push_back(parts_.size());
  }

  void add_link(NodeId from, NodeId to, const Piece& piece) {
    begin_edge(from, Access::everyone, Access::everyone);
    shapes_.push_back(nodes_[from]);
    add_piece(piece, nodes_[to]);
    end_edge(to);
  }

  /// Where a place of the old graph lies.
  [[nodiscard]] Place place(Place old) const {
    std::size_t part = first_part_[old.edge.index()];
    const std::size_t end = first_part_[old.edge.index() + 1];
    while (part + 1 < end && parts_[part + 1].begin <= old.along) ++part;
    return {parts_[part].edge, old.along - parts_[part].begin};
  }
  /// The node at a place that was cut, or at an end of its edge.
  [[nodiscard]] NodeId node(Place old) const {
    const Place now = place(old);
    const RoadGraph::Edge& edge = edges_[now.edge];
    return now.along > Millimetres{0} ? edge.head : edge.tail;
  }

  RoadGraph build() {
    return RoadGraph::assemble(std::move(nodes_), std::move(edges_), std::move(pieces_), std::move(shapes_),
                               graph_.names());
  }

 private:
  struct Part {
    Millimetres begin;  ///< along the old edge
    EdgeId edge;
  };

  void begin_edge(NodeId tail, Access forward, Access backward) {
    edge_ = {};
    edge_.tail = tail;
    edge_.forward = forward;
    edge_.backward = backward;
    edge_.first_piece = static_cast<std::uint32_t>(pieces_.size());
    edge_.first_shape = static_cast<std::uint32_t>(shapes_.size());
  }
  void add_piece(const Piece& piece, Position end) {
    pieces_.push_back(piece);
    shapes_.push_back(end);
    edge_.length += piece.length;
  }
  EdgeId end_edge(NodeId head) {
    edge_.head = head;
    return edges_.push_back(edge_);
  }

  void copy(EdgeId id, const std::vector<Millimetres>& cuts) {
    const RoadGraph::Edge& old = graph_.edge(id);
    const auto shape = graph_.shape(id);
    auto cut = cuts.begin();
    Millimetres along;
    begin_edge(old.tail, old.forward, old.backward);
    shapes_.push_back(shape[0]);
    parts_.push_back({along, EdgeId{edges_.size()}});
    std::size_t next = 1;
    for (Piece piece : graph_.pieces(id)) {
      const Position end = shape[next++];
      while (cut != cuts.end() && *cut < along + piece.length) {
        if (*cut > along) {
          const auto [before, after] = halves(piece, *cut - along);
          add_piece(before, graph_.position(Place{id, *cut}));
          piece = after;
        }
        along = *cut++;
        const NodeId node = nodes_.push_back(graph_.position(Place{id, along}));
        end_edge(node);
        begin_edge(node, old.forward, old.backward);
        shapes_.push_back(nodes_[node]);
        parts_.push_back({along, EdgeId{edges_.size()}});
      }
      add_piece(piece, end);
      along += piece.length;
    }
    end_edge(old.head);
  }

  static std::pair<Piece, Piece> halves(const Piece& piece, Millimetres at) {
    std::pair result{piece, piece};
    result.first.length = at;
    result.second.length = piece.length - at;
    if (piece.fixed_time > Milliseconds{0}) {
      const double share = static_cast<double>(at.count()) / static_cast<double>(piece.length.count());
      result.first.fixed_time = Milliseconds{std::llround(share * static_cast<double>(piece.fixed_time.count()))};
      result.second.fixed_time = piece.fixed_time - result.first.fixed_time;
    }
    return result;
  }

  const RoadGraph& graph_;
  Column<EdgeId, std::vector<Millimetres>> cuts_;
  Column<EdgeId, std::uint8_t> leave_out_;
  Column<NodeId, Position> nodes_;
  Column<EdgeId, RoadGraph::Edge> edges_;
  std::vector<Piece> pieces_;
  std::vector<Position> shapes_;
  RoadGraph::Edge edge_;
  std::vector<Part> parts_;
  std::vector<std::size_t> first_part_;
};

/// The map's ferries of one name: the scenario knows better when they sail.
void take_away(std::string_view name, const RoadGraph& graph, Rebuilt& rebuilt) {
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const Piece& piece = graph.pieces(EdgeId{i}).front();
    if (piece.road_class == RoadClass::ferry && graph.name(piece) == name) rebuilt.leave_out(EdgeId{i});
  }
}

}  // namespace

void add_ferries(Network& network, const scenario::Named<scenario::Ferry>& ferries) {
  const RoadGraph& graph = network.graph;
  Rebuilt rebuilt{graph};
  std::vector<std::pair<Place, Place>> landings;
  const Snapper snapper{graph, 1};  // an island may be small
  for (const auto& [key, ferry] : ferries) {
    take_away(ferry.name.empty() ? key : ferry.name, graph, rebuilt);
    const auto landing = [&](const scenario::Reference& at) {
      const Place place = snapper.snap(scenario::position_of(at).value(), landing_limit_m).place;
      if (!place.edge.valid())
        throw ScenarioError({{at.origin, at.key, "no road within 1 km (is it [latitude, longitude]?)"}});
      rebuilt.cut(place);
      return place;
    };
    const Place from = landing(ferry.from);
    const Place to = landing(ferry.to);
    if (from == to)
      throw ScenarioError({{ferry.to.origin, ferry.to.key, "is at the same place of a road as the other landing"}});
    landings.emplace_back(from, to);
  }
  rebuilt.copy_edges();
  for (std::size_t i = 0; i < ferries.size(); ++i) {
    const auto [from, to] = landings[i];
    rebuilt.add_link(rebuilt.node(from), rebuilt.node(to),
                     ferry_piece(ferries[i].second, i, graph.position(from), graph.position(to)));
  }
  for (PopulationPoint& point : network.points) point.place = rebuilt.place(point.place);
  for (auto& [name, place] : network.named) place = rebuilt.place(place);
  network.graph = rebuilt.build();
}

}  // namespace kredsim
