#include "analysis/statistics/tally.hpp"

#include <algorithm>
#include <span>

#include "analysis/statistics/exposure.hpp"

namespace kredsim {

namespace {

/// What an incident, or an assignment to one, is split by.
struct Key {
  int type = 0;
  int priority = 0;
  int group = -1;  ///< -1: no unit
  int hour_of_week = 0;
  PointId point;
};

/// Incidents or assignments as columns, with their values of successive sampled measures.
struct Population {
  explicit Population(std::size_t first, std::size_t number, std::size_t rows)
      : first_measure{first}, measures(number) {
    keys.reserve(rows);
    for (Values& values : measures) values.reserve(rows);
  }

  void push_back(const Key& key) {
    keys.push_back(key);
    for (Values& values : measures) values.push_back(-1);
  }

  using Values = std::vector<std::int64_t>;  ///< ms or mm; -1: no value
  std::vector<Key> keys;
  std::size_t first_measure;
  std::vector<Values> measures;
  std::vector<Fate> fates;  ///< incidents only, like the next
  std::vector<bool> waited;
};

std::int64_t between(SimTime from, SimTime to) { return (to - from).count(); }

Key key_of(const World& world, const IncidentRecord& incident, UnitId unit) {
  return {static_cast<int>(incident.type.index()), static_cast<int>(world.demand.types[incident.type].priority),
          unit.valid() ? static_cast<int>(world.force.units[unit].group.index()) : -1, hour_of_week(incident.created),
          incident.point};
}

Population incidents_of(const World& world, const Outcome& outcome) {
  Population incidents{index(Measure::response_s), 3, outcome.incidents.size()};
  std::vector<std::uint32_t> row_at(outcome.incidents.size(), 0);
  for (std::size_t i = 0; i < outcome.incidents.size(); ++i) {
    const IncidentRecord& incident = outcome.incidents[i];
    if (!incident.measured) continue;
    row_at[i] = static_cast<std::uint32_t>(incidents.keys.size());
    incidents.push_back(key_of(world, incident, incident.first_unit));
    const bool dispatched = incident.dispatched != never;
    if (incident.first_arrival != never)
      incidents.measures[0].back() = between(incident.created, incident.first_arrival);
    if (dispatched) incidents.measures[1].back() = between(incident.created, incident.dispatched);
    incidents.fates.push_back(incident.fate);
    incidents.waited.push_back(dispatched ? incident.dispatched > incident.created : incident.fate == Fate::unserved);
  }
  for (const AssignmentRecord& assignment : outcome.assignments)
    if (assignment.rank == 0 && assignment.arrived != never && outcome.incidents[assignment.incident].measured)
      incidents.measures[2][row_at[assignment.incident]] = between(assignment.dispatched, assignment.arrived);
  return incidents;
}

Population assignments_of(const World& world, const Outcome& outcome) {
  Population assignments{index(Measure::on_scene_s), 2, outcome.assignments.size()};
  for (const AssignmentRecord& assignment : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[assignment.incident];
    if (!incident.measured) continue;
    assignments.push_back(key_of(world, incident, assignment.unit));
    if (assignment.arrived == never) continue;
    if (assignment.cleared != never) assignments.measures[0].back() = between(assignment.arrived, assignment.cleared);
    assignments.measures[1].back() = assignment.distance.count();
  }
  return assignments;
}

/// Folds populations into the cells of one table after the other. Rows are brought into the order of their cells first
/// (a counting sort), so that a cell's sums stay in registers and its histogram in the cache.
class Folder {
 public:
  Folder(const Tables& tables, Sums& sums) : tables_{tables}, sums_{sums}, histograms_{tables.histogram_rows()} {}

  void fold(const Table& table, const Population& population) {
    link(table, population.keys);
    for (std::size_t cell = 0; cell < table.cells; ++cell) {
      const std::span<const std::uint32_t> members{order_.data() + start_[cell], order_.data() + start_[cell + 1]};
      const std::size_t global = table.first_cell + cell;
      if (population.fates.empty()) {
        sums_.at(global, Sum::assignments) += static_cast<std::int64_t>(members.size());
      } else {
        count(global, population, members);
      }
      for (std::size_t i = 0; i < population.measures.size(); ++i) {
        gather(population.measures[i], members);
        sample(table, cell, static_cast<Measure>(population.first_measure + i));
      }
    }
  }

  /// Histograms come in the order of their rows: a table's incidents and assignments are interleaved by cell.
  void write_histograms(const Table& table) {
    for (std::size_t cell = 0; cell < table.cells; ++cell)
      for (std::size_t m = 0; m < table.histograms; ++m) {
        const auto& [from, to] = kept_[cell * table.histograms + m];
        histograms_.write(table.first_row + cell * table.histograms + m,
                          {kept_bins_.data() + from, kept_bins_.data() + to});
      }
  }

  void open(const Table& table) {
    kept_.assign(table.cells * table.histograms, {0, 0});
    kept_bins_.clear();
  }

  Histograms finish() { return histograms_.finish(); }

