#include "analysis/store/route_geojson.hpp"

#include <nlohmann/json.hpp>

namespace kredsim {

std::string to_geojson(std::span<const RouteStep> steps) {
  using Json = nlohmann::ordered_json;
  Json features = Json::array();
  for (const RouteStep& step : steps) {
    Json line = Json::array();
    for (const Position& p : step.points) line.push_back(Json::array({p.lon, p.lat}));
    features.push_back({{"type", "Feature"},
                        {"properties",
                         {{"step", features.size() + 1},
                          {"name", step.name.empty() ? Json(nullptr) : Json(step.name)},
                          {"class", name(step.road_class)},
                          {"length_m", metres(step.length)},
                          {"time_s", seconds(step.time)}}},
                        {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}});
  }
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump(1) + "\n";
}

}  // namespace kredsim
