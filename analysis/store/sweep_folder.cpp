#include "analysis/store/sweep_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "analysis/store/build_info.hpp"
#include "analysis/store/database.hpp"
#include "analysis/store/left_out.hpp"
#include "analysis/store/run_stamp.hpp"
#include "analysis/store/world_tables.hpp"

namespace kredsim {

namespace {

constexpr ColumnInfo dictionary[] = {
    {"*.csv", "run", "TEXT", "",
     "last column of every file: version of the program and digits of the SHA-256 of what was played; in `run.json` "
     "too"},
    {"points.csv", "point", "INTEGER", "", "number of the point, from 0"},
    {"points.csv", "seed", "INTEGER", "", "seed of its random numbers; equal seeds meet equal incidents"},
    {"points.csv", "FACTOR", "TEXT", "as in the scenario", "one column a factor: its value at this point"},
    {"sweep.csv", "point", "INTEGER", "", "number of the point"},
    {"sweep.csv", "FACTOR", "TEXT", "as in the scenario", "one column a factor: its value at this point"},
    {"sweep.csv", "measure", "TEXT", "", "what is measured, with its unit"},
    {"sweep.csv", "statistic", "TEXT", "", "how it is summed up over all replications"},
    {"sweep.csv", "type", "TEXT", "", "type of incident; `published`: those whose response times are published"},
    {"sweep.csv", "area", "TEXT", "", "area"},
    {"sweep.csv", "hour", "TEXT", "", "hour of the day, or of the week"},
    {"sweep.csv", "priority", "TEXT", "", "priority"},
    {"sweep.csv", "group", "TEXT", "", "group of the force"},
    {"sweep.csv", "value", "REAL", "of the measure", "the figure; empty if there is nothing to estimate it from"},
    {"sweep.csv", "low", "REAL", "of the measure",
     "95 % interval of simulation precision; empty if too little carries one"},
    {"sweep.csv", "high", "REAL", "of the measure", "the same"},
    {"sweep.csv", "n", "INTEGER", "", "values behind it"},
    {"sweep.csv", "replications", "INTEGER", "", "replications behind it"},
    {"best.csv", "*", "", "", "the columns of sweep.csv, for the best point played again on fresh seeds"},
    {"factors", "factor", "TEXT", "", "name of the factor"},
    {"factors", "keys", "TEXT", "", "the keys of the scenario that it sets"},
    {"points", "point", "INTEGER", "", "number of the point, from 0"},
    {"points", "seed", "INTEGER", "", "seed of its random numbers"},
    {"levels", "point", "INTEGER", "", "number of the point"},
    {"levels", "factor", "TEXT", "", "name of the factor"},
    {"levels", "level", "TEXT", "as in the scenario", "its value at this point"},
    {"estimates", "point", "INTEGER", "", "number of the point; the other columns are those of sweep.csv"},
    {"estimates", "measure", "TEXT", "", "what is measured, with its unit"},
    {"estimates", "statistic", "TEXT", "", "how it is summed up over all replications"},
    {"estimates", "type", "TEXT", "", "type of incident"},
    {"estimates", "area", "TEXT", "", "area"},
    {"estimates", "hour", "TEXT", "", "hour"},
    {"estimates", "priority", "TEXT", "", "priority"},
    {"estimates", "group", "TEXT", "", "group of the force"},
    {"estimates", "value", "REAL", "of the measure", "the figure"},
    {"estimates", "low", "REAL", "of the measure", "95 % interval of simulation precision"},
    {"estimates", "high", "REAL", "of the measure", "the same"},
    {"estimates", "n", "INTEGER", "", "values behind it"},
    {"estimates", "replications", "INTEGER", "", "replications behind it"},
    {"replications", "point", "INTEGER", "", "number of the point"},
    {"replications", "replication", "INTEGER", "", "number of the replication, from 0"},
    {"replications", "measure", "TEXT", "", "what is measured, with its unit"},
    {"replications", "statistic", "TEXT", "", "how it is summed up inside the replication; no quantiles"},
    {"replications", "type", "TEXT", "", "type of incident"},
    {"replications", "area", "TEXT", "", "area"},
    {"replications", "hour", "TEXT", "", "hour"},
    {"replications", "priority", "TEXT", "", "priority"},
    {"replications", "group", "TEXT", "", "group of the force"},
    {"replications", "value", "REAL", "of the measure", "the figure of this replication"},
    {"replications", "n", "INTEGER", "", "values behind it"},
    {"best", "*", "", "", "the columns of estimates, for the best point played again on fresh seeds"},
    {"inputs", "*", "", "",
     "of the first point, as are areas, outlines, stations, roads, demand, types, groups and published: the columns "
     "are "
     "those of a run's"},
    {"data_dictionary", "*", "", "", "this table"},
    {"meta", "key", "TEXT", "", "what is said of the sweep as a whole: version, title, design, seed"},
    {"meta", "value", "TEXT", "", "its value"},
};

constexpr const char* cell_columns[] = {"measure", "statistic", "type", "area", "hour", "priority", "group"};
constexpr const char* figure_columns[] = {"value", "low", "high", "n", "replications"};

std::vector<std::string> csv_columns(const SweepNotes& notes, bool figures) {
  std::vector<std::string> columns{"point"};
  if (!figures) columns.emplace_back("seed");
  for (const auto& [factor, keys] : notes.factors) columns.push_back(factor);
  if (!figures) return columns;
  columns.insert(columns.end(), std::begin(cell_columns), std::end(cell_columns));
  columns.insert(columns.end(), std::begin(figure_columns), std::end(figure_columns));
  return columns;
}

std::string cells_sql() {
  return "measure TEXT, statistic TEXT, type TEXT, area TEXT, hour TEXT, priority TEXT, \"group\" TEXT, ";
}

void write_rows(CsvFile& file, const SweptPoint& point, const std::vector<Estimate>& rows) {
  for (const Estimate& row : rows) {
    file.add(static_cast<std::int64_t>(point.number));
    for (const std::string& level : point.levels) file.add(level);
    for (const std::string* text :
         {&row.measure, &row.statistic, &row.type, &row.area, &row.hour, &row.priority, &row.group})
      file.add(*text);
    file.add(row.value).add(row.low).add(row.high).add(row.n).add(std::int64_t{row.replications}).end_row();
  }
}

void write_rows(Database::Insert& insert, const SweptPoint& point, const std::vector<Estimate>& rows) {
  for (const Estimate& row : rows)
    insert(static_cast<std::int64_t>(point.number), row.measure, row.statistic, row.type, row.area, row.hour,
           row.priority, row.group, row.value, row.low, row.high, row.n, row.replications);
}

std::string text_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::string stamp_of(const SweepNotes& notes) { return run_stamp({notes.base_resolved, text_of(notes.sweep_file)}); }

}  // namespace

std::span<const ColumnInfo> sweep_dictionary() { return dictionary; }

/// Files that grow point by point.
class SweepFolder::Rows {
 public:
  Rows(const std::string& folder, const SweepNotes& notes)
      : folder_{folder},
        columns_{csv_columns(notes, true)},
        stamp_{stamp_of(notes)},
        points_{folder + "/points.csv", csv_columns(notes, false), stamp_},
        sweep_{folder + "/sweep.csv", columns_, stamp_},
        database_{folder + "/results.sqlite"} {
    const std::string estimate =
        "(point INTEGER, " + cells_sql() + "value REAL, low REAL, high REAL, n INTEGER, replications INTEGER)";
    database_.run("CREATE TABLE meta (key TEXT, value TEXT)");
    database_.run("CREATE TABLE data_dictionary (\"table\" TEXT, \"column\" TEXT, unit TEXT, meaning TEXT)");
    database_.run("CREATE TABLE factors (factor TEXT, keys TEXT)");
    database_.run("CREATE TABLE points (point INTEGER, seed INTEGER)");
    database_.run("CREATE TABLE levels (point INTEGER, factor TEXT, level TEXT)");
    database_.run("CREATE TABLE estimates " + estimate);
    database_.run("CREATE TABLE best " + estimate);
    database_.run("CREATE TABLE replications (point INTEGER, replication INTEGER, " + cells_sql() +
                  "value REAL, n INTEGER)");
    describe(notes);
    create_tables(database_, world_columns());
    write_world(database_, *notes.base);
    write_left_out(database_, {&notes.base->scenario});
    point_ = std::make_unique<Database::Insert>(database_, "points", 2);
    level_ = std::make_unique<Database::Insert>(database_, "levels", 3);
    estimate_ = std::make_unique<Database::Insert>(database_, "estimates", 13);
    replication_ = std::make_unique<Database::Insert>(database_, "replications", 11);
  }

