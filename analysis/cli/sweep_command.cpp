#include "analysis/cli/sweep_command.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/job_warnings.hpp"
#include "analysis/cli/merging.hpp"
#include "analysis/cli/plan_command.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/text.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/store/output_error.hpp"

namespace kredsim::cli {

namespace {

namespace fs = std::filesystem;

struct SweepArguments : PlayArguments {
  std::string file;
  bool dry_run = false;
};

/// Enough parts to keep a few dozen threads busy to the end, at most so many files; a part is what a kill can lose.
std::uint32_t shards_for(const Job& job) {
  constexpr std::uint64_t most = 10'000;
  constexpr std::uint64_t least = 64;
  const std::uint64_t runs = job.points() * static_cast<std::uint64_t>(job.replications());
  if (job.points() >= least) return static_cast<std::uint32_t>(std::min(job.points(), most));
  return static_cast<std::uint32_t>(std::min(least, runs));
}

double megabytes_used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double seconds_since(std::chrono::steady_clock::time_point moment) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - moment).count();
}

/// What the sweep will cost, from playing a little of its first point.
void tell_cost(const Job& job, int threads, Language language) {
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto began = now();
  const auto world = job.world(0);
  const double first_world = seconds_since(began);
  const double shared_mb = megabytes_used();
  const auto runs = static_cast<std::uint32_t>(job.replications());
  const auto some = [&](std::uint32_t count) {
    const auto start = now();
    static_cast<void>(job.play({0, 0, count}, 1, nullptr));
    return seconds_since(start);
  };
  const double one_s = some(1);
  const std::uint32_t more = std::min(runs, one_s < 1 ? 8U : 2U);
  const double each_s = more > 1 ? std::max(0.0, (some(more) - one_s) / (more - 1)) : one_s;
  const double point_s = one_s + each_s * (runs - 1);
  const auto points = static_cast<double>(job.points());
  const double all_s = first_world + point_s * points / std::min<double>(threads, points * runs);
  const double thread_mb = std::max(8.0, megabytes_used() - shared_mb);
  // A row is some 110 bytes in sweep.csv, as much in SQLite; rows by replication, 64 bytes, are in SQLite alone.
  const Tables tables = job.tables(*world);
  Summary nothing{tables, 1};
  Tally empty{0, Sums{tables}};
  empty.sums.set_replications(1);
  nothing.add(empty);
  const std::vector<Estimate> rows = job.answer(nothing, {}).estimates;
  const auto by_replication =
      static_cast<double>(std::count_if(rows.begin(), rows.end(),
                                        [](const Estimate& row) {
                                          return !(row.statistic.size() == 3 &&
                                                   row.statistic.front() == 'p');  // no quantiles
                                        })) *
      runs;
  const auto cells = static_cast<double>(rows.size());
  const double disk_mb = (cells * 220 + by_replication * 64) * points / 1e6;
  const double work_mb = (cells * 35 + by_replication * 16) * points / 1e6;
  const bool danish = language == Language::da;
  fmt::print(fmt::runtime(danish ? "Punkter:     {}, {} gentagelser hver\n"
                                   "Tid:         omkring {} på {} tråde\n"
                                   "Hukommelse:  omkring {:.0f} MB\n"
                                   "Disk:        omkring {:.0f} MB, og {:.0f} MB undervejs\n"
                                   "Intet blev gemt.\n"
                                 : "Points:  {}, {} replications each\n"
                                   "Time:    about {} on {} threads\n"
                                   "Memory:  about {:.0f} MB\n"
                                   "Disk:    about {:.0f} MB, and {:.0f} MB on the way\n"
                                   "Nothing was written.\n"),
             grouped(static_cast<std::int64_t>(job.points()), language), job.replications(),
             to_text(from_seconds(all_s)), threads, shared_mb + thread_mb * threads, disk_mb, work_mb);
}

/// The unfinished work of `out` lies beside it.
std::string work_folder(std::string out) {
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  return out + ".work";
}

/// The plan of earlier, unfinished work, or a new one.
Plan begin(const Job& job, const std::string& work) {
  if (!is_plan(work)) {
    const Plan plan = job.plan(shards_for(job));
    write_plan(work, plan);
    return plan;
  }
  const Plan begun = read_plan(work);
  if (Plan now = job.plan(begun.shards); now == begun) return begun;
  try {
    check_unchanged(begun, job.plan(begun.shards));
  } catch (const InputError& error) {
    throw InputError{work + ": holds unfinished work that does not go on here: " + error.what() +
                     " (or remove the folder to begin anew)"};
  }
  return begun;
}

