#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/import_record.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::TemporaryFolder;

TEST_CASE("the record of an import holds every option and is read back the same", "[road]") {
  const TemporaryFolder folder;
  ImportOptions options{.osm_file = folder.write("map.osm", "roads"),
                        .addresses_file = folder.write("with \"quotes\", \u00f8.csv", "lat,lon"),
                        .snap_limit_m = 123.456,
                        .least_component_nodes = 7,
                        .ferry_wait = Milliseconds{61'001},
                        .bollards_block = false,
                        .gates_block = true,
                        .box = Box{14.6, 54.9, 15.3, 1.0 / 3},
                        .buffer_m = 0.1,
                        .two_way = {RoadClass::primary, RoadClass::residential}};
  const ImportRecord before = record_of(options);
  const ImportRecord after = read_record(folder.write("made-from.json", to_text(before)));
  CHECK(to_text(after) == to_text(before));
  CHECK(after.content_hash == before.content_hash);
  CHECK(after.options.box->north == 1.0 / 3);
  CHECK(after.options.two_way == options.two_way);
  CHECK(record_of(after.options).content_hash == before.content_hash);
}

TEST_CASE("the hash of an import changes with every option and every byte, and not with where the files lie",
          "[road]") {
  const TemporaryFolder folder;
  const ImportOptions base{.osm_file = folder.write("map.osm", "roads"),
                           .addresses_file = folder.write("addresses.csv", "lat,lon")};
  const auto hash = [](const ImportOptions& options) { return record_of(options).content_hash; };
  const std::uint64_t right = hash(base);
  std::vector<ImportOptions> others(9, base);
  others[0].snap_limit_m = 501;
  others[1].least_component_nodes = 49;
  others[2].ferry_wait = Milliseconds{1};
  others[3].bollards_block = false;
  others[4].gates_block = true;
  others[5].box = Box{14, 54, 15, 55};
  others[6].buffer_m = 2001;
  others[7].two_way = {RoadClass::primary};
  others[8].boundary_file = folder.write("boundary.geojson", "");
  others[8].addresses_file.clear();
  for (const ImportOptions& other : others) CHECK(hash(other) != right);
  ImportOptions moved = base;
  moved.osm_file = folder.write("elsewhere.osm", "roads");
  CHECK(hash(moved) == right);
  moved.osm_file = folder.write("other.osm", "roadslat");  // the same bytes, cut elsewhere
  moved.addresses_file = folder.write("other.csv", ",lon");
  CHECK(hash(moved) != right);
  moved.osm_file = folder.path("absent.osm");
  CHECK_THROWS_AS(hash(moved), InputError);
}

TEST_CASE("a record that is none is refused", "[road]") {
  const TemporaryFolder folder;
  const std::string good = to_text(record_of({.osm_file = folder.write("map.osm", "roads")}));
  CHECK_THROWS_AS(read_record(folder.path("absent")), InputError);
  for (const std::string& text : {std::string{}, std::string{"{}"}, std::string{"not JSON"}, good.substr(0, 90)})
    CHECK_THROWS_AS(read_record(folder.write("made-from.json", text)), InputError);
  std::string wordy = good;
  wordy.replace(wordy.find("500"), 3, "far");
  CHECK_THROWS_AS(read_record(folder.write("made-from.json", wordy)), InputError);
}
