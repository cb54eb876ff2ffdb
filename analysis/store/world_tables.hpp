#pragma once

#include <span>
#include <vector>

#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/database.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// The tables that these columns belong to; those of CSV files are left out.
void create_tables(Database& database, std::span<const ColumnInfo> columns);
/// The tables `data_dictionary`, `measures` and `statistics`.
void describe(Database& database, std::span<const ColumnInfo> columns);
/// Columns of the tables that write_world() fills: what is the same whatever was asked of a world.
std::vector<ColumnInfo> world_columns();
/// The labels of the groups with a ring-fence, each once: those whose hours count as local.
scenario::Text ring_fenced(const std::vector<const scenario::Scenario*>& scenarios);
void write_world(Database& database, const World& world);

}  // namespace kredsim