/// Plays what is missing. Every point is played by one thread: points side by side leave no thread waiting.
void play_missing(const Job& job, const Shelf& shelf, int threads, const std::atomic<bool>* stop) {
  std::vector<std::uint32_t> missing;
  for (std::uint32_t number = 1; number <= shelf.plan().shards; ++number)
    if (!shelf.has(number)) missing.push_back(number);
  const std::size_t there = shelf.plan().shards - missing.size();
  if (there > 0 && !missing.empty())
    fmt::print(stderr, "going on: {} of {} parts are there already\n", there, shelf.plan().shards);
  if (missing.empty()) return;
  Progress progress{"parts", shelf.plan().shards};
  std::size_t done = there;
  for_each_in_order(
      missing.size(), threads, [&] { return !stop->load(); },
      [&](std::size_t i, std::size_t) { shelf.play(job, missing[i], 1, stop); },
      [&](std::size_t, std::size_t) { progress.advance(++done); });
}

ExitCode sweep(SweepArguments& arguments) {
  if (!is_sweep_file(arguments.file) && fs::exists(arguments.file))
    throw InputError{arguments.file +
                     ": is no sweep (it begins with `kredsim_sweep: 1`; `kredsim run` plays scenarios)"};
  RunInfo run;
  const Stopwatch stopwatch{run};
  const Job job{arguments.file, all_settings(arguments)};
  job.check_levels();
  check_objective(job);
  if (arguments.dry_run) {
    tell_cost(job, threads(arguments), language(arguments));
    return ExitCode::done;
  }
  if (fs::exists(arguments.out) && !arguments.force)
    throw OutputError{arguments.out +
                      ": exists already (choose another --out, or --force to replace results of kredsim)"};
  run.warnings = warn_of(job);
  const std::string work = work_folder(arguments.out);
  const Plan plan = begin(job, work);
  const Shelf shelf{work, plan};
  const InterruptGuard interrupt;
  play_missing(job, shelf, threads(arguments), interrupt.flag());
  const auto interrupted = [&] {
    fmt::print(stderr, "interrupted: what is finished is kept in {}; the same command goes on from there\n", work);
    return ExitCode::interrupted;
  };
  if (interrupt.interrupted()) return interrupted();
  shelf.check_complete();
  run.command_line = arguments.command_line;
  run.seed = job.base().seed;
  run.replications_asked = job.replications();
  for (int r = 0; r < job.replications(); ++r) run.replications_done.push_back(r);
  run.threads = threads(arguments);
  run.inputs = plan.inputs;
  stopwatch.stop(run);
  const std::string text = merge_sweep(job, shelf,
                                       {.out = arguments.out,
                                        .if_exists = arguments.force ? IfExists::replace : IfExists::refuse,
                                        .threads = threads(arguments),
                                        .language = language(arguments),
                                        .stop = interrupt.flag()},
                                       run);
  if (text.empty()) return interrupted();
  std::error_code ignored;
  fs::remove_all(work, ignored);
  std::cout << text;
  return ExitCode::done;
}

}  // namespace

void add_sweep_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<SweepArguments>();
  CLI::App* command = app.add_subcommand("sweep", "play a scenario at many points and answer with one table");
  command->add_option("FILE", arguments->file, "the sweep file (YAML)")->required();
  CLI::Option* dry = command->add_flag("--dry-run", arguments->dry_run,
                                       "say points, time, memory and disk that it would take, and stop");
  CLI::Option* out =
      command->add_option("--out", arguments->out, "folder for the results; appears when they are complete");
  command->add_flag("--force", arguments->force, "replace an existing folder of results");
  command->add_option("--replications", arguments->replications, "instead of the file's number");
  command->add_option("--seed", arguments->seed, "instead of the file's seed")->check(CLI::NonNegativeNumber);
  command->add_option("--threads", arguments->threads, "0: one a core; the results do not depend on it")
      ->check(CLI::Range(0, 1024));
  command->add_option("--set", arguments->settings, "key.path=value, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--lang", arguments->language, "language of the answer: da or en")
      ->check(CLI::IsMember({"da", "en"}));
  command->callback([arguments, dry, out, &invocation] {
    if (dry->count() + out->count() == 0) throw CLI::RequiredError{"--out"};
    arguments->command_line = invocation.command_line;
    invocation.exit_code = sweep(*arguments);
  });
}

}  // namespace kredsim::cli
