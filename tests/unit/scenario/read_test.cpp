#include <catch2/catch.hpp>

#include "sim/scenario/read.hpp"
#include "sim/scenario/resolved.hpp"
#include "tests/unit/scenario/written_files.hpp"

using namespace kredsim;
using namespace kredsim::scenario;
using namespace std::chrono_literals;
using kredsim::testing::problems_of;
using kredsim::testing::small_scenario;
using kredsim::testing::WrittenFiles;

namespace {

Scenario read_text(const std::string& text, const std::vector<std::string>& settings = {}) {
  const WrittenFiles files;
  return read(files.write("s.yaml", text), settings);
}

/// All of a scenario in words, but for places in files.
std::string told(const Scenario& s) {
  std::string t = s.title.da + s.title.en + s.question.da + to_text(s.period.start) + to_text(s.period.length) +
                  to_text(s.period.warm_up) + to_text(s.period.finish_within) + std::to_string(int(s.period.at_end)) +
                  std::to_string(s.replications) + "/" + std::to_string(s.seed) + "/" +
                  std::to_string(s.rate_step_per_hour) + s.district_name.da + std::to_string(s.stylised) + "\n";
  const auto place = [](Position p) { return std::to_string(p.lat) + "," + std::to_string(p.lon) + ";"; };
  t += "network " + std::to_string(s.network.index()) + "\n";
  if (const auto* n = std::get_if<StylisedNetwork>(&s.network)) {
    t += std::to_string(n->detail) + std::to_string(n->local_nodes_per_inhabitant);
    for (const auto& [key, town] : n->towns)
      t += key + town.name + place(town.at) + std::to_string(town.population) + town.municipality.name;
    for (const auto& [key, at] : n->points) t += key + place(at);
    for (const MainRoad& road : n->roads) {
      t += road.name + std::string{name(road.road_class)} + std::to_string(road.speed_kmh);
      for (const Reference& via : road.via) t += via.name;
    }
  }
  if (const auto* n = std::get_if<ImportedNetwork>(&s.network)) t += n->folder;
  if (const auto* n = std::get_if<InlineNetwork>(&s.network)) {
    for (const auto& [key, node] : n->nodes)
      t += key + place(node.at) + std::to_string(node.weight) + (node.area ? node.area->name : "-");
    for (const InlineEdge& e : n->edges)
      t += e.from.name + e.to.name + std::to_string(e.length.count()) + std::to_string(e.speed_kmh.value_or(-1)) +
           to_text(e.time.value_or(Milliseconds{-1})) + std::to_string(e.one_way);
  }
  for (const auto& [key, area] : s.areas) {
    t += "\n" + key + area.name + area.layer + std::to_string(area.population.value_or(-1)) + area.code +
         (area.centre ? place(*area.centre) : "");
    for (const std::string& code : area.postcodes) t += code + ",";
  }
  for (const Boundaries& b : s.boundaries) t += b.layer + b.file + b.property;
  for (const auto& [key, station] : s.stations) {
    t += "\n" + key + station.name;
    if (const auto* at = std::get_if<Reference>(&station.at))
      t += at->name;
    else
      t += place(std::get<Position>(station.at));
  }
  for (const SpeedProfile& profile : s.driving.profiles) {
    t += "\n" + std::to_string(profile.factor);
    for (const auto& factor : profile.by_class) t += std::to_string(factor.value_or(-1));
  }
  for (const auto& [key, profile] : s.hours)
    for (const double weight : profile.hours) t += std::to_string(weight);
  for (const auto& [key, type] : s.incidents) {
    t += "\n" + key + type.label.da + type.label.en + std::string{name(type.priority)} + std::to_string(type.per_hour) +
         (type.hours ? type.hours->name : "-") + std::to_string(type.on_scene.mean_s()) +
         std::to_string(int(type.on_scene.kind())) + std::to_string(int(type.driving)) + std::to_string(type.published);
    if (const auto* where = std::get_if<ByArea>(&type.where))
      for (const auto& [area, weight] : where->weights) t += area.name + std::to_string(weight);
  }
  for (const auto& [key, group] : s.force) {
    t += "\n" + key + group.label.en + std::to_string(group.crew) + std::to_string(int(group.idle));
    for (const Shift& shift : group.roster) {
      t += shift.name + to_text(shift.from) + to_text(shift.length);
      for (const bool on : shift.weekdays) t += on ? "x" : "-";
      for (const auto& [station, cars] : shift.cars) t += station.name + std::to_string(cars);
    }
    for (const auto& [station, cars] : group.always_on_duty) t += station.name + std::to_string(cars);
  }
  t += "\n" + s.dispatch.policy + std::to_string(int(s.dispatch.when_all_busy));
  for (const Milliseconds target : s.results.targets) t += to_text(target);
  for (const auto& table : s.results.tables)
    for (const Dimension dimension : table) t += std::to_string(int(dimension));
  for (const Published& p : s.published)
    t += p.measure + p.statistic + std::to_string(p.value) + std::to_string(p.year) + p.definition + p.source +
         (p.area ? p.area->name : "-");
  for (const SourcedInput& input : s.sources) t += "\n" + input.key + input.value + input.source;
  for (const SourcedInput& input : s.unsourced) t += "\n" + input.key + input.value;
  return t;
}

}  // namespace

