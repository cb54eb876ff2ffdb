#include <algorithm>
#include <cmath>

#include "sim/scenario/driving_week.hpp"
#include "sim/scenario/references.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

using Path = std::vector<std::string>;

void check_cars(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  constexpr std::int64_t most_cars = 2'000;
  std::int64_t cars = 0;  // at most 50 groups x 1,000 lines x 500 stations x 2,000 cars: no overflow
  for (const auto& [name, group] : scenario.force) {
    for (const Shift& shift : group.roster)
      for (const auto& [station, count] : shift.cars) cars += count;
    for (const auto& [station, count] : group.always_on_duty) cars += count;
  }
  if (cars > most_cars)
    reading.problem_at(origin_of(tree, {"force"}), "force",
                       "has " + std::to_string(cars) + " cars on its rosters (at most 2000 can be played)");
  if (cars == 0 && reading.problem_count() == 0)
    reading.problem_at(origin_of(tree, {"force"}), "force",
                       "has no car (give a group a `roster`, or `always_on_duty: { STATION: 1 }`)");
}

/// Hours as many as would make the same number of incidents at the usual rates, at most.
double busy_hours(const Scenario& scenario, double hours) {
  const auto& surges = scenario.demand.surges;
  double busy = hours;
  for (const auto& [name, surge] : surges) {
    double factor = 1;
    for (const auto& [other, at_once] : surges)
      if (at_once.from < surge.from + surge.length && surge.from < at_once.from + at_once.length)
        factor *= std::max(1.0, at_once.factor);
    busy += factor * seconds(surge.length) / 3600;
  }
  double guests = 1;
  for (const auto& [name, area] : scenario.areas)
    for (const double factor : area.people_by_week) guests = std::max(guests, factor);
  return busy * guests;
}

void check_calls(const Scenario& scenario, const Yaml& tree, double hours, Reading& reading) {
  if (!scenario.control_centre) return;
  constexpr double most_calls = 20e6;
  const double calls = hours * (scenario.control_centre->alarm_centre.other_calls_per_hour +
                                scenario.control_centre->service_line.other_calls_per_hour);
  if (calls > most_calls)
    reading.problem_at(origin_of(tree, {"control_centre"}), "control_centre",
                       "`other_calls_per_year` make about " + number_text(std::round(calls / 1e6)) +
                           " million calls in one replication (at most 20 million can be played)");
}

void check_demand(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  constexpr std::size_t most_streams = 20'000;
  const std::size_t streams = scenario.incidents.size() * scenario.areas.size();
  const Origin origin = origin_of(tree, {"incidents"});
  if (streams > most_streams)
    reading.problem_at(origin, "incidents",
                       std::to_string(scenario.incidents.size()) + " types in " +
                           std::to_string(scenario.areas.size()) + " areas make " + std::to_string(streams) +
                           " streams of incidents (at most 20000 can be played)");
  constexpr double most_incidents = 20e6;
  double per_hour = 0;
  for (const auto& [name, type] : scenario.incidents) per_hour += type.per_hour;
  for (const auto& [name, task] : scenario.planned_tasks) per_hour += task.per_hour;
  for (const auto& [name, neighbour] : scenario.neighbours) per_hour += neighbour.asks ? neighbour.asks->per_hour : 0;
  const double hours = seconds(scenario.period.length + scenario.period.warm_up + scenario.period.finish_within) / 3600;
  check_calls(scenario, tree, hours, reading);
  const double incidents = per_hour * busy_hours(scenario, hours);
  if (incidents > most_incidents)
    reading.problem_at(origin, "incidents",
                       "make about " + number_text(std::round(incidents / 1e6)) +
                           " million incidents in one replication (at most 20 million can be played: shorten "
                           "`period.length` or lower the rates)");
}

void check_driving(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  const std::size_t profiles = count_driving_profiles(scenario);
  if (profiles > most_driving_profiles)
    reading.problem_at(origin_of(tree, {"driving"}), "driving",
                       "`hours` and the ferries' `no_service` make " + std::to_string(profiles) +
                           " different speed profiles over the week (at most " + std::to_string(most_driving_profiles) +
                           " can be played: let them change at the same hours)");
}

struct Placed {
  Position at;
  Path path;
};

std::vector<Placed> all_places(const Scenario& scenario) {
  std::vector<Placed> places;
  if (const auto* stylised = std::get_if<StylisedNetwork>(&scenario.network)) {
    for (const auto& [name, town] : stylised->towns)
      places.push_back({town.at, {"network", "stylised", "towns", name, "at"}});
    for (const auto& [name, point] : stylised->points)
      places.push_back({point, {"network", "stylised", "points", name}});
  }
  if (const auto* network = std::get_if<InlineNetwork>(&scenario.network))
    for (const auto& [name, node] : network->nodes) places.push_back({node.at, {"network", "nodes", name, "at"}});
  for (const auto& [name, station] : scenario.stations)
    if (const auto* at = std::get_if<Position>(&station.at)) places.push_back({*at, {"stations", name, "at"}});
  for (const auto& [name, area] : scenario.areas)
    if (area.centre) places.push_back({*area.centre, {"areas", name, "centre"}});
  return places;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

void check_bounds(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  check_cars(scenario, tree, reading);
  check_demand(scenario, tree, reading);
  check_driving(scenario, tree, reading);
}

void check_places(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  constexpr double farthest = 10;  // degrees; the largest districts of the world fit well inside
  const std::vector<Placed> places = all_places(scenario);
  if (places.empty()) return;
  std::vector<double> lats;
  std::vector<double> lons;
  for (const Placed& place : places) {
    lats.push_back(place.at.lat);
    lons.push_back(place.at.lon);
  }
  const auto rounded = [](double degrees) { return std::round(degrees * 100) / 100; };
  const Position middle{rounded(median(lats)), rounded(median(lons))};
  const auto near = [&](double lat, double lon) {
    return std::fabs(lat - middle.lat) <= farthest && std::fabs(lon - middle.lon) <= farthest;
  };
  for (const auto& [at, path] : places) {
    if (near(at.lat, at.lon)) continue;
    std::string key;
    for (const std::string& part : path) key += (key.empty() ? "" : ".") + part;
    reading.problem_at(origin_of(tree, path), key,
                       "[" + number_text(at.lat) + ", " + number_text(at.lon) +
                           "] lies far from all other places, which are around [" + number_text(middle.lat) + ", " +
                           number_text(middle.lon) + "]" +
                           (near(at.lon, at.lat) ? " (are latitude and longitude swapped? latitude comes first)"
                                                 : " (check the numbers)"));
  }
}

}  // namespace kredsim::scenario
