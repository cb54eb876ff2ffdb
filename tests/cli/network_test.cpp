#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/support/osm_file.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

TEST_CASE("network export writes a GeoPackage and replaces one only when asked", "[cli]") {
  const TemporaryFolder folder;
  const std::string command = "network export tests/errors/base/good.yaml " + quoted(folder.path("roads.gpkg"));
  const Ran first = run_kredsim(command);
  CHECK(first.exit_code == 0);
  CHECK_THAT(first.out, Contains("roads.gpkg: ") && Contains("demand points"));
  CHECK(contents(folder.path("roads.gpkg")).substr(0, 15) == "SQLite format 3");
  const Ran again = run_kredsim(command);
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.err, Contains("exists already"));
  CHECK(run_kredsim(command + " --force").exit_code == 0);
}

TEST_CASE("network route refuses a moment that is none, and a network that is not there", "[cli]") {
  const std::string where = " --from 55,12 --to 55.1,12";
  const Ran moment = run_kredsim("network route tests/errors/base/good.yaml --at yesterday" + where);
  CHECK(moment.exit_code == 2);
  CHECK_THAT(moment.err, Contains("'yesterday' is no moment"));
  CHECK(run_kredsim("network route no/such/folder" + where).exit_code == 4);
  const Ran driving = run_kredsim("network route tests/errors/base/good.yaml --profile fast" + where);
  CHECK(driving.exit_code == 2);
  CHECK_THAT(driving.err, Contains("--profile: fast not in {normal,emergency}"));
}

namespace {

/// Three roads in a row, the middle one one-way, and a private yard; imported.
std::string imported(const TemporaryFolder& folder) {
  const std::string file = folder.path("map.osm.pbf");
  OsmFile osm{file};
  for (int i = 0; i < 5; ++i) osm.node(i + 1, {55, 12 + 0.01 * i});
  osm.node(6, {55.01, 12.01});
  const std::int64_t ways[][2] = {{1, 2}, {2, 3}, {3, 4}, {4, 5}, {2, 6}, {6, 3}};
  const char* const tags[] = {"highway=primary maxspeed=80 name=Landevejen",
                              "highway=primary maxspeed=80 oneway=yes name=Landevejen",
                              "highway=residential name=Byvejen",
                              "highway=service access=private",
                              "highway=tertiary",
                              "highway=tertiary"};
  for (int i = 0; i < 6; ++i) osm.way(i + 1, ways[i], tags[i]);
  osm.close();
  const std::string network = folder.path("roads");
  const Ran import = run_kredsim("network import " + quoted(file) + " --out " + quoted(network));
  INFO(import.err);
  CHECK(import.exit_code == 0);
  CHECK_THAT(import.out, Contains("Access: 1 ways are one-way") && Contains("1 are open to emergency driving only") &&
                             Contains("Nodes: 6 of the map on kept ways, 5 after"));
  return network;
}

}  // namespace

TEST_CASE("network route prints the steps of the quickest way and writes them as GeoJSON", "[cli]") {
  const TemporaryFolder folder;
  const std::string network = imported(folder);
  const std::string geojson = folder.path("way.geojson");
  const std::string command = "network route " + quoted(network) + " --from 55,12.0002 --to 55,12.029 --profile normal";
  const Ran out = run_kredsim(command + " --geojson " + quoted(geojson));
  INFO(out.err);
  REQUIRE(out.exit_code == 0);
  CHECK_THAT(out.out, Contains("1.8 km in ") && Contains("normal driving"));
  CHECK_THAT(out.out, Contains("1.26 km") && Contains("primary") && Contains("Landevejen"));
  CHECK_THAT(out.out, Contains("0.57 km") && Contains("residential") && Contains("Byvejen"));
  const std::string text = contents(geojson);
  CHECK_THAT(text, Contains("\"FeatureCollection\"") && Contains("\"LineString\"") && Contains("Landevejen"));
  CHECK(text.find("Landevejen") < text.find("Byvejen"));
  CHECK_THAT(text, Contains("12.01"));  // longitude before latitude, through the junction
  // A one-way street is not driven against its direction: the way back leads by the north.
  const Ran back = run_kredsim("network route " + quoted(network) + " --from 55,12.029 --to 55,12.0002");
  CHECK(back.exit_code == 0);
  CHECK_THAT(back.out, Contains("tertiary"));
  CHECK(run_kredsim(command + " --geojson " + quoted(geojson)).exit_code == 1);  // exists already
  // As a map on the web copies a position; and a moment means nothing where all hours are alike.
  const Ran spaced =
      run_kredsim("network route " + quoted(network) + " --from \"55, 12.0002\" --to \"55, 12.029\" --profile normal");
  CHECK(spaced.out == run_kredsim(command).out);
  const Ran moment = run_kredsim(command + " --at \"2019-01-07 08:00\"");
  CHECK(moment.exit_code == 2);
  CHECK_THAT(moment.err, Contains("--at: goes with a scenario"));
  const Ran inside = run_kredsim("network info " + quoted(network + "/network.bin"));
  CHECK(inside.exit_code == 4);
  CHECK_THAT(inside.err, Contains("give the folder that holds it"));
  const Ran extract = run_kredsim("network info " + quoted(folder.path("map.osm.pbf")));
  CHECK(extract.exit_code == 4);
  CHECK_THAT(extract.err, Contains("`kredsim network import` makes a network of it"));
  const std::string import = "network import " + quoted(folder.path("map.osm.pbf")) + " --out ";
  CHECK(run_kredsim(import + quoted(network)).exit_code == 1);  // exists already, too
  CHECK(run_kredsim(import + quoted(network + "/network.bin/roads")).exit_code == 1);
  const Ran two_way = run_kredsim(import + quoted(folder.path("other")) + " --two-way motorway");
  CHECK(two_way.exit_code == 2);
  CHECK_THAT(two_way.err, Contains("--two-way: motorway not in {") && Contains("primary"));
}

