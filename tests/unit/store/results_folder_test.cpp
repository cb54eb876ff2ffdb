#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_folder.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

void write_results(const std::string& folder, const World& world, IfExists if_exists = IfExists::refuse,
                   Records records = Records::with, int threads = 1) {
  const Tables tables{world};
  ResultsFolder results{folder, if_exists, records, tables};
  Summary summary{tables, 2};
  for (int r = 0; r < 2; ++r) {
    OutcomeWriter outcome{world, r};
    outcome.served(0, 0, 3600, 30, 270.5 + r, 600)
        .served(2, 1, -60, 0, 100, 60)
        .not_measured()
        .lost(1, 1, 7200)
        .duty(0, 0, 86400);
    const Tally one = tally(tables, outcome);
    summary.add(one);
    results.add(one, outcome);
  }
  RunInfo run;
  run.threads = threads;
  results.commit(summary, estimates(summary), run);
}

/// The first column of the first row of a query.
std::string first_value(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::string answer = "error";
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    answer = text == nullptr ? "null" : text;
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return answer;
}

}  // namespace

TEST_CASE("a results folder appears complete", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("out/"), world);
  CHECK(scratch.entries() == 1);
  CHECK(contents(scratch.path("out/scenario.resolved.yaml")) == "kredsim: 1\n");
  CHECK(holds_results(scratch.path("out")));
  const std::string csv = contents(scratch.path("out/estimates.csv"));
  CHECK(csv.find("measure,statistic,type,area,hour,priority,group,value,low,high,n,replications\n"
                 "response_s,mean,all,all,all,all,all,301,,,2,2\n") == 0);
  CHECK(csv.find("\nresponse_s,share_within_300s,published,soroe,all,all,all,0,,,2,2\n") != std::string::npos);
}

TEST_CASE("records name what an officer would, with clock times and seconds", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("out"), world);
  const std::string incidents = contents(scratch.path("out/incidents.csv"));
  CHECK(incidents.find(
            "replication,incident,type,priority,area_municipality,area_beat,measured,fate,created,created_s,answered,"
            "answered_"
            "s,received,received_s,ready,ready_s,dispatched,dispatched_s,first_arrival,first_arrival_s,cleared,cleared_"
            "s,first_unit,enough_there,enough_there_s,escalated\n"
            "0,000000000000abc0,robbery,urgent,naestved,south,1,cleared,2019-01-07T01:00:00.000,3600,"
            "2019-01-07T01:00:00.000,3600,2019-01-07T01:00:00.000,3600,2019-01-07T01:00:00.000,3600,"
            "2019-01-07T01:00:30.000,3630,2019-01-07T01:05:00.500,3900.5,2019-01-07T01:15:00.500,4500.5,naestved day "
            "car 1,,,0\n"
            "0,000000000000abc1,theft,soon,soroe,north,0,cleared,2019-01-06T23:59:00.000,-60,") == 0);
  CHECK(incidents.find(
            "\n1,000000000000abc2,fight,urgent,soroe,north,1,lost,2019-01-07T02:00:00.000,7200,"
            "2019-01-07T02:00:00.000,7200,2019-01-07T02:00:00.000,7200,2019-01-07T02:00:00.000,7200,,,,,,,,,,0\n") !=
        std::string::npos);
  const std::string assignments = contents(scratch.path("out/assignments.csv"));
  CHECK(assignments.find("\n0,000000000000abc0,naestved day car "
                         "1,response,0,,2019-01-07T01:00:30.000,3630,2019-01-07T01:05:00.500,3900.5,"
                         "2019-01-07T01:15:00.500,4500.5,1000,,,,,open\n") != std::string::npos);
}

