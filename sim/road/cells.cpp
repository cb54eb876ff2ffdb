#include "sim/road/cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

constexpr std::int64_t nobody = -1;

/// Squares over the sites and a margin; each knows the site nearest to its middle.
class Raster {
 public:
  Raster(std::span<const Position> sites, const CellOptions& options) {
    Position low = sites.front();
    Position high = sites.front();
    for (const Position& at : sites) {
      low = {std::min(low.lat, at.lat), std::min(low.lon, at.lon)};
      high = {std::max(high.lat, at.lat), std::max(high.lon, at.lon)};
    }
    const double metres_per_lon = metres_per_degree * pinned::cos((low.lat + high.lat) / 2 * std::numbers::pi / 180);
    const double width = (high.lon - low.lon) * metres_per_lon + 2 * options.reach_m;
    const double height = (high.lat - low.lat) * metres_per_degree + 2 * options.reach_m;
    const double square =
        std::max(std::sqrt(width * height / static_cast<double>(options.most_squares)), options.reach_m / 20);
    lat_step_ = square / metres_per_degree;
    lon_step_ = square / metres_per_lon;
    reach_ = options.reach_m / square;
    // Two more squares on each side, so that no cell touches the rim.
    const double margin = 2 * square + options.reach_m;
    origin_ = {low.lat - margin / metres_per_degree, low.lon - margin / metres_per_lon};
    columns_ = static_cast<std::int64_t>(width / square) + 5;
    rows_ = static_cast<std::int64_t>(height / square) + 5;
    nearest_.assign(static_cast<std::size_t>(columns_ * rows_), nobody);
    for (const Position& at : sites)
      places_.push_back({(at.lon - origin_.lon) / lon_step_, (at.lat - origin_.lat) / lat_step_});
    spread();
  }

  [[nodiscard]] std::int64_t columns() const { return columns_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  /// The site nearest to the middle of a square, `nobody` beyond reach.
  [[nodiscard]] std::int64_t site(std::int64_t column, std::int64_t row) const {
    const std::int64_t found = nearest_[index(column, row)];
    return found != nobody && distance2(found, column, row) <= reach_ * reach_ ? found : nobody;
  }
  [[nodiscard]] Position position(double column, double row) const {
    return {origin_.lat + row * lat_step_, origin_.lon + column * lon_step_};
  }

 private:
  struct Place {
    double x, y;  ///< in squares
  };
  [[nodiscard]] std::size_t index(std::int64_t column, std::int64_t row) const {
    return static_cast<std::size_t>(row * columns_ + column);
  }
  [[nodiscard]] double distance2(std::int64_t site, std::int64_t column, std::int64_t row) const {
    const Place& p = places_[static_cast<std::size_t>(site)];
    const double dx = p.x - (static_cast<double>(column) + 0.5);
    const double dy = p.y - (static_cast<double>(row) + 0.5);
    return dx * dx + dy * dy;
  }
  void offer(std::int64_t site, std::int64_t column, std::int64_t row) {
    if (site == nobody) return;
    std::int64_t& held = nearest_[index(column, row)];
    if (held == nobody) {
      held = site;
      return;
    }
    const double mine = distance2(site, column, row);
    const double theirs = distance2(held, column, row);
    if (mine < theirs || (mine == theirs && site < held)) held = site;
  }
  /// Nearest sites by sweeping their squares outwards in both directions, twice (Danielsson 1980: exact but for the odd
  /// square on a border, which is as good as its neighbour on a map).
  void spread() {
    for (std::size_t i = 0; i < places_.size(); ++i)
      offer(static_cast<std::int64_t>(i), static_cast<std::int64_t>(places_[i].x),
            static_cast<std::int64_t>(places_[i].y));
    const auto from = [&](std::int64_t c, std::int64_t r, std::int64_t dc, std::int64_t dr) {
      if (c + dc >= 0 && c + dc < columns_ && r + dr >= 0 && r + dr < rows_)
        offer(nearest_[index(c + dc, r + dr)], c, r);
    };
    for (int pass = 0; pass < 2; ++pass) {
      for (std::int64_t r = 0; r < rows_; ++r) {
        for (std::int64_t c = 0; c < columns_; ++c)
          for (const auto& [dc, dr] : {std::pair{-1, 0}, {0, -1}, {-1, -1}, {1, -1}}) from(c, r, dc, dr);
        for (std::int64_t c = columns_ - 1; c >= 0; --c) from(c, r, 1, 0);
      }
      for (std::int64_t r = rows_ - 1; r >= 0; --r) {
        for (std::int64_t c = columns_ - 1; c >= 0; --c)
          for (const auto& [dc, dr] : {std::pair{1, 0}, {0, 1}, {1, 1}, {-1, 1}}) from(c, r, dc, dr);
        for (std::int64_t c = 0; c < columns_; ++c) from(c, r, -1, 0);
      }
    }
  }

  Position origin_;
  double lat_step_ = 0, lon_step_ = 0, reach_ = 0;
  std::int64_t columns_ = 0, rows_ = 0;
  std::vector<Place> places_;
  std::vector<std::int64_t> nearest_;
};

/// Walks around patches of one owner with the patch on the left hand, corner by corner.
class Tracer {
 public:
  Tracer(const Raster& raster, std::span<const std::size_t> owner)
      : raster_{raster}, columns_{raster.columns()}, rows_{raster.rows()} {
    for (std::int64_t r = 0; r < rows_; ++r)
      for (std::int64_t c = 0; c < columns_; ++c) {
        const std::int64_t site = raster.site(c, r);
        owner_.push_back(site == nobody ? nobody : static_cast<std::int64_t>(owner[static_cast<std::size_t>(site)]));
      }
    walked_.assign(owner_.size(), false);
  }

