#include <cstring>

#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/network_info.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;

namespace {

/// A street with a bend, a one-way street and a ferry.
Network small_network() {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto bend = builder.add_node({55.001, 12});
  const auto b = builder.add_node({55.001, 12.001});
  const auto c = builder.add_node({55.002, 12.001});
  const Piece street{.length = Millimetres{111'000}};
  builder.add_link(a, bend, street, Access::everyone, Access::everyone);
  builder.add_link(bend, b, street, Access::everyone, Access::everyone);
  builder.add_link(
      b, c, {.length = Millimetres{70'000}, .road_class = RoadClass::ferry, .fixed_time = std::chrono::minutes{9}},
      Access::everyone, Access::emergency_only);
  builder.add_link(c, a, street, Access::everyone, Access::closed);
  Network network;
  network.graph = builder.build().graph;
  network.points = {{{EdgeId{0}, Millimetres{5000}}, 2.5, "roenne", "3700"},
                    {{EdgeId{1}, Millimetres{0}}, 1, "", "3700"}};
  network.named = {{"Rønne", {EdgeId{0}, Millimetres{7000}}}};
  return network;
}

std::string folder_failure(const std::string& folder) {
  try {
    read_network(folder);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
bool tells(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::string write_failure(const std::string& folder, bool replace) {
  try {
    write_network(small_network(), {}, folder, replace);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a network that was written is read back the same", "[road]") {
  const TemporaryFolder folder;
  const Network before = small_network();
  write_network(before, {{"first line", "second line"}}, folder.path("net"), false);
  const Network after = read_network(folder.path("net"));
  CHECK(to_bytes(after) == to_bytes(before));
  CHECK(after.graph.node_count() == before.graph.node_count());
  CHECK(after.graph.shape(EdgeId{0}).size() == before.graph.shape(EdgeId{0}).size());
  CHECK(after.points[0].area == "roenne");
  CHECK(after.points[0].weight == 2.5);
  CHECK(after.points[1].postcode == "3700");
  CHECK(after.named == before.named);
  CHECK(contents(folder.path("net/report.txt")) == "first line\nsecond line\n");
}

TEST_CASE("an existing folder is replaced only when asked, and only if it is an import", "[road]") {
  const TemporaryFolder folder;
  CHECK(write_failure(folder.path("net"), false).empty());
  CHECK(tells(write_failure(folder.path("net"), false), "exists already"));
  CHECK(write_failure(folder.path("net/"), true).empty());
  std::filesystem::create_directory(folder.path("precious"));
  (void)folder.write("precious/thesis.txt", "years of work");
  CHECK(tells(write_failure(folder.path("precious"), true), "is no imported network"));
  CHECK(contents(folder.path("precious/thesis.txt")) == "years of work");
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{folder.path("")}) ++entries;
  CHECK(entries == 2);  // nothing temporary is left
}

TEST_CASE("a folder that cannot be made is an error with its name", "[road]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "");
  CHECK(tells(write_failure(file + "/net", false), "cannot be written"));
}

TEST_CASE("a network folder that is missing, foreign, cut or damaged gives a sentence", "[road]") {
  const TemporaryFolder folder;
  CHECK(tells(folder_failure(folder.path("absent")), "no such folder"));
  std::filesystem::create_directory(folder.path("net"));
  CHECK(tells(folder_failure(folder.path("net")), "holds no network.bin"));
  write_network(small_network(), {}, folder.path("good"), false);
  const std::string good = contents(folder.path("good/network.bin"));
  const auto with = [&](const std::string& bytes) {
    (void)folder.write("net/network.bin", bytes);
    return folder_failure(folder.path("net"));
  };
  CHECK(tells(with(""), "is no network of kredsim"));
  CHECK(tells(with("PNG" + good), "is no network of kredsim"));
  for (std::size_t size = 28; size < good.size(); size += 13) CHECK(tells(with(good.substr(0, size)), "is cut short"));
  CHECK(tells(with(good + "x"), "is cut short or too long"));
  std::string other = good;
  other[8] = 77;
  CHECK(tells(with(other), "has format 77"));
  for (std::size_t at = 28; at < good.size(); at += 7) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    CHECK(tells(with(damaged), "is damaged"));
  }
}

TEST_CASE("bytes with a right checksum and wrong content are refused, never followed", "[road]") {
  const std::string good = to_bytes(small_network());
  std::size_t refused = 0;
  for (std::size_t at = 0; at < good.size(); ++at)
    for (const int value : {0x00, 0x7f, 0x80, 0xff}) {
      std::string hostile = good;
      hostile[at] = static_cast<char>(value);
      try {
        (void)network_info(from_bytes(hostile));  // another network may come of it: then it must be sound
      } catch (const InputError&) {
        ++refused;
      }
    }
  CHECK(refused > good.size());
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_THROWS_AS(from_bytes(good.substr(0, size)), InputError);
}

TEST_CASE("a graph whose parts do not fit together is not assembled", "[road]") {
  Column<NodeId, Position> nodes(2);
  Column<EdgeId, RoadGraph::Edge> edges(1);
  edges[EdgeId{0}].tail = NodeId{0};
  edges[EdgeId{0}].head = NodeId{1};
  edges[EdgeId{0}].length = Millimetres{5};
  const std::vector<Piece> pieces{{.length = Millimetres{5}}};
  const std::vector<Position> shapes(2);
  CHECK(RoadGraph::assemble(nodes, edges, pieces, shapes).edge_count() == 1);
  CHECK_THROWS_AS(RoadGraph::assemble(nodes, edges, {{.length = Millimetres{6}}}, shapes), InputError);
  CHECK_THROWS_AS(RoadGraph::assemble(nodes, edges, {}, shapes), InputError);
  CHECK_THROWS_AS(RoadGraph::assemble(nodes, edges, {{.length = Millimetres{5}, .speed_kmh = 0}}, shapes), InputError);
  edges[EdgeId{0}].head = NodeId{2};
  CHECK_THROWS_AS(RoadGraph::assemble(nodes, edges, pieces, shapes), InputError);
}

TEST_CASE("network info says size, classes, components and points", "[road]") {
  std::string text;
  for (const std::string& line : network_info(small_network())) text += line + "\n";
  CHECK(tells(text, "Size: 3 nodes, 3 edges, 0.4 km"));
  CHECK(tells(text, "residential 0.3 km, ferry 0.1 km"));
  CHECK(tells(text, "Normal driving: 1 part in which"));
  CHECK(tells(text, "Demand points: 2, total weight 4; 2 with a postcode, 1 postcodes; named places: 1"));
}
