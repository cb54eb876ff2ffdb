#include <map>

#include <catch2/catch.hpp>

#include "sim/road/networks.hpp"
#include "sim/scenario/read.hpp"
#include "tests/unit/road/shortest_way.hpp"

using namespace kredsim;

namespace {

scenario::Scenario shipped(const std::string& detail) {
  return scenario::read(KREDSIM_SOURCE_DIR "/scenarios/slf/2019.yaml", {"network.stylised.detail=" + detail});
}

Network built(const scenario::Scenario& scenario) {
  return build_stylised(std::get<scenario::StylisedNetwork>(scenario.network), scenario.areas);
}

}  // namespace

TEST_CASE("the shipped kreds has 150,000 nodes or more at full detail and about a tenth at ten per cent", "[road]") {
  CHECK(built(shipped("100 %")).graph.node_count() >= 150'000);
  const auto tenth = built(shipped("10 %")).graph.node_count();
  CHECK(tenth > 15'000);
  CHECK(tenth < 25'000);
}

TEST_CASE("the shipped kreds houses the inhabitants of its seven municipalities", "[road]") {
  const auto scenario = shipped("10 %");
  std::map<std::string, double> people;
  for (const auto& point : built(scenario).points) people[point.area] += point.weight;
  CHECK(people.size() == 7);
  for (const auto& [key, area] : scenario.areas) CHECK(people[key] == Approx(area.population.value()));
}

TEST_CASE("ways across the water of the shipped kreds are as long as in reality", "[road]") {
  const auto network = built(shipped("10 %"));
  struct Way {
    const char* from;
    const char* to;
    double least_km, most_km;
  };
  for (const Way& way : {Way{"nykoebing_f", "vordingborg", 26, 36}, Way{"nakskov", "nykoebing_f", 45, 55},
                         Way{"slagelse", "nykoebing_f", 85, 105}, Way{"vordingborg", "stege", 24, 32},
                         Way{"stubbekoebing", "stege", 30, 50}, Way{"nykoebing_f", "gedser", 21, 27}}) {
    INFO(way.from << " - " << way.to);
    const double km = shortest_km(network, way.from, way.to);
    CHECK(km >= way.least_km);
    CHECK(km <= way.most_km);
  }
}

TEST_CASE("the urgent tasks of the shipped kreds are 950 a year and all tasks 36,836", "[road]") {
  const auto scenario = shipped("10 %");
  double urgent = 0;
  double all = 0;
  for (const auto& [key, type] : scenario.incidents) {
    all += type.per_hour;
    if (type.published) urgent += type.per_hour;
  }
  CHECK(urgent * 8766 == Approx(950));
  CHECK(all * 8766 == Approx(36'836));
}
