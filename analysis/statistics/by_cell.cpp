#include "analysis/statistics/by_cell.hpp"

namespace kredsim {

void add_by_cell(const Tables& tables, const Belongs& where, Sum sum, std::int64_t value, Sums& sums) {
  for (const Table& table : tables.all()) {
    const std::size_t by_type = table.step(Axis::type);
    const std::size_t by_area = table.step(Axis::area);
    const std::size_t by_hour = table.step(Axis::hour);
    const std::size_t by_priority = table.step(Axis::priority);
    const std::size_t by_group = table.step(Axis::group);
    const auto left_out = [](std::size_t stride, int coordinate) { return stride > 0 && coordinate < 0; };
    if (left_out(by_type, where.type) || left_out(by_hour, where.hour_of_week) ||
        left_out(by_priority, where.priority) || left_out(by_group, where.group))
      continue;
    const auto at = [](std::size_t stride, int coordinate) {
      return stride > 0 ? stride * static_cast<std::size_t>(coordinate) : 0;
    };
    const int hour = table.by_hour_of_week ? where.hour_of_week : where.hour_of_week % 24;
    const std::size_t base =
        table.first_cell + at(by_hour, hour) + at(by_priority, where.priority) + at(by_group, where.group);
    const auto add_type = [&](int type) {
      const std::size_t cell = base + at(by_type, type);
      if (by_area == 0) {
        sums.at(cell, sum) += value;
        return;
      }
      for (const AreaId area : where.areas)
        if (area.valid()) sums.at(cell + by_area * area.index(), sum) += value;
    };
    add_type(where.type);
    if (by_type > 0 && where.published) add_type(tables.published());
  }
}

Belongs belongs(const Tables& tables, const IncidentRecord& incident) {
  const World& world = tables.world();
  const IncidentType& type = world.demand.types[incident.type];
  return {static_cast<int>(incident.type.index()),
          static_cast<int>(type.priority),
          hour_of_week(incident.created),
          -1,
          world.district.points[incident.point].areas,
          type.published};
}

}  // namespace kredsim