TEST_CASE("network info says how much of a network is what", "[cli]") {
  const TemporaryFolder folder;
  const Ran out = run_kredsim("network info " + quoted(imported(folder)));
  REQUIRE(out.exit_code == 0);
  CHECK_THAT(out.out, Contains("Size: ") && Contains("By class: ") && Contains("tertiary") &&
                          Contains("One-way: 0.6 km") && Contains("Demand points: "));
}

TEST_CASE("an imported network that is damaged, cut, foreign or gone is told in one line and made again", "[cli]") {
  const TemporaryFolder folder;
  const std::string network = imported(folder);
  const std::string binary = network + "/network.bin";
  const std::string good = contents(binary);
  const Ran right = run_kredsim("network info " + quoted(network));
  REQUIRE(run_kredsim("network import " + quoted(folder.path("map.osm.pbf")) + " --gates-block --out " +
                      quoted(folder.path("other")))
              .exit_code == 0);
  std::string flipped = good, newer = good;
  flipped[good.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 1);
  newer[8] = 99;
  const std::pair<std::string, std::string> cases[] = {
      {flipped, "is damaged, its checksum does not fit"},
      {good.substr(0, good.size() - 9), "is cut short or too long"},
      {"", "is no network of kredsim"},
      {newer, "has format 99"},
      {contents(folder.path("other/network.bin")), "is of another import"}};
  for (const auto& [bytes, why] : cases) {
    INFO(why);
    (void)folder.write("roads/network.bin", bytes);
    const Ran again = run_kredsim("network info " + quoted(network));
    CHECK(again.exit_code == 0);
    CHECK(again.out == right.out);
    CHECK_THAT(again.err, Contains(why) && Contains("it is made again from " + folder.path("map.osm.pbf")));
    CHECK(std::count(again.err.begin(), again.err.end(), '\n') == 1);
    CHECK(contents(binary) == good);
    CHECK(run_kredsim("network info " + quoted(network)).err.empty());
  }
  std::filesystem::remove(binary);
  CHECK(run_kredsim("network info " + quoted(network)).out == right.out);
  CHECK(contents(binary) == good);
  // Where it cannot be kept, it is made for this once.
  std::filesystem::remove(binary);
  std::filesystem::create_directories(binary + "/in the way");
  CHECK(run_kredsim("network info " + quoted(network)).out == right.out);
  std::filesystem::remove_all(binary);

  // Two programs that find it so at once do no harm.
  (void)folder.write("roads/network.bin", flipped);
  Ran one, two;
  std::thread other{[&] { two = run_kredsim("network info " + quoted(network)); }};
  one = run_kredsim("network info " + quoted(network));
  other.join();
  CHECK(one.out == right.out);
  CHECK(two.out == right.out);
  CHECK(contents(binary) == good);
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator{network}) files.insert(entry.path().filename());
  CHECK(files == std::set<std::string>{"made-from.json", "network.bin", "report.txt"});

  // Never from an extract that is another one now, and never without a word where it is gone.
  (void)folder.write("roads/network.bin", flipped);
  const std::string extract = contents(folder.path("map.osm.pbf"));
  (void)folder.write("map.osm.pbf", extract + " ");
  const Ran changed = run_kredsim("network info " + quoted(network));
  CHECK(changed.exit_code == 4);
  CHECK_THAT(changed.err, Contains("its checksum does not fit") && Contains("has changed since"));
  std::filesystem::remove(folder.path("map.osm.pbf"));
  const Ran gone = run_kredsim("network info " + quoted(network));
  CHECK(gone.exit_code == 4);
  CHECK_THAT(gone.err, Contains("import it again") && Contains("is not there any more"));
  CHECK(contents(binary) == flipped);
}

TEST_CASE("two programs that find the cache empty at once both answer, alike, and leave one order", "[cli]") {
  const TemporaryFolder folder;
  const std::string cache = folder.path("cache");
  const auto run = [&](const char* name) {
    return run_kredsim(
        "run scenarios/slf/2019.yaml --set network.stylised.detail=0.2 --set period.length=\"1 day\" "
        "--replications 2 --threads 1 --out " +
            quoted(folder.path(name)),
        "KREDSIM_CACHE=" + quoted(cache));
  };
  Ran one, two;
  std::thread other{[&] { two = run("two"); }};
  one = run("one");
  other.join();
  for (const Ran& ran : {one, two}) {
    INFO(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK_THAT(ran.err, !Contains("cache"));
  }
  const std::string figures = contents(folder.path("one/estimates.csv"));
  CHECK_FALSE(figures.empty());
  CHECK(contents(folder.path("two/estimates.csv")) == figures);
  std::size_t orders = 0;
  for (const auto& entry : std::filesystem::directory_iterator{cache}) {
    CHECK(entry.path().extension() == ".bin");
    ++orders;
  }
  CHECK(orders == 1);
  // A third reads what they left.
  CHECK(run("three").exit_code == 0);
  CHECK(contents(folder.path("three/estimates.csv")) == figures);
}
