#include "analysis/statistics/tally.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "analysis/statistics/exposure.hpp"

namespace kredsim {

namespace {

/// An incident, or an assignment to one, with what it is split by and up to three values of successive measures.
struct Row {
  int type = 0;
  int priority = 0;
  int group = -1;  ///< -1: no unit
  int hour_of_week = 0;
  PointId point;
  std::array<std::int64_t, 3> value{-1, -1, -1};  ///< ms or mm; -1: no value
  std::array<std::uint16_t, 3> bin{};
  bool waited = false;
  Fate fate = Fate::cleared;

  void set(std::size_t i, std::int64_t thousandths) {
    value[i] = thousandths;
    bin[i] = bins::bin_of(thousandths);
  }
};

/// Rows of one kind and the sampled measures whose values they carry.
struct Population {
  std::vector<Row> rows;
  std::size_t first_measure = 0;
  std::size_t measures = 0;
  bool are_incidents = false;
};

std::int64_t between(SimTime from, SimTime to) { return (to - from).count(); }

Row row_of(const World& world, const IncidentRecord& incident) {
  Row row;
  row.type = static_cast<int>(incident.type.index());
  row.priority = static_cast<int>(world.demand.types[incident.type].priority);
  row.hour_of_week = hour_of_week(incident.created);
  row.point = incident.point;
  row.fate = incident.fate;
  return row;
}

Population incidents_of(const World& world, const Outcome& outcome) {
  Population incidents{{}, index(Measure::response_s), 3, true};
  std::vector<std::uint32_t> row_at(outcome.incidents.size(), std::numeric_limits<std::uint32_t>::max());
  incidents.rows.reserve(outcome.incidents.size());
  for (std::size_t i = 0; i < outcome.incidents.size(); ++i) {
    const IncidentRecord& incident = outcome.incidents[i];
    if (!incident.measured) continue;
    Row row = row_of(world, incident);
    if (incident.first_unit.valid()) row.group = static_cast<int>(world.force.units[incident.first_unit].group.index());
    if (incident.first_arrival != never) row.set(0, between(incident.created, incident.first_arrival));
    if (incident.dispatched != never) row.set(1, between(incident.created, incident.dispatched));
    row.waited =
        incident.dispatched != never ? incident.dispatched > incident.created : incident.fate == Fate::unserved;
    row_at[i] = static_cast<std::uint32_t>(incidents.rows.size());
    incidents.rows.push_back(row);
  }
  for (const AssignmentRecord& assignment : outcome.assignments)
    if (assignment.rank == 0 && assignment.arrived != never && outcome.incidents[assignment.incident].measured)
      incidents.rows[row_at[assignment.incident]].set(2, between(assignment.dispatched, assignment.arrived));
  return incidents;
}

Population assignments_of(const World& world, const Outcome& outcome) {
  Population assignments{{}, index(Measure::on_scene_s), 2, false};
  assignments.rows.reserve(outcome.assignments.size());
  for (const AssignmentRecord& assignment : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[assignment.incident];
    if (!incident.measured) continue;
    Row row = row_of(world, incident);
    row.group = static_cast<int>(world.force.units[assignment.unit].group.index());
    if (assignment.arrived != never) {
      row.set(1, assignment.distance.count());
      if (assignment.cleared != never) row.set(0, between(assignment.arrived, assignment.cleared));
    }
    assignments.rows.push_back(row);
  }
  return assignments;
}

/// Folds populations into the cells of one table after the other. Rows are brought into the order of their cells first
/// (a counting sort), so that a cell's sums stay in registers and its histogram in the cache.
class Folder {
 public:
  Folder(const Tables& tables, Sums& sums) : tables_{tables}, sums_{sums}, histograms_{tables.histogram_rows()} {}

  void fold(const Table& table, const Population& population) {
    link(table, population.rows);
    for (std::size_t cell = 0; cell < table.cells; ++cell) {
      const std::span<const std::uint32_t> members{order_.data() + start_[cell], order_.data() + start_[cell + 1]};
      const std::size_t global = table.first_cell + cell;
      if (population.are_incidents) {
        count(global, population.rows, members);
      } else {
        sums_.at(global, Sum::assignments) += static_cast<std::int64_t>(members.size());
      }
      for (std::size_t i = 0; i < population.measures; ++i)
        sample(table, cell, static_cast<Measure>(population.first_measure + i), i, population.rows, members);
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
  void for_each_cell(const Table& table, const Row& row, const Visit& visit) const {
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

  void link(const Table& table, const std::vector<Row>& rows) {
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

  void count(std::size_t cell, const std::vector<Row>& rows, std::span<const std::uint32_t> members) {
    std::int64_t unserved = 0;
    std::int64_t lost = 0;
    std::int64_t waited = 0;
    for (const std::uint32_t r : members) {
      unserved += rows[r].fate == Fate::unserved ? 1 : 0;
      lost += rows[r].fate == Fate::lost ? 1 : 0;
      waited += rows[r].waited ? 1 : 0;
    }
    sums_.at(cell, Sum::incidents) += static_cast<std::int64_t>(members.size());
    sums_.at(cell, Sum::unserved) += unserved;
    sums_.at(cell, Sum::lost) += lost;
    sums_.at(cell, Sum::waited) += waited;
  }

  void sample(const Table& table, std::size_t cell, Measure measure, std::size_t i, const std::vector<Row>& rows,
              std::span<const std::uint32_t> members) {
    const bool keeps_histogram = index(measure) < table.histograms;
    const std::size_t kept_from = kept_bins_.size();
    std::int64_t n = 0;
    std::int64_t total = 0;
    WideCount squares = 0;
    for (const std::uint32_t r : members) {
      const std::int64_t value = rows[r].value[i];
      if (value < 0) continue;
      ++n;
      total += value;
      squares += static_cast<WideCount>(static_cast<std::uint64_t>(value)) * static_cast<std::uint64_t>(value);
      if (keeps_histogram) kept_bins_.push_back(rows[r].bin[i]);
    }
    const std::size_t global = table.first_cell + cell;
    sums_.n(global, measure) += n;
    sums_.total(global, measure) += total;
    sums_.squares(global, measure) += squares;
    if (keeps_histogram) kept_[cell * table.histograms + index(measure)] = {kept_from, kept_bins_.size()};
    if (!has_targets(measure)) return;
    for (std::size_t target = 0; target < tables_.targets().size(); ++target) {
      const std::int64_t limit = tables_.targets()[target].count();
      std::int64_t within = 0;
      for (const std::uint32_t r : members) within += rows[r].value[i] >= 0 && rows[r].value[i] <= limit ? 1 : 0;
      sums_.within(global, measure, target) += within;
    }
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
