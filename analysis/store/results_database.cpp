#include "analysis/store/results_database.hpp"

#include <algorithm>

#include "analysis/store/build_info.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/map_tables.hpp"
#include "analysis/store/run_info.hpp"

namespace kredsim {

namespace {

bool in_database(const ColumnInfo& column) { return !column.table.ends_with(".csv"); }

/// Kept by replication: the total, types alone, areas alone.
bool kept_by_replication(const Table& table) {
  return table.dimensions() == 0 ||
         (table.dimensions() == 1 && (table.split_by(Axis::type) || table.split_by(Axis::area)));
}

}  // namespace

ResultsDatabase::ResultsDatabase(const std::string& path, const Tables& tables) : tables_{tables}, database_{path} {
  const auto columns = data_dictionary();
  for (auto it = columns.begin(); it != columns.end();) {
    const auto end =
        std::find_if(it, columns.end(), [&](const ColumnInfo& column) { return column.table != it->table; });
    if (in_database(*it)) {
      std::string sql = "CREATE TABLE \"" + std::string{it->table} + "\" (";
      for (auto column = it; column != end; ++column)
        sql += (column == it ? "\"" : ", \"") + std::string{column->column} + "\" " + std::string{column->type};
      database_.run(sql + ")");
    }
    it = end;
  }
  describe();
  write_world();
  replication_row_ = std::make_unique<Database::Insert>(database_, "replications", 7);
}

ResultsDatabase::~ResultsDatabase() = default;

void ResultsDatabase::describe() {
  Database::Insert dictionary{database_, "data_dictionary", 4};
  for (const ColumnInfo& column : data_dictionary())
    dictionary(column.table, column.column, column.unit, column.meaning);
  Database::Insert measure{database_, "measures", 3};
  for (const MeasureInfo& info : measures()) measure(info.name, info.unit, info.meaning);
  Database::Insert statistic{database_, "statistics", 2};
  for (const StatisticInfo& info : statistics_explained()) statistic(info.name, info.meaning);
}

void ResultsDatabase::write_world() {
  const World& world = tables_.world();
  Database::Insert input{database_, "inputs", 4};
  for (const auto* inputs : {&world.scenario.sources, &world.scenario.unsourced})
    for (const auto& source : *inputs)
      input(source.key, source.value, source.source,
            source.origin.file + ":" + std::to_string(source.origin.line) + ":" + std::to_string(source.origin.column));
  Database::Insert area_row{database_, "areas", 4};
  for (const District::Area& area : world.district.areas)
    area_row(area.key, area.name, world.district.layers[area.layer.index()],
             area.population > 0 ? std::optional{area.population} : std::nullopt);
  Database::Insert outline_row{database_, "outlines", 6};
  int ring = 0;
  for (const District::Outline& outline : world.district.outlines) {
    int point = 0;
    for (const Position& at : outline.ring)
      outline_row(world.district.areas[outline.area].key, ring, point++, at.lat, at.lon, outline.stylised ? 1 : 0);
    ++ring;
  }
  write_map(database_, world);
  Database::Insert type_row{database_, "types", 5};
  for (const IncidentType& type : world.demand.types)
    type_row(type.key, type.label.da, type.label.en, name(type.priority), type.published ? 1 : 0);
  Database::Insert group_row{database_, "groups", 3};
  for (const Group& group : world.force.groups) group_row(group.key, group.label.da, group.label.en);
  Database::Insert published{database_, "published", 7};
  for (const auto& figure : world.scenario.published)
    published(figure.measure, figure.statistic, figure.area ? figure.area->name : std::string{"all"}, figure.value,
              figure.year, figure.definition, figure.source);
}

void ResultsDatabase::add(const Tally& tally) {
  for (const Table& table : tables_.all()) {
    if (!kept_by_replication(table)) continue;
    for (std::size_t cell = 0; cell < table.cells; ++cell)
      for (const Estimate& row : replication_rows(tables_, tally, table.first_cell + cell))
        if (row.value)
          (*replication_row_)(tally.replication, row.measure, row.statistic, row.type, row.area, row.value, row.n);
  }
}

void ResultsDatabase::write_estimates(const std::vector<Estimate>& estimates) {
  Database::Insert insert{database_, "estimates", 12};
  for (const Estimate& row : estimates)
    insert(row.measure, row.statistic, row.type, row.area, row.hour, row.priority, row.group, row.value, row.low,
           row.high, row.n, row.replications);
}

void ResultsDatabase::write_histograms(const Summary& summary) {
  Database::Insert insert{database_, "histograms", 9};
  for (const Table& table : tables_.all()) {
    if (table.dimensions() > 1 || table.split_by(Axis::hour)) continue;
    for (std::size_t i = 0; i < table.cells; ++i) {
      const Cell cell = tables_.cell(table, i);
      const std::string type = tables_.label(cell, Axis::type);
      const std::string area = tables_.label(cell, Axis::area);
      const std::string priority = tables_.label(cell, Axis::priority);
      const std::string group = tables_.label(cell, Axis::group);
      for (std::size_t m = 0; m < sampled_measures; ++m) {
        const auto row = tables_.histogram_row(table, i, static_cast<Measure>(m));
        if (!row) continue;
        for (const PooledBin& bin : summary.pooled(*row))
          insert(name(static_cast<Measure>(m)), type, area, "all", priority, group, bins::from(bin.bin),
                 bins::to(bin.bin), bin.count);
      }
    }
  }
}

void ResultsDatabase::finish(const Summary& summary, const std::vector<Estimate>& estimates) {
  replication_row_.reset();
  write_estimates(estimates);
  write_histograms(summary);
  const World& world = tables_.world();
  {
    Database::Insert meta{database_, "meta", 2};
    meta("format", results_format);
    meta("version", program_version());
    meta("commit", program_commit());
    meta("title_da", world.scenario.title.da);
    meta("title_en", world.scenario.title.en);
    meta("question_da", world.scenario.question.da);
    meta("question_en", world.scenario.question.en);
    meta("district_da", world.district.name.da);
    meta("district_en", world.district.name.en);
    meta("stylised", world.district.stylised ? "1" : "0");
    meta("seed", std::to_string(world.scenario.seed));
    meta("replications_asked", std::to_string(summary.planned()));
    meta("replications_done", std::to_string(summary.replications()));
    meta("period_start", to_text(world.scenario.period.start));
    meta("period_s", std::to_string(world.scenario.period.length.count() / 1000));
    meta("interval", "95 % simulation precision; groups of replications: " + std::to_string(summary.groups().size()));
  }
  database_.close();
}

}  // namespace kredsim
