#include "analysis/statistics/tables.hpp"

#include <algorithm>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using scenario::Dimension;

Axis axis_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::type: return Axis::type;
    case Dimension::area: return Axis::area;
    case Dimension::hour:
    case Dimension::weekday_hour: return Axis::hour;
    case Dimension::priority: return Axis::priority;
    case Dimension::group: return Axis::group;
  }
  return Axis::type;
}

constexpr std::size_t at(Axis axis) { return static_cast<std::size_t>(axis); }

void check_names(const World& world) {
  std::vector<Problem> problems;
  const auto check = [&](const char* map, const std::string& key, bool is_type) {
    if (key == "all" || (is_type && key == "published"))
      problems.push_back({{world.scenario.files.empty() ? "scenario" : world.scenario.files.front()},
                          std::string(map) + "." + key,
                          "`" + key + "` is reserved (it is a row of the results) (choose another name)"});
  };
  for (const IncidentType& type : world.demand.types) check("incidents", type.key, true);
  for (const District::Area& area : world.district.areas) check("areas", area.key, false);
  for (const Group& group : world.force.groups) check("force", group.key, false);
  if (!problems.empty()) throw ScenarioError{std::move(problems)};
}

}  // namespace

int Table::dimensions() const {
  const auto split = std::count_if(stride.begin(), stride.end(), [](std::size_t s) { return s > 0; });
  return static_cast<int>(split) + (by_hour_of_week ? 1 : 0);
}

void Tables::measure(const World& world) {
  check_names(world);
  std::sort(targets_.begin(), targets_.end());
  targets_.erase(std::unique(targets_.begin(), targets_.end()), targets_.end());
  std::size_t types = world.demand.types.size();
  const auto is_published = [](const IncidentType& type) { return type.published; };
  if (std::any_of(world.demand.types.begin(), world.demand.types.end(), is_published))
    published_ = static_cast<int>(types++);
  sizes_ = {types, world.district.areas.size(), 24, scenario::priorities, world.force.groups.size()};
}

Tables::Tables(const World& world, const std::vector<std::vector<Dimension>>& only)
    : world_{&world}, targets_{world.scenario.results.targets} {
  measure(world);
  add({});
  add({Dimension::type});
  for (const auto& wanted : only) add(wanted);
}

Tables::Tables(const World& world) : world_{&world}, targets_{world.scenario.results.targets} {
  measure(world);
  using enum Dimension;
  add({});
  for (const Dimension alone : {type, area, hour, priority, group}) add({alone});
  add({type, area});
  add({area, hour});
  add({hour, group});
  add({weekday_hour});
  for (const auto& wanted : world.scenario.results.tables) add(wanted);
}

void Tables::add(std::vector<scenario::Dimension> dimensions) {
  Table table;
  table.size.fill(1);
  for (const Dimension dimension : dimensions) {
    const Axis axis = axis_of(dimension);
    if (dimension == Dimension::weekday_hour) table.by_hour_of_week = true;
    table.size[at(axis)] = axis == Axis::hour && table.by_hour_of_week ? std::size_t{hours_of_week} : sizes_[at(axis)];
    table.stride[at(axis)] = 1;
  }
  std::size_t stride = 1;
  for (std::size_t axis = axes; axis-- > 0;) {
    if (table.stride[axis] > 0) table.stride[axis] = stride;
    stride *= table.size[axis];
  }
  if (stride == 0) return;  // nothing to split by: a world without groups, say
  table.cells = stride;
  for (const Table& other : tables_)
    if (other.stride == table.stride && other.size == table.size) return;  // asked for twice, or a standard one
  if (cells_ + table.cells > most_cells)
    throw ScenarioError{{{{world_->scenario.files.empty() ? "scenario" : world_->scenario.files.front()},
                          "results.tables",
                          "these tables would have " + std::to_string(cells_ + table.cells) + " cells (at most " +
                              std::to_string(most_cells) + ") (split by fewer dimensions at once)"}}};
  table.first_cell = cells_;
  table.first_row = rows_;
  table.histograms = table.dimensions() <= 1 ? sampled_measures : 2;
  cells_ += table.cells;
  rows_ += table.cells * table.histograms;
  tables_.push_back(table);
}

Cell Tables::cell(const Table& table, std::size_t index_in_table) const {
  Cell cell;
  for (std::size_t axis = 0; axis < axes; ++axis)
    if (table.stride[axis] > 0)
      cell.at[axis] = static_cast<int>(index_in_table / table.stride[axis] % table.size[axis]);
  cell.by_hour_of_week = table.by_hour_of_week;
  return cell;
}

std::optional<std::size_t> Tables::find(const Cell& cell) const {
  for (const Table& table : tables_) {
    bool same = table.by_hour_of_week == cell.by_hour_of_week;
    std::size_t index = table.first_cell;
    for (std::size_t axis = 0; axis < axes && same; ++axis) {
      same = (table.stride[axis] > 0) == (cell.at[axis] >= 0) && cell.at[axis] < static_cast<int>(table.size[axis]);
      if (same && cell.at[axis] >= 0) index += table.stride[axis] * static_cast<std::size_t>(cell.at[axis]);
    }
    if (same) return index;
  }
  return std::nullopt;
}

const Table& Tables::table_of(std::size_t cell) const {
  const auto beyond = std::upper_bound(tables_.begin(), tables_.end(), cell,
                                       [](std::size_t c, const Table& table) { return c < table.first_cell; });
  return *std::prev(beyond);
}

std::optional<std::size_t> Tables::histogram_row(const Table& table, std::size_t index_in_table,
                                                 Measure measure) const {
  if (index(measure) >= table.histograms) return std::nullopt;
  return table.first_row + index_in_table * table.histograms + index(measure);
}

std::string Tables::label(const Cell& cell, Axis axis) const {
  static constexpr std::array<const char*, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const int coordinate = cell[axis];
  if (coordinate < 0) return "all";
  const auto i = static_cast<std::size_t>(coordinate);
  switch (axis) {
    case Axis::type: return coordinate == published_ ? "published" : world_->demand.types[TypeId{i}].key;
    case Axis::area: return world_->district.areas[AreaId{i}].key;
    case Axis::priority: return std::string{name(static_cast<Priority>(coordinate))};
    case Axis::group: return world_->force.groups[GroupId{i}].key;
    case Axis::hour: break;
  }
  const std::size_t hour = i % 24;
  const std::string text = (hour < 10 ? "0" : "") + std::to_string(hour);
  return cell.by_hour_of_week ? std::string{weekdays[i / 24]} + " " + text : text;
}

}  // namespace kredsim
