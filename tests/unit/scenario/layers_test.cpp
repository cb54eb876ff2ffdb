#include <catch2/catch.hpp>

#include "sim/scenario/layers.hpp"
#include "tests/unit/scenario/written_files.hpp"

using namespace kredsim;
using namespace kredsim::scenario;
using kredsim::testing::problems_of;
using kredsim::testing::small_scenario;
using kredsim::testing::WrittenFiles;

namespace {

/// The merged value at a key path of maps, on one line.
std::string merged(const Layers& layers, const std::vector<std::string>& path) {
  const Yaml* node = &layers.tree;
  for (const std::string& key : path) {
    node = node->find(key);
    if (node == nullptr) return "nothing";
  }
  std::string text = written(*node, 1000);
  if (const Yaml* source = node->find("source")) text += " by " + source->text;
  return text;
}

Layers plan_on_base(const std::string& base, const std::string& plan, const std::vector<std::string>& settings = {}) {
  const WrittenFiles files;
  files.write("base.yaml", "kredsim: 1\n" + base);
  Layers layers = read_layers(files.write("plan.yaml", "kredsim: 1\nextends: base.yaml\n" + plan), settings);
  for (const Problem& problem : layers.problems) UNSCOPED_INFO(to_text(problem));
  REQUIRE(layers.problems.empty());
  return layers;
}

}  // namespace

TEST_CASE("a plan changes its base: maps merge, lists and single values are replaced", "[scenario]") {
  const Layers layers =
      plan_on_base("seed: 1\nforce: { a: { crew: 2, idle: stay at scene, roster: [x, y] }, b: { crew: 1 } }\n",
                   "force: { a: { crew: 3, roster: [z] }, c: { crew: 4 } }\n");
  CHECK(merged(layers, {"force"}) ==
        "{ a: { crew: 3, idle: stay at scene, roster: [z] }, b: { crew: 1 }, c: { crew: 4 } }");
  CHECK(merged(layers, {"seed"}) == "1");
  CHECK(merged(layers, {"extends"}) == "nothing");
}

TEST_CASE("values keep the place they came from through a merge", "[scenario]") {
  const Layers layers =
      plan_on_base("period: { length: 4 weeks,\n warm_up: 1 week }\n", "period:\n  length: 5 weeks\n");
  const Yaml& period = *layers.tree.find("period");
  CHECK(period.find("length")->origin().file.ends_with("plan.yaml"));
  CHECK(period.find("length")->origin().line == 4);
  CHECK(period.find("warm_up")->origin().file.ends_with("base.yaml"));
  CHECK(period.find("warm_up")->origin().line == 3);
}

TEST_CASE("a map that is one value is replaced as a whole", "[scenario]") {
  const std::string base = R"(
title: { da: gammel, en: old }
hours: { a: { monday: [1], every_day: [2] } }
incidents:
  x: { where: { faxe: 1, lolland: 2 }, on_scene: { distribution: lognormal, mean: 48 min, sd: 35 min, source: log } }
)";
  const Layers layers = plan_on_base(base, R"(
title: { da: ny, en: new }
hours: { a: { every_day: [3] } }
incidents: { x: { where: { faxe: 3 }, on_scene: { distribution: exponential, mean: 5 min } } }
)");
  CHECK(merged(layers, {"title"}) == "{ da: ny, en: new }");
  CHECK(merged(layers, {"hours", "a"}) == "{ every_day: [3] }");
  CHECK(merged(layers, {"incidents", "x", "where"}) == "{ faxe: 3 }");
  CHECK(merged(layers, {"incidents", "x", "on_scene"}) == "{ distribution: exponential, mean: 5 min }");
  SECTION("but a distribution can be changed without being named again; the old source does not speak for it") {
    const Layers part = plan_on_base(base, "incidents: { x: { on_scene: { mean: 50 min } } }\n");
    CHECK(merged(part, {"incidents", "x", "on_scene"}) == "{ distribution: lognormal, mean: 50 min, sd: 35 min }");
  }
  SECTION("and a source alone can be added") {
    const Layers part = plan_on_base(base, "incidents: { x: { on_scene: { source: new log } } }\n");
    CHECK(merged(part, {"incidents", "x", "on_scene"}) ==
          "{ distribution: lognormal, mean: 48 min, sd: 35 min } by new log");
  }
}

