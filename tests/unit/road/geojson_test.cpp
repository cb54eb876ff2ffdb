#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/geojson.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::TemporaryFolder;

TEST_CASE("a boundary holds what lies inside it and not in its hole", "[road]") {
  const TemporaryFolder folder;
  const auto file_with = [&](const std::string& text) { return folder.write("areas.geojson", text); };
  const auto boundaries = read_boundaries(file_with(R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"KOMNAVN": "Faxe", "id": 1},
     "geometry": {"type": "MultiPolygon", "coordinates": [
       [[[12, 55], [13, 55], [13, 56], [12, 56], [12, 55]], [[12.4, 55.4], [12.6, 55.4], [12.6, 55.6], [12.4, 55.6], [12.4, 55.4]]]]}},
    {"type": "Feature", "properties": {"KOMNAVN": "Point"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]})"),
                                          "KOMNAVN");
  REQUIRE(boundaries.size() == 1);
  CHECK(boundaries[0].name == "Faxe");
  CHECK(boundaries[0].contains({55.1, 12.1}));
  CHECK_FALSE(boundaries[0].contains({55.5, 12.5}));
  CHECK_FALSE(boundaries[0].contains({54.9, 12.1}));
  CHECK(boundaries[0].distance_m({54.9, 12.5}) == Approx(11'119).epsilon(0.001));
}

TEST_CASE("a file that is no GeoJSON, or lacks the property, is refused in a sentence", "[road]") {
  const TemporaryFolder folder;
  const auto file_with = [&](const std::string& text) { return folder.write("areas.geojson", text); };
  CHECK_THROWS_AS(read_boundaries("no such file.geojson", "KOMNAVN"), InputError);
  CHECK_THROWS_WITH(read_boundaries(file_with("{"), "KOMNAVN"), Catch::Contains("no GeoJSON"));
  CHECK_THROWS_WITH(read_boundaries(file_with("{}"), "KOMNAVN"), Catch::Contains("features"));
  CHECK_THROWS_WITH(read_boundaries(file_with(R"({"features": []})"), "KOMNAVN"),
                    Catch::Contains("no polygon has a property"));
}
