#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/geo.hpp"
#include "sim/base/pinned_math.hpp"
#include "sim/road/component_sizes.hpp"
#include "sim/road/road_graph.hpp"

namespace kredsim {

namespace {

constexpr double wanted_cell_degrees = 0.003;  // about 330 m
constexpr std::size_t most_cells_a_piece = 8;  // keeps the grid in proportion to the graph

/// The nearest point of a segment to the origin of the plane: how far along, 0 to 1, and the square of its distance.
struct Foot {
  double share;
  double squared;
};

Foot foot_of_origin(double ax, double ay, double bx, double by) {
  const double dx = bx - ax;
  const double dy = by - ay;
  const double squared = dx * dx + dy * dy;
  const double share = squared > 0 ? -(ax * dx + ay * dy) / squared : 0;
  if (!(share > 0)) return {0, ax * ax + ay * ay};
  if (share >= 1) return {1, bx * bx + by * by};
  const double x = ax + share * dx;
  const double y = ay + share * dy;
  return {share, x * x + y * y};
}

bool for_places(const Piece& piece) {
  return piece.road_class != RoadClass::motorway && piece.road_class != RoadClass::ferry;
}

std::vector<bool> accepted_edges(const RoadGraph& graph, std::size_t least_nodes) {
  const ComponentSizes sizes = component_sizes(graph, scenario::Driving::normal);
  std::vector<bool> accepted(graph.edge_count(), false);
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    const std::uint32_t c = sizes.of_node[edge.tail];
    const bool open = edge.forward == Access::everyone || edge.backward == Access::everyone;
    accepted[i] = open && c == sizes.of_node[edge.head] && sizes.large(c, least_nodes);
  }
  return accepted;
}

}  // namespace

/// Square cells in degrees over the bounding box; each lists the segments that touch it, in the order of edges.
struct Snapper::Grid {
  struct Segment {
    EdgeId edge;
    std::uint32_t piece;  ///< within the edge
    Millimetres before;   ///< from the tail to the beginning of the piece
  };

  std::vector<bool> accepted;
  double south = 0;
  double west = 0;
  double cell = wanted_cell_degrees;
  std::int64_t rows = 1;
  std::int64_t columns = 1;
  std::vector<Segment> segments;
  std::vector<std::size_t> first;     ///< by cell, into `listed`; one more than cells
  std::vector<std::uint32_t> listed;  ///< indices of segments

  [[nodiscard]] std::int64_t row(double lat) const {
    return static_cast<std::int64_t>(std::floor((lat - south) / cell));
  }
  [[nodiscard]] std::int64_t column(double lon) const {
    return static_cast<std::int64_t>(std::floor((lon - west) / cell));
  }

  void collect(const RoadGraph& graph);
  void lay_out(const RoadGraph& graph);
  void fill(const RoadGraph& graph);
  template <class Use>
  void for_each_cell(Position a, Position b, Use use) const;
};

void Snapper::Grid::collect(const RoadGraph& graph) {
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    if (!accepted[i]) continue;
    const auto pieces = graph.pieces(EdgeId{i});
    Millimetres before;
    for (std::uint32_t p = 0; p < pieces.size(); ++p) {
      if (for_places(pieces[p])) segments.push_back({EdgeId{i}, p, before});
      before += pieces[p].length;
    }
  }
}

void Snapper::Grid::lay_out(const RoadGraph& graph) {
  if (segments.empty()) return;
  double north = -90;
  double east = -180;
  south = 90;
  west = 180;
  for (const Grid::Segment& segment : segments)
    for (const Position p : graph.shape(segment.edge).subspan(segment.piece, 2)) {
      south = std::min(south, p.lat);
      north = std::max(north, p.lat);
      west = std::min(west, p.lon);
      east = std::max(east, p.lon);
    }
  const double most = static_cast<double>(most_cells_a_piece * segments.size() + 1000);
  while ((north - south) / cell * ((east - west) / cell) > most || (north - south + east - west) / cell > most)
    cell *= 2;
  rows = row(north) + 1;
  columns = column(east) + 1;
}

constexpr double level = 1e-9;  // a line that climbs less, in degrees, is taken whole in every row it touches

