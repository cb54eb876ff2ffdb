#include "analysis/store/results_json.hpp"

#include <array>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "analysis/store/run_info.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Json = nlohmann::ordered_json;

/// A results.sqlite, read only.
class Reader {
 public:
  explicit Reader(std::string path) : path_{std::move(path)} {
    if (sqlite3_open_v2(path_.c_str(), &connection_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) fail();
  }
  ~Reader() { sqlite3_close_v2(connection_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Json table(std::string_view query) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection_, query.data(), static_cast<int>(query.size()), &statement, nullptr) != SQLITE_OK)
      fail();
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> ends{statement, sqlite3_finalize};
    Json columns = Json::array();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) columns.push_back(sqlite3_column_name(statement, i));
    Json rows = Json::array();
    int step = sqlite3_step(statement);
    for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
      Json row = Json::array();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(cell(statement, i));
      rows.push_back(std::move(row));
    }
    if (step != SQLITE_DONE) fail();
    return {{"columns", std::move(columns)}, {"rows", std::move(rows)}};
  }

 private:
  static Json cell(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER: return sqlite3_column_int64(statement, column);
      case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
      case SQLITE_TEXT: return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      default: return nullptr;
    }
  }
  [[noreturn]] void fail() const {
    throw InputError{path_ + ": is no results.sqlite of this version (" +
                     (connection_ != nullptr ? sqlite3_errmsg(connection_) : "no memory") + ")"};
  }

  std::string path_;
  sqlite3* connection_ = nullptr;
};

struct Query {
  const char* table;
  const char* sql;
};

/// Columns that only other tables need are left out: the page carries them all.
constexpr std::array queries = {
    Query{"meta", "SELECT key, value FROM meta"},
    Query{"estimates",
          R"(SELECT measure, statistic, type, area, hour, priority, "group", value, low, high, n FROM estimates
             WHERE priority = 'all' AND "group" = 'all' AND (type IN ('all', 'published') OR area = 'all')
               AND (hour = 'all'
                    OR (statistic = 'mean' AND measure IN ('response_s', 'units_on_duty', 'utilisation')
                        AND type = 'all' AND area = 'all')))"},
    Query{"histograms",
          R"(SELECT measure, type, area, priority, bin_from, bin_to, count FROM histograms
             WHERE measure = 'response_s' AND type IN ('all', 'published') AND area = 'all' AND priority = 'all'
               AND "group" = 'all')"},
    Query{"areas", "SELECT area, name, layer, population FROM areas"},
    Query{"outlines", "SELECT area, ring, point, round(lat, 5) AS lat, round(lon, 5) AS lon, stylised FROM outlines"},
    Query{"stations", "SELECT station, name, lat, lon FROM stations"},
    Query{"roads", "SELECT road, class AS road_class, round(lat, 4) AS lat, round(lon, 4) AS lon FROM roads"},
    Query{"types", "SELECT type, label_da, label_en, priority, published FROM types"},
    Query{"inputs", "SELECT key, value, source, place FROM inputs"},
    Query{"published", "SELECT measure, statistic, area, value, year, definition, source FROM published"},
    Query{"years",
          R"(SELECT measure, type, area, count(*) AS years, avg(value) AS mean,
               sqrt(max(0, sum(value * value) - sum(value) * sum(value) / count(*)) / (count(*) - 1)) AS sd
             FROM replications WHERE statistic = 'mean' AND measure = 'response_s'
             GROUP BY measure, type, area HAVING count(*) > 1)"},
};

Json run_json(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw InputError{path + ": cannot be read (give a folder that `kredsim run --out` wrote)"};
  std::stringstream text;
  text << file.rdbuf();
  Json json = Json::parse(text.str(), nullptr, false);
  if (json.is_discarded() || json.value("format", "") != results_format)
    throw InputError{path + ": is no run.json of this version (run the scenario again)"};
  return json;
}

}  // namespace

std::string results_json(const std::string& folder) {
  Json json{{"run", run_json(folder + "/run.json")}, {"tables", Json::object()}};
  Reader reader{folder + "/results.sqlite"};
  for (const Query& query : queries) json["tables"][query.table] = reader.table(query.sql);
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

}  // namespace kredsim
