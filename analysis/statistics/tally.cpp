#include "analysis/statistics/tally.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "analysis/statistics/dispatching.hpp"
#include "analysis/statistics/exposure.hpp"
#include "analysis/statistics/help.hpp"
#include "analysis/statistics/late.hpp"
#include "analysis/statistics/local_police.hpp"
#include "analysis/statistics/presence.hpp"
#include "analysis/statistics/reach.hpp"
#include "analysis/statistics/recovery.hpp"

namespace kredsim {

namespace {

/// What an incident, or an assignment to one, is split by.
struct Key {
  std::size_t type = 0;
  std::size_t priority = 0;
  std::size_t hour_of_week = 0;
  GroupId group;  ///< invalid: no unit
  std::array<AreaId, most_layers> areas;
  bool published = false;
};

/// Incidents or assignments as columns, with their values of successive sampled measures.
struct Population {
  explicit Population(std::size_t first, std::size_t number, std::size_t rows)
      : first_measure{first}, measures(number) {
    keys.reserve(rows);
    for (Values& values : measures) values.thousandths.reserve(rows);
  }

  void push_back(const Key& key) {
    keys.push_back(key);
    for (Values& values : measures) values.thousandths.push_back(-1);
  }

  /// Once all rows are there. Each value goes to many cells, but its bin is the same in all.
  void find_bins() {
    for (Values& values : measures) {
      values.bins.resize(values.thousandths.size());
      std::transform(values.thousandths.begin(), values.thousandths.end(), values.bins.begin(), bins::bin_of);
    }
  }

  struct Values {
    std::vector<std::int64_t> thousandths;  ///< ms or mm; -1: no value
    std::vector<std::uint16_t> bins;
  };
  std::vector<Key> keys;
  std::size_t first_measure;
  std::vector<Values> measures;
  std::vector<Fate> fates;  ///< incidents only, like the next
  std::vector<std::uint8_t> waited;
};

std::int64_t between(SimTime from, SimTime to) { return (to - from).count(); }

Key key_of(const World& world, const IncidentRecord& incident, UnitId unit) {
  const IncidentType& type = world.demand.types[incident.type];
  return {incident.type.index(),
          static_cast<std::size_t>(type.priority),
          static_cast<std::size_t>(hour_of_week(incident.created)),
          unit.valid() ? world.force.units[unit].group : GroupId{},
          world.district.points[incident.point].areas,
          type.published};
}

/// The clocks of one incident, into the row that was added last.
void add_clocks(const World& world, const IncidentRecord& incident, Population& incidents) {
  const auto set = [&](Measure measure, std::int64_t value) {
    incidents.measures[index(measure)].thousandths.back() = value;
  };
  const auto& centre = world.scenario.control_centre;
  const bool from_answer = centre && centre->response_from == scenario::ResponseFrom::alarm_centre;
  const SimTime begin = from_answer ? incident.answered : incident.received;
  if (incident.first_arrival != never)
    set(Measure::response_s, between(begin, incident.first_arrival + incident.arrival_report));
  if (incident.enough_there != never) {
    set(Measure::enough_officers_s, between(begin, incident.enough_there + incident.arrival_report));
    set(Measure::enough_wait_s, between(incident.first_arrival, incident.enough_there));
  }
  if (incident.dispatched != never) set(Measure::dispatch_wait_s, between(incident.ready, incident.dispatched));
  if (!centre) return;
  if (incident.first_arrival != never) set(Measure::citizen_wait_s, between(incident.created, incident.first_arrival));
  if (incident.answered != never && world.demand.types[incident.type].line != scenario::Line::none) {
    set(Measure::answer_wait_s, between(incident.created, incident.answered));
    if (incident.received != never) set(Measure::call_handling_s, between(incident.answered, incident.received));
  }
  if (incident.ready != never) set(Measure::dispatcher_s, between(incident.received, incident.ready));
}

bool first_there(const AssignmentRecord& assignment, const IncidentRecord& incident) {
  return incident.measured && assignment.arrived != never && assignment.arrived == incident.first_arrival &&
         assignment.unit == incident.first_unit;
}

Population incidents_of(const World& world, const Outcome& outcome) {
  Population incidents{index(Measure::response_s), index(Measure::on_scene_s), outcome.incidents.size()};
  std::vector<std::uint32_t> row_at(outcome.incidents.size(), 0);
  for (std::size_t i = 0; i < outcome.incidents.size(); ++i) {
    const IncidentRecord& incident = outcome.incidents[i];
    if (!incident.measured || incident.fate == Fate::cancelled) continue;
    row_at[i] = static_cast<std::uint32_t>(incidents.keys.size());
    incidents.push_back(key_of(world, incident, incident.first_unit));
    const bool dispatched = incident.dispatched != never;
    add_clocks(world, incident, incidents);
    incidents.fates.push_back(incident.fate);
    incidents.waited.push_back(dispatched ? incident.dispatched > incident.ready
                                          : incident.fate == Fate::unserved && incident.ready != never);
  }
  for (const AssignmentRecord& assignment : outcome.assignments)
    if (first_there(assignment, outcome.incidents[assignment.incident])) {
      const std::uint32_t row = row_at[assignment.incident];
      incidents.measures[index(Measure::travel_s)].thousandths[row] =
          between(assignment.dispatched, assignment.arrived);
      if (assignment.departed != never)
        incidents.measures[index(Measure::turnout_s)].thousandths[row] =
            between(assignment.dispatched, assignment.departed);
    }
  incidents.find_bins();
  return incidents;
}

Population assignments_of(const World& world, const Outcome& outcome) {
  Population assignments{index(Measure::on_scene_s), 2, outcome.assignments.size()};
  for (const AssignmentRecord& assignment : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[assignment.incident];
    if (!incident.measured || incident.fate == Fate::cancelled) continue;
    assignments.push_back(key_of(world, incident, assignment.unit));
    if (assignment.arrived == never) continue;
    if (assignment.cleared != never)
      assignments.measures[0].thousandths.back() = between(assignment.arrived, assignment.cleared);
    assignments.measures[1].thousandths.back() = assignment.distance.count();
  }
  assignments.find_bins();
  return assignments;
}

/// The rows of a population in the order of the cells of one table: a counting sort.
class Links {
 public:
  void sort(const Tables& tables, const Table& table, const std::vector<Key>& keys) {
    start_.assign(table.cells + 1, 0);
    if (table.dimensions() == 0) {
      start_[1] = keys.size();
      order_.resize(keys.size());
      std::iota(order_.begin(), order_.end(), 0U);
      return;
    }
    links_.clear();
    for (std::size_t r = 0; r < keys.size(); ++r)
      for_each_cell(table, tables.published(), keys[r], [&](std::size_t cell) {
        links_.push_back({static_cast<std::uint32_t>(cell), static_cast<std::uint32_t>(r)});
        ++start_[cell + 1];
      });
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    next_.assign(start_.begin(), start_.end() - 1);
    order_.resize(links_.size());
    for (const Link& link : links_) order_[next_[link.cell]++] = link.row;
  }