  void add(const SweptPoint& point, const SweepNotes& notes, const PointAnswer& answer) {
    const auto number = static_cast<std::int64_t>(point.number);
    const auto seed = static_cast<std::int64_t>(point.seed);
    points_.add(number).add(seed);
    (*point_)(number, seed);
    for (std::size_t f = 0; f < point.levels.size(); ++f) {
      points_.add(point.levels[f]);
      (*level_)(number, notes.factors[f].first, point.levels[f]);
    }
    points_.end_row();
    write_rows(sweep_, point, answer.estimates);
    write_rows(*estimate_, point, answer.estimates);
    for (const auto& [replication, row] : answer.replications)
      (*replication_)(number, replication, row.measure, row.statistic, row.type, row.area, row.hour, row.priority,
                      row.group, row.value, row.n);
  }

  void add_best(const SweptPoint& point, const std::vector<Estimate>& estimates) {
    CsvFile file{folder_ + "/best.csv", columns_, stamp_};
    write_rows(file, point, estimates);
    file.close();
    Database::Insert best{database_, "best", 13};
    write_rows(best, point, estimates);
  }

  void close() {
    points_.close();
    sweep_.close();
    point_.reset();
    level_.reset();
    estimate_.reset();
    replication_.reset();
    database_.close();
  }

