#include <cstdio>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/compare_command.hpp"
#include "analysis/cli/estimate_command.hpp"
#include "analysis/cli/invocation.hpp"
#include "analysis/cli/network_command.hpp"
#include "analysis/cli/plan_command.hpp"
#include "analysis/cli/replay_command.hpp"
#include "analysis/cli/report_command.hpp"
#include "analysis/cli/run_command.hpp"
#include "analysis/cli/schema_command.hpp"
#include "analysis/cli/shelf.hpp"
#include "analysis/cli/show_command.hpp"
#include "analysis/cli/staffing_command.hpp"
#include "analysis/cli/sweep_command.hpp"
#include "analysis/cli/validate_command.hpp"
#include "analysis/store/build_info.hpp"
#include "analysis/store/output_error.hpp"
#include "sim/base/problem.hpp"

namespace kredsim::cli {

namespace {

ExitCode run(int argc, char** argv) {
  CLI::App app{"kredsim: what a staffing plan does to police response times", "kredsim"};
  app.set_version_flag("--version", fmt::format("kredsim {} ({})", program_version(), program_commit()));
  app.require_subcommand(1);
  Invocation invocation{{argv, argv + argc}};
  add_run_command(app, invocation);
  add_compare_command(app, invocation);
  add_estimate_command(app, invocation);
  add_validate_command(app, invocation);
  add_report_command(app);
  add_show_command(app);
  add_replay_command(app, invocation);
  add_staffing_command(app);
  add_sweep_command(app, invocation);
  add_plan_commands(app, invocation);
  add_network_commands(app);
  add_schema_commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? ExitCode::done : ExitCode::usage;
  }
  return invocation.exit_code;
}

ExitCode run_and_explain(int argc, char** argv) {
  try {
    const ExitCode code = run(argc, argv);
    // A full disk under a redirected answer shows only here.
    if (std::cout.flush().good() && std::fflush(stdout) == 0) return code;
    throw OutputError{"standard output: cannot be written"};
  } catch (const ScenarioError& error) {
    const std::size_t count = error.count();
    fmt::print(stderr, "{}{} problem{}; nothing was run\n", error.what(), count, count == 1 ? "" : "s");
    return ExitCode::scenario_invalid;
  } catch (const InputError& error) {
    fmt::print(stderr, "kredsim: {}\n", error.what());
    return ExitCode::input_missing;
  } catch (const ShardError& error) {
    fmt::print(stderr, "kredsim: {}\n", error.what());
    return error.code();
  } catch (const OutputError& error) {
    fmt::print(stderr, "kredsim: {}\n", error.what());
    return ExitCode::failed;
  } catch (const std::exception& error) {
    fmt::print(stderr, "kredsim: the run failed: {} (a fault of kredsim or of this machine, not of the scenario)\n",
               error.what());
    return ExitCode::failed;
  }
}

}  // namespace

}  // namespace kredsim::cli

int main(int argc, char** argv) { return static_cast<int>(kredsim::cli::run_and_explain(argc, argv)); }