TEST_CASE("a scenario is read into plain values", "[scenario]") {
  const Scenario s = read_text(small_scenario);
  CHECK(to_text(s.period.start) == "2019-01-07 00:00:00");
  CHECK(s.period.length == 28 * 24h);
  CHECK(s.replications == 20);
  const auto& network = std::get<InlineNetwork>(s.network);
  CHECK(network.nodes.size() == 2);
  CHECK(network.nodes[0].second.at == Position{55.32, 11.96});
  CHECK(network.edges[0].time == Milliseconds{12min + 36s});
  CHECK(s.areas[0].second.name == "faxe");
  CHECK(s.areas[0].second.layer == "municipality");
  CHECK(s.areas[0].second.population == 36000.0);
  const IncidentType& burglary = s.incidents[0].second;
  CHECK(burglary.label.da == "Indbrud");
  CHECK(burglary.per_hour == Approx(620 / 8766.0));
  CHECK(burglary.driving == Driving::emergency);
  CHECK(std::holds_alternative<ByPopulation>(burglary.where));
  CHECK(burglary.on_scene.kind() == Distribution::Kind::lognormal);
  CHECK(burglary.on_scene.mean_s() == 48 * 60.0);
  const Group& response = s.force[0].second;
  CHECK(response.label.en == "response");
  CHECK(response.crew == 2);
  CHECK(response.roster[0].from == 7h);
  CHECK(response.roster[0].weekdays == std::array<bool, 7>{true, false, false, false, false, true, false});
  CHECK(response.roster[0].cars[0].second == 2);
  CHECK(s.dispatch.policy == "nearest");
}

TEST_CASE("an hour profile has mean 1 and its most specific key wins", "[scenario]") {
  const auto profile = [](const std::string& text) {
    return read_text(small_scenario, {"hours.nights=" + text}).hours[0].second.hours;
  };
  const auto day = [](const std::string& weight) {
    std::string list;
    for (int i = 0; i < 24; ++i) list += (i == 0 ? "[" : ", ") + weight;
    return list + "]";
  };
  double sum = 0;
  const HourProfile nights = read_text(small_scenario).hours[0].second.hours;
  for (const double weight : nights) sum += weight;
  CHECK(sum / hours_of_week == Approx(1.0));
  const HourProfile mixed =
      profile("{ every_day: " + day("1") + ", weekend: " + day("2") + ", sunday: " + day("4") + " }");
  CHECK(mixed[24 * 5] / mixed[0] == Approx(2.0));
  CHECK(mixed[24 * 6] / mixed[0] == Approx(4.0));
  CHECK(mixed[24 * 6] == Approx(4 * 7 / 11.0));
}

TEST_CASE("rates per year, day and hour say the same in other words", "[scenario]") {
  const auto rate = [](const std::string& setting) {
    return read_text(small_scenario, {setting}).incidents[0].second.per_hour;
  };
  CHECK(rate("incidents.burglary.per_hour=2") == 2.0);
  CHECK(rate("incidents.burglary.per_day=48") == Approx(2.0));
  CHECK(rate("incidents.burglary.per_year=17532") == Approx(2.0));
}

TEST_CASE("every distribution can be written", "[scenario]") {
  const auto on_scene = [](const std::string& text) {
    return read_text(small_scenario, {"incidents.burglary.on_scene=" + text}).incidents[0].second.on_scene;
  };
  CHECK(on_scene("30 min").kind() == Distribution::Kind::constant);
  CHECK(on_scene("30 min").mean_s() == 1800);
  CHECK(on_scene("{ distribution: constant, value: 30 min }").mean_s() == 1800);
  CHECK(on_scene("{ value: 30 min, source: log }").mean_s() == 1800);
  CHECK(on_scene("{ value: { distribution: gamma, mean: 30 min, sd: 10 min }, source: log }").kind() ==
        Distribution::Kind::gamma);
  CHECK(on_scene("{ distribution: exponential, mean: 30 min }").kind() == Distribution::Kind::exponential);
  CHECK(on_scene("{ distribution: empirical, values: [10 min, 20 min], weights: [1, 3] }").mean_s() == Approx(1050));
}

