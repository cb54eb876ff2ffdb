#include "analysis/store/results_database.hpp"

#include "analysis/store/build_info.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/left_out.hpp"
#include "analysis/store/records_writer.hpp"
#include "analysis/store/run_info.hpp"
#include "analysis/store/run_stamp.hpp"
#include "analysis/store/world_tables.hpp"

namespace kredsim {

namespace {

/// Kept by replication: the total, types alone, areas alone.
bool kept_by_replication(const Table& table) {
  return table.dimensions() == 0 ||
         (table.dimensions() == 1 && (table.split_by(Axis::type) || table.split_by(Axis::area)));
}

}  // namespace

std::vector<std::size_t> cells_by_replication(const Tables& tables) {
  std::vector<std::size_t> cells;
  for (const Table& table : tables.all())
    for (std::size_t cell = 0; kept_by_replication(table) && cell < table.cells; ++cell)
      cells.push_back(table.first_cell + cell);
  return cells;
}

ResultsDatabase::ResultsDatabase(const std::string& path, const Tables& tables) : tables_{tables}, database_{path} {
  create_tables(database_, data_dictionary());
  describe(database_, data_dictionary());
  write_world(database_, tables_.world());
  write_left_out(database_, {&tables_.world().scenario});
  replication_row_ = std::make_unique<Database::Insert>(database_, "replications", 7);
}

ResultsDatabase::~ResultsDatabase() = default;

void ResultsDatabase::add(const Tally& tally) {
  for (const std::size_t cell : cells_by_replication(tables_))
    for (const Estimate& row : replication_rows(tables_, tally, cell))
      if (row.value)
        (*replication_row_)(tally.replication, row.measure, row.statistic, row.type, row.area, row.value, row.n);
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

void ResultsDatabase::write_warm_up(const WarmUpCheck& check) {
  Database::Insert insert{database_, "warm_up", 4};
  double sum = 0;
  for (std::size_t i = 0; i < check.open.size(); ++i) {
    sum += check.open[i];
    insert(seconds(check.bin * static_cast<std::int64_t>(i) - check.warm_up), check.open[i],
           sum / static_cast<double>(i + 1), check.settled.empty() ? std::nullopt : std::optional{check.settled[i]});
  }
}

void ResultsDatabase::write_late_tasks(const std::vector<LateTask>& tasks) {
  const World& world = tables_.world();
  Database::Insert insert{database_, "late_tasks", 12};
  for (const LateTask& task : tasks)
    insert(task.replication, in_hexadecimal(task.key), world.demand.types[task.type].key,
           world.district.areas[world.district.municipality(task.point)].key, to_text(task.begins),
           seconds(task.response), seconds(task.control_centre), seconds(task.wait), seconds(task.way),
           seconds(task.enough), world.force.units[task.unit].name, std::string{name(task.cause)});
}

void ResultsDatabase::finish(const Summary& summary, const std::vector<Estimate>& estimates, const RunChecks& checks) {
  replication_row_.reset();
  write_estimates(estimates);
  write_histograms(summary);
  if (checks.warm_up) write_warm_up(*checks.warm_up);
  const World& world = tables_.world();
  {
    Database::Insert meta{database_, "meta", 2};
    meta("format", results_format);
    meta("version", program_version());
    meta("commit", program_commit());
    meta("run", run_stamp({world.scenario.resolved}));
    meta("title_da", world.scenario.title.da);
    meta("title_en", world.scenario.title.en);
    meta("question_da", world.scenario.question.da);
    meta("question_en", world.scenario.question.en);
    meta("district_da", world.district.name.da);
    meta("district_en", world.district.name.en);
    meta("stylised", world.district.stylised ? "1" : "0");
    meta("areas_called", std::string{name(world.scenario.areas_called)});
    const scenario::Text fenced = ring_fenced({&world.scenario});
    meta("ring_fenced_da", fenced.da);
    meta("ring_fenced_en", fenced.en);
    meta("seed", std::to_string(world.scenario.seed));
    meta("replications_asked", std::to_string(summary.planned()));
    meta("replications_done", std::to_string(summary.replications()));
    meta("period_start", to_text(world.scenario.period.start));
    meta("period_s", std::to_string(world.scenario.period.length.count() / 1000));
    meta("control_centre", world.scenario.control_centre ? "1" : "0");
    meta("late_after_s", std::to_string(world.scenario.results.late_after.count() / 1000));
    meta("most_waiting", std::to_string(world.scenario.period.most_waiting));
    meta("interval", "95 % simulation precision; groups of replications: " + std::to_string(summary.groups().size()));
    if (checks.warm_up) meta("warm_up_check", name(checks.warm_up->finding));
    if (checks.until) meta("until", in_words(*checks.until));
  }
  database_.close();
}

}  // namespace kredsim
