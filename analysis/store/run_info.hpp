#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analysis/statistics/estimates.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// A file that a run read.
struct InputHash {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const InputHash&) const = default;
};

/// @throws InputError if it cannot be read.
InputHash hash_file(const std::string& path);

/// The files of a results folder by name, but for `run.json` itself. @throws InputError.
std::vector<InputHash> hash_files(const std::string& folder);

/// Hashes of all files behind a scenario, in order: those it was read from, its boundaries, its log of incidents, and
/// the files of its imported network by name. @throws InputError.
std::vector<InputHash> hash_inputs(const scenario::Scenario& scenario);

/// What is known about a run besides its figures. Goes to `run.json`, the only file of a results folder that differs
/// between two runs of the same thing.
struct RunInfo {
  std::string stamp;  ///< the column `run` of the files
  std::vector<std::string> command_line;
  std::string directory;  ///< in which it was called
  std::uint64_t seed = 0;
  int replications_asked = 0;
  std::vector<int> replications_done;    ///< ascending
  int replications_unstable = 0;         ///< ended early because a queue grew without bound
  std::vector<scenario::Text> warnings;  ///< one or a few sentences each
  scenario::Text until;  ///< the last look, in words, if the run went on until a figure was precise enough
  int threads = 0;
  std::string started;  ///< UTC, ISO 8601
  double elapsed_s = 0;
  double cpu_s = 0;
  std::vector<std::string> scenarios;  ///< of a comparison: the base, then the plans
  std::vector<InputHash> inputs;
  std::vector<std::pair<std::string, std::string>> libraries;  ///< beyond those of statistics and store: name, version
  std::vector<InputHash> files;                                ///< the other files of the folder
};

/// One line for the shell that repeats a command where it was called.
std::string repeating(const std::vector<std::string>& command_line, const std::string& directory);

/// `run.json`.
std::string to_json(const RunInfo& run);
/// For `--json`: one object with `title`, `district`, `stylised`, `replications` and `estimates`, the rows of
/// `estimates.csv`.
std::string to_json(const scenario::Scenario& scenario, const std::vector<Estimate>& estimates);

/// Text in `run.json` by which a folder is known to be one of ours.
inline constexpr const char* results_format = "kredsim results 1";

/// Whether the folder holds results of kredsim: a `run.json` of the known format. Never throws.
bool holds_results(const std::string& folder);

}  // namespace kredsim