 private:
  template <class Visit>
  void for_each_cell(const Table& table, const Key& row, const Visit& visit) const {
    const auto stride = [&](Axis axis) { return table.stride[static_cast<std::size_t>(axis)]; };
    if (stride(Axis::group) > 0 && row.group < 0) return;
    const int hour = table.by_hour_of_week ? row.hour_of_week : row.hour_of_week % 24;
    const std::size_t base = stride(Axis::hour) * static_cast<std::size_t>(hour) +
                             stride(Axis::priority) * static_cast<std::size_t>(row.priority) +
                             stride(Axis::group) * static_cast<std::size_t>(std::max(row.group, 0));
    const auto visit_type = [&](std::size_t type) {
      const std::size_t cell = base + stride(Axis::type) * type;
      if (!table.split_by(Axis::area)) return visit(cell);
      for (const AreaId area : tables_.world().district.points[row.point].areas)
        if (area.valid()) visit(cell + stride(Axis::area) * area.index());
    };
    visit_type(static_cast<std::size_t>(row.type));
    if (table.split_by(Axis::type) &&
        tables_.world().demand.types[TypeId{static_cast<std::size_t>(row.type)}].published)
      visit_type(static_cast<std::size_t>(tables_.published()));
  }

  void link(const Table& table, const std::vector<Key>& rows) {
    links_.clear();
    start_.assign(table.cells + 1, 0);
    for (std::size_t r = 0; r < rows.size(); ++r)
      for_each_cell(table, rows[r], [&](std::size_t cell) {
        links_.push_back({static_cast<std::uint32_t>(cell), static_cast<std::uint32_t>(r)});
        ++start_[cell + 1];
      });
    for (std::size_t cell = 0; cell < table.cells; ++cell) start_[cell + 1] += start_[cell];
    order_.resize(links_.size());
    next_.assign(start_.begin(), start_.end() - 1);
    for (const Link& link : links_) order_[next_[link.cell]++] = link.row;
  }

  void count(std::size_t cell, const Population& incidents, std::span<const std::uint32_t> members) {
    std::int64_t unserved = 0;
    std::int64_t lost = 0;
    std::int64_t waited = 0;
    for (const std::uint32_t r : members) {
      unserved += incidents.fates[r] == Fate::unserved ? 1 : 0;
      lost += incidents.fates[r] == Fate::lost ? 1 : 0;
      waited += incidents.waited[r] ? 1 : 0;
    }
    sums_.at(cell, Sum::incidents) += static_cast<std::int64_t>(members.size());
    sums_.at(cell, Sum::unserved) += unserved;
    sums_.at(cell, Sum::lost) += lost;
    sums_.at(cell, Sum::waited) += waited;
  }

  /// The values of the members that have one, side by side: the sums below then read straight memory.
  void gather(const Population::Values& from, std::span<const std::uint32_t> members) {
    values_.resize(members.size());
    std::size_t n = 0;
    for (const std::uint32_t r : members) {
      values_[n] = from[r];
      n += from[r] >= 0 ? 1 : 0;
    }
    values_.resize(n);
  }

  void sample(const Table& table, std::size_t cell, Measure measure) {
    const std::size_t global = table.first_cell + cell;
    std::int64_t total = 0;
    WideCount squares = 0;
    for (const std::int64_t value : values_) {
      total += value;
      squares += static_cast<WideCount>(static_cast<std::uint64_t>(value)) * static_cast<std::uint64_t>(value);
    }
    sums_.n(global, measure) += static_cast<std::int64_t>(values_.size());
    sums_.total(global, measure) += total;
    sums_.squares(global, measure) += squares;
    if (index(measure) < table.histograms) keep_bins(cell * table.histograms + index(measure));
    if (!has_targets(measure)) return;
    for (std::size_t target = 0; target < tables_.targets().size(); ++target) {
      const std::int64_t limit = tables_.targets()[target].count();
      sums_.within(global, measure, target) +=
          std::count_if(values_.begin(), values_.end(), [=](std::int64_t v) { return v <= limit; });
    }
  }

  void keep_bins(std::size_t row_in_table) {
    const std::size_t from = kept_bins_.size();
    kept_bins_.resize(from + values_.size());
    std::transform(values_.begin(), values_.end(), kept_bins_.begin() + static_cast<std::ptrdiff_t>(from),
                   bins::bin_of);
    kept_[row_in_table] = {from, kept_bins_.size()};
  }

  struct Link {
    std::uint32_t cell;
    std::uint32_t row;
  };

  const Tables& tables_;
  Sums& sums_;
  Histograms::Writer histograms_;
  std::vector<Link> links_;
  std::vector<std::size_t> start_;  ///< per cell: its members in `order_`
  std::vector<std::size_t> next_;
  std::vector<std::uint32_t> order_;
  std::vector<std::int64_t> values_;
  std::vector<std::pair<std::size_t, std::size_t>> kept_;  ///< per cell and measure: its bins in `kept_bins_`
  std::vector<std::uint16_t> kept_bins_;
};

void square_counts(const Tables& tables, Sums& sums) {
  for (std::size_t cell = 0; cell < tables.cells(); ++cell)
    for (std::size_t i = 0; i < counted; ++i) {
      const auto value = static_cast<WideCount>(sums.at(cell, static_cast<Sum>(i)));
      sums.count_squares(cell, static_cast<Sum>(i)) = value * value;
    }
}

}  // namespace

Tally tally(const Tables& tables, const Outcome& outcome) {
  Tally result{outcome.replication, Sums{tables}};
  result.sums.set_replications(1);
  const Population incidents = incidents_of(tables.world(), outcome);
  const Population assignments = assignments_of(tables.world(), outcome);
  Folder folder{tables, result.sums};
  for (const Table& table : tables.all()) {
    folder.open(table);
    folder.fold(table, incidents);
    folder.fold(table, assignments);
    folder.write_histograms(table);
  }
  result.sums.set_histograms(folder.finish());
  add_exposure(tables, outcome, result.sums);
  square_counts(tables, result.sums);
  return result;
}

}  // namespace kredsim
