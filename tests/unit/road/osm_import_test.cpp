#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;

namespace {

/// OpenStreetMap XML, written node by node. Node n lies n rows of 100 m apart unless placed.
class Osm {
 public:
  Osm& node(int id, double lat, double lon, const std::string& tags = "") {
    text_ += "<node id='" + std::to_string(id) + "' version='1' lat='" + std::to_string(lat) + "' lon='" +
             std::to_string(lon) + "'>" + to_xml(tags) + "</node>\n";
    return *this;
  }
  Osm& way(const std::vector<int>& nodes, const std::string& tags) {
    text_ += "<way id='" + std::to_string(++ways_) + "' version='1'>";
    for (const int id : nodes) text_ += "<nd ref='" + std::to_string(id) + "'/>";
    text_ += to_xml(tags) + "</way>\n";
    return *this;
  }
  [[nodiscard]] std::string xml() const { return "<?xml version='1.0'?>\n<osm version='0.6'>\n" + text_ + "</osm>\n"; }

 private:
  /// "highway=primary oneway=yes"
  static std::string to_xml(const std::string& tags) {
    std::string xml;
    for (std::size_t at = 0; at < tags.size();) {
      const std::size_t end = std::min(tags.find(' ', at), tags.size());
      const std::string tag = tags.substr(at, end - at);
      const std::size_t equals = tag.find('=');
      xml += "<tag k='" + tag.substr(0, equals) + "' v='" + tag.substr(equals + 1) + "'/>";
      at = end + 1;
    }
    return xml;
  }
  std::string text_;
  int ways_ = 0;
};

struct Imported {
  Network network;
  ImportReport report;
  [[nodiscard]] bool says(const std::string& part) const {
    for (const std::string& line : report.lines)
      if (line.find(part) != std::string::npos) return true;
    return false;
  }
};

Imported import(const Osm& osm, ImportOptions options = {}) {
  const TemporaryFolder folder;
  options.osm_file = folder.write("map.osm", osm.xml());
  Imported result;
  result.network = import_osm(options, result.report);
  return result;
}

std::string failure(const ImportOptions& options) {
  ImportReport report;
  try {
    import_osm(options, report);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// A triangle of streets: 1 - 2 - 3, 111 m to 200 m a side.
Osm triangle(const std::string& tags = "highway=residential") {
  return Osm{}
      .node(1, 55, 12)
      .node(2, 55.001, 12)
      .node(3, 55, 12.003)
      .way({1, 2}, tags)
      .way({2, 3}, tags)
      .way({3, 1}, tags);
}

Millimetres whole_length(const RoadGraph& graph) {
  Millimetres sum;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) sum += graph.edge(EdgeId{i}).length;
  return sum;
}

}  // namespace

TEST_CASE("a hand-written map becomes a graph with its lengths and points", "[road]") {
  const Imported result = import(triangle());
  const RoadGraph& graph = result.network.graph;
  CHECK(graph.node_count() == 1);
  CHECK(graph.edge_count() == 1);
  CHECK(metres(whole_length(graph)) == Approx(111.2 + 191.3 + 221.3).margin(1));
  CHECK(result.network.points.size() == 6);
  double weight = 0;
  for (const PopulationPoint& point : result.network.points) weight += point.weight;
  CHECK(weight == Approx(metres(whole_length(graph))));
}

TEST_CASE("what cannot be left is dropped and told", "[road]") {
  Osm osm = triangle();
  osm.node(9, 55, 12.01).way({3, 9}, "highway=primary oneway=yes");
  const Imported result = import(osm);
  CHECK(metres(whole_length(result.network.graph)) == Approx(523.8).margin(1));
  CHECK(result.says("0.4 km of one-way road between parts"));
}

TEST_CASE("a small part beside the large one is dropped unless asked for", "[road]") {
  Osm osm = triangle();
  osm.node(21, 55.1, 12).node(22, 55.1, 12.01).node(23, 55.1, 12.02).node(24, 55.11, 12.01);
  osm.way({21, 22, 23}, "highway=residential").way({22, 24}, "highway=residential");
  CHECK(import(osm).network.graph.node_count() == 4);  // the larger of the two
  CHECK(import(osm, {.least_component_nodes = 1}).network.graph.node_count() == 5);
}

TEST_CASE("a way with missing nodes keeps the part that is there", "[road]") {
  Osm osm;
  osm.node(1, 55, 12).node(2, 55.001, 12).node(4, 55.003, 12).node(5, 55.004, 12);
  osm.way({1, 2, 3, 4, 5, 6}, "highway=tertiary");
  const Imported result = import(osm, {.least_component_nodes = 1});
  CHECK(result.network.graph.edge_count() == 2);
  CHECK(result.says("the file lacks: 1 (2 nodes)"));
}

TEST_CASE("a bollard cuts a street in two and a gate does not", "[road]") {
  const auto street = [](const std::string& barrier) {
    Osm osm = triangle();
    return osm.node(4, 55.002, 12, barrier).node(5, 55.003, 12).way({2, 4, 5}, "highway=residential");
  };
  CHECK(metres(whole_length(import(street("barrier=gate")).network.graph)) == Approx(523.8 + 222.4).margin(1));
  CHECK(metres(whole_length(import(street("barrier=bollard")).network.graph)) == Approx(523.8 + 111.2).margin(1));
  CHECK(metres(whole_length(import(street("barrier=gate"), {.gates_block = true}).network.graph)) ==
        Approx(523.8 + 111.2).margin(1));
}

TEST_CASE("emergency driving passes a bollard that lets it", "[road]") {
  Osm osm = triangle();
  osm.node(4, 55.002, 12, "barrier=bollard emergency=yes").node(5, 55.003, 12).way({2, 4, 5}, "highway=residential");
  const RoadGraph graph = import(osm).network.graph;
  CHECK(metres(whole_length(graph)) == Approx(523.8 + 222.4).margin(1));
  const auto largest = [&](scenario::Driving driving) {
    const auto component = strong_components(graph, driving);
    return std::count(component.begin(), component.end(), 0U);
  };
  CHECK(largest(scenario::Driving::emergency) == static_cast<std::ptrdiff_t>(graph.node_count()));
  CHECK(largest(scenario::Driving::normal) < static_cast<std::ptrdiff_t>(graph.node_count()));
}

TEST_CASE("speeds come from signs, zones, surroundings or class, each with its source", "[road]") {
  Osm osm;
  osm.node(1, 55, 12).node(2, 55.1, 12).node(3, 55.2, 12).node(4, 55.3, 12).node(5, 55.4, 12).node(6, 55.5, 12);
  osm.way({1, 2}, "highway=primary maxspeed=90").way({2, 3}, "highway=primary source:maxspeed=DK:urban");
  osm.way({3, 4}, "highway=primary").way({4, 5}, "highway=track").way({5, 6}, "highway=primary maxspeed=rubbish");
  const Imported result = import(osm);
  REQUIRE(result.network.graph.edge_count() == 1);
  const auto pieces = result.network.graph.pieces(EdgeId{0});
  REQUIRE(pieces.size() == 5);
  CHECK(pieces[0].speed_kmh == 90);
  CHECK(pieces[0].speed_source == SpeedSource::signed_limit);
  CHECK(pieces[1].speed_kmh == 50);
  CHECK(pieces[1].speed_source == SpeedSource::zone);
  CHECK(pieces[2].speed_kmh == 80);
  CHECK(pieces[2].speed_source == SpeedSource::built_up_or_not);
  CHECK(pieces[3].speed_kmh == 20);
  CHECK(pieces[3].speed_source == SpeedSource::road_class);
  CHECK(pieces[4].speed_kmh == 80);
  CHECK(result.says("1 ways had an unreadable speed tag"));
}

TEST_CASE("a main road between residential streets is built up", "[road]") {
  Osm osm = triangle();
  osm.node(7, 55.001, 12.003).way({1, 7}, "highway=secondary").way({7, 3}, "highway=residential");
  const RoadGraph graph = import(osm).network.graph;
  bool seen = false;
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    for (const Piece& piece : graph.pieces(EdgeId{i}))
      if (piece.road_class == RoadClass::secondary) {
        seen = true;
        CHECK(piece.speed_kmh == 50);
      }
  CHECK(seen);
}

TEST_CASE("a ferry joins an island and takes its crossing and its wait", "[road]") {
  Osm osm = triangle();
  osm.node(11, 55.1, 12).node(12, 55.1, 12.01).node(15, 55.05, 12.001);
  osm.way({11, 12}, "highway=residential")
      .way({2, 15, 11}, "route=ferry motor_vehicle=yes duration=00:30 interval=01:00");
  const Imported result = import(osm);
  Milliseconds time{0};
  Millimetres length;
  for (std::size_t i = 0; i < result.network.graph.edge_count(); ++i)
    for (const Piece& piece : result.network.graph.pieces(EdgeId{i}))
      if (piece.road_class == RoadClass::ferry) {
        time += piece.fixed_time;
        length += piece.length;
      }
  CHECK(time == std::chrono::minutes{60});
  CHECK(metres(length) == Approx(11'010).margin(30));
  CHECK(result.says("Ferries: 1"));
  for (const PopulationPoint& point : result.network.points)
    for (const Piece& piece : result.network.graph.pieces(point.place.edge))
      CHECK(piece.road_class != RoadClass::ferry);
}

TEST_CASE("a ferry without duration or interval is estimated and told", "[road]") {
  Osm osm = triangle();
  osm.node(11, 55.1, 12).node(12, 55.1, 12.01).way({11, 12}, "highway=residential");
  osm.way({2, 11}, "route=ferry motor_vehicle=yes");
  const Imported result = import(osm, {.ferry_wait = std::chrono::minutes{10}});
  CHECK(result.says("1 without duration, taken at 20 km/h; 1 without interval, taken to wait 10 min"));
}

TEST_CASE("addresses are snapped to streets, not to motorways, with their postcode", "[road]") {
  const TemporaryFolder folder;
  Osm osm = triangle();
  osm.node(31, 55.0015, 11.99).node(32, 55.0015, 12.01).way({31, 32}, "highway=motorway oneway=no");
  osm.way({31, 2}, "highway=unclassified");
  ImportOptions options{
      .addresses_file = folder.write(
          "a.csv", "\xEF\xBB\xBFname,lon,lat,postcode\r\n\"Torvet 1, \"\"st\"\"\nbaghus\",12.0001,55.0014,3700\r\n")};
  const Imported result = import(osm, options);
  REQUIRE(result.network.points.size() == 1);
  CHECK(result.network.points[0].postcode == "3700");
  CHECK(result.network.points[0].weight == 1);
  const Place place = result.network.points[0].place;
  for (const Piece& piece : result.network.graph.pieces(place.edge)) CHECK(piece.road_class != RoadClass::motorway);
  CHECK(distance_m(result.network.graph.position(place), {55.001, 12}) < 5);
}

TEST_CASE("addresses far from any road are an error that says how many", "[road]") {
  const TemporaryFolder folder;
  ImportOptions options{.osm_file = folder.write("map.osm", triangle().xml()),
                        .addresses_file = folder.write("a.csv", "lat,lon\n55.0,12.0\n55.5,12.0\n")};
  const std::string message = failure(options);
  CHECK(message.find("1 of 2 addresses lie farther than 500 m") != std::string::npos);
  CHECK(message.find("a.csv") != std::string::npos);
}

TEST_CASE("a file that is no map gives a sentence, never a crash", "[road]") {
  const TemporaryFolder folder;
  std::string noise;
  std::uint32_t state = 12345;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  CHECK(failure({.osm_file = folder.path("absent.osm.pbf")}).find("no such file") != std::string::npos);
  CHECK(failure({.osm_file = folder.write("empty.osm.pbf", "")}).find("is empty") != std::string::npos);
  for (const char* name : {"noise.osm.pbf", "noise.osm", "noise.osm.bz2", "noise.osm.gz"})
    CHECK(failure({.osm_file = folder.write(name, noise)}).find("cannot be read as OpenStreetMap data") !=
          std::string::npos);
  CHECK(failure({.osm_file = folder.write("map.txt", "hello")}).find("tells no format") != std::string::npos);
  CHECK(failure({.osm_file = folder.write("none.osm", Osm{}.node(1, 55, 12).xml())}).find("holds no road") !=
        std::string::npos);
  CHECK(failure({.osm_file = folder.write("cut.osm", triangle().xml().substr(0, 200))}).find("cannot be read") !=
        std::string::npos);
  CHECK(failure({.osm_file = folder.write("bare.osm", Osm{}.way({1, 2}, "highway=primary").xml())})
            .find("no two nodes") != std::string::npos);
  const std::string bomb =
      "<?xml version='1.0'?><!DOCTYPE o [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><osm version='0.6'>&b;</osm>";
  CHECK(failure({.osm_file = folder.write("bomb.osm", bomb)}).find("cannot be read") != std::string::npos);
}

namespace {

std::string varint(std::uint64_t n) {
  std::string bytes;
  for (; n > 127; n >>= 7) bytes += static_cast<char>(n | 128);
  return bytes + static_cast<char>(n);
}
/// A length-delimited protocol buffer field.
std::string field(std::uint64_t number, const std::string& content) {
  return varint(number << 3 | 2) + varint(content.size()) + content;
}
std::string blob(const std::string& type, const std::string& raw) {
  const std::string body = field(1, raw);
  const std::string header = field(1, type) + varint(3 << 3) + varint(body.size());
  return std::string{"\0\0\0", 3} + static_cast<char>(header.size()) + header + body;
}

}  // namespace

TEST_CASE("a zero byte inside a tag of a binary extract is refused, not read past", "[road]") {
  using namespace std::string_literals;
  const auto pbf = [](const std::string& key, const std::string& value) {
    const std::string strings = field(1, field(1, "") + field(1, key) + field(1, value));
    const std::string way = varint(1 << 3) + varint(1) + field(2, "\1") + field(3, "\2") + field(8, "\2\2");
    return blob("OSMHeader", field(4, "OsmSchema-V0.6")) + blob("OSMData", strings + field(2, field(3, way)));
  };
  const TemporaryFolder folder;
  // Read as meant, the file holds a road, if without its nodes.
  CHECK(failure({.osm_file = folder.write("a.osm.pbf", pbf("highway", "primary"))}).find("no two nodes") !=
        std::string::npos);
  CHECK(failure({.osm_file = folder.write("b.osm.pbf", pbf("highway", "prim\0ary"s))}).find("a tag does not end") !=
        std::string::npos);
}

TEST_CASE("a bus way is open to emergency driving only, in the graph as in the rules", "[road]") {
  Osm osm = triangle();
  osm.node(4, 55.002, 12).node(5, 55.003, 12.001);
  osm.way({2, 4}, "highway=busway").way({4, 5}, "highway=service motor_vehicle=no bus=yes");
  const Imported result = import(osm);
  Millimetres emergency_only;
  for (std::size_t i = 0; i < result.network.graph.edge_count(); ++i) {
    const RoadGraph::Edge& edge = result.network.graph.edge(EdgeId{i});
    if (edge.forward == Access::emergency_only && edge.backward == Access::emergency_only)
      emergency_only += edge.length;
  }
  CHECK(metres(emergency_only) == Approx(111.2 + 128.2).margin(1));
  CHECK(result.says("2 are open to emergency driving only"));
}

TEST_CASE("an island without a ferry is kept where it is large enough, and no way leads there", "[road]") {
  Osm osm = triangle();
  osm.node(21, 55.1, 12).node(22, 55.1, 12.01).node(23, 55.11, 12.01).node(24, 55.1, 12.02);
  osm.way({21, 22}, "highway=residential").way({22, 23}, "highway=residential").way({22, 24}, "highway=residential");
  const RoadGraph graph = import(osm, {.least_component_nodes = 1}).network.graph;
  const auto component = strong_components(graph, scenario::Driving::emergency);
  CHECK(*std::max_element(component.begin(), component.end()) == 1);
}

TEST_CASE("a one-way street against its nodes is driven from its last node to its first", "[road]") {
  Osm osm = triangle();
  osm.node(4, 55.002, 12).way({2, 4}, "highway=residential oneway=-1").way({4, 3}, "highway=residential oneway=-1");
  const RoadGraph graph = import(osm).network.graph;
  bool seen = false;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    if ((edge.forward == Access::closed) == (edge.backward == Access::closed)) continue;
    seen = true;
    const NodeId from = edge.forward == Access::closed ? edge.head : edge.tail;
    CHECK(distance_m(graph.position(from), {55, 12.003}) < 1);  // node 3
  }
  CHECK(seen);
}

TEST_CASE("a road keeps its name, or its number, through the import and the folder", "[road]") {
  const test::TemporaryFolder folder;
  Osm osm = triangle("highway=residential name=S\u00f8ndergade");
  osm.node(9, 55.01, 12).way({2, 9}, "highway=primary ref=38");
  const Imported result = import(osm);
  write_network(result.network, result.report, folder.path("net"), false);
  const RoadGraph graph = read_network(folder.path("net")).graph;
  std::map<std::string, RoadClass> names;
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    for (const Piece& piece : graph.pieces(EdgeId{i})) names.emplace(graph.name(piece), piece.road_class);
  CHECK(names ==
        std::map<std::string, RoadClass>{{"38", RoadClass::primary}, {"S\u00f8ndergade", RoadClass::residential}});
}

namespace {

/// A road to the east with a side road of 70 m at every 640 m, from longitude 12 to 12.1.
Osm long_road() {
  Osm osm;
  for (int i = 0; i <= 10; ++i) osm.node(1 + i, 55, 12 + i * 0.01).node(101 + i, 55.0006, 12 + i * 0.01);
  for (int i = 0; i < 10; ++i) osm.way({1 + i, 2 + i}, "highway=residential");
  for (int i = 0; i <= 10; ++i) osm.way({1 + i, 101 + i}, "highway=residential");
  return osm;
}
double east_end(const RoadGraph& graph) {
  double east = -180;
  for (std::size_t i = 0; i < graph.node_count(); ++i) east = std::max(east, graph.position(NodeId{i}).lon);
  return east;
}
const char* square = R"({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
  [[[11.99, 54.99], [12.045, 54.99], [12.045, 55.01], [11.99, 55.01], [11.99, 54.99]]]}})";

}  // namespace