TEST_CASE("the database holds the estimates, the replications and the histograms, and explains itself", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("out"), world);
  const std::string db = scratch.path("out/results.sqlite");
  const std::string total = " AND type = 'all' AND area = 'all'";
  CHECK(first_value(
            db,
            "SELECT value FROM estimates WHERE measure = 'response_s' AND statistic = 'mean' AND hour = 'all' AND "
            "priority = 'all' AND \"group\" = 'all'" +
                total) == "301.0");
  CHECK(
      first_value(
          db, "SELECT value FROM replications WHERE replication = 1 AND measure = 'response_s' AND statistic = 'mean'" +
                  total) == "301.5");
  CHECK(first_value(
            db,
            "SELECT sum(count) FROM histograms WHERE measure = 'response_s' AND hour = 'all' AND priority = 'all' AND "
            "\"group\" = 'all'" +
                total) == "2");
  CHECK(first_value(db, "SELECT bin_from FROM histograms WHERE measure = 'response_s'" + total) == "300.5");
  CHECK(first_value(db, "SELECT name FROM areas WHERE area = 'soroe'") == "Sorø");
  CHECK(first_value(db, "SELECT value FROM meta WHERE key = 'replications_done'") == "2");
  CHECK(first_value(db, "PRAGMA integrity_check") == "ok");
  CHECK(first_value(db, "SELECT count(*) FROM estimates") ==
        std::to_string(std::ranges::count(contents(scratch.path("out/estimates.csv")), '\n') - 1));
  for (const ColumnInfo& column : data_dictionary()) {
    if (column.table.ends_with(".csv")) continue;
    CAPTURE(column.table, column.column);
    CHECK(first_value(db, "SELECT count(*) FROM pragma_table_info('" + std::string{column.table} + "') WHERE name = '" +
                              std::string{column.column} + "'") == "1");
  }
}

TEST_CASE("everything but run.json has the same bytes whatever the threads", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("one"), world, IfExists::refuse, Records::with, 1);
  write_results(scratch.path("seven"), world, IfExists::refuse, Records::with, 7);
  for (const char* name :
       {"/estimates.csv", "/results.sqlite", "/scenario.resolved.yaml", "/incidents.csv", "/assignments.csv"}) {
    CAPTURE(name);
    CHECK(contents(scratch.path("one") + name) == contents(scratch.path("seven") + name));
  }
  CHECK(contents(scratch.path("one/run.json")) != contents(scratch.path("seven/run.json")));
}

TEST_CASE("without records there are none", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("out"), world, IfExists::refuse, Records::without);
  CHECK_FALSE(std::filesystem::exists(scratch.path("out/incidents.csv")));
}

TEST_CASE("an existing folder is refused before anything is run", "[store]") {
  const TemporaryFolder scratch;
  std::filesystem::create_directory(scratch.path("out"));
  CHECK_THROWS_WITH(
      (PendingFolder{scratch.path("out"), IfExists::refuse}),
      scratch.path("out") + ": exists already (choose another --out, or --force to replace results of kredsim)");
  CHECK(scratch.entries() == 1);
}

TEST_CASE("force replaces results of kredsim and nothing else", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  write_results(scratch.path("out"), world);
  write_file(scratch.path("out/mark"), "old");
  write_results(scratch.path("out"), world, IfExists::replace);
  CHECK_FALSE(std::filesystem::exists(scratch.path("out/mark")));
  CHECK(scratch.entries() == 1);

  std::filesystem::create_directory(scratch.path("thesis"));
  write_file(scratch.path("thesis/run.json"), "{\"format\": \"mine\"}");
  CHECK_THROWS_AS((PendingFolder{scratch.path("thesis"), IfExists::replace}), OutputError);
  write_file(scratch.path("file"), "");
  CHECK_THROWS_AS((PendingFolder{scratch.path("file"), IfExists::replace}), OutputError);
  std::filesystem::create_directory_symlink(scratch.path("out"), scratch.path("link"));
  CHECK_THROWS_AS((PendingFolder{scratch.path("link"), IfExists::replace}), OutputError);
}

TEST_CASE("a run that fails leaves nothing behind", "[store]") {
  const TemporaryFolder scratch;
  const World world = small_world();
  const Tables tables{world};
  { const ResultsFolder results{scratch.path("out"), IfExists::refuse, Records::with, tables}; }
  CHECK(scratch.entries() == 0);
}

TEST_CASE("a folder that took the name meanwhile is not touched, and the finished results are kept", "[store]") {
  const TemporaryFolder scratch;
  PendingFolder pending{scratch.path("out"), IfExists::refuse};
  write_file(pending.path() + "/a", "results");
  std::filesystem::create_directory(scratch.path("out"));
  CHECK_THROWS_WITH(pending.commit(),
                    Catch::Contains("exists already") && Catch::Contains("kept in " + pending.path()));
  CHECK(std::filesystem::is_empty(scratch.path("out")));
  CHECK(contents(pending.path() + "/a") == "results");
}

TEST_CASE("a folder below a file cannot be written and says why", "[store]") {
  const TemporaryFolder scratch;
  write_file(scratch.path("file"), "");
  CHECK_THROWS_WITH((PendingFolder{scratch.path("file/out"), IfExists::refuse}),
                    scratch.path("file/out") + ": cannot be written (Not a directory)");
}
