#include "analysis/cli/play_arguments.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>

#include <CLI/CLI.hpp>

#include "sim/scenario/read.hpp"

namespace kredsim::cli {

namespace {

/// As a double-quoted scalar of YAML.
std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "\"";
}

}  // namespace

void add_play_options(CLI::App& command, PlayArguments& arguments) {
  command.add_option("--out", arguments.out, "folder for the results; appears when they are complete");
  command.add_flag("--force", arguments.force, "replace an existing folder of results");
  command.add_option("--replications", arguments.replications, "instead of the scenario's number");
  add_scenario_options(command, arguments);
}

void add_scenario_options(CLI::App& command, PlayArguments& arguments) {
  command.add_option("--seed", arguments.seed, "instead of the scenario's seed")->check(CLI::NonNegativeNumber);
  command.add_option("--threads", arguments.threads, "0: one a core; the results do not depend on it")
      ->check(CLI::Range(0, 1024));
  command.add_option("--set", arguments.settings, "key.path=value, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--network", arguments.network, "a network folder made by `kredsim network import`");
  command.add_flag("--json", arguments.json, "print one JSON object instead of the table");
  command.add_option("--lang", arguments.language, "language of the table: da or en")
      ->check(CLI::IsMember({"da", "en"}));
}

std::vector<std::string> all_settings(const PlayArguments& arguments) {
  std::vector<std::string> settings = arguments.settings;
  if (!arguments.network.empty()) settings.push_back("network={import: " + in_quotes(arguments.network) + "}");
  if (arguments.replications) settings.push_back("replications=" + std::to_string(*arguments.replications));
  if (arguments.seed) settings.push_back("seed=" + std::to_string(*arguments.seed));
  return settings;
}

scenario::Scenario read_scenario(const std::string& file, const PlayArguments& arguments,
                                 const std::string& input_set) {
  return scenario::read(file, all_settings(arguments), input_set);
}

int threads(const PlayArguments& arguments) {
  return arguments.threads > 0 ? arguments.threads
                               : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

Language language(const PlayArguments& arguments) { return arguments.language == "da" ? Language::da : Language::en; }

Stopwatch::Stopwatch(RunInfo& run) {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  run.started = text;
  run.directory = std::filesystem::current_path().string();
}

void Stopwatch::stop(RunInfo& run) const {
  run.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  run.cpu_s = static_cast<double>(std::clock() - cpu_began_) / CLOCKS_PER_SEC;
}

}  // namespace kredsim::cli