 private:
  void describe(const SweepNotes& notes) {
    Database::Insert meta{database_, "meta", 2};
    meta("format", "kredsim sweep results 1");
    meta("version", program_version());
    meta("commit", program_commit());
    meta("run", stamp_);
    for (const auto& [key, value] : notes.meta) meta(key, value);
    Database::Insert column{database_, "data_dictionary", 4};
    for (const ColumnInfo& info : dictionary) column(info.table, info.column, info.unit, info.meaning);
    Database::Insert factor{database_, "factors", 2};
    for (const auto& [name, keys] : notes.factors) factor(name, keys);
  }

  std::string folder_;
  std::vector<std::string> columns_;
  std::string stamp_;
  CsvFile points_;
  CsvFile sweep_;
  Database database_;
  std::unique_ptr<Database::Insert> point_, level_, estimate_, replication_;
};

SweepFolder::SweepFolder(const std::string& folder, IfExists if_exists, const SweepNotes& notes)
    : notes_{notes}, folder_{folder, if_exists}, rows_{std::make_unique<Rows>(folder_.path(), notes)} {}

SweepFolder::~SweepFolder() = default;

void SweepFolder::add(const SweptPoint& point, const PointAnswer& answer) { rows_->add(point, notes_, answer); }

void SweepFolder::add_best(const SweptPoint& point, const std::vector<Estimate>& estimates) {
  rows_->add_best(point, estimates);
}

void SweepFolder::commit(RunInfo run, const std::function<void(const std::string& folder)>& add) {
  rows_->close();
  write_file(folder_.path() + "/sweep.yaml", text_of(notes_.sweep_file));
  write_resolved(folder_.path() + "/base.resolved.yaml", notes_.base_resolved);
  write_file(folder_.path() + "/stress-des.md", stress_des(*notes_.base, notes_.design, stamp_of(notes_)));
  run.stamp = stamp_of(notes_);
  run.files = hash_files(folder_.path());
  write_file(folder_.path() + "/run.json", to_json(run));
  if (add) add(folder_.path());
  folder_.commit();
}

}  // namespace kredsim
