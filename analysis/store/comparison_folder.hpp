#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/statistics/comparison.hpp"
#include "analysis/store/results_folder.hpp"

namespace kredsim {

/// A plan set against the base, with its rows. What it points to must outlive it.
struct ComparedPlan {
  std::string name;  ///< unique; names files
  const Comparison* comparison = nullptr;
  std::vector<Difference> rows;
};

/// `differences.csv`, `points.csv`, `results.sqlite`, `base.resolved.yaml`, one `NAME.resolved.yaml` a plan, and
/// `run.json`. All but run.json depend on the scenarios, the seed, the replications and the program only.
class ComparisonFolder {
 public:
  /// Call before the first replication, so that a folder that cannot be written is found at once.
  ComparisonFolder(const std::string& folder, IfExists if_exists) : folder_{folder, if_exists} {}
  /// `add` may write more files into the folder it is given, which then holds all the others.
  void commit(const std::vector<ComparedPlan>& plans, RunInfo run, const RunChecks& checks,
              const std::function<void(const std::string& folder)>& add = {});

 private:
  PendingFolder folder_;
};

/// For `--json`: one object with `base`, `plans`, `replications` and `differences`, the rows of `differences.csv`.
std::string to_json(const std::vector<ComparedPlan>& plans);

}  // namespace kredsim