  [[nodiscard]] std::span<const std::uint32_t> rows(std::size_t cell) const {
    return {order_.data() + start_[cell], order_.data() + start_[cell + 1]};
  }

 private:
  struct Link {
    std::uint32_t cell;
    std::uint32_t row;
  };

  template <class Visit>
  static void for_each_cell(const Table& table, int published, const Key& key, const Visit& visit) {
    const std::size_t by_type = table.step(Axis::type);
    const std::size_t by_area = table.step(Axis::area);
    const std::size_t by_group = table.step(Axis::group);
    if (by_group > 0 && !key.group.valid()) return;
    const std::size_t hour = table.by_hour_of_week ? key.hour_of_week : key.hour_of_week % 24;
    const std::size_t base = table.step(Axis::hour) * hour + table.step(Axis::priority) * key.priority +
                             (by_group > 0 ? by_group * key.group.index() : 0);
    const auto visit_type = [&](std::size_t type) {
      const std::size_t cell = base + by_type * type;
      if (by_area == 0) return visit(cell);
      for (const AreaId area : key.areas)
        if (area.valid()) visit(cell + by_area * area.index());
    };
    visit_type(key.type);
    if (by_type > 0 && key.published) visit_type(static_cast<std::size_t>(published));
  }

  std::vector<Link> links_;
  std::vector<std::size_t> start_;
  std::vector<std::size_t> next_;
  std::vector<std::uint32_t> order_;
};

/// Folds the rows into the cells of one table after the other, cell by cell, so that a cell's sums stay in registers
/// and its histogram in the cache.
class Folder {
 public:
  Folder(const Tables& tables, Sums& sums) : tables_{tables}, sums_{sums}, histograms_{tables.histogram_rows()} {
    for (std::size_t m = 0; m < sampled_measures; ++m)
      measured_[m] = measured_in(tables.world(), static_cast<Measure>(m));
  }

