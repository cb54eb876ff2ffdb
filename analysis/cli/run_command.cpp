#include "analysis/cli/run_command.hpp"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/comparison_text.hpp"
#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/plan_command.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/summary.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/report/briefing.hpp"
#include "analysis/report/notes.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_folder.hpp"
#include "sim/world/load.hpp"

namespace kredsim::cli {

namespace {

struct RunArguments : PlayArguments {
  std::string scenario;
  bool records = false;
  bool warm_up = false;
  std::optional<int> replication;
  bool trace = false;
  std::string shard;
};

/// One replication, told line by line on stdout.
void tell(const World& world, const RunArguments& arguments) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  const auto number = static_cast<std::uint64_t>(arguments.replication.value_or(0));
  const auto story = language(arguments) == Language::da ? StoryLanguage::da : StoryLanguage::en;
  replicate(world, *dispatch,
            {.seed = world.scenario.seed, .replication = number, .trace = &std::cout, .story = story});
  std::cout.flush();
}

/// All replications of a scenario: played in parallel, folded in order, written when complete.
class Run {
 public:
  Run(const World& world, const RunArguments& arguments)
      : world_{world},
        arguments_{arguments},
        tables_{world},
        rule_{tables_},
        summary_{tables_, rule_.most()},
        warm_up_{world, rule_.most()} {
    if (!arguments.out.empty())
      folder_.emplace(arguments.out, arguments.force ? IfExists::replace : IfExists::refuse,
                      arguments.records ? Records::with : Records::without, tables_);
  }

  ExitCode play() {
    const Stopwatch stopwatch{info_};
    info_.threads = threads(arguments_);
    info_.warnings = load_warnings(world_);
    for (const scenario::Text& warning : info_.warnings) fmt::print(stderr, "warning: {}\n", warning.en);
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
               info_.replications_asked);
    return ExitCode::interrupted;
  }

 private:
  /// What a finished replication leaves until its turn to be folded.
  struct Finished {
    Tally tally;
    std::vector<std::int64_t> open_work;
    Outcome outcome;  ///< its rows, kept only if they are to be written
  };

  /// All that were asked for, or from look to look until the figure of `until` is precise enough.
  void play_all(const InterruptGuard& interrupt) {
    int done = 0;
    int next = rule_.first();
    while (done < next) {
      play_until(next, done, interrupt);
      info_.replications_asked = next;
      if (interrupt.interrupted()) return;
      done = next;
      if (!rule_.wanted()) return;
      checks_.until = rule_.look(summary_);
      next = checks_.until->next;
    }
  }

  void play_until(int next, int done, const InterruptGuard& interrupt) {
    const auto dispatch = make_dispatch_policy(world_.scenario.dispatch);
    const ExperimentOptions options{.replications = next - done,
                                    .threads = info_.threads,
                                    .seed = world_.scenario.seed,
                                    .choice_ranks = arguments_.records,
                                    .stop = interrupt.flag(),
                                    .first = done};
    Progress progress{"replications", static_cast<std::size_t>(options.replications)};
    std::vector<std::optional<Finished>> finished(slots_for(options.threads));
    const auto numbers = run_replications(
        world_, *dispatch, options,
        [&](Outcome&& outcome, std::size_t slot) {
          Tally sums = tally(tables_, outcome);
          std::vector<std::int64_t> open = open_work(world_, outcome);
          finished[slot] =
              Finished{std::move(sums), std::move(open), arguments_.records ? std::move(outcome) : Outcome{}};
        },
        [&](int replication, std::size_t slot) {
          summary_.add(finished[slot]->tally);
          if (const auto mean = mean_response(tables_, finished[slot]->tally)) periods_.add(*mean);
          warm_up_.add(replication, finished[slot]->open_work);
          if (folder_) folder_->add(finished[slot]->tally, finished[slot]->outcome);
          finished[slot].reset();
          progress.advance(static_cast<std::size_t>(replication - done + 1));
        });
    info_.replications_done.insert(info_.replications_done.end(), numbers.begin(), numbers.end());
  }

  void answer() {
    const std::vector<Estimate> rows = estimates(summary_);
    if (const Estimate* unstable = find(rows, "unstable", "share"))
      info_.replications_unstable = static_cast<int>(unstable->n);
    checks_.warm_up = warm_up_.check();
    if (scenario::Text warning = warm_up_in_words(*checks_.warm_up); !warning.en.empty())
      info_.warnings.push_back(std::move(warning));
    if (folder_) {
      info_.command_line = arguments_.command_line;
      info_.seed = world_.scenario.seed;
      if (checks_.until) info_.until = last_look_in_words(*checks_.until);
      info_.inputs = hash_inputs(world_.scenario);
      folder_->commit(summary_, rows, info_, checks_,
                      [this](const std::string& folder) { write_briefing(folder, language(arguments_)); });
    }
    if (arguments_.json) {
      std::cout << to_json(world_.scenario, rows) << "\n";
      std::cerr << warm_up_warning(*checks_.warm_up, language(arguments_));
    } else {
      std::cout << terminal_summary(facts_of(summary_, rows, periods_), language(arguments_));
      if (checks_.until) std::cout << "\n" << precision_text(*checks_.until, language(arguments_));
      if (arguments_.warm_up) std::cout << "\n" << warm_up_chart(*checks_.warm_up, language(arguments_));
      std::cout << warm_up_warning(*checks_.warm_up, language(arguments_));
      if (folder_) fmt::print(stderr, "results: {}\n", arguments_.out);
    }
    std::cout.flush();
  }

  const World& world_;
  const RunArguments& arguments_;
  Tables tables_;
  StoppingRule rule_;
  Summary summary_;
  PeriodSpread periods_;
  WarmUpSeries warm_up_;
  std::optional<ResultsFolder> folder_;
  RunChecks checks_;
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
  command
      ->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML), or the folder that `kredsim plan` wrote")
      ->required();
  add_play_options(*command, *arguments);
  command->add_flag("--records", arguments->records, "also write one row per incident and one per unit sent");
  command->add_flag("--warm-up", arguments->warm_up, "also draw how the work in the system finds its level");
  CLI::Option* trace =
      command->add_flag("--trace", arguments->trace, "tell one replication in words instead of running all");
  command->add_option("--replication", arguments->replication, "which one to tell (0 is the first)")
      ->needs(trace)
      ->check(CLI::Range(0, 999'999));
  trace->excludes("--out")->excludes("--json")->excludes("--records")->excludes("--replications");
  command->add_option("--shard", arguments->shard,
                      "i/N: play this part of a plan; without it SLURM_ARRAY_TASK_ID says which");
  command->callback([arguments, command, &invocation] {
    arguments->command_line = invocation.command_line;
    if (is_plan(arguments->scenario) || !arguments->shard.empty()) {
      for (const CLI::Option* option : command->get_options())
        if (option->count() > 0 && option->get_name() != "SCENARIO" && option->get_name() != "--shard" &&
            option->get_name() != "--threads")
          throw CLI::ValidationError{option->get_name(), "belongs to `kredsim plan` or `kredsim merge`"};
      invocation.exit_code = run_shard(arguments->scenario, arguments->shard, threads(*arguments));
      return;
    }
    invocation.exit_code = run(*arguments);
  });
}

}  // namespace kredsim::cli
