#include "analysis/store/first_answer_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
Json number_or_null(const std::optional<double>& value) { return value ? number_or_null(*value) : Json(nullptr); }

Json hours(const theory::FirstAnswer& answer) {
  Json rows = Json::array();
  for (std::size_t hour = 0; hour < answer.hours.size(); ++hour) {
    const theory::HourAnswer& row = answer.hours[hour];
    rows.push_back(Json{{"hour_of_week", hour},
                        {"calls", row.calls},
                        {"units", row.units},
                        {"load", number_or_null(row.load)},
                        {"share_waits", row.share_waits},
                        {"wait_s", number_or_null(row.wait_s)},
                        {"share_waits_through_time", row.share_waits_through_time},
                        {"wait_through_time_s", number_or_null(row.wait_through_time_s)}});
  }
  return rows;
}

Json crews(const World& world, const theory::FirstAnswer& answer) {
  using Method = theory::CrewAnswer::Method;
  Json rows = Json::array();
  for (const theory::CrewAnswer& crew : answer.crews) {
    Json units = Json::array();
    for (const UnitId unit : crew.units) units.push_back(world.force.units[unit].name);
    rows.push_back(Json{{"units", units},
                        {"hours_a_week", crew.hours_a_week},
                        {"calls_per_hour", crew.calls_per_hour},
                        {"load", number_or_null(crew.load)},
                        {"hypercube", crew.method == Method::exact         ? "exact"
                                      : crew.method == Method::approximate ? "approximate"
                                                                           : "none"},
                        {"share_not_nearest", crew.share_not_nearest},
                        {"residual", crew.residual}});
  }
  return rows;
}

}  // namespace

std::string to_json(const World& world, const theory::FirstAnswer& answer, const std::vector<Estimate>& simulated) {
  Json json;
  json["title"] = Json{{"da", world.scenario.title.da}, {"en", world.scenario.title.en}};
  json["stylised"] = world.scenario.stylised;
  Json& figures = json["theory"];
  figures = Json{{"calls_per_hour", answer.calls_per_hour},
                 {"on_scene_s", answer.on_scene_s},
                 {"on_scene_variation", answer.on_scene_variation},
                 {"utilisation", number_or_null(answer.utilisation)},
                 {"share_waits", answer.share_waits},
                 {"share_lost", answer.share_lost},
                 {"dispatch_wait_s", number_or_null(answer.wait_s)},
                 {"dispatch_wait_general_service_s", number_or_null(answer.wait_general_service_s)},
                 {"travel_s", answer.travel_s},
                 {"distance_m", answer.distance_m},
                 {"area_km2", answer.area_km2},
                 {"free_units", answer.free_units},
                 {"square_root_law_m", number_or_null(answer.square_root_law_m)}};
  figures["areas"] = Json::array();
  for (const theory::AreaAnswer& area : answer.areas)
    figures["areas"].push_back(Json{{"area", world.district.areas[area.area].key},
                                    {"calls_per_week", area.calls_per_week},
                                    {"travel_s", number_or_null(area.travel_s)},
                                    {"response_s", number_or_null(area.response_s)}});
  figures["hours"] = hours(answer);
  figures["crews"] = crews(world, answer);
  json["broken_assumptions"] = Json::array();
  for (const theory::Broken& broken : answer.broken)
    json["broken_assumptions"].push_back(
        Json{{"name", theory::name(broken.assumption)}, {"by", number_or_null(broken.by)}});
  json["simulated"] = Json::array();
  for (const Estimate& row : simulated)
    json["simulated"].push_back(Json{{"measure", row.measure},
                                     {"statistic", row.statistic},
                                     {"area", row.area},
                                     {"hour", row.hour},
                                     {"value", number_or_null(row.value)},
                                     {"low", number_or_null(row.low)},
                                     {"high", number_or_null(row.high)},
                                     {"replications", row.replications}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kredsim
