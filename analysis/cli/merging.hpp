#pragma once

#include <atomic>
#include <string>

#include "analysis/cli/shelf.hpp"
#include "analysis/cli/summary.hpp"
#include "analysis/store/results_folder.hpp"

namespace kredsim::cli {

struct MergeOptions {
  std::string out;
  IfExists if_exists = IfExists::refuse;
  int threads = 1;
  Language language = Language::en;
  const std::atomic<bool>* stop = nullptr;
};

/// Puts the shards of a job together: the results folder that the job would have given in one go, to the byte but for
/// `run.json`. The shards have been checked. @return what to print; empty if interrupted.
std::string merge_run(const Job& job, const Shelf& shelf, const MergeOptions& options, RunInfo run);
std::string merge_sweep(const Job& job, const Shelf& shelf, const MergeOptions& options, RunInfo run);

/// The objective of the sweep must be a row of its results. Looks at the tables of the first point.
/// @throws ScenarioError.
void check_objective(const Job& job);

}  // namespace kredsim::cli