TEST_CASE("a box keeps its roads, a buffer around it, and whole what crosses; demand lies inside alone", "[road]") {
  const Box box{11.99, 54.99, 12.045, 55.01};
  const auto east = [&](double buffer_m) {
    return east_end(import(long_road(), {.box = box, .buffer_m = buffer_m}).network.graph);
  };
  CHECK(east(0) == Approx(12.05));     // the road from 12.04 to 12.05 crosses
  CHECK(east(1000) == Approx(12.07));  // 12.045 and 1 km end at 12.0607
  CHECK(east(100'000) == Approx(12.1));
  const Imported result = import(long_road(), {.box = box, .buffer_m = 1000});
  for (const PopulationPoint& point : result.network.points)
    CHECK(result.network.graph.position(point.place).lon <= 12.045);
  CHECK(result.says("Clipped: 7 ways lie wholly outside the box"));
}

TEST_CASE("a boundary clips as a box of the same shape does", "[road]") {
  const test::TemporaryFolder folder;
  const Box box{11.99, 54.99, 12.045, 55.01};
  const std::string boundary = folder.write("kreds.geojson", square);
  for (const double buffer_m : {0.0, 500.0, 1000.0, 2500.0}) {
    const Network by_box = import(long_road(), {.box = box, .buffer_m = buffer_m}).network;
    const Network by_file = import(long_road(), {.boundary_file = boundary, .buffer_m = buffer_m}).network;
    CHECK(by_box.graph.edge_count() == by_file.graph.edge_count());
    CHECK(by_box.points.size() == by_file.points.size());
  }
}

TEST_CASE("a road that crosses a clip without a node in it is kept", "[road]") {
  Osm osm;
  osm.node(1, 55, 12).node(2, 55, 12.1).way({1, 2}, "highway=residential");
  CHECK(import(osm, {.box = Box{12.04, 54.99, 12.05, 55.01}, .buffer_m = 0}).network.graph.edge_count() == 1);
}

TEST_CASE("a clip beside the map, or none at all, is an error that says so", "[road]") {
  const test::TemporaryFolder folder;
  const std::string map = folder.write("map.osm", triangle().xml());
  CHECK(failure({.osm_file = map, .box = Box{14, 54, 15, 55}}).find("no road of it lies inside the box") !=
        std::string::npos);
  CHECK(failure({.osm_file = map, .boundary_file = folder.path("absent.geojson")}).find("absent.geojson") !=
        std::string::npos);
  const std::string line =
      folder.write("line.geojson", R"({"type": "LineString", "coordinates": [[12, 55], [13, 55]]})");
  CHECK(failure({.osm_file = map, .boundary_file = line}).find("holds no polygon") != std::string::npos);
  const std::string swapped = folder.write(
      "far.geojson", R"({"type": "Polygon", "coordinates": [[[12, 155], [13, 155], [13, 156], [12, 155]]]})");
  CHECK(failure({.osm_file = map, .boundary_file = swapped}).find("beyond the earth") != std::string::npos);
}

TEST_CASE("a class of road that is mostly one-way is doubtful, and can be opened both ways", "[road]") {
  const Osm osm = triangle("highway=primary oneway=yes");
  const Imported doubtful = import(osm);
  CHECK(doubtful.says("DOUBTFUL: of 0.5 km of primary road outside towns 0.5 km are one-way (100.0 %)"));
  CHECK(doubtful.says("add `--two-way primary`"));
  const Imported opened = import(osm, {.two_way = {RoadClass::primary}});
  CHECK_FALSE(opened.says("DOUBTFUL"));
  CHECK(opened.says("because their class was named: 3"));
  for (std::size_t i = 0; i < opened.network.graph.edge_count(); ++i)
    CHECK(opened.network.graph.edge(EdgeId{i}).backward == Access::everyone);
  // Another class keeps its tags.
  CHECK(import(osm, {.two_way = {RoadClass::secondary}}).says("DOUBTFUL"));
}
