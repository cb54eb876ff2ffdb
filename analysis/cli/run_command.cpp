#include "analysis/cli/run_command.hpp"

#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/summary.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/results_folder.hpp"
#include "sim/scenario/read.hpp"

namespace kredsim::cli {

namespace {

struct RunArguments {
  std::string scenario;
  std::vector<std::string> settings;
  std::string network;
  std::string out;
  bool force = false;
  bool records = false;
  bool json = false;
  std::optional<int> replications;
  std::optional<int> replication;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  bool trace = false;
  std::string language = "en";
  std::vector<std::string> command_line;
};

/// As a double-quoted scalar of YAML.
std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "\"";
}

scenario::Scenario read_scenario(const RunArguments& arguments) {
  std::vector<scenario::Setting> settings = arguments.settings;
  if (!arguments.network.empty()) settings.push_back("network={import: " + in_quotes(arguments.network) + "}");
  if (arguments.replications) settings.push_back("replications=" + std::to_string(*arguments.replications));
  if (arguments.seed) settings.push_back("seed=" + std::to_string(*arguments.seed));
  return scenario::read(arguments.scenario, settings);
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

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
    info_.started = utc_now();
    const auto began = std::chrono::steady_clock::now();
    const std::clock_t cpu_began = std::clock();
    info_.threads = arguments_.threads > 0 ? arguments_.threads
                                           : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const InterruptGuard interrupt;
    play_all(interrupt);
    if (info_.replications_done.empty()) {
      fmt::print(stderr, "interrupted before the first replication was finished; nothing was written\n");
      return ExitCode::interrupted;
    }
    info_.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    info_.cpu_s = static_cast<double>(std::clock() - cpu_began) / CLOCKS_PER_SEC;
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
    if (folder_) {
      info_.command_line = arguments_.command_line;
      info_.directory = std::filesystem::current_path().string();
      info_.seed = world_.scenario.seed;
      info_.replications_asked = world_.scenario.replications;
      info_.inputs = hash_inputs(world_.scenario);
      folder_->commit(summary_, rows, info_);
    }
    if (arguments_.json) {
      std::cout << to_json(world_.scenario, rows) << "\n";
    } else {
      std::cout << terminal_summary(summary_, rows, arguments_.language == "da" ? Language::da : Language::en);
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
  scenario::Scenario scenario = read_scenario(arguments);
  const auto world = build_world(std::move(scenario));
  if (!arguments.trace) return Run{*world, arguments}.play();
  tell(*world, arguments);
  return ExitCode::done;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* command = app.add_subcommand("run", "play a scenario and answer with response times and their intervals");
  command->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML)")->required();
  command->add_option("--out", arguments->out, "folder for the results; appears when they are complete");
  command->add_flag("--force", arguments->force, "replace an existing folder of results");
  command->add_option("--replications", arguments->replications, "instead of the scenario's number");
  command->add_option("--seed", arguments->seed, "instead of the scenario's seed")->check(CLI::NonNegativeNumber);
  command->add_option("--threads", arguments->threads, "0: one a core; the results do not depend on it")
      ->check(CLI::Range(0, 1024));
  command->add_option("--set", arguments->settings, "key.path=value, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--network", arguments->network, "a network folder made by `kredsim network import`");
  command->add_flag("--records", arguments->records, "also write one row per incident and one per unit sent");
  command->add_flag("--json", arguments->json, "print one JSON object instead of the table");
  command->add_option("--lang", arguments->language, "language of the table: da or en")
      ->check(CLI::IsMember({"da", "en"}));
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