TEST_CASE("an alternative takes the other alternatives away", "[scenario]") {
  const std::string base = R"(
incidents: { x: { per_year: { value: 620, source: log }, priority: urgent } }
network: { nodes: { a: { at: [1, 2] } }, edges: [x] }
)";
  const Layers layers =
      plan_on_base(base, "incidents: { x: { per_day: 2 } }\nnetwork: { stylised: { detail: 0.1 } }\n");
  CHECK(merged(layers, {"incidents", "x"}) == "{ priority: urgent, per_day: 2 }");
  CHECK(merged(layers, {"network"}) == "{ stylised: { detail: 0.1 } }");
  SECTION("a setting does, too, and leaves the rest of the map alone") {
    const Layers set = plan_on_base(base, "", {"network.import=roads", "incidents.x.per_hour=3"});
    CHECK(merged(set, {"network"}) == "{ import: roads }");
    CHECK(merged(set, {"incidents", "x"}) == "{ priority: urgent, per_hour: 3 }");
  }
  SECTION("the same alternative merges") {
    const Layers same = plan_on_base(base, "network: { nodes: { b: { at: [3, 4] } } }\n");
    CHECK(merged(same, {"network"}) == "{ nodes: { a: { at: [1, 2] }, b: { at: [3, 4] } }, edges: [x] }");
  }
}

TEST_CASE("a new value takes away the source that spoke for the old one", "[scenario]") {
  const std::string base =
      "areas: { source: DST, faxe: { population: { value: 36000, source: DST 2019 } } }\n"
      "driving: { normal: { factor: 0.9, source: GPS } }\n";
  CHECK(merged(plan_on_base(base, "areas: { faxe: { population: 37000 } }\n"), {"areas", "faxe", "population"}) ==
        "37000");
  CHECK(merged(plan_on_base(base, "areas: { faxe: { population: { value: 37000 } } }\n"),
               {"areas", "faxe", "population"}) == "{ value: 37000 }");
  CHECK(merged(plan_on_base(base, "driving: { normal: { factor: 0.8 } }\n"), {"driving", "normal"}) ==
        "{ factor: 0.8 }");
  CHECK(merged(plan_on_base(base, "driving: { normal: { factor: 0.8, source: me } }\n"), {"driving", "normal"}) ==
        "{ factor: 0.8 } by me");
  CHECK(merged(plan_on_base(base, "", {"driving.normal.factor=0.8"}), {"driving", "normal"}) == "{ factor: 0.8 }");
}

TEST_CASE("what is no measured input leaves the source that speaks for the inputs beside it", "[scenario]") {
  const std::string base =
      "stations: { faxe: { name: Faxe, at: faxe, source: sn.dk } }\n"
      "network: { stylised: { source: OSM, detail: 100 % } }\n";
  const std::string station = "{ name: Faxe, at: faxe, detention: true } by sn.dk";
  CHECK(merged(plan_on_base(base, "stations: { faxe: { detention: true } }\n"), {"stations", "faxe"}) == station);
  CHECK(merged(plan_on_base(base, "", {"stations.faxe.detention=true"}), {"stations", "faxe"}) == station);
  CHECK(merged(plan_on_base(base, "", {"network.stylised.detail=5%"}), {"network", "stylised"}) ==
        "{ detail: 5% } by OSM");
  CHECK(merged(plan_on_base(base, "stations: { faxe: { at: haslev } }\n"), {"stations", "faxe"}) ==
        "{ name: Faxe, at: haslev }");
}

TEST_CASE("settings reach into lists and values, and create maps on the way", "[scenario]") {
  const Layers layers = plan_on_base(
      "force: { a: { roster: [{ shift: x, length: 8 h }, { shift: y, length: 8 h }] } }\n"
      "incidents: { x: { on_scene: { distribution: lognormal, mean: 48 min, sd: 1 min }, where: { a: 1, b: 2 } } }\n",
      "",
      {"force.a.roster[1].length=10 h", "results.targets=[5 min, 10 min]", "incidents.x.on_scene.mean=20 min",
       "incidents.x.where.b=3", "seed=1", "seed=2"});
  CHECK(merged(layers, {"force", "a", "roster"}) == "[{ shift: x, length: 8 h }, { shift: y, length: 10 h }]");
  CHECK(merged(layers, {"results", "targets"}) == "[5 min, 10 min]");
  CHECK(merged(layers, {"incidents", "x", "on_scene"}) == "{ distribution: lognormal, mean: 20 min, sd: 1 min }");
  CHECK(merged(layers, {"incidents", "x", "where"}) == "{ a: 1, b: 3 }");
  CHECK(merged(layers, {"seed"}) == "2");
  CHECK(layers.tree.find("seed")->origin().file == "--set seed=2");
}

