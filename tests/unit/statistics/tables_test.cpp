#include <catch2/catch.hpp>

#include "analysis/statistics/tables.hpp"
#include "sim/base/problem.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::small_world;

TEST_CASE("the standard tables are there and every cell is found again from its coordinates", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  // all; 4 types; 4 areas; 24 hours; 4 priorities; 2 groups; type x area; area x hour; hour of the week
  CHECK(tables.cells() == 1 + 4 + 4 + 24 + 4 + 2 + 16 + 96 + 48 + 168);
  for (const Table& table : tables.all())
    for (std::size_t i = 0; i < table.cells; ++i) {
      REQUIRE(tables.find(tables.cell(table, i)) == table.first_cell + i);
      REQUIRE(&tables.table_of(table.first_cell + i) == &table);
    }
}

TEST_CASE("a cell's labels are the keys of the scenario", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Cell cell;
  CHECK(tables.label(cell, Axis::hour) == "all");
  cell.at = {3, 1, 7, 2, 1};
  CHECK(tables.label(cell, Axis::type) == "published");
  CHECK(tables.label(cell, Axis::area) == "soroe");
  CHECK(tables.label(cell, Axis::hour) == "07");
  CHECK(tables.label(cell, Axis::priority) == "when possible");
  CHECK(tables.label(cell, Axis::group) == "local");
  cell.by_hour_of_week = true;
  cell.at[2] = 6 * 24 + 23;
  CHECK(tables.label(cell, Axis::hour) == "sun 23");
}

TEST_CASE("a table asked for adds its cells once; one that is there already adds none", "[statistics]") {
  using scenario::Dimension;
  World world = small_world();
  const std::size_t standard = Tables{world}.cells();
  world.scenario.results.tables = {
      {Dimension::area, Dimension::type}, {Dimension::type, Dimension::hour}, {Dimension::hour, Dimension::type}};
  CHECK(Tables{world}.cells() == standard + 4 * 24);
}

TEST_CASE("without a published type there is no pseudo type", "[statistics]") {
  World world = small_world();
  for (IncidentType& type : world.demand.types) type.published = false;
  const Tables tables{world};
  CHECK(tables.published() == -1);
  Cell cell;
  cell.at[0] = 3;
  CHECK_FALSE(tables.find(cell).has_value());
}

TEST_CASE("names that are rows of the results are refused", "[statistics]") {
  World world = small_world();
  world.demand.types[TypeId{0}].key = "published";
  world.district.areas[AreaId{0}].key = "all";
  CHECK_THROWS_WITH(
      Tables{world},
      "test.yaml: incidents.published: `published` is reserved (it is a row of the results) (choose another name)\n"
      "test.yaml: areas.all: `all` is reserved (it is a row of the results) (choose another name)\n");
}

TEST_CASE("tables too large for memory are refused", "[statistics]") {
  using scenario::Dimension;
  World world = small_world();
  for (int i = 0; i < 200; ++i) world.district.areas.push_back({"a" + std::to_string(i), "a", LayerId{1}, 0});
  world.scenario.results.tables = {{Dimension::type, Dimension::area, Dimension::weekday_hour, Dimension::priority}};
  CHECK_THROWS_AS(Tables{world}, ScenarioError);
}