  std::vector<SiteCell> trace() {
    std::vector<SiteCell> result;
    for (std::int64_t r = 0; r < rows_; ++r)
      for (std::int64_t c = 0; c < columns_; ++c) {
        const std::int64_t mine = at(c, r);
        // The lower side of a square, first met from below: an outer border unless it turns out to run clockwise.
        if (mine == nobody || at(c, r - 1) == mine || walked_[index(c, r)]) continue;
        const std::vector<Corner> corners = walk(c, r, mine);
        if (area(corners) > 0) result.push_back({static_cast<std::size_t>(mine), smooth(corners)});
      }
    return result;
  }

 private:
  struct Corner {
    std::int64_t column, row;
  };
  [[nodiscard]] std::size_t index(std::int64_t c, std::int64_t r) const {
    return static_cast<std::size_t>(r * columns_ + c);
  }
  [[nodiscard]] std::int64_t at(std::int64_t c, std::int64_t r) const {
    return c < 0 || r < 0 || c >= columns_ || r >= rows_ ? nobody : owner_[index(c, r)];
  }

  std::vector<Corner> walk(std::int64_t c, std::int64_t r, std::int64_t mine) {
    // Headings: east, north, west, south. The square ahead on the left and on the right of a corner, by heading.
    constexpr std::int64_t dx[] = {1, 0, -1, 0}, dy[] = {0, 1, 0, -1};
    constexpr std::int64_t left_x[] = {0, -1, -1, 0}, left_y[] = {0, 0, -1, -1};
    constexpr std::int64_t right_x[] = {0, 0, -1, -1}, right_y[] = {-1, 0, 0, -1};
    std::vector<Corner> corners;
    Corner here{c, r};
    int heading = 0;
    do {
      if (heading == 0) walked_[index(here.column, here.row)] = true;
      corners.push_back(here);
      here = {here.column + dx[heading], here.row + dy[heading]};
      // The left turn is asked first, so squares that touch at a corner only stay apart.
      if (at(here.column + left_x[heading], here.row + left_y[heading]) != mine)
        heading = (heading + 1) % 4;
      else if (at(here.column + right_x[heading], here.row + right_y[heading]) == mine)
        heading = (heading + 3) % 4;
    } while (here.column != c || here.row != r || heading != 0);
    return corners;
  }

  static std::int64_t area(const std::vector<Corner>& corners) {
    std::int64_t twice = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Corner& a = corners[i];
      const Corner& b = corners[(i + 1) % corners.size()];
      twice += a.column * b.row - b.column * a.row;
    }
    return twice;
  }

  /// Through the middles of the sides instead of their corners, and straight on where the border runs straight:
  /// both neighbours of a border do the same.
  [[nodiscard]] std::vector<Position> smooth(const std::vector<Corner>& corners) const {
    struct Middle {
      std::int64_t x, y;  ///< in half squares
    };
    std::vector<Middle> middles;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Corner& a = corners[i];
      const Corner& b = corners[(i + 1) % corners.size()];
      middles.push_back({a.column + b.column, a.row + b.row});
    }
    std::vector<Position> ring;
    for (std::size_t i = 0; i < middles.size(); ++i) {
      const Middle& before = middles[(i + middles.size() - 1) % middles.size()];
      const Middle& here = middles[i];
      const Middle& after = middles[(i + 1) % middles.size()];
      if ((here.x - before.x) * (after.y - here.y) == (here.y - before.y) * (after.x - here.x)) continue;
      ring.push_back(raster_.position(static_cast<double>(here.x) / 2, static_cast<double>(here.y) / 2));
    }
    return ring;
  }

  const Raster& raster_;
  std::int64_t columns_, rows_;
  std::vector<std::int64_t> owner_;
  std::vector<bool> walked_;
};

double ring_area(const std::vector<Position>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position& a = ring[i];
    const Position& b = ring[(i + 1) % ring.size()];
    twice += (a.lon - ring[0].lon) * (b.lat - ring[0].lat) - (b.lon - ring[0].lon) * (a.lat - ring[0].lat);
  }
  return twice / 2;
}

}  // namespace

std::vector<SiteCell> cells(std::span<const Position> sites, std::span<const std::size_t> owner,
                            const CellOptions& options) {
  if (sites.empty()) return {};
  const Raster raster{sites, options};
  std::vector<SiteCell> result = Tracer{raster, owner}.trace();
  std::stable_sort(result.begin(), result.end(), [](const SiteCell& a, const SiteCell& b) {
    if (a.owner != b.owner) return a.owner < b.owner;
    return ring_area(a.ring) > ring_area(b.ring);
  });
  return result;
}

}  // namespace kredsim
