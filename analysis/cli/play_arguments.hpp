#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "analysis/cli/summary.hpp"
#include "analysis/store/run_info.hpp"
#include "sim/scenario/scenario.hpp"

namespace CLI {
class App;
}

namespace kredsim::cli {

/// What every command that plays scenarios can be told.
struct PlayArguments {
  std::vector<std::string> settings;
  std::string network;
  std::string out;
  bool force = false;
  bool json = false;
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  std::string language = "en";
  std::vector<std::string> command_line;
};

/// Adds `--out`, `--force`, `--replications`, `--seed`, `--threads`, `--set`, `--network`, `--json`, `--lang`.
/// @param arguments must live until the command line has been parsed
void add_play_options(CLI::App& command, PlayArguments& arguments);

/// Of these `--seed`, `--threads`, `--set`, `--network`, `--json`, `--lang`: for what keeps no results.
void add_scenario_options(CLI::App& command, PlayArguments& arguments);

/// `--set`, and the options that stand for settings, in the order in which they apply.
std::vector<std::string> all_settings(const PlayArguments& arguments);

/// The scenario of `file` with what the command line says on top. @throws ScenarioError, InputError.
scenario::Scenario read_scenario(const std::string& file, const PlayArguments& arguments,
                                 const std::string& input_set = "");

/// As asked, or one a core.
int threads(const PlayArguments& arguments);
Language language(const PlayArguments& arguments);

/// Takes the time of a run from its construction on, and notes the moment in `run.started`.
class Stopwatch {
 public:
  explicit Stopwatch(RunInfo& run);
  void stop(RunInfo& run) const;

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::clock_t cpu_began_ = std::clock();
};

}  // namespace kredsim::cli
