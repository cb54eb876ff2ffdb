#pragma once

#include <string>
#include <vector>

namespace kredsim::cli {

/// What the program says to the shell (docs/reference/commands.md).
enum class ExitCode : int {
  done = 0,
  failed = 1,            ///< the run failed: our bug, or a full disk
  usage = 2,             ///< the command line
  scenario_invalid = 3,  ///< what the user wrote; every problem has been printed
  input_missing = 4,     ///< an input is missing, unreadable or does not belong to the others
  shards_missing = 5,
  interrupted = 130,
};

constexpr int to_int(ExitCode code) { return static_cast<int>(code); }

/// One call of the program: what was asked, and what it will say to the shell.
struct Invocation {
  std::vector<std::string> command_line;
  ExitCode exit_code = ExitCode::done;
};

}  // namespace kredsim::cli
