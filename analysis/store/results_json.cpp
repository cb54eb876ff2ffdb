#include "analysis/store/results_json.hpp"

#include <fstream>
#include <span>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/store/run_info.hpp"
#include "analysis/store/stored_database.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;

Json json(const StoredDatabase::Cell& cell) {
  using Kind = StoredDatabase::Cell::Kind;
  switch (cell.kind) {
    case Kind::integer: return cell.integer;
    case Kind::real: return cell.real;
    case Kind::text: return cell.text;
    case Kind::nothing: break;
  }
  return nullptr;
}

Json table(const StoredDatabase& database, const char* query) {
  Json names;
  Json rows = Json::array();
  database.read(
      query, [&](const std::vector<std::string>& columns) { names = columns; },
      [&](const StoredDatabase::Row& cells) {
        Json row = Json::array();
        for (const auto& cell : cells) row.push_back(json(cell));
        rows.push_back(std::move(row));
      });
  return {{"columns", std::move(names)}, {"rows", std::move(rows)}};
}

struct Query {
  const char* table;
  const char* sql;
};

/// Columns and rows that no figure needs are left out: the page carries them all.
constexpr Query of_every_kind[] = {
    {"meta", "SELECT key, value FROM meta"},
    {"areas", "SELECT area, name, layer, population FROM areas"},
    {"outlines", "SELECT area, ring, point, round(lat, 5) AS lat, round(lon, 5) AS lon, stylised FROM outlines"},
    {"stations", "SELECT station, name, lat, lon FROM stations"},
    {"roads", "SELECT road, class AS road_class, round(lat, 4) AS lat, round(lon, 4) AS lon FROM roads"},
    {"demand",
     R"(SELECT round(avg(lat), 4) AS lat, round(avg(lon), 4) AS lon, round(sum(per_year), 2) AS per_year,
          round(sum(published_per_year), 3) AS published_per_year FROM demand
        GROUP BY CAST(lat / 0.02 AS INTEGER), CAST(lon / 0.035 AS INTEGER))"},
    {"types", "SELECT type, label_da, label_en, priority, published FROM types"},
    {"inputs", "SELECT key, value, source, place FROM inputs"},
    {"published", "SELECT measure, statistic, area, value, year, definition, source FROM published"},
    {"left_out", "SELECT item, can_be_modelled, text_da, text_en FROM left_out"},
};
constexpr Query of_a_run[] = {
    {"estimates",
     R"(SELECT measure, statistic, type, area, hour, priority, "group", value, low, high, n FROM estimates
        WHERE priority = 'all' AND "group" = 'all' AND statistic <> 'sd'
          AND (hour = 'all' AND (type IN ('all', 'published') OR area = 'all' AND statistic IN ('mean', 'p90'))
               OR (statistic = 'mean' AND measure IN ('response_s', 'units_on_duty', 'utilisation', 'queue_length',
                                                      'presence_passing', 'presence_parked', 'presence_on_foot')
                   AND type = 'all' AND area = 'all')))"},
    {"histograms",
     R"(SELECT type, area, CAST(bin_from / 60 AS INTEGER) AS minute, sum(count) AS count FROM histograms
        WHERE measure = 'response_s' AND type IN ('all', 'published') AND priority = 'all' AND "group" = 'all'
        GROUP BY type, area, minute ORDER BY type, area, minute)"},
    {"groups",
     R"(SELECT g."group" AS "group", label_da, label_en, e.measure, e.value FROM groups g, estimates e
        WHERE e."group" = g."group" AND e.measure IN ('units_on_duty', 'utilisation') AND e.statistic = 'mean'
          AND e.type = 'all' AND e.area = 'all' AND e.hour = 'all' AND e.priority = 'all')"},
    {"late_tasks",
     "SELECT replication, type, area, begins, response_s, control_centre_s, wait_s, way_s, enough_s, unit, cause FROM "
     "late_tasks"},
    {"years",
     R"(SELECT measure, type, area, count(*) AS years, avg(value) AS mean,
          sqrt(max(0, sum(value * value) - sum(value) * sum(value) / count(*)) / (count(*) - 1)) AS sd
        FROM replications WHERE statistic = 'mean' AND measure = 'response_s'
        GROUP BY measure, type, area HAVING count(*) > 1)"},
};
constexpr Query of_a_comparison[] = {
    {"differences",
     R"(SELECT compared, measure, statistic, type, area, hour, plan, base, difference, low, high, verdict, margin,
          family, replications_needed, period_sd, n_plan, n_base, note FROM differences
        WHERE priority = 'all' AND statistic <> 'sd'
          AND (measure IN ('response_s', 'answer_wait_s', 'call_handling_s', 'dispatcher_s', 'dispatch_wait_s',
                           'turnout_s', 'travel_s', 'units_on_duty', 'utilisation', 'incidents')
               OR measure LIKE 'late%' AND statistic = 'count' OR measure LIKE 'presence%'
               OR measure IN (SELECT measure FROM published))
          AND (hour = 'all' AND type IN ('all', 'published')
               OR (length(hour) = 6 AND measure = 'response_s' AND statistic = 'mean' AND type = 'all' AND area = 'all')
               OR (length(hour) = 2 AND statistic = 'mean' AND type = 'all' AND area = 'all'
                   AND measure IN ('response_s', 'units_on_duty', 'utilisation', 'presence_passing', 'presence_parked',
                                   'presence_on_foot'))))"},
    {"histograms",
     R"(SELECT compared, side, type, area, CAST(bin_from / 60 AS INTEGER) AS minute, sum(count) AS count FROM histograms
        WHERE type IN ('all', 'published') GROUP BY compared, side, type, area, minute
        ORDER BY compared, side, type, area, minute)"},
    {"gains",
     R"(SELECT compared, type, area, answered, gained, lost, mean_gain_s, mean_loss_s FROM gains
        WHERE type IN ('all', 'published'))"},
    {"gain_classes",
     R"(SELECT compared, type, area, from_s, to_s, count FROM gain_classes
        WHERE type IN ('all', 'published') AND area = 'all')"},
    {"points",
     R"(SELECT compared, round(avg(lat), 4) AS lat, round(avg(lon), 4) AS lon, sum(received) AS received,
          sum(gained) AS gained, sum(lost) AS lost, sum(mean_change_s * answered) / sum(answered) AS mean_change_s
        FROM points GROUP BY compared, CAST(lat / 0.02 AS INTEGER), CAST(lon / 0.035 AS INTEGER))"},
    {"duty", R"(SELECT compared, side, "group", label_da, label_en, units, hours_a_week FROM duty)"},
    {"presence", "SELECT compared, side, measure, statistic, area, value, low, high FROM presence"},
    {"plan_inputs", "SELECT compared, key, value, source, place FROM plan_inputs"},
};
constexpr Query of_a_sweep[] = {
    {"factors", "SELECT factor, keys FROM factors"},
    {"points", "SELECT point, seed FROM points"},
    {"levels", "SELECT point, factor, level FROM levels"},
    {"estimates",
     R"(SELECT point, measure, statistic, type, area, value, low, high, n FROM estimates
        WHERE hour = 'all' AND priority = 'all' AND "group" = 'all' AND type IN ('all', 'published')
          AND (measure = 'response_s' AND statistic IN ('mean', 'p90', 'share_within_600s')
               OR measure IN ('utilisation', 'units_on_duty', 'dispatch_wait_s') AND statistic = 'mean' AND area = 'all'
               OR measure IN ('unserved', 'lost') AND statistic = 'count' AND area = 'all'
               OR EXISTS (SELECT 1 FROM meta m, meta s WHERE m.key = 'best_measure' AND s.key = 'best_statistic'
                          AND m.value = measure AND s.value = statistic)))"},
    {"best",
     R"(SELECT point, measure, statistic, type, area, value, low, high, n FROM best
        WHERE hour = 'all' AND priority = 'all' AND "group" = 'all' AND statistic <> 'sd')"},
};

