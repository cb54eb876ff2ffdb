#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/latest_tasks.hpp"
#include "analysis/store/database.hpp"
#include "analysis/store/run_checks.hpp"

namespace kredsim {

/// The cells whose figures are kept by replication: the total, types alone, areas alone. Rising.
std::vector<std::size_t> cells_by_replication(const Tables& tables);

/// `results.sqlite`: the figures of a run in tidy tables that explain themselves (data_dictionary.hpp). Filled while
/// replications come in, in their order, so that the bytes depend on the scenario, the seed and the program only.
class ResultsDatabase {
 public:
  /// A new file. `tables` must outlive it.
  ResultsDatabase(const std::string& path, const Tables& tables);
  ~ResultsDatabase();

  /// The rows of one replication: total, each type and each area.
  void add(const Tally& tally);
  /// Everything else; closes the file.
  void finish(const Summary& summary, const std::vector<Estimate>& estimates, const RunChecks& checks = {});
  /// Before `finish`.
  void write_late_tasks(const std::vector<LateTask>& tasks);

 private:
  void write_estimates(const std::vector<Estimate>& estimates);
  void write_histograms(const Summary& summary);
  void write_warm_up(const WarmUpCheck& check);

  const Tables& tables_;
  Database database_;
  std::unique_ptr<Database::Insert> replication_row_;
};

}  // namespace kredsim
