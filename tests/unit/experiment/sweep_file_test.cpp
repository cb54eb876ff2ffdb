#include <catch2/catch.hpp>

#include "analysis/experiment/sweep_file.hpp"
#include "sim/base/problem.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

Sweep read(const std::string& text) {
  const TemporaryFolder folder;
  return read_sweep(folder.write("sweep.yaml", "kredsim_sweep: 1\nbase: base.yaml\n" + text));
}

/// The problems without the name of the folder, one a line.
std::string problems(const std::string& text) {
  const TemporaryFolder folder;
  try {
    read_sweep(folder.write("sweep.yaml", text));
  } catch (const ScenarioError& error) {
    std::string what = error.what();
    for (std::size_t at = 0; (at = what.find(folder.path())) != std::string::npos;)
      what.erase(at, folder.path().size());
    return what;
  }
  return "";
}

const std::string head = "kredsim_sweep: 1\nbase: base.yaml\n";

}  // namespace

TEST_CASE("a sweep file is read with all that it says", "[experiment]") {
  const Sweep sweep = read(R"(title: Cars
set: { period.length: 4 weeks, "force.cars.roster[0].from": "07:00" }
factors:
  cars: { keys: ["force.cars.roster[0].cars.nord", "force.cars.roster[1].cars.nord"], values: [1, 2, 3] }
  rate: { key: incidents.theft.per_day, from: 10, to: 1000, steps: 3, scale: log }
  length: { key: "force.cars.roster[0].length", values: [8 h, "10 h"] }
replications: 30
seed: 7
common_random_numbers: false
tables: [[area], [type, area]]
measures: [response_s]
statistics: [mean, p90]
best: { measure: response_s, statistic: p90, area: upper, goal: smallest, replications: 50 }
)");
  CHECK(sweep.base.ends_with("/base.yaml"));
  REQUIRE(sweep.settings.size() == 2);
  CHECK(sweep.settings[1].key == "force.cars.roster[0].from");
  CHECK(sweep.settings[1].value == "\"07:00\"");
  REQUIRE(sweep.factors.size() == 3);
  CHECK(sweep.factors[0].second.keys.size() == 2);
  CHECK(sweep.factors[0].second.values[2].yaml == "3");
  CHECK(sweep.factors[1].second.range->at(0.5).yaml == "100");
  CHECK(sweep.factors[2].second.values[1].yaml == "\"10 h\"");
  CHECK(sweep.factors[2].second.values[1].label == "10 h");
  CHECK(*sweep.replications == 30);
  CHECK(*sweep.seed == 7);
  CHECK_FALSE(sweep.common_random_numbers);
  CHECK(sweep.tables.size() == 2);
  CHECK(sweep.best->area == "upper");
  CHECK(*sweep.best->replications == 50);
}

TEST_CASE("a table names the value of every factor at each point", "[experiment]") {
  const Sweep sweep = read(
      "factors: { a: { key: x }, b: { key: y } }\ndesign: table\n"
      "table:\n  - { b: 10 min, a: 1 }\n  - { a: { distribution: constant, value: 5 min }, b: 2 }\n");
  REQUIRE(sweep.table.size() == 2);
  CHECK(sweep.table[0][0].label == "1");
  CHECK(sweep.table[0][1].yaml == "10 min");
  CHECK(sweep.table[1][0].label == "{ distribution: constant, value: 5 min }");
}

TEST_CASE("what is wrong in a sweep file is said with its place, the reason and what to try", "[experiment]") {
  CHECK(problems("a: [").find("sweep.yaml:") == 0);
  CHECK(problems("- 1\n") == "sweep.yaml: is no sweep (a sweep is a map of keys and begins with `kredsim_sweep: 1`)\n");
  CHECK(problems(head + "factors: { cars: { key: x, valeus: [1] } }\n") ==
        "sweep.yaml:3:28: factors.cars.valeus: unknown key (did you mean `values`? known: key, keys, values, from, to, "
        "steps, scale, whole)\n");
  CHECK(problems(head + "factors: { cars: { key: x } }\n") ==
        "sweep.yaml:3:18: factors.cars: needs `values`, or a range from `from` to `to`\n");
  CHECK(problems(head + "factors: { cars: { key: x, from: 1, to: 2 } }\n") ==
        "sweep.yaml:3:18: factors.cars: a grid needs to know how many `steps` the range has\n");
  CHECK(problems(head + "factors: { cars: { key: x, from: 1 min, to: 2 h, steps: 2 } }\n") ==
        "sweep.yaml:3:18: factors.cars: the ends of the range have different units (write both in the same)\n");
  CHECK(problems(head + "factors: { cars: { key: x, from: 0, to: 2, steps: 2, scale: log } }\n") ==
        "sweep.yaml:3:18: factors.cars: a range on a logarithmic scale lies above 0\n");
  CHECK(problems(head + "factors: { value: { key: x, values: [1] } }\n") ==
        "sweep.yaml:3:19: factors.value: is a column of the results already (choose another name)\n");
  CHECK(problems(head + "factors: { cars: { key: x, values: [1] }, more: { key: x, values: [2] } }\n") ==
        "sweep.yaml:3:49: factors.more: `x` is varied already\n");
  CHECK(problems(head + "factors: { cars: { key: seed, values: [1] } }\n") ==
        "sweep.yaml:3:18: factors.cars: `seed` is no factor (say it beside `factors`)\n");
  CHECK(problems(head + "factors: { cars: { key: x, values: [1] } }\ndesign: sobol\n") ==
        "sweep.yaml:1:1: points: is missing (this design takes as many points as you say)\n");
  CHECK(problems(head + "factors: { cars: { key: x, values: [1] } }\npoints: 5\n") ==
        "sweep.yaml:4:9: points: belongs to the designs `latin hypercube` and `sobol` (leave it out)\n");
  CHECK(problems(head + "factors: { cars: { key: x } }\ndesign: table\ntable: [{ care: 1 }]\n") ==
        "sweep.yaml:5:9: table[0]: no factor is called `care` (did you mean `cars`? known: cars)\n"
        "sweep.yaml:5:9: table[0]: says nothing of the factor `cars`\n");
  CHECK(problems(head + "factors: { cars: { key: \"a..b\", values: [1] } }\n") ==
        "sweep.yaml:3:25: factors.cars.key: `a..b` is no path of keys (write for example "
        "`force.response.roster[1].cars.naestved`)\n");
}

TEST_CASE("a grid that nobody could finish is refused before it takes memory", "[experiment]") {
  std::string factors = "factors:\n";
  for (char name = 'a'; name <= 'j'; ++name)
    factors += std::string{"  "} + name + ": { key: k" + name + ", from: 0, to: 1, steps: 10000 }\n";
  CHECK(problems(head + factors).find("more than 10000000 points") != std::string::npos);
}