  void fold(const Table& table, const Population& incidents, const Population& assignments) {
    incident_links_.sort(tables_, table, incidents.keys);
    assignment_links_.sort(tables_, table, assignments.keys);
    for (std::size_t cell = 0; cell < table.cells; ++cell) {
      count(table.first_cell + cell, incidents, incident_links_.rows(cell));
      sums_.at(table.first_cell + cell, Sum::assignments) =
          static_cast<std::int64_t>(assignment_links_.rows(cell).size());
      sample(table, cell, incidents, incident_links_.rows(cell));
      sample(table, cell, assignments, assignment_links_.rows(cell));
    }
  }

  Histograms finish() { return histograms_.finish(); }

 private:
  void count(std::size_t cell, const Population& incidents, std::span<const std::uint32_t> rows) {
    std::int64_t unserved = 0;
    std::int64_t lost = 0;
    std::int64_t abandoned = 0;
    std::int64_t settled = 0;
    std::int64_t waited = 0;
    for (const std::uint32_t r : rows) {
      unserved += incidents.fates[r] == Fate::unserved ? 1 : 0;
      lost += incidents.fates[r] == Fate::lost ? 1 : 0;
      abandoned += incidents.fates[r] == Fate::abandoned ? 1 : 0;
      settled += incidents.fates[r] == Fate::settled ? 1 : 0;
      waited += incidents.waited[r];
    }
    sums_.at(cell, Sum::incidents) = static_cast<std::int64_t>(rows.size());
    sums_.at(cell, Sum::unserved) = unserved;
    sums_.at(cell, Sum::lost) = lost;
    sums_.at(cell, Sum::abandoned) = abandoned;
    sums_.at(cell, Sum::settled) = settled;
    sums_.at(cell, Sum::waited) = waited;
  }

  void sample(const Table& table, std::size_t cell, const Population& population, std::span<const std::uint32_t> rows) {
    for (std::size_t i = 0; i < population.measures.size(); ++i) {
      const auto measure = static_cast<Measure>(population.first_measure + i);
      if (!measured_[index(measure)]) continue;
      gather(population.measures[i], rows);
      sum(table.first_cell + cell, measure);
      if (const auto row = tables_.histogram_row(table, cell, measure)) histograms_.write(*row, {bins_.data(), size_});
    }
  }

  /// The values of the rows that have one, side by side: the sums then read straight memory.
  void gather(const Population::Values& from, std::span<const std::uint32_t> rows) {
    values_.resize(std::max(values_.size(), rows.size()));
    bins_.resize(values_.size());
    size_ = 0;
    for (const std::uint32_t r : rows) {
      values_[size_] = from.thousandths[r];
      bins_[size_] = from.bins[r];
      size_ += from.thousandths[r] >= 0 ? 1 : 0;
    }
  }

  void sum(std::size_t cell, Measure measure) {
    std::int64_t total = 0;
    WideCount squares = 0;
    const std::span<const std::int64_t> values{values_.data(), size_};
    for (const std::int64_t value : values) {
      total += value;
      squares += static_cast<WideCount>(static_cast<std::uint64_t>(value)) * static_cast<std::uint64_t>(value);
    }
    sums_.n(cell, measure) = static_cast<std::int64_t>(size_);
    sums_.total(cell, measure) = total;
    sums_.squares(cell, measure) = squares;
    if (!has_targets(measure)) return;
    for (std::size_t target = 0; target < tables_.targets().size(); ++target) {
      const std::int64_t limit = tables_.targets()[target].count();
      sums_.within(cell, measure, target) =
          std::count_if(values.begin(), values.end(), [=](std::int64_t v) { return v <= limit; });
    }
  }

  const Tables& tables_;
  Sums& sums_;
  Histograms::Writer histograms_;
  std::array<bool, sampled_measures> measured_{};
  Links incident_links_;
  Links assignment_links_;
  std::vector<std::int64_t> values_;  ///< the first `size_` are in use, as are their bins
  std::vector<std::uint16_t> bins_;
  std::size_t size_ = 0;
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
  for (const Table& table : tables.all()) folder.fold(table, incidents, assignments);
  result.sums.set_histograms(folder.finish());
  add_exposure(tables, outcome, result.sums);
  add_dispatching(tables, outcome, result.sums);
  add_presence(tables, outcome, result.sums);
  add_totals(tables, outcome, result.sums);
  add_late(tables, outcome, result.sums);
  add_local_police(tables, outcome, result.sums);
  add_reach(tables, outcome, result.sums);
  add_help(tables, outcome, result.sums);
  square_counts(tables, result.sums);
  return result;
}

}  // namespace kredsim
