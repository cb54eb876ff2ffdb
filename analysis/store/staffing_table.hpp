#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// One line of the arithmetic from officers to posts: the table `staffing`, staffing.csv and `kredsim staffing --json`.
struct StaffingRow {
  std::string group;
  std::string item;  ///< "gross", "net", "post", "dropped", ... (staffing_items)
  std::string post;  ///< of a post, a shift or a loan: its name
  double value = 0;
  std::string unit;
  std::string source;  ///< as the user stated it, "assumption (default)" for a default, empty for what is computed
};

/// Of every group in the order of the file; a group that does not say its officers has its posts alone. Nothing at all
/// if no group says its officers.
std::vector<StaffingRow> staffing_rows(const World& world);

/// Of one group.
std::vector<StaffingRow> staffing_rows(const World& world, GroupId group);

/// Writes staffing.csv, if there are rows. @throws OutputError.
void write_staffing(const std::string& path, const std::vector<StaffingRow>& rows);

/// For `kredsim staffing --json`.
std::string to_json(const World& world, const std::vector<StaffingRow>& rows);

}  // namespace kredsim
