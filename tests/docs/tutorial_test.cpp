#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;

namespace {

/// A fenced block of a page: its language, the name behind it, and its lines.
struct Block {
  std::string language;
  std::string name;
  std::string text;
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::istringstream lines{contents(std::string{KREDSIM_SOURCE_DIR} + "/" + page)};
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (!inside) continue;
      std::istringstream head{line.substr(3)};
      Block block;
      head >> block.language >> block.name;
      blocks.push_back(block);
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

/// Runs the commands of a page as they stand, in a folder with its scenarios and files. @return how many blocks ran.
int run_blocks(const std::string& page, const TemporaryFolder& folder) {
  std::filesystem::create_directory_symlink(std::string{KREDSIM_SOURCE_DIR} + "/scenarios", folder.path("scenarios"));
  std::filesystem::create_directory_symlink(std::filesystem::path{KREDSIM_PROGRAM}.parent_path(), folder.path("bin"));
  int commands = 0;
  for (const Block& block : blocks_of(page)) {
    if (block.language == "yaml") {
      REQUIRE_FALSE(block.name.empty());
      folder.write(block.name, block.text);
    }
    if (block.language != "sh") continue;
    INFO(block.text);
    folder.write("commands.sh", "set -e\ncd '" + folder.path() + "'\nPATH=\"$PWD/bin:$PATH\"\n" + block.text);
    const int status =
        std::system(("sh '" + folder.path("commands.sh") + "' > '" + folder.path("said") + "' 2>&1").c_str());
    INFO(contents(folder.path("said")));
    REQUIRE(status == 0);
    ++commands;
  }
  return commands;
}

}  // namespace

TEST_CASE("the commands and the plan of the tutorial work as they stand", "[docs]") {
  const TemporaryFolder folder;
  CHECK(run_blocks("docs/tutorial.md", folder) == 4);
  CHECK(std::filesystem::exists(folder.path("results/plan-records/incidents.csv")));
}

TEST_CASE("the commands of the page on replays work as they stand", "[docs]") {
  const TemporaryFolder folder;
  CHECK(run_blocks("docs/how-to/replay.md", folder) == 2);
  CHECK(std::filesystem::file_size(folder.path("night.html")) < 3'000'000);
  CHECK(std::filesystem::file_size(folder.path("both.html")) < 3'000'000);
}

TEST_CASE("the commands of the page on staffing work as they stand", "[docs]") {
  const TemporaryFolder folder;
  CHECK(run_blocks("docs/how-to/staffing.md", folder) >= 4);
}
