#include <algorithm>

#include "sim/world/build.hpp"
#include "sim/world/rates.hpp"

namespace kredsim {

PointId AreaPoints::at(double uniform) const {
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end() - 1, uniform);
  return points[static_cast<std::size_t>(found - cumulative.begin())];
}

namespace {

Column<AreaId, AreaPoints> collect_points(const District& district) {
  Column<AreaId, AreaPoints> areas(district.areas.size());
  for (const PointId point : district.points.ids()) {
    const double weight = district.points[point].weight;
    if (weight <= 0) continue;
    for (const AreaId area : district.points[point].areas) {
      if (!area.valid()) continue;
      AreaPoints& into = areas[area];
      into.points.push_back(point);
      into.cumulative.push_back((into.cumulative.empty() ? 0 : into.cumulative.back()) + weight);
    }
  }
  return areas;
}

/// Stated populations if every municipality has one, else the weights of the points.
Column<AreaId, double> population_weights(const District& district, const Column<AreaId, AreaPoints>& points) {
  bool stated = true;
  for (const auto& area : district.areas) stated = stated && (area.layer != LayerId{0} || area.population > 0);
  Column<AreaId, double> weights(district.areas.size());
  for (const AreaId area : district.areas.ids()) {
    if (district.areas[area].layer != LayerId{0}) continue;
    const auto& cumulative = points[area].cumulative;
    weights[area] = stated ? district.areas[area].population : (cumulative.empty() ? 0 : cumulative.back());
  }
  return weights;
}

Column<AreaId, double> shares(const scenario::Where& where, const District& district,
                              const Column<AreaId, double>& population) {
  Column<AreaId, double> share(district.areas.size());
  if (const auto* by_area = std::get_if<scenario::ByArea>(&where)) {
    for (const auto& [reference, weight] : by_area->weights) share[find(district.areas, reference.name)] = weight;
  } else {
    share = population;
  }
  double total = 0;
  for (const double weight : share) total += weight;
  if (total > 0)
    for (double& weight : share) weight /= total;
  return share;
}

bool concerns(const std::vector<scenario::Reference>& names, const std::string& name) {
  return names.empty() ||
         std::any_of(names.begin(), names.end(), [&](const auto& reference) { return reference.name == name; });
}

std::vector<scenario::Surge> surges_of(const scenario::Scenario& scenario, const std::string& type,
                                       const std::string& area) {
  std::vector<scenario::Surge> surges;
  for (const auto& [name, surge] : scenario.demand.surges)
    if (concerns(surge.types, type) && concerns(surge.areas, area)) surges.push_back(surge);
  return surges;
}

IncidentType make_type(const scenario::Scenario& scenario, const std::string& key, const scenario::IncidentType& type) {
  IncidentType made{key, type.label, type.priority, type.driving, type.published, {}, type.on_scene};
  made.hours.fill(1);
  for (const auto& [name, profile] : scenario.hours) {
    if (!type.hours || type.hours->name != name) continue;
    made.hours = profile.hours;
    made.finer = profile;
  }
  made.season = by_day(type.season);
  made.calls = type.calls;
  made.attendance = type.attendance;
  const auto usual = type.priority == Priority::urgent ? scenario::Line::alarm_centre : scenario::Line::service_line;
  made.line = type.calls.line.value_or(usual);
  return made;
}

/// Which types may bring about which others, once all have an id.
void link_follow_ons(const scenario::Scenario& scenario, Demand& demand) {
  for (const auto& [key, type] : scenario.incidents)
    for (const auto& [reference, rule] : type.follow)
      demand.types[find(demand.types, key)].follow.push_back(
          {find(demand.types, reference.name), stable_key(reference.name), rule});
}

/// Asked as an urgent incident of the first published type that is one, else of the first urgent type, else of the
/// first.
Inhabitants inhabitants_of(const Demand& demand, const Column<AreaId, double>& population) {
  Inhabitants inhabitants;
  double sum = 0;
  for (const AreaId area : population.ids()) {
    if (population[area] <= 0 || demand.area_points[area].points.empty()) continue;
    sum += population[area];
    inhabitants.areas.push_back(area);
    inhabitants.shares.push_back(sum);
  }
  for (double& share : inhabitants.shares) share /= sum;
  int best = -1;
  for (const TypeId id : demand.types.ids()) {
    const IncidentType& type = demand.types[id];
    const int rank = type.priority == Priority::urgent ? (type.published ? 2 : 1) : 0;
    if (rank > best) inhabitants.asks_as = id, best = rank;
  }
  return inhabitants;
}

void set_people_by_week(const scenario::Scenario& scenario, const District& district, Demand& demand) {
  for (const auto& [key, area] : scenario.areas) {
    if (area.people_by_week.empty()) continue;
    if (demand.people_by_week.empty())
      demand.people_by_week = Column<AreaId, std::vector<double>>(district.areas.size());
    demand.people_by_week[find(district.areas, key)] = area.people_by_week;
  }
}

}  // namespace

Column<AreaId, double> shares_by(const scenario::Where& where, const District& district) {
  return shares(where, district, population_weights(district, collect_points(district)));
}

Demand build_demand(const scenario::Scenario& scenario, const District& district) {
  Demand demand;
  demand.area_points = collect_points(district);
  const auto population = population_weights(district, demand.area_points);
  std::vector<Problem> problems;
  const std::string file = scenario.files.empty() ? "scenario" : scenario.files.back();

  for (const auto& [key, type] : scenario.incidents) {
    const TypeId id = demand.types.push_back(make_type(scenario, key, type));
    if (type.per_hour <= 0) continue;
    const auto share = shares(type.where, district, population);
    double placed = 0;
    for (const AreaId area : district.areas.ids()) {
      if (share[area] <= 0) continue;
      placed += share[area];
      if (demand.area_points[area].points.empty())
        problems.push_back({{file},
                            "incidents." + key + ".where",
                            "nobody lives in `" + district.areas[area].key + "` of layer `" +
                                district.layers[district.areas[area].layer.index()] +
                                "` (the network has no point of demand there)"});
      const std::uint64_t stream_key = combine(stable_key(key), stable_key(district.areas[area].key));
      demand.streams.push_back({id, area, stream_key, type.per_hour * share[area],
                                std::holds_alternative<scenario::ByPopulation>(type.where),
                                surges_of(scenario, key, district.areas[area].key)});
    }
    if (placed <= 0) problems.push_back({{file}, "incidents." + key + ".where", "its weights sum to zero"});
  }
  if (!problems.empty()) throw ScenarioError{problems};
  link_follow_ons(scenario, demand);
  set_people_by_week(scenario, district, demand);
  for (AreaPoints& area : demand.area_points) {
    if (area.cumulative.empty()) continue;
    const double total = area.cumulative.back();
    for (double& sum : area.cumulative) sum /= total;
    area.cumulative.back() = 1;
  }
  demand.inhabitants = inhabitants_of(demand, population);
  return demand;
}

}  // namespace kredsim
