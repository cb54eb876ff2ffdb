#include "analysis/cli/run_command.hpp"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/summary.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_folder.hpp"
#include "sim/world/load.hpp"

namespace kredsim::cli {

namespace {

struct RunArguments : PlayArguments {
  std::string scenario;
  bool records = false;
  std::optional<int> replication;
  bool trace = false;
};

/// One replication, told line by line on stdout.
void tell(const World& world, const RunArguments& arguments) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  const auto number = static_cast<std::uint64_t>(arguments.replication.value_or(0));
  replicate(world, *dispatch, {.seed = world.scenario.seed, .replication = number, .trace = &std::cout});
  std::cout.flush();
}

/// All replications of a scenario: played in parallel, folded in order, written when complete.
class Run {
 public:
  Run(const World& world, const RunArguments& arguments)
      : world_{world}, arguments_{arguments}, tables_{world}, summary_{tables_, world.scenario.replications} {
    if (!arguments.out.empty())
      folder_.emplace(arguments.out, arguments.force ? IfExists::replace : IfExists::refuse,
                      arguments.records ? Records::with : Records::without, tables_);
  }

  ExitCode play() {
    const Stopwatch stopwatch{info_};
    info_.threads = threads(arguments_);
    info_.warnings = load_warnings(world_);
    for (const std::string& warning : info_.warnings) fmt::print(stderr, "warning: {}\n", warning);
    const InterruptGuard interrupt;
    play_all(interrupt);
    if (info_.replications_done.empty()) {
      fmt::print(stderr, "interrupted before the first replication was finished; nothing was written\n");
      return ExitCode::interrupted;
    }
    stopwatch.stop(info_);
    answer();
    if (!interrupt.interrupted()) return ExitCode::done;
    fmt::print(stderr, "interrupted: {} of {} replications are in the results\n", info_.replications_done.size(),
               world_.scenario.replications);
    return ExitCode::interrupted;
  }

 private:
  /// What a finished replication leaves until its turn to be folded.
  struct Finished {
    Tally tally;
    Outcome outcome;  ///< its rows, kept only if they are to be written
  };

  void play_all(const InterruptGuard& interrupt) {
    const auto dispatch = make_dispatch_policy(world_.scenario.dispatch);
    const ExperimentOptions options{.replications = world_.scenario.replications,
                                    .threads = info_.threads,
                                    .seed = world_.scenario.seed,
                                    .choice_ranks = arguments_.records,
                                    .stop = interrupt.flag()};
    Progress progress{"replications", static_cast<std::size_t>(options.replications)};
    std::vector<std::optional<Finished>> finished(slots_for(options.threads));
    info_.replications_done = run_replications(
        world_, *dispatch, options,
        [&](Outcome&& outcome, std::size_t slot) {
          Tally sums = tally(tables_, outcome);
          finished[slot] = Finished{std::move(sums), arguments_.records ? std::move(outcome) : Outcome{}};
        },
        [&](int, std::size_t slot) {
          summary_.add(finished[slot]->tally);
          if (folder_) folder_->add(finished[slot]->tally, finished[slot]->outcome);
          finished[slot].reset();
          progress.advance(static_cast<std::size_t>(summary_.replications()));
        });
  }

  void answer() {
    const std::vector<Estimate> rows = estimates(summary_);
    if (const Estimate* unstable = find(rows, "unstable", "share"))
      info_.replications_unstable = static_cast<int>(unstable->n);
    if (folder_) {
      info_.command_line = arguments_.command_line;
      info_.seed = world_.scenario.seed;
      info_.replications_asked = world_.scenario.replications;
      info_.inputs = hash_inputs(world_.scenario);
      folder_->commit(summary_, rows, info_);
    }
    if (arguments_.json) {
      std::cout << to_json(world_.scenario, rows) << "\n";
    } else {
      std::cout << terminal_summary(summary_, rows, language(arguments_));
      if (folder_) fmt::print(stderr, "results: {}\n", arguments_.out);
    }
    std::cout.flush();
  }

  const World& world_;
  const RunArguments& arguments_;
  Tables tables_;
  Summary summary_;
  std::optional<ResultsFolder> folder_;
  RunInfo info_;
};

ExitCode run(const RunArguments& arguments) {
  const auto world = build_world(read_scenario(arguments.scenario, arguments));
  if (!arguments.trace) return Run{*world, arguments}.play();
  tell(*world, arguments);
  return ExitCode::done;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* command = app.add_subcommand("run", "play a scenario and answer with response times and their intervals");
  command->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML)")->required();
  add_play_options(*command, *arguments);
  command->add_flag("--records", arguments->records, "also write one row per incident and one per unit sent");
  CLI::Option* trace =
      command->add_flag("--trace", arguments->trace, "tell one replication in words instead of running all");
  command->add_option("--replication", arguments->replication, "which one to tell (0 is the first)")
      ->needs(trace)
      ->check(CLI::Range(0, 999'999));
  trace->excludes("--out")->excludes("--json")->excludes("--records")->excludes("--replications");
  command->callback([arguments, &invocation] {
    arguments->command_line = invocation.command_line;
    invocation.exit_code = run(*arguments);
  });
}

}  // namespace kredsim::cli
