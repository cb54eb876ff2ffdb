#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

using NodeId = Id<struct NodeTag>;
using EdgeId = Id<struct EdgeTag>;
using scenario::RoadClass;

/// Who may drive along an edge in one direction.
enum class Access : std::uint8_t { closed, emergency_only, everyone };

/// Where a speed comes from.
enum class SpeedSource : std::uint8_t { signed_limit, zone, built_up_or_not, road_class, stated };

/// The number of a ferry of the scenario, see Piece.
inline constexpr std::uint8_t no_ferry = 0xff;

/// A stretch of one edge between two points of the original map: one length, one speed.
struct Piece {
  Millimetres length;
  RoadClass road_class = RoadClass::residential;
  SpeedSource speed_source = SpeedSource::road_class;
  std::uint16_t name = 0;  ///< of the road: index into the graph's names, the first by 1; 0: it has none
  std::uint8_t ferry =
      no_ferry;                 ///< index of the scenario's ferry that crosses here: its profile says how long it takes
  float speed_kmh = 50;         ///< the road's own speed, before a profile's factor; > 0
  Milliseconds fixed_time{-1};  ///< >= 0: takes this time under factor 1 instead (inline edges, ferries)
};

/// A point on the road network: so far along an edge, from its tail. Every unit and every incident is at one.
struct Place {
  EdgeId edge;
  Millimetres along;
  bool operator==(const Place&) const = default;
};

/// The road network of a district after contraction: nodes are junctions, dead ends and map ends; edges keep their
/// original pieces and their shape. An edge is one stretch of road, driven forward (tail to head), backward, or both.
/// Immutable; shared by all threads. May have several components (islands).
class RoadGraph {
 public:
  struct Edge {
    NodeId tail;
    NodeId head;
    Access forward = Access::everyone;
    Access backward = Access::everyone;
    std::uint32_t first_piece = 0;  ///< pieces [first_piece, next edge's first_piece), tail to head
    std::uint32_t first_shape = 0;  ///< shape points [first_shape, next edge's first_shape): one more than pieces
    Millimetres length;
  };

  [[nodiscard]] std::size_t node_count() const { return nodes_.size(); }
  [[nodiscard]] std::size_t edge_count() const { return edges_.size(); }
  [[nodiscard]] Position position(NodeId node) const { return nodes_[node]; }
  [[nodiscard]] const Edge& edge(EdgeId edge) const { return edges_[edge]; }
  [[nodiscard]] std::span<const Piece> pieces(EdgeId edge) const;
  /// Positions where the pieces of `edge` begin and end, tail to head: `pieces(edge).size() + 1` points.
  [[nodiscard]] std::span<const Position> shape(EdgeId edge) const;
  [[nodiscard]] Position position(Place place) const;
  /// "Storegade"; "" if it has none, or if the network has more names than are kept.
  [[nodiscard]] std::string_view name(const Piece& piece) const {
    return piece.name == 0 ? std::string_view{} : std::string_view{names_[piece.name - 1U]};
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  static constexpr std::size_t most_names = 65'535;
  static constexpr std::size_t longest_name = 120;  ///< bytes

  /// A graph from its columns, as read back from a file; everything is checked, nothing trusted.
  /// @throws InputError with a sentence that says what does not fit. Cost: one pass.
  static RoadGraph assemble(Column<NodeId, Position> nodes, Column<EdgeId, Edge> edges, std::vector<Piece> pieces,
                            std::vector<Position> shapes, std::vector<std::string> names = {});

 private:
  friend class RoadGraphBuilder;
  Column<NodeId, Position> nodes_;
  Column<EdgeId, Edge> edges_;
  std::vector<Piece> pieces_;
  std::vector<Position> shapes_;
  std::vector<std::string> names_;
};

/// Original map nodes and links in, contracted graph out.
///
/// `build` drops links that nobody may drive and contracts nodes of degree two (both neighbours different, same access
/// on both sides, not pinned), keeping their pieces and shape. The order of nodes and edges of the result depends on
/// the order of the calls only.
class RoadGraphBuilder {
 public:
  using MapNode = std::uint32_t;

  MapNode add_node(Position at);
  /// Keep this node as a node of the graph even if it has degree two.
  void pin(MapNode node);
  /// The names that pieces refer to, the first by 1.
  void set_names(std::vector<std::string> names);
  /// A link between two nodes is at least 1 mm long, so that its ends are two places.
  void add_link(MapNode from, MapNode to, Piece piece, Access forward, Access backward);

  struct Result;
  /// The builder is empty afterwards.
  Result build();

 private:
  struct Link {
    MapNode from, to;
    Piece piece;
    Access forward, backward;
  };
  std::vector<Position> nodes_;
  std::vector<bool> pinned_;
  std::vector<Link> links_;
  std::vector<std::string> names_;
};

struct RoadGraphBuilder::Result {
  RoadGraph graph;
  /// For each map node the place where it lies in the graph; an invalid edge for a node without a drivable link.
  std::vector<Place> place_of;
};

/// A person-weighted point of demand: an address, or a stretch of local street.
struct PopulationPoint {
  Place place;
  double weight = 1;
  std::string area;      ///< key of the area of the layer `municipality`, if known
  std::string postcode;  ///< if known
};

/// A network with the points at which its demand arises, and the names by which a scenario may call its places.
struct Network {
  RoadGraph graph;
  std::vector<PopulationPoint> points;
  std::vector<std::pair<std::string, Place>> named;  ///< towns, points, inline nodes
};

/// Strong components; `components[node]` counts from 0 for the largest, under the access of `driving`.
Column<NodeId, std::uint32_t> strong_components(const RoadGraph& graph, scenario::Driving driving);

/// The nearest place on a road where an incident or a station can be: neither a motorway nor a ferry, open to everyone,
/// and in a strong component under normal driving that has the most road or at least `least_nodes` nodes, so that it
/// can be reached and left whoever drives. Distances are taken on a plane around the position (equirectangular; exact
/// to about 0.1 % within 5 km at Danish latitudes). At equal distance the smallest edge id, then the smallest offset
/// wins. Not across the antimeridian.
///
/// Built once (a grid over the pieces); a query costs a few microseconds and may run on any thread. `graph` must
/// outlive it.
class Snapper {
 public:
  struct Snap {
    Place place;
    double distance_m = 0;
  };
  explicit Snapper(const RoadGraph& graph, std::size_t least_nodes = 50);
  ~Snapper();
  Snapper(Snapper&&) noexcept;
  /// Nothing within `limit_m`: a place with an invalid edge.
  [[nodiscard]] Snap snap(Position position, double limit_m = 5000) const;
  /// Whether this edge can be reached and left, so that its pieces that are neither motorway nor ferry hold places.
  [[nodiscard]] bool accepts(EdgeId edge) const;

 private:
  struct Grid;
  const RoadGraph* graph_;
  std::unique_ptr<Grid> grid_;
};

}  // namespace kredsim
