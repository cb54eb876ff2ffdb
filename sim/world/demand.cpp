#include <algorithm>

#include "sim/world/build.hpp"

namespace kredsim {

PointId AreaPoints::at(double uniform) const {
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end() - 1, uniform);
  return points[static_cast<std::size_t>(found - cumulative.begin())];
}

namespace {

Column<AreaId, AreaPoints> collect_points(const District& district) {
  Column<AreaId, AreaPoints> areas(district.areas.size());
  for (const PointId point : district.points.ids()) {
    const AreaId area = district.municipality(point);
    const double weight = district.points[point].weight;
    if (!area.valid() || weight <= 0) continue;
    AreaPoints& into = areas[area];
    into.points.push_back(point);
    into.cumulative.push_back((into.cumulative.empty() ? 0 : into.cumulative.back()) + weight);
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

}  // namespace

Demand build_demand(const scenario::Scenario& scenario, const District& district) {
  Demand demand;
  demand.area_points = collect_points(district);
  const auto population = population_weights(district, demand.area_points);
  std::vector<Problem> problems;
  const std::string file = scenario.files.empty() ? "scenario" : scenario.files.back();

  for (const auto& [key, type] : scenario.incidents) {
    IncidentType made{key, type.label, type.priority, type.driving, type.published, {}, type.on_scene, type.attendance};
    made.hours.fill(1);
    for (const auto& [name, profile] : scenario.hours)
      if (type.hours && type.hours->name == name) made.hours = profile;
    const TypeId id = demand.types.push_back(std::move(made));
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
      demand.streams.push_back({id, area, stream_key, type.per_hour * share[area]});
    }
    if (placed <= 0) problems.push_back({{file}, "incidents." + key + ".where", "its weights sum to zero"});
  }
  if (!problems.empty()) throw ScenarioError{problems};
  for (AreaPoints& area : demand.area_points) {
    if (area.cumulative.empty()) continue;
    const double total = area.cumulative.back();
    for (double& sum : area.cumulative) sum /= total;
    area.cumulative.back() = 1;
  }
  return demand;
}

}  // namespace kredsim
