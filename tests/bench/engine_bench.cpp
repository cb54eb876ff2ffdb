// How fast the engine plays, beside a plain Dijkstra per incident: docs/benchmarks.md.

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "analysis/statistics/tally.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/read.hpp"
#include "tests/bench/nearest_by_dijkstra.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

namespace {

/// 40 units, 25 incidents an hour, exponential work of 45 minutes, the nearest free unit goes from where it stopped, 52
/// weeks.
std::string bare_workload(const std::string& network) {
  return R"(kredsim: 1
title: A bare workload
period: {start: 2019-01-07, length: 52 weeks, at_end: cut}
seed: 1
network: {import: ")" +
         network + R"("}
areas: {bornholm: {name: Bornholm, centre: [55.13, 14.91]}}
stations:
  roenne: {at: [55.1033, 14.7134]}
  nexoe: {at: [55.0537, 15.1152]}
  aakirkeby: {at: [55.0678, 14.9229]}
  svaneke: {at: [55.1362, 15.1404]}
incidents:
  task: {label: Task, priority: urgent, per_hour: 25, on_scene: {distribution: exponential, mean: 45 min}}
force:
  cars: {label: Cars, idle: stay at scene, always_on_duty: {roenne: 10, nexoe: 10, aakirkeby: 10, svaneke: 10}}
)";
}

/// A world, and for each incident of one year where the free units stood.
struct Bed {
  explicit Bed(std::unique_ptr<const World> made)
      : world{std::move(made)}, dispatch{make_dispatch_policy(world->scenario.dispatch)} {
    year = replicate(*world, *dispatch, {.seed = world->scenario.seed}).value();
    find_questions();
  }

  struct Question {
    std::vector<std::uint32_t> units;
    std::uint32_t incident;
  };

  /// Free units stand where they last worked, or at their station if their group returns: on the way home there is no
  /// node.
  void find_questions() {
    dijkstra = std::make_unique<bench::NearestByDijkstra>(world->network.graph, world->scenario.driving.profiles[1]);
    Column<UnitId, SimTime> busy_until(world->force.units.size(), SimTime::min());
    Column<UnitId, std::uint32_t> node(world->force.units.size());
    for (const UnitId unit : node.ids()) node[unit] = home(unit);
    for (const AssignmentRecord& job : year.assignments) {
      const IncidentRecord& incident = year.incidents[job.incident];
      const Place scene = world->district.points[incident.point].place;
      if (questions.size() < 2000 && job.incident % 16 == 0) {
        Question question{{}, dijkstra->node_entered(scene)};
        for (const UnitId unit : node.ids())
          if (busy_until[unit] <= job.dispatched && on_duty(unit, job.dispatched)) question.units.push_back(node[unit]);
        if (!question.units.empty()) questions.push_back(std::move(question));
      }
      busy_until[job.unit] = job.cleared;
      const bool stays = world->force.groups[world->force.units[job.unit].group].idle == scenario::Idle::stay_at_scene;
      node[job.unit] = stays ? dijkstra->node_left(scene) : home(job.unit);
    }
  }
  [[nodiscard]] std::uint32_t home(UnitId unit) const {
    return dijkstra->node_left(world->district.stations[world->force.units[unit].station].place);
  }
  [[nodiscard]] bool on_duty(UnitId unit, SimTime time) const {
    const Unit& post = world->force.units[unit];
    if (post.always_on) return true;
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    for (const auto day : {midnight, midnight - std::chrono::days{1}})
      if (post.weekdays[static_cast<std::size_t>(weekday(day))] && SimTime{day} + post.from <= time &&
          time < SimTime{day} + post.from + post.length)
        return true;
    return false;
  }

  std::unique_ptr<const World> world;
  std::unique_ptr<const DispatchPolicy> dispatch;
  Outcome year;
  std::unique_ptr<bench::NearestByDijkstra> dijkstra;
  std::vector<Question> questions;
};

void engine(benchmark::State& state, const Bed& bed) {
  std::size_t incidents = 0;
  std::uint64_t replication = 0;
  for (auto _ : state) {
    const auto outcome =
        replicate(*bed.world, *bed.dispatch, {.seed = bed.world->scenario.seed, .replication = replication++});
    incidents += outcome->incidents.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(incidents));  // a second of this thread's processor time
}

void statistics(benchmark::State& state, const Bed& bed) {
  const Tables tables{*bed.world};
  for (auto _ : state) benchmark::DoNotOptimize(tally(tables, bed.year));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(bed.year.incidents.size()));
}

