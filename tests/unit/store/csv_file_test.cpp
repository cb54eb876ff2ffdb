#include <limits>

#include <catch2/catch.hpp>

#include "analysis/store/build_info.hpp"
#include "analysis/store/csv_file.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/run_stamp.hpp"
#include "analysis/store/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;

TEST_CASE("numbers are written as short as they read back", "[store]") {
  CHECK(to_decimal(0.1) == "0.1");
  CHECK(to_decimal(570) == "570");
  CHECK(to_decimal(-0.0) == "0");
  CHECK(to_decimal(1.0 / 3) == "0.3333333333333333");
  CHECK(std::stod(to_decimal(0.1 + 0.2)) == 0.1 + 0.2);
}

TEST_CASE("clock times are ISO text with milliseconds", "[store]") {
  using namespace std::chrono;
  CHECK(to_iso(SimTime{local_days{2019y / January / 7}} + 23h + 5min + 12s + 45ms) == "2019-01-07T23:05:12.045");
}

TEST_CASE("fields with commas, quotes and line ends are quoted; empty ones are empty", "[store]") {
  const TemporaryFolder scratch;
  CsvFile file{scratch.path("a.csv"), {"a", "b", "c"}};
  file.add("Næstved, syd").add("so \"called\"").add(std::optional<double>{}).end_row();
  file.add(1.5).add(std::int64_t{-7}).add("").end_row();
  file.close();
  CHECK(contents(scratch.path("a.csv")) == "a,b,c\n\"Næstved, syd\",\"so \"\"called\"\"\",\n1.5,-7,\n");
}

TEST_CASE("a file of results says in every row which run it belongs to", "[store]") {
  const TemporaryFolder scratch;
  CsvFile file{scratch.path("a.csv"), {"a", "b"}, run_stamp({"kredsim: 1\n"})};
  file.add(std::int64_t{1}).add("x").end_row();
  file.close();
  const std::string stamp =
      std::string{program_version()} + "-" + sha256(std::string{"kredsim: 1\n"} + '\0').substr(0, 12);
  CHECK(contents(scratch.path("a.csv")) == "a,b,run\n1,x," + stamp + "\n");
  CHECK(run_stamp({"ab", "c"}) != run_stamp({"a", "bc"}));
  write_resolved(scratch.path("a.yaml"), "kredsim: 1\n");
  CHECK(contents(scratch.path("a.yaml")) == "# kredsim " + stamp + "\nkredsim: 1\n");
}

TEST_CASE("a file that cannot be opened is an error with its path and the reason", "[store]") {
  CHECK_THROWS_WITH((CsvFile{"/nowhere/a.csv", {"a"}}),
                    "/nowhere/a.csv: cannot be written (No such file or directory)");
}

TEST_CASE("a full disk is an error, not a short file", "[store]") {
  CsvFile file{"/dev/full", {"a"}};
  file.add("x").end_row();
  CHECK_THROWS_WITH(file.close(), "/dev/full: cannot be written (No space left on device)");
}
