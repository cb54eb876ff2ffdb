#pragma once

#include <string>

namespace kredsim::test {

/// What a finished program left behind.
struct Ran {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// Runs `kredsim ARGUMENTS` in the shell, in the folder `in` (the root of the sources if empty); `before` goes before
/// it
/// (`VARIABLE=value`, `timeout ...`).
Ran run_kredsim(const std::string& arguments, const std::string& before = "", const std::string& in = "");

/// `text` as one word of the shell.
std::string quoted(const std::string& text);

}  // namespace kredsim::test
