#include "analysis/cli/network_command.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "analysis/cli/moment.hpp"
#include "analysis/cli/network_import_command.hpp"
#include "analysis/cli/network_source.hpp"
#include "analysis/cli/numbers.hpp"
#include "analysis/cli/slow_notice.hpp"
#include "analysis/report/words.hpp"
#include "analysis/store/geopackage.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/pending_file.hpp"
#include "analysis/store/route_geojson.hpp"
#include "sim/base/problem.hpp"
#include "sim/road/network_info.hpp"
#include "sim/road/route_steps.hpp"

namespace kredsim::cli {

namespace {

constexpr const char* source_help = "Folder that `network import` wrote, or a scenario file";

void add_at(CLI::App& command, std::optional<SimTime>& at) {
  command.add_option_function<std::string>(
      "--at", [&at](const std::string& text) { at = moment_of("--at", text); },
      "When: 'YYYY-MM-DD HH:MM', for scenarios in which driving differs by the hour [start of period]");
}

/// A moment that changes nothing is not passed over in silence.
void require_hours(const SeenNetwork& seen, const std::optional<SimTime>& at) {
  if (at && !seen.has_hours)
    throw CLI::ValidationError("--at", "goes with a scenario (in a folder's network all hours are alike)");
}

void add_info(CLI::App& network) {
  auto source = std::make_shared<std::string>();
  CLI::App* info = network.add_subcommand("info", "Say what a network holds");
  info->add_option("DIR|SCENARIO", *source, source_help)->required();
  info->callback([source] {
    const SlowNotice notice{fmt::format("reading {} ...", *source)};
    for (const std::string& line : network_info(see_network(*source).network)) fmt::print("{}\n", line);
  });
}

struct RouteCommand {
  std::string source;
  std::string from;
  std::string to;
  scenario::Driving driving = scenario::Driving::emergency;
  std::optional<SimTime> at;
  std::string geojson;
  bool force = false;

  void run() const {
    const Position a = position_of("--from", from);
    const Position b = position_of("--to", to);
    const SlowNotice notice{fmt::format("reading {} ...", source)};
    const SeenNetwork seen = see_network(source);
    require_hours(seen, at);
    const RoadGraph& graph = seen.network.graph;
    const Snapper snapper{graph};
    const Snapper::Snap begin = snap(snapper, "--from", a);
    const Snapper::Snap end = snap(snapper, "--to", b);
    // One question is not worth an index; the oracle gives the same answer.
    const auto travel = make_dijkstra_travel_times(graph, seen.profiles);
    const auto query = travel->query();
    const SimTime departure = at.value_or(seen.start);
    const ProfileId profile = travel->profile(driving, departure);
    Route route;
    if (!query->route(begin.place, end.place, profile, route))
      throw InputError{fmt::format(
          "{}: no way leads from {} to {} (`kredsim network info` shows the parts of a network)", source, from, to)};
    const auto steps = route_steps(graph, *query, route, seen.profiles.all()[profile.index()]);
    if (!geojson.empty()) write(to_geojson(steps));
    print(begin, end, route, steps, seen.profiles.all().size() > 2 ? ", " + to_text(departure) : "");
  }

 private:
  static Position position_of(const std::string& option, const std::string& text) {
    const auto pair = numbers(option, text, 2, "LAT,LON in degrees, such as 55.10,14.70");
    const Position position{pair[0], pair[1]};
    if (!(std::abs(position.lat) <= 90 && std::abs(position.lon) <= 180))
      throw CLI::ValidationError(option, text + " lies beyond the earth (latitude first)");
    return position;
  }

  [[nodiscard]] Snapper::Snap snap(const Snapper& snapper, const char* option, Position position) const {
    const Snapper::Snap found = snapper.snap(position);
    if (!found.place.edge.valid())
      throw InputError{
          fmt::format("{}: no road within 5 km of {} {:.5f},{:.5f} (latitude first; `kredsim network info` "
                      "shows the extent)",
                      source, option, position.lat, position.lon)};
    return found;
  }