TEST_CASE("sources are carried along, and inputs without one can be listed", "[scenario]") {
  const Scenario s =
      read_text(small_scenario, {"stations.source=the police", "driving.normal={ factor: 90 %, source: assumption }"});
  std::string sources;
  for (const SourcedInput& input : s.sources) sources += input.key + " = " + input.value + " by " + input.source + "\n";
  CHECK(sources ==
        "areas.faxe.population = 36000 by statistics\n"
        "stations = { haslev: { at: haslev } } by the police\n"
        "driving.normal = { factor: 90 % } by assumption\n"
        "incidents.burglary.per_year = 620 by assumption\n"
        "incidents.burglary.on_scene = { distribution: lognormal, mean: 48 min, sd: 35 min } by guess\n");
  std::string unsourced;
  for (const SourcedInput& input : s.unsourced) unsourced += input.key + "\n";
  CHECK(unsourced == "network.nodes.haslev.at\nnetwork.nodes.faxe.at\nnetwork.edges[0].time\nhours.nights\n");
  CHECK(s.sources[0].origin.line == 7);
}

TEST_CASE("two resolved scenarios differ below the keys of which one has more, less or something else", "[scenario]") {
  const std::string base = "# first line\nseed: 1\nforce:\n  cars:\n    - 1\ndispatch: {policy: nearest}\n";
  CHECK(differing_keys(base, base).empty());
  CHECK(differing_keys(base, "# other words\n" + base.substr(base.find("seed"))).empty());
  CHECK(differing_keys(base, "seed: 1\nforce:\n  cars:\n    - 2\ncosts: 1\n") ==
        std::vector<std::string>{"costs", "dispatch", "force"});
  CHECK(differing_keys("", "seed: 2") == std::vector<std::string>{"seed"});
}

TEST_CASE("what was resolved reads back to the same scenario", "[scenario]") {
  const WrittenFiles files;
  files.write("base.yaml", small_scenario + R"(
title: { da: "Prøve: æøå", en: 'Trial # 1' }
published:
  - { measure: response_s, statistic: mean, value: 12 min 36 s, year: 2017, source: "Rigspolitiet, 2018", definition: "as published: \"first car\"" }
  - { measure: utilisation, statistic: mean, value: 35 %, year: 2017, source: x, area: faxe }
boundaries: [ { layer: municipality, file: shapes/faxe.geojson, property: KOMKODE } ]
results: { targets: [5 min, 10 min], tables: [[type, hour], [area]] }
driving: { emergency: { factor: 120 %, by_class: { motorway: 1.3 } } }
)");
  files.write("place/district.yaml",
              "kredsim: 1\ndistrict_name: Kreds\ndriving: { normal: { factor: 0.9, source: GPS } }\n");
  const std::string plan = files.write("plans/plan.yaml", R"(kredsim: 1
extends: ../base.yaml
district: ../place
question: |
  What happens
  to waiting times?
areas: { faxe: { code: "0320", postcodes: [4640, "4653"] } }
incidents:
  burglary: { where: { faxe: 3 }, per_day: 2 }
  traffic: { priority: when possible, per_hour: 0.25, on_scene: { distribution: empirical, values: [5 min, 10 min] } }
force: { response: { always_on_duty: { haslev: 1 } } }
)");
  const auto same_again = [&](const Scenario& first) {
    const Scenario second = read(files.write("elsewhere/resolved.yaml", first.resolved));
    INFO(first.resolved);
    CHECK(told(first) == told(second));
    CHECK(first.resolved == second.resolved);
    CHECK(first.resolved.find("extends") == std::string::npos);
    CHECK(second.files.size() == 1);
  };
  const Scenario scenario = read(plan, {"force.response.roster[0].length=10 h"});
  CHECK(scenario.boundaries[0].file == files.path("shapes/faxe.geojson"));
  same_again(scenario);
  SECTION("with an imported network") {
    const Scenario imported = read(plan, {"network.import=some/roads", "stations.haslev.at=[55.32, 11.96]"});
    CHECK(std::get<ImportedNetwork>(imported.network).folder ==
          (std::filesystem::current_path() / "some/roads").string());
    same_again(imported);
  }
  SECTION("with a stylised network") {
    same_again(read(
        plan, {"network={ stylised: { detail: 10 %, towns: { haslev: { name: Haslev, at: [55.32, 11.96], population: "
               "12000, municipality: faxe } }, points: { ramp: [55.3, 11.9] }, roads: [ { name: 154, class: primary, "
               "speed: 80 km/h, via: [haslev, ramp] } ] } }"}));
  }
}

TEST_CASE("a stylised network marks the district as stylised", "[scenario]") {
  const std::string network =
      "network={ stylised: { towns: { haslev: { at: [55.32, 11.96], population: 12000, municipality: faxe } } } }";
  CHECK(read_text(small_scenario, {network}).stylised);
  CHECK_THROWS_AS(read_text(small_scenario, {network, "stylised=false"}), ScenarioError);
  CHECK_FALSE(read_text(small_scenario).stylised);
}

TEST_CASE("only so many problems are listed, and the rest is counted", "[scenario]") {
  const WrittenFiles files;
  std::string text = small_scenario;
  for (int i = 0; i < 500; ++i) text += "unknown_" + std::to_string(i) + ": 1\n";
  const std::string problems = problems_of(files.write("s.yaml", text));
  CHECK(std::count(problems.begin(), problems.end(), '\n') == 51);
  CHECK(problems.ends_with("\n... and 450 more\n"));
}
