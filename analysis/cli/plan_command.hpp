#pragma once

#include <string>

#include "analysis/cli/invocation.hpp"
#include "analysis/cli/job.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// Adds `plan` and `merge`: work that many machines share (docs/how-to/many-machines.md).
void add_plan_commands(CLI::App& app, Invocation& invocation);

/// Whether `kredsim plan` wrote this folder.
bool is_plan(const std::string& folder);

/// `run PLAN --shard i/N`. `shard` empty: SLURM_ARRAY_TASK_ID says which.
/// @throws CLI::ValidationError for a shard that cannot be, InputError for inputs that have changed.
ExitCode run_shard(const std::string& folder, const std::string& shard, int threads);

/// Writes `plan.json` and the folder for the shards; the plan appears last and whole.
void write_plan(const std::string& folder, const Plan& plan);

/// The plan of the folder and the job that it plans, held to each other. Goes to the folder in which it was planned,
/// because relative paths count from there. @throws InputError, ScenarioError.
struct PlannedJob {
  explicit PlannedJob(const std::string& folder);
  std::string folder;  ///< absolute
  Plan plan;
  std::unique_ptr<const Job> job;
};

}  // namespace kredsim::cli