  void write(const std::string& text) const {
    PendingFile file{geojson, force ? IfExists::replace : IfExists::refuse};
    std::ofstream out{file.path(), std::ios::binary};
    out << text;
    out.close();
    if (!out) throw OutputError{geojson + ": cannot be written"};
    file.commit();
  }

  void print(const Snapper::Snap& begin, const Snapper::Snap& end, const Route& route,
             const std::vector<RouteStep>& steps, const std::string& when) const {
    fmt::print("{:.1f} km in {} ({} driving{})\n", metres(route.length) / 1000, to_text(route.duration),
               driving == scenario::Driving::normal ? "normal" : "emergency", when);
    fmt::print("From {:.0f} m and to {:.0f} m beside the road\n", begin.distance_m, end.distance_m);
    for (const RouteStep& step : steps)
      fmt::print("{:>9} km  {:>14}  {:<13}  {}\n", fmt::format("{:.2f}", metres(step.length) / 1000),
                 time_in_words(seconds(step.time), Language::en), name(step.road_class), step.name);
    if (!geojson.empty()) fmt::print("Written to {}\n", geojson);
  }
};

void add_route(CLI::App& network) {
  auto command = std::make_shared<RouteCommand>();
  CLI::App* route = network.add_subcommand("route", "Tell the quickest way between two positions");
  route->add_option("DIR|SCENARIO", command->source, source_help)->required();
  route->add_option("--from", command->from, "LAT,LON in degrees; the nearest road counts")->required();
  route->add_option("--to", command->to, "LAT,LON in degrees")->required();
  route
      ->add_option_function<std::string>(
          "--profile",
          [command](const std::string& text) {
            command->driving = text == "normal" ? scenario::Driving::normal : scenario::Driving::emergency;
          },
          "How to drive [emergency]")
      ->check(CLI::IsMember({"normal", "emergency"}));
  add_at(*route, command->at);
  route->add_option("--geojson", command->geojson, "Also write the steps to this file");
  route->add_flag("--force", command->force, "Replace an existing file");
  route->callback([command] { command->run(); });
}

struct ExportCommand {
  std::string source;
  std::string file;
  std::optional<SimTime> at;
  bool force = false;

  void run() const {
    const SlowNotice notice{fmt::format("reading {} ...", source)};
    PendingFile pending{file, force ? IfExists::replace : IfExists::refuse};
    const SeenNetwork seen = see_network(source);
    require_hours(seen, at);
    const auto profile = [&](scenario::Driving driving) -> const TravelProfile& {
      return seen.profiles.all()[seen.profiles.at(driving, at.value_or(seen.start)).index()];
    };
    write_geopackage(seen.network, {profile(scenario::Driving::normal), profile(scenario::Driving::emergency)},
                     pending.path());
    pending.commit();
    fmt::print("Written to {}: {} nodes, {} edges, {} demand points\n", file, seen.network.graph.node_count(),
               seen.network.graph.edge_count(), seen.network.points.size());
  }
};

void add_export(CLI::App& network) {
  auto command = std::make_shared<ExportCommand>();
  CLI::App* exporter = network.add_subcommand("export", "Write a network as a GeoPackage, for QGIS and its like");
  exporter->add_option("DIR|SCENARIO", command->source, source_help)->required();
  exporter->add_option("FILE", command->file, "The file to write; its name ends in .gpkg")->required();
  add_at(*exporter, command->at);
  exporter->add_flag("--force", command->force, "Replace an existing file");
  exporter->callback([command] {
    if (!command->file.ends_with(".gpkg"))
      throw CLI::ValidationError("FILE", command->file + " does not end in .gpkg (the one format there is)");
    command->run();
  });
}

}  // namespace

void add_network_commands(CLI::App& app) {
  CLI::App* network = app.add_subcommand("network", "Import a road network and look at it");
  network->require_subcommand(1);
  add_import_command(*network);
  add_info(*network);
  add_route(*network);
  add_export(*network);
}

}  // namespace kredsim::cli