Json read_json(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return nullptr;
  std::stringstream text;
  text << file.rdbuf();
  Json json = Json::parse(text.str(), nullptr, false);
  return json.is_discarded() ? Json(Json::object()) : json;
}

Json run_json(const std::string& path) {
  Json json = read_json(path);
  if (json.is_null()) throw InputError{path + ": cannot be read (give a folder that `kredsim run --out` wrote)"};
  if (!json.is_object() || json.value("format", "") != results_format)
    throw InputError{path + ": is no run.json of this version (run the scenario again)"};
  return json;
}

/// Of a sheet: how many figures agree, and what disagrees.
Json validation_summary(const std::string& path) {
  const Json sheet = read_json(path);
  if (!sheet.is_object() || !sheet.contains("figures") || !sheet["figures"].is_array()) return nullptr;
  Json summary{{"version", sheet.value("version", "")}, {"commit", sheet.value("commit", "")}};
  Json disagrees = Json::array();
  for (const Json& figure : sheet["figures"])
    if (figure.is_object() && figure.value("verdict", "") != "agrees")
      disagrees.push_back(figure.value("case", "") + ": " + figure.value("figure", ""));
  summary["figures"] = sheet["figures"].size();
  summary["disagrees"] = std::move(disagrees);
  return summary;
}

/// As it can stand inside a script element.
std::string for_a_page(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string safe;
  safe.reserve(text.size());
  for (const char letter : text)
    if (letter == '<')
      safe += "\\u003c";
    else
      safe += letter;
  return safe;
}

}  // namespace

std::string results_json(const std::string& folder, const std::vector<SaidText>& said) {
  Json run = run_json(folder + "/run.json");
  const StoredDatabase database{folder + "/results.sqlite"};
  const bool comparison = database.has_table("differences");
  const bool sweep = database.has_table("levels");
  Json json{{"kind", comparison ? "comparison" : sweep ? "sweep" : "run"}, {"run", std::move(run)}};
  json["said"] = Json::array();
  for (const SaidText& text : said)
    json["said"].push_back({{"plan", text.plan}, {"language", text.language}, {"id", text.id}, {"text", text.text}});
  if (Json sheet = validation_summary(folder + "/" + validation_file); !sheet.is_null()) json["validation"] = sheet;
  Json& tables = json["tables"] = Json::object();
  const auto take = [&](std::span<const Query> queries) {
    for (const Query& query : queries) tables[query.table] = table(database, query.sql);
  };
  take(of_every_kind);
  if (comparison)
    take(of_a_comparison);
  else if (sweep)
    take(of_a_sweep);
  else
    take(of_a_run);
  return for_a_page(json);
}

}  // namespace kredsim
