#include <cstring>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "analysis/store/geopackage.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/pending_file.hpp"
#include "analysis/store/route_geojson.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

namespace {

/// A street with a bend, 1 km at 60 km/h, and a road for emergencies, driven one way.
Network small_network() {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto bend = builder.add_node({55.001, 12.001});
  const auto b = builder.add_node({55, 12.002});
  builder.pin(a);
  builder.pin(b);
  builder.set_names({"Søndergade"});
  const Piece half{.length = Millimetres{500'000}, .name = 1, .speed_kmh = 60};
  builder.add_link(a, bend, half, Access::everyone, Access::everyone);
  builder.add_link(bend, b, half, Access::everyone, Access::everyone);
  builder.add_link(b, a, {.length = Millimetres{150'000}, .road_class = RoadClass::service, .speed_kmh = 30},
                   Access::emergency_only, Access::closed);
  Network network;
  network.graph = builder.build().graph;
  network.points = {{{EdgeId{0}, Millimetres{0}}, 2.5, "roenne", "3700"}};
  return network;
}

std::array<TravelProfile, 2> normal_and_emergency() {
  const TravelProfiles profiles;
  return {profiles.all()[0], profiles.all()[1]};
}

/// One value of one row, as text; "-" for none.
std::string ask(const std::string& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  INFO(sql);
  REQUIRE(sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  const auto* const text = static_cast<const char*>(sqlite3_column_blob(statement, 0));
  const std::string value =
      text != nullptr ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, 0))) : "-";
  sqlite3_finalize(statement);
  sqlite3_close(connection);
  return value;
}

}  // namespace

TEST_CASE("a GeoPackage says what it is and which layers it has", "[store]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path("net.gpkg");
  write_geopackage(small_network(), normal_and_emergency(), file);
  CHECK(ask(file, "PRAGMA application_id") == std::to_string(0x47504B47));
  CHECK(ask(file, "PRAGMA user_version") == "10300");
  CHECK(ask(file, "PRAGMA integrity_check") == "ok");
  CHECK(ask(file, "SELECT count(*) FROM gpkg_contents JOIN gpkg_geometry_columns USING (table_name, srs_id)") == "3");
  CHECK(ask(file, "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)") == "3");
  CHECK(ask(file, "SELECT min_x || ' ' || max_x || ' ' || min_y || ' ' || max_y FROM gpkg_contents") ==
        "12.0 12.002 55.0 55.001");
}

TEST_CASE("an edge has its class, name, length and speed, and its time where somebody may drive", "[store]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path("net.gpkg");
  auto profiles = normal_and_emergency();
  profiles[1].speeds.factor = 2;
  write_geopackage(small_network(), profiles, file);
  const std::string row =
      "class || ' ' || ifnull(name, '-') || ' ' || length_m || ' ' || round(speed_kmh, 3) || ' ' || ifnull(normal_s, "
      "'-')"
      " || ' ' || ifnull(normal_back_s, '-') || ' ' || ifnull(emergency_s, '-') || ' ' || ifnull(emergency_back_s, "
      "'-')";
  CHECK(ask(file, "SELECT " + row + " FROM edges WHERE length_m = 1000") ==
        "residential Søndergade 1000.0 60.0 60.0 60.0 30.0 30.0");
  CHECK(ask(file, "SELECT " + row + " FROM edges WHERE length_m = 150") == "service - 150.0 30.0 - - - 9.0");
  CHECK(ask(file, "SELECT weight || area || postcode FROM demand") == "2.5roenne3700");
}

TEST_CASE("a line is a GeoPackage geometry: header, envelope, points with longitude first", "[store]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path("net.gpkg");
  write_geopackage(small_network(), normal_and_emergency(), file);
  const std::string blob = ask(file, "SELECT geom FROM edges WHERE length_m = 1000");
  REQUIRE(blob.size() == 8 + 4 * 8 + 1 + 4 + 4 + 3 * 16);
  CHECK(blob.substr(0, 4) == std::string("GP\0\3", 4));
  const auto number = [&](std::size_t at) {
    double value = 0;
    std::memcpy(&value, blob.data() + at, sizeof value);
    return value;
  };
  CHECK(number(8) == 12);
  CHECK(number(16) == 12.002);
  CHECK(number(24) == 55);
  CHECK(number(32) == 55.001);
  CHECK(number(49 + 16) == 12.001);
  CHECK(number(49 + 24) == 55.001);
}

TEST_CASE("steps of a route become lines of GeoJSON", "[store]") {
  const RouteStep steps[] = {
      {"Søndergade", RoadClass::primary, Millimetres{1500}, Milliseconds{250}, {{55, 12}, {55, 12.5}}},
      {"", RoadClass::ferry, Millimetres{2000}, Milliseconds{1000}, {{55, 12.5}, {56, 12.5}}}};
  const auto json = nlohmann::json::parse(to_geojson(steps));
  REQUIRE(json["features"].size() == 2);
  CHECK(json["features"][0]["properties"]["name"] == "Søndergade");
  CHECK(json["features"][0]["properties"]["time_s"] == 0.25);
  CHECK(json["features"][0]["geometry"]["coordinates"][1] == nlohmann::json::array({12.5, 55.0}));
  CHECK(json["features"][1]["properties"]["name"].is_null());
  CHECK(json["features"][1]["properties"]["class"] == "ferry");
}

TEST_CASE("a file appears when it is complete, and replaces another only when asked", "[store]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path("out.txt");
  {
    const PendingFile abandoned{file, IfExists::refuse};
    std::ofstream{abandoned.path()} << "half";
  }
  CHECK_FALSE(std::filesystem::exists(file));
  PendingFile pending{file, IfExists::refuse};
  std::ofstream{pending.path()} << "whole";
  pending.commit();
  CHECK(test::contents(file) == "whole");
  CHECK_THROWS_AS((PendingFile{file, IfExists::refuse}), OutputError);
  CHECK_NOTHROW(PendingFile{file, IfExists::replace});
  CHECK_THROWS_AS((PendingFile{folder.path(), IfExists::replace}), OutputError);
  CHECK_THROWS_AS((PendingFile{folder.path("no/such/file"), IfExists::refuse}), OutputError);
}
