#include "analysis/store/world_tables.hpp"

#include <algorithm>

#include "analysis/statistics/measure.hpp"
#include "analysis/store/map_tables.hpp"
#include "analysis/store/staffing_table.hpp"

namespace kredsim {

void create_tables(Database& database, std::span<const ColumnInfo> columns) {
  for (auto it = columns.begin(); it != columns.end();) {
    const auto end =
        std::find_if(it, columns.end(), [&](const ColumnInfo& column) { return column.table != it->table; });
    if (!it->table.ends_with(".csv")) {
      std::string sql = "CREATE TABLE \"" + std::string{it->table} + "\" (";
      for (auto column = it; column != end; ++column)
        sql += (column == it ? "\"" : ", \"") + std::string{column->column} + "\" " + std::string{column->type};
      database.run(sql + ")");
    }
    it = end;
  }
}

void describe(Database& database, std::span<const ColumnInfo> columns) {
  Database::Insert dictionary{database, "data_dictionary", 4};
  for (const ColumnInfo& column : columns) dictionary(column.table, column.column, column.unit, column.meaning);
  Database::Insert measure{database, "measures", 3};
  for (const MeasureInfo& info : measures()) measure(info.name, info.unit, info.meaning);
  Database::Insert statistic{database, "statistics", 2};
  for (const StatisticInfo& info : statistics_explained()) statistic(info.name, info.meaning);
}

scenario::Text ring_fenced(const std::vector<const scenario::Scenario*>& scenarios) {
  scenario::Text names;
  std::vector<std::string> seen;
  for (const scenario::Scenario* scenario : scenarios)
    for (const auto& [key, group] : scenario->force) {
      if (!group.ring_fence || std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
      seen.push_back(key);
      names.da += (names.da.empty() ? "" : ", ") + group.label.da;
      names.en += (names.en.empty() ? "" : ", ") + group.label.en;
    }
  return names;
}

std::vector<ColumnInfo> world_columns() {
  std::vector<ColumnInfo> columns;
  for (const ColumnInfo& column : data_dictionary())
    for (const std::string_view table : {"inputs", "areas", "outlines", "stations", "roads", "demand", "types",
                                         "groups", "staffing", "published", "left_out"})
      if (column.table == table) columns.push_back(column);
  return columns;
}

void write_world(Database& database, const World& world) {
  Database::Insert input{database, "inputs", 4};
  for (const auto* inputs : {&world.scenario.sources, &world.scenario.unsourced})
    for (const auto& source : *inputs)
      input(source.key, source.value, source.source,
            source.origin.file + ":" + std::to_string(source.origin.line) + ":" + std::to_string(source.origin.column));
  Database::Insert area_row{database, "areas", 4};
  for (const District::Area& area : world.district.areas)
    area_row(area.key, area.name, world.district.layers[area.layer.index()],
             area.population > 0 ? std::optional{area.population} : std::nullopt);
  Database::Insert outline_row{database, "outlines", 6};
  int ring = 0;
  for (const District::Outline& outline : world.district.outlines) {
    int point = 0;
    for (const Position& at : outline.ring)
      outline_row(world.district.areas[outline.area].key, ring, point++, at.lat, at.lon, outline.stylised ? 1 : 0);
    ++ring;
  }
  write_map(database, world);
  Database::Insert type_row{database, "types", 5};
  for (const IncidentType& type : world.demand.types)
    type_row(type.key, type.label.da, type.label.en, name(type.priority), type.published ? 1 : 0);
  Database::Insert group_row{database, "groups", 3};
  for (const Group& group : world.force.groups) group_row(group.key, group.label.da, group.label.en);
  Database::Insert staffing{database, "staffing", 6};
  for (const StaffingRow& row : staffing_rows(world))
    staffing(row.group, row.item, row.post, row.value, row.unit, row.source);
  Database::Insert published{database, "published", 7};
  for (const auto& figure : world.scenario.published)
    published(figure.measure, figure.statistic, figure.area ? figure.area->name : std::string{"all"}, figure.value,
              figure.year, figure.definition, figure.source);
}

}  // namespace kredsim