/// The cells that the straight line from `a` to `b` touches, row by row.
template <class Use>
void Snapper::Grid::for_each_cell(Position a, Position b, Use use) const {
  if (a.lat > b.lat) std::swap(a, b);
  const std::int64_t last_row = std::min(row(b.lat), rows - 1);
  for (std::int64_t r = row(a.lat); r <= last_row; ++r) {
    double from = a.lon;
    double to = b.lon;
    if (b.lat - a.lat > level) {
      const double low = south + static_cast<double>(r) * cell;
      const double slope = (b.lon - a.lon) / (b.lat - a.lat);
      if (low > a.lat) from = a.lon + slope * (low - a.lat);
      if (low + cell < b.lat) to = a.lon + slope * (low + cell - a.lat);
    }
    const double hair = cell * 1e-6;  // wider than exact, so that rounding loses no cell
    const std::int64_t first_column = std::max<std::int64_t>(column(std::min(from, to) - hair), 0);
    const std::int64_t last_column = std::min(column(std::max(from, to) + hair), columns - 1);
    for (std::int64_t c = first_column; c <= last_column; ++c) use(static_cast<std::size_t>(r * columns + c));
  }
}

void Snapper::Grid::fill(const RoadGraph& graph) {
  first.assign(static_cast<std::size_t>(rows * columns) + 1, 0);
  const auto each = [&](auto use) {
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
      const auto ends = graph.shape(segments[s].edge).subspan(segments[s].piece, 2);
      for_each_cell(ends[0], ends[1], [&](std::size_t at) { use(at, s); });
    }
  };
  each([&](std::size_t at, std::uint32_t) { ++first[at + 1]; });
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  listed.resize(first.back());
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  each([&](std::size_t at, std::uint32_t s) { listed[next[at]++] = s; });
}

Snapper::Snapper(const RoadGraph& graph, std::size_t least_nodes) : graph_{&graph}, grid_{std::make_unique<Grid>()} {
  grid_->accepted = accepted_edges(graph, least_nodes);
  grid_->collect(graph);
  grid_->lay_out(graph);
  grid_->fill(graph);
}

Snapper::~Snapper() = default;
Snapper::Snapper(Snapper&&) noexcept = default;

bool Snapper::accepts(EdgeId edge) const { return grid_->accepted[edge.index()]; }

Snapper::Snap Snapper::snap(Position position, double limit_m) const {
  const Grid& grid = *grid_;
  const double east_m = metres_per_degree * pinned::cos(position.lat * std::numbers::pi / 180);
  const double cell_m = grid.cell * std::min(east_m, metres_per_degree);
  const std::int64_t row = grid.row(position.lat);
  const std::int64_t column = grid.column(position.lon);
  // Rings of cells around the position, from the first that meets the grid; a cell of ring r is at least r - 1 cells
  // away.
  const auto outside = [](std::int64_t at, std::int64_t size) {
    return at < 0 ? -at : std::max<std::int64_t>(at - size + 1, 0);
  };
  std::int64_t ring = std::max(outside(row, grid.rows), outside(column, grid.columns));
  const std::int64_t last_ring = ring + grid.rows + grid.columns;
  double best = limit_m * limit_m;
  Snap result;
  const auto try_cell = [&](std::int64_t r, std::int64_t c) {
    if (r < 0 || r >= grid.rows || c < 0 || c >= grid.columns) return;
    const auto at = static_cast<std::size_t>(r * grid.columns + c);
    for (std::size_t i = grid.first[at]; i < grid.first[at + 1]; ++i) {
      const Grid::Segment& segment = grid.segments[grid.listed[i]];
      const auto ends = graph_->shape(segment.edge).subspan(segment.piece, 2);
      const Foot foot =
          foot_of_origin((ends[0].lon - position.lon) * east_m, (ends[0].lat - position.lat) * metres_per_degree,
                         (ends[1].lon - position.lon) * east_m, (ends[1].lat - position.lat) * metres_per_degree);
      if (!(foot.squared <= best)) continue;
      const auto length = static_cast<double>(graph_->pieces(segment.edge)[segment.piece].length.count());
      const Place place{segment.edge, segment.before + Millimetres{std::llround(foot.share * length)}};
      const bool earlier = std::pair{place.edge, place.along} < std::pair{result.place.edge, result.place.along};
      if (foot.squared < best || earlier) result.place = place;
      best = foot.squared;
    }
  };
  for (; ring <= last_ring; ++ring) {
    const double nearest_m = static_cast<double>(ring - 1) * cell_m;
    if (nearest_m > 0 && nearest_m * nearest_m > best) break;
    for (std::int64_t c = column - ring; c <= column + ring; ++c) {
      try_cell(row - ring, c);
      if (ring > 0) try_cell(row + ring, c);
    }
    for (std::int64_t r = row - ring + 1; r < row + ring; ++r) {
      try_cell(r, column - ring);
      try_cell(r, column + ring);
    }
  }
  if (result.place.edge.valid()) result.distance_m = std::sqrt(best);
  return result;
}

}  // namespace kredsim