TEST_CASE("the district lies under the whole chain of extends, whichever file names it", "[scenario]") {
  const WrittenFiles files;
  const auto districts = [&](const std::string& name, const std::string& seed) {
    files.write("districts/" + name + "/district.yaml", "kredsim: 1\nseed: " + seed + "\nreplications: " + seed + "\n");
  };
  districts("one", "1");
  districts("two", "2");
  files.write("bases/base.yaml", "kredsim: 1\ndistrict: ../districts/one\nreplications: 10\n");
  const std::string plan = files.write("plans/plan.yaml", "kredsim: 1\nextends: ../bases/base.yaml\n");
  const std::string moved =
      files.write("plans/moved.yaml", "kredsim: 1\nextends: plan.yaml\ndistrict: ../districts/two\n");

  const Layers layers = read_layers(plan, {});
  CHECK(merged(layers, {"seed"}) == "1");
  CHECK(merged(layers, {"replications"}) == "10");
  CHECK(merged(layers, {"district"}) == "nothing");
  CHECK(layers.files ==
        std::vector<std::string>{plan, files.path("bases/base.yaml"), files.path("districts/one/district.yaml")});

  CHECK(merged(read_layers(moved, {}), {"seed"}) == "2");
  CHECK(merged(read_layers(moved, {}), {"replications"}) == "10");
  CHECK(merged(read_layers(moved, {"district=" + files.path("districts/one")}), {"seed"}) == "1");
}

TEST_CASE("a district may extend another one but not lie in it", "[scenario]") {
  const WrittenFiles files;
  files.write("a/district.yaml", "kredsim: 1\nseed: 7\nreplications: 7\n");
  files.write("b/district.yaml", "kredsim: 1\nextends: ../a/district.yaml\nseed: 8\n");
  files.write("c/district.yaml", "kredsim: 1\ndistrict: ../a\n");
  const Layers layers = read_layers(files.write("b.yaml", "kredsim: 1\ndistrict: b\n"), {});
  CHECK(merged(layers, {"seed"}) == "8");
  CHECK(merged(layers, {"replications"}) == "7");
  CHECK(problems_of(files.write("c.yaml", "kredsim: 1\ndistrict: c\n")) ==
        files.path("c/district.yaml") + ":2:11: district: a district cannot lie in another (use `extends`)\n");
}

TEST_CASE("a chain of extends has an end", "[scenario]") {
  const WrittenFiles files;
  for (int i = 0; i < 20; ++i)
    files.write(std::to_string(i) + ".yaml", "kredsim: 1\nextends: " + std::to_string(i + 1) + ".yaml\n");
  CHECK(problems_of(files.path("0.yaml")) ==
        files.path("15.yaml") + ":2:10: extends: `" + files.path("16.yaml") + "`: is more than 16 files deep\n");
}

TEST_CASE("an input set lies on what it extends and below every plan", "[scenario]") {
  const WrittenFiles files;
  const std::string base =
      files.write("base.yaml", "kredsim: 1\nseed: 1\nreplications: 10\nperiod: { length: 1 week }\n");
  const std::string set = files.write("set.yaml", "kredsim: 1\nextends: base.yaml\nseed: 2\nreplications: 20\n");
  const std::string plan = files.write("plan.yaml", "kredsim: 1\nextends: base.yaml\nreplications: 30\n");
  const Layers on_base = read_layers(base, {}, set);
  CHECK(on_base.problems.empty());
  CHECK(merged(on_base, {"seed"}) == "2");
  CHECK(merged(on_base, {"period", "length"}) == "1 week");
  const Layers on_plan = read_layers(plan, {}, set);
  CHECK(merged(on_plan, {"seed"}) == "2");
  CHECK(merged(on_plan, {"replications"}) == "30");
  const std::string other = files.write("other.yaml", "kredsim: 1\nseed: 5\n");
  const Layers elsewhere = read_layers(other, {}, set);
  REQUIRE(elsewhere.problems.size() == 1);
  CHECK_THAT(to_text(elsewhere.problems[0]), Catch::Contains("does not rest on the file that this input set changes"));
  CHECK_THROWS_AS(read_layers(base, {}, base + ".absent"), InputError);
}
