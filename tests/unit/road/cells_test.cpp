#include <algorithm>

#include <catch2/catch.hpp>

#include "sim/road/cells.hpp"

using namespace kredsim;

namespace {

bool inside(const std::vector<Position>& ring, Position at) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    if ((ring[i].lat > at.lat) != (ring[j].lat > at.lat) &&
        at.lon < (ring[j].lon - ring[i].lon) * (at.lat - ring[i].lat) / (ring[j].lat - ring[i].lat) + ring[i].lon)
      in = !in;
  return in;
}

}  // namespace

TEST_CASE("each site lies in a cell of its owner and in no other's", "[road]") {
  std::vector<Position> sites;
  std::vector<std::size_t> owner;
  for (int i = 0; i < 12; ++i)
    for (int j = 0; j < 12; ++j) {
      sites.push_back({55 + 0.01 * i, 12 + 0.016 * j});
      owner.push_back(j < 6 ? 0 : i < 4 ? 1 : 2);
    }
  const auto found = cells(sites, owner);
  REQUIRE(found.size() == 3);
  for (std::size_t i = 0; i < sites.size(); ++i)
    for (const SiteCell& cell : found) CHECK(inside(cell.ring, sites[i]) == (cell.owner == owner[i]));
}

TEST_CASE("an owner on two islands has two cells, the larger first", "[road]") {
  const std::vector<Position> sites{{55, 12}, {55.3, 12}, {55.3, 12.02}};
  const std::vector<std::size_t> owner{4, 4, 4};
  const auto found = cells(sites, owner);
  REQUIRE(found.size() == 2);
  CHECK(found[0].owner == 4);
  CHECK(inside(found[0].ring, sites[1]));
  CHECK(inside(found[0].ring, sites[2]));
  CHECK(inside(found[1].ring, sites[0]));
}

TEST_CASE("a single site has a round cell as wide as the reach", "[road]") {
  const std::vector<Position> sites{{55, 12}};
  const std::vector<std::size_t> owner{0};
  const auto found = cells(sites, owner, {.reach_m = 1000});
  REQUIRE(found.size() == 1);
  for (const Position& at : found[0].ring) CHECK(distance_m(at, sites[0]) == Approx(1000).epsilon(0.1));
}

TEST_CASE("cells do not reach into each other", "[road]") {
  const std::vector<Position> sites{{55, 12}, {55.01, 12.01}, {55.015, 11.99}, {54.99, 12.02}};
  const std::vector<std::size_t> owner{0, 1, 2, 0};
  const auto found = cells(sites, owner);
  for (int i = 0; i < 60; ++i)
    for (int j = 0; j < 60; ++j) {
      const Position at{54.97 + 0.00111 * i, 11.96 + 0.00151 * j};
      CHECK(std::count_if(found.begin(), found.end(), [&](const SiteCell& cell) { return inside(cell.ring, at); }) <=
            1);
    }
}

TEST_CASE("no sites, no cells", "[road]") { CHECK(cells({}, {}).empty()); }
