#include "tests/support/program.hpp"

#include <cstdlib>

#include <sys/wait.h>

#include "tests/support/temporary_folder.hpp"

namespace kredsim::test {

Ran run_kredsim(const std::string& arguments, const std::string& before, const std::string& in) {
  const TemporaryFolder folder;
  const std::string command = "cd " + quoted(in.empty() ? KREDSIM_SOURCE_DIR : in) + " && exec env " + before + " " +
                              quoted(KREDSIM_PROGRAM) + " " + arguments + " > " + quoted(folder.path("out")) + " 2> " +
                              quoted(folder.path("err")) + " < /dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(folder.path("out")),
          contents(folder.path("err"))};
}

std::string quoted(const std::string& text) {
  std::string word = "'";
  for (const char letter : text) word += letter == '\'' ? "'\\''" : std::string{letter};
  return word + "'";
}

}  // namespace kredsim::test
