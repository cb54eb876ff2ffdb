#include "analysis/cli/estimate_command.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/first_answer_text.hpp"
#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/store/estimates_file.hpp"
#include "analysis/store/first_answer_json.hpp"

namespace kredsim::cli {

namespace {

struct EstimateArguments : PlayArguments {
  std::string scenario;
  std::string results;
  int quick = 8;
};

/// A few replications, tallied and not kept. Empty if interrupted.
std::vector<Estimate> quick_run(const World& world, const EstimateArguments& arguments) {
  const Tables tables{world};
  Summary summary{tables, arguments.quick};
  const InterruptGuard interrupt;
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  const ExperimentOptions options{.replications = arguments.quick,
                                  .threads = threads(arguments),
                                  .seed = world.scenario.seed,
                                  .stop = interrupt.flag()};
  Progress progress{"replications", static_cast<std::size_t>(options.replications)};
  std::vector<std::optional<Tally>> tallies(slots_for(options.threads));
  run_replications(
      world, *dispatch, options, [&](Outcome&& outcome, std::size_t slot) { tallies[slot] = tally(tables, outcome); },
      [&](int, std::size_t slot) {
        summary.add(*tallies[slot]);
        progress.advance(static_cast<std::size_t>(summary.replications()));
      });
  if (interrupt.interrupted()) return {};
  return estimates(summary);
}

ExitCode estimate(const EstimateArguments& arguments) {
  const auto world = build_world(read_scenario(arguments.scenario, arguments));
  std::vector<Estimate> simulated;
  if (!arguments.results.empty()) simulated = read_estimates(arguments.results, world->scenario);
  const auto began = std::chrono::steady_clock::now();
  const theory::FirstAnswer answer = theory::first_answer(*world);
  const double elapsed = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  if (arguments.results.empty() && arguments.quick > 0) {
    simulated = quick_run(*world, arguments);
    if (simulated.empty()) return ExitCode::interrupted;
  }
  std::erase_if(simulated, [](const Estimate& row) { return !beside_theory(row); });
  if (arguments.json) {
    std::cout << to_json(*world, answer, simulated);
  } else {
    std::cout << first_answer_text(*world, answer, simulated, elapsed, language(arguments));
  }
  std::cout.flush();
  return ExitCode::done;
}

}  // namespace

void add_estimate_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<EstimateArguments>();
  CLI::App* command =
      app.add_subcommand("estimate", "the first answer by formulas, in milliseconds, beside a simulated one");
  command->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML)")->required();
  CLI::Option* results =
      command->add_option("--results", arguments->results, "a folder of results of this scenario to set beside it");
  command->add_option("--quick", arguments->quick, "replications of the quick run beside it; 0: theory alone")
      ->check(CLI::Range(0, 1000))
      ->excludes(results);
  add_scenario_options(*command, *arguments);
  command->callback([arguments, &invocation] { invocation.exit_code = estimate(*arguments); });
}

}  // namespace kredsim::cli