void dijkstra(benchmark::State& state, const Bed& bed) {
  for (auto _ : state)
    for (const Bed::Question& question : bed.questions)
      benchmark::DoNotOptimize(bed.dijkstra->nearest(question.units, question.incident));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(bed.questions.size()));
}

void add(const std::string& name, const Bed& bed) {
  const auto median_of_nine = [](benchmark::internal::Benchmark* made) {
    made->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(9)->ReportAggregatesOnly();
  };
  median_of_nine(benchmark::RegisterBenchmark((name + "/engine").c_str(), engine, std::cref(bed)));
  median_of_nine(benchmark::RegisterBenchmark((name + "/tally").c_str(), statistics, std::cref(bed)));
  median_of_nine(benchmark::RegisterBenchmark((name + "/boost_dijkstra").c_str(), dijkstra, std::cref(bed)));
  std::printf("%s: %zu nodes, %zu edges, %zu incidents, %zu units\n", name.c_str(),
              bed.world->network.graph.node_count(), bed.world->network.graph.edge_count(), bed.year.incidents.size(),
              bed.world->force.units.size());
}

void play_year(benchmark::State& state, const World& world) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  std::size_t incidents = 0;
  std::uint64_t replication = 0;
  for (auto _ : state)
    incidents +=
        replicate(world, *dispatch, {.seed = world.scenario.seed, .replication = replication++})->incidents.size();
  state.SetItemsProcessed(static_cast<std::int64_t>(incidents));
}

/// The same year with cars that wait at their stations, and with cars that patrol around the clock: turn by turn, so
/// that both meet the same machine.
void add_idling(const std::string& name, const std::string& file, const std::vector<std::string>& settings) {
  struct Way {
    const char* name;
    const char* idle;
  };
  static std::vector<std::unique_ptr<const World>> worlds;
  for (const Way& way : {Way{"/idle_at_station", "return to station"}, Way{"/idle_on_patrol", "patrol own area"}}) {
    std::vector<std::string> changed;
    for (const std::string& group : settings) changed.push_back("force." + group + ".idle=" + way.idle);
    worlds.push_back(build_world(scenario::read(file, changed)));
    benchmark::RegisterBenchmark((name + way.name).c_str(), play_year, std::cref(*worlds.back()))
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1)
        ->Repetitions(9)
        ->ReportAggregatesOnly();
  }
}

/// One more replication, as a run plays it: the engine and what is counted of it.
void replication(benchmark::State& state, const World& world) {
  const Tables tables{world};
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  std::size_t incidents = 0;
  std::uint64_t replication = 0;
  for (auto _ : state) {
    const auto outcome = replicate(world, *dispatch, {.seed = world.scenario.seed, .replication = replication++});
    benchmark::DoNotOptimize(tally(tables, *outcome));
    incidents += outcome->incidents.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(incidents));
}

std::unique_ptr<Bed> bornholm() {
  const auto roads = test::shared_data("data/roads/bornholm-highways.osm.pbf");
  const auto addresses = test::shared_data("data/roads/bornholm_addresses.csv");
  if (!roads || !addresses) return nullptr;
  const test::TemporaryFolder folder;
  ImportOptions options;
  options.osm_file = roads->string();
  options.addresses_file = addresses->string();
  ImportReport report;
  const Network network = import_osm(options, report);
  write_network(network, report, folder.path("network"), false);
  const std::string file = folder.write("bare.yaml", bare_workload(folder.path("network")));
  add_idling("bare_bornholm", file, {"cars"});
  return std::make_unique<Bed>(build_world(scenario::read(file, {})));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const std::unique_ptr<Bed> bare = bornholm();
  if (bare) add("bare_bornholm", *bare);
  add_idling("slf_2019", (test::source_dir() / "scenarios/slf/2019-response.yaml").string(), {"response"});
  const Bed slf{build_world(scenario::read((test::source_dir() / "scenarios/slf/2019-response.yaml").string(), {}))};
  add("slf_2019", slf);
  const auto everything =
      build_world(scenario::read((test::source_dir() / "scenarios/slf/everything.yaml").string(), {}));
  benchmark::RegisterBenchmark("slf_everything/replication", replication, std::cref(*everything))
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(9)
      ->ReportAggregatesOnly();
  benchmark::RunSpecifiedBenchmarks();
}
