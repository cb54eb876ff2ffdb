#include "analysis/cli/plan_command.hpp"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/job_warnings.hpp"
#include "analysis/cli/merging.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/store/csv_file.hpp"
#include "analysis/store/output_error.hpp"

namespace kredsim::cli {

namespace {

namespace fs = std::filesystem;

struct PlanArguments : PlayArguments {
  std::string file;
  std::uint32_t shards = 1;
};

struct MergeArguments : PlayArguments {
  std::string plan;
};

ExitCode make_plan(const PlanArguments& arguments) {
  const Job job{arguments.file, all_settings(arguments)};
  const std::uint64_t most = job.points() * static_cast<std::uint64_t>(job.replications());
  if (arguments.shards > most)
    throw CLI::ValidationError{"--shards", fmt::format("there are {} replications in all to share out", most)};
  if (fs::exists(arguments.out))
    throw OutputError{arguments.out + ": exists already (choose another --out; an unfinished plan goes on with `run`)"};
  job.check_levels();
  check_objective(job);
  write_plan(arguments.out, job.plan(arguments.shards));
  fmt::print(
      "{} point{}, {} replications each, in {} shards\nkredsim run {} --shard i/{}\nkredsim merge {} --out ...\n",
      job.points(), job.points() == 1 ? "" : "s", job.replications(), arguments.shards, arguments.out, arguments.shards,
      arguments.out);
  return ExitCode::done;
}

std::uint32_t shard_number(std::string shard, const Plan& plan) {
  if (shard.empty()) {
    const char* task = std::getenv("SLURM_ARRAY_TASK_ID");
    if (task == nullptr)
      throw CLI::ValidationError{"--shard", "is missing, and SLURM_ARRAY_TASK_ID is not set (write --shard i/" +
                                                std::to_string(plan.shards) + ")"};
    shard = task + ("/" + std::to_string(plan.shards));
  }
  std::uint32_t number = 0;
  std::uint32_t of = 0;
  const char* end = shard.data() + shard.size();
  const auto first = std::from_chars(shard.data(), end, number);
  const bool slash = first.ec == std::errc{} && first.ptr != end && *first.ptr == '/';
  const auto second = slash ? std::from_chars(first.ptr + 1, end, of) : first;
  if (!slash || second.ec != std::errc{} || second.ptr != end || of != plan.shards || number < 1 || number > of)
    throw CLI::ValidationError{"--shard", fmt::format("`{}` is no shard of this plan (write 1/{} to {}/{})", shard,
                                                      plan.shards, plan.shards, plan.shards)};
  return number;
}

ExitCode merge(const MergeArguments& arguments) {
  RunInfo run;
  const Stopwatch stopwatch{run};
  const std::string out = fs::absolute(arguments.out).lexically_normal().string();
  const PlannedJob planned{arguments.plan};
  const Shelf shelf{planned.folder, planned.plan};
  shelf.check_complete();
  const InterruptGuard interrupt;
  const MergeOptions options{.out = out,
                             .if_exists = arguments.force ? IfExists::replace : IfExists::refuse,
                             .threads = threads(arguments),
                             .language = language(arguments),
                             .stop = interrupt.flag()};
  run.command_line = arguments.command_line;
  run.seed = planned.job->base().seed;
  run.replications_asked = planned.plan.replications;
  run.threads = options.threads;
  run.inputs = planned.plan.inputs;
  run.warnings = warn_of(*planned.job);
  stopwatch.stop(run);
  const bool sweep = planned.plan.kind == Plan::Kind::sweep;
  if (sweep)
    for (int r = 0; r < planned.plan.replications; ++r) run.replications_done.push_back(r);
  const std::string text =
      sweep ? merge_sweep(*planned.job, shelf, options, run) : merge_run(*planned.job, shelf, options, run);
  if (text.empty()) {
    fmt::print(stderr, "interrupted; nothing was written\n");
    return ExitCode::interrupted;
  }
  std::cout << text;
  fmt::print(stderr, "results: {}\n", arguments.out);
  return ExitCode::done;
}

}  // namespace

bool is_plan(const std::string& folder) {
  std::error_code error;
  return fs::is_regular_file(folder + "/" + plan_file, error);
}

void write_plan(const std::string& folder, const Plan& plan) {
  std::error_code error;
  fs::create_directories(folder + "/shards", error);
  if (error) throw OutputError{folder + ": cannot be written (" + error.message() + ")"};
  const std::string pending = folder + "/." + plan_file + ".pending";
  write_file(pending, to_json(plan));
  fs::rename(pending, folder + "/" + plan_file, error);
  if (error) throw OutputError{folder + ": cannot be written (" + error.message() + ")"};
}

PlannedJob::PlannedJob(const std::string& at)
    : folder{fs::absolute(at).lexically_normal().string()}, plan{read_plan(folder)} {
  std::error_code error;
  fs::current_path(plan.directory, error);
  if (error)
    throw InputError{plan.directory + ": the folder in which the work was planned is not there (" + error.message() +
                     ")"};
  job = std::make_unique<const Job>(plan.file, plan.settings);
  check_unchanged(plan, job->plan(plan.shards));
}

ExitCode run_shard(const std::string& folder, const std::string& shard, int threads) {
  const PlannedJob planned{folder};
  const std::uint32_t number = shard_number(shard, planned.plan);
  const Shelf shelf{planned.folder, planned.plan};
  const std::string name = fmt::format("shard {} of {}", number, planned.plan.shards);
  if (shelf.has(number)) {
    fmt::print("{}: is there already\n", name);
    return ExitCode::done;
  }
  const InterruptGuard interrupt;
  if (!shelf.play(*planned.job, number, threads, interrupt.flag())) {
    fmt::print(stderr, "{}: interrupted; nothing was written\n", name);
    return ExitCode::interrupted;
  }
  fmt::print("{}: done\n", name);
  return ExitCode::done;
}

void add_plan_commands(CLI::App& app, Invocation& invocation) {
  auto planning = std::make_shared<PlanArguments>();
  CLI::App* plan = app.add_subcommand("plan", "share a scenario or a sweep out over many machines");
  plan->add_option("FILE", planning->file, "the scenario or sweep file (YAML)")->required();
  plan->add_option("--shards", planning->shards, "into so many parts")->required()->check(CLI::Range(1, 1'000'000));
  plan->add_option("--out", planning->out, "folder for the plan and the shards")->required();
  plan->add_option("--replications", planning->replications, "instead of the file's number");
  plan->add_option("--seed", planning->seed, "instead of the file's seed")->check(CLI::NonNegativeNumber);
  plan->add_option("--set", planning->settings, "key.path=value, over what the files say; may be repeated")
      ->allow_extra_args(false);
  plan->callback([planning, &invocation] { invocation.exit_code = make_plan(*planning); });

  auto merging = std::make_shared<MergeArguments>();
  CLI::App* merged = app.add_subcommand("merge", "put the shards of a plan together");
  merged->add_option("PLAN", merging->plan, "the folder that `kredsim plan` wrote")->required();
  merged->add_option("--out", merging->out, "folder for the results; appears when they are complete")->required();
  merged->add_flag("--force", merging->force, "replace an existing folder of results");
  merged->add_option("--threads", merging->threads, "for the best point of a sweep, which is played again")
      ->check(CLI::Range(0, 1024));
  merged->add_option("--lang", merging->language, "language of the answer: da or en")
      ->check(CLI::IsMember({"da", "en"}));
  merged->callback([merging, &invocation] {
    merging->command_line = invocation.command_line;
    invocation.exit_code = merge(*merging);
  });
}

}  // namespace kredsim::cli
