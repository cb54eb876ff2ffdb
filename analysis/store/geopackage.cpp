#include "analysis/store/geopackage.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <span>

#include "analysis/store/database.hpp"
#include "sim/road/edge_times.hpp"

namespace kredsim {

namespace {

static_assert(std::endian::native == std::endian::little);
constexpr std::int32_t wgs84 = 4326;

template <class T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A GeoPackage geometry: "GP", version 0, flags (bit 0: little-endian; bits 1 to 3: kind of envelope), the reference
/// system, the envelope, then well-known binary. Longitude first.
std::string header(std::uint8_t flags) {
  std::string bytes{"GP"};
  put(bytes, std::uint8_t{0});
  put(bytes, flags);
  put(bytes, wgs84);
  return bytes;
}

std::string point(Position p) {
  std::string bytes = header(0b0001);
  put(bytes, std::uint8_t{1});
  put(bytes, std::uint32_t{1});
  put(bytes, p.lon);
  put(bytes, p.lat);
  return bytes;
}

std::string line(std::span<const Position> points) {
  Box box{points[0].lon, points[0].lat, points[0].lon, points[0].lat};
  for (const Position& p : points)
    box = {std::min(box.west, p.lon), std::min(box.south, p.lat), std::max(box.east, p.lon),
           std::max(box.north, p.lat)};
  std::string bytes = header(0b0011);
  for (const double side : {box.west, box.east, box.south, box.north}) put(bytes, side);
  put(bytes, std::uint8_t{1});
  put(bytes, std::uint32_t{2});
  put(bytes, static_cast<std::uint32_t>(points.size()));
  for (const Position& p : points) {
    put(bytes, p.lon);
    put(bytes, p.lat);
  }
  return bytes;
}

void make_tables(Database& database) {
  // 0x47504B47 is "GPKG"; 10300 is version 1.3.0.
  database.run("PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;");
  database.run(R"(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE nodes (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, node INTEGER);
CREATE TABLE edges (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom LINESTRING, edge INTEGER, tail INTEGER,
  head INTEGER, class TEXT, name TEXT, length_m DOUBLE, speed_kmh DOUBLE, forward TEXT, backward TEXT, normal_s DOUBLE,
  normal_back_s DOUBLE, emergency_s DOUBLE, emergency_back_s DOUBLE);
CREATE TABLE demand (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, weight DOUBLE, area TEXT,
  postcode TEXT);
)");
  Database::Insert systems{database, "gpkg_spatial_ref_sys", 6};
  systems("WGS 84 geodetic", wgs84, "EPSG", wgs84,
          R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],)"
          R"(AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],)"
          R"(UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]])",
          "longitude and latitude in degrees");
  systems("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "required by the standard");
  systems("Undefined geographic SRS", 0, "NONE", 0, "undefined", "required by the standard");
}

void register_layers(Database& database, const Box& extent) {
  const std::string bounds = std::to_string(extent.west) + ", " + std::to_string(extent.south) + ", " +
                             std::to_string(extent.east) + ", " + std::to_string(extent.north);
  for (const char* layer : {"nodes", "edges", "demand"})
    database.run(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) VALUES ('" +
        std::string{layer} + "', 'features', '" + layer + "', " + bounds + ", 4326)");
  Database::Insert columns{database, "gpkg_geometry_columns", 6};
  columns("nodes", "geom", "POINT", wgs84, 0, 0);
  columns("edges", "geom", "LINESTRING", wgs84, 0, 0);
  columns("demand", "geom", "POINT", wgs84, 0, 0);
}

const char* access_name(Access access) {
  switch (access) {
    case Access::closed: return "closed";
    case Access::emergency_only: return "emergency";
    case Access::everyone: return "everyone";
  }
  return "";
}

/// What stands for the pieces of an edge.
struct Whole {
  RoadClass road_class = RoadClass::residential;
  std::string_view name;
  double speed_kmh = 0;
};

Whole whole_of(const RoadGraph& graph, EdgeId edge) {
  Whole whole;
  std::map<RoadClass, Millimetres> classes;
  std::map<std::string_view, Millimetres> names;
  Milliseconds unhurried{0};
  for (const Piece& piece : graph.pieces(edge)) {
    classes[piece.road_class] += piece.length;
    names[graph.name(piece)] += piece.length;
    unhurried += piece_time(piece, {});
  }
  const auto longer = [](const auto& a, const auto& b) { return a.second < b.second; };
  whole.road_class = std::ranges::max_element(classes, longer)->first;
  whole.name = std::ranges::max_element(names, longer)->first;
  const bool moves = unhurried > Milliseconds{0} && graph.edge(edge).length > Millimetres{0};
  whole.speed_kmh =
      moves ? metres(graph.edge(edge).length) / seconds(unhurried) * 3.6 : graph.pieces(edge)[0].speed_kmh;
  return whole;
}

void write_edges(const RoadGraph& graph, const std::array<TravelProfile, 2>& profiles, Database& database) {
  const std::vector<NodeName> names = own_names(graph);
  const EdgeTimes normal{graph, profiles[0], names};
  const EdgeTimes emergency{graph, profiles[1], names};
  const auto time = [](const EdgeTimes& times, Arc arc) -> std::optional<double> {
    if (!times.open(arc)) return std::nullopt;
    return seconds(to_milliseconds(times.time(arc)));
  };
  Database::Insert edges{database, "edges", 15};
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const EdgeId id{i};
    const RoadGraph::Edge& edge = graph.edge(id);
    const Whole whole = whole_of(graph, id);
    const auto index = static_cast<std::int64_t>(i);
    const Arc forward = arc_of(id, false);
    const Arc backward = arc_of(id, true);
    edges(index + 1, Database::Blob{line(graph.shape(id))}, index, static_cast<std::int64_t>(edge.tail.index()),
          static_cast<std::int64_t>(edge.head.index()), name(whole.road_class), whole.name, metres(edge.length),
          whole.speed_kmh, access_name(edge.forward), access_name(edge.backward), time(normal, forward),
          time(normal, backward), time(emergency, forward), time(emergency, backward));
  }
}

}  // namespace

void write_geopackage(const Network& network, const std::array<TravelProfile, 2>& profiles, const std::string& file) {
  const RoadGraph& graph = network.graph;
  Database database{file};
  make_tables(database);
  Box extent{180, 90, -180, -90};
  {
    Database::Insert nodes{database, "nodes", 3};
    for (std::size_t i = 0; i < graph.node_count(); ++i) {
      const auto number = static_cast<std::int64_t>(i);
      nodes(number + 1, Database::Blob{point(graph.position(NodeId{i}))}, number);
    }
    for (std::size_t i = 0; i < graph.edge_count(); ++i)
      for (const Position& p : graph.shape(EdgeId{i}))
        extent = {std::min(extent.west, p.lon), std::min(extent.south, p.lat), std::max(extent.east, p.lon),
                  std::max(extent.north, p.lat)};
    write_edges(graph, profiles, database);
    Database::Insert demand{database, "demand", 5};
    std::int64_t fid = 0;
    for (const PopulationPoint& p : network.points)
      demand(++fid, Database::Blob{point(graph.position(p.place))}, p.weight, p.area, p.postcode);
  }
  register_layers(database, extent);
  database.close();
}

}  // namespace kredsim
