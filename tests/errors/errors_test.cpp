// What a mistake gets: every NAME.yaml of this folder against the exact text in NAME.expected.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "sim/scenario/read.hpp"

namespace fs = std::filesystem;
#include "tests/support/difference.hpp"

using namespace kredsim;
using kredsim::test::difference;

namespace {

/// Messages name files as the user gave them: the tests give them as seen from their own folder.
class InErrorsFolder {
 public:
  InErrorsFolder() : before_{fs::current_path()} { fs::current_path(KREDSIM_ERRORS_FOLDER); }
  ~InErrorsFolder() { fs::current_path(before_); }
  InErrorsFolder(const InErrorsFolder&) = delete;
  InErrorsFolder& operator=(const InErrorsFolder&) = delete;

 private:
  fs::path before_;
};

std::string message_of(const std::string& file, const std::vector<std::string>& settings = {}) {
  try {
    scenario::read(file, settings);
    return "no error\n";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

std::string content(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool update() {
  const char* wanted = std::getenv("KREDSIM_UPDATE");
  return wanted != nullptr && std::string{wanted} == "1";
}

/// A file that is removed again.
struct TemporaryFile {
  explicit TemporaryFile(const std::string& name) : path{fs::temp_directory_path() / name} {}
  ~TemporaryFile() { fs::remove(path); }
  fs::path path;
};

}  // namespace

TEST_CASE("each bad scenario gets exactly the messages beside it", "[errors]") {
  const InErrorsFolder here;
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator{"."})
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  REQUIRE(names.size() >= 25);
  for (const std::string& name : names) {
    const std::string actual = message_of(name + ".yaml");
    if (update()) std::ofstream{name + ".expected", std::ios::binary} << actual;
    INFO(name << ".yaml, where KREDSIM_UPDATE=1 accepts the new messages:\n"
              << difference(content(name + ".expected"), actual));
    CHECK(content(name + ".expected") == actual);
  }
}

TEST_CASE("no expected message lacks its scenario", "[errors]") {
  const InErrorsFolder here;
  for (const auto& entry : fs::directory_iterator{"."}) {
    if (entry.path().extension() != ".expected") continue;
    INFO(entry.path());
    CHECK(fs::exists(fs::path{entry.path()}.replace_extension(".yaml")));
  }
}

TEST_CASE("the scenario that the bad ones extend has no mistake", "[errors]") {
  const InErrorsFolder here;
  CHECK(message_of("base/good.yaml") == "no error\n");
}

TEST_CASE("mistakes in settings name the setting", "[errors]") {
  const InErrorsFolder here;
  const auto message = [](const std::string& setting) { return message_of("base/good.yaml", {setting}); };
  CHECK(message("seed=5") == "no error\n");
  CHECK(message("force.response.roster[1].length=10 h") == "no error\n");
  CHECK(message("seed=010") ==
        "--set seed=010: seed: `010` begins with 0, which some programs read as octal (write `10`)\n");
  CHECK(message("force.response.roster[1].length=8") ==
        "--set force.response.roster[1].length=8: force.response.roster[1].length: `8` has no unit (write `8 h`)\n");
  CHECK(message("force.response.roster[7].length=8 h") ==
        "--set force.response.roster[7].length=8 h: force.response.roster: has no element [7] (it has 2, counted from "
        "[0])\n");
  CHECK(message("force.response.roster.length=8 h") ==
        "--set force.response.roster.length=8 h: force.response.roster: is a list (name an element: "
        "`force.response.roster[0].length`)\n");
  CHECK(message("replications.more=8") == "--set replications.more=8: replications: is `40` and has no key `more`\n");
  CHECK(message("seed") ==
        "--set seed: is no setting (write `--set key.path=value`, for example "
        "`--set force.response.roster[2].length=\"8 h\"`)\n");
  CHECK(message("extends=other.yaml") ==
        "--set extends=other.yaml: extends: cannot be set from outside (name another scenario file instead)\n");
  CHECK(message("seed=[1") ==
        "--set seed=[1: no valid YAML: end of sequence flow not found (look at this line and the one above: "
        "indentation, a missing `:` or quote, a tab)\n");
  CHECK(message("force.respons.crew=3") ==
        "--set force.respons.crew=3: force.respons: a group without cars (did you mean `response`? otherwise give it a "
        "`roster` or `always_on_duty`)\n");
}

TEST_CASE("a file of 1 GB is refused without being read", "[errors]") {
  const TemporaryFile file{"kredsim_errors_test_1gb.yaml"};
  std::ofstream{file.path} << "kredsim: 1\n";
  fs::resize_file(file.path, 1'000'000'000);  // sparse: takes no room
  CHECK(message_of(file.path.string()) == file.path.string() + ": is larger than 4 MB (is this a scenario?)\n");
}

TEST_CASE("a scenario that is not there is a missing input, not a bad scenario", "[errors]") {
  CHECK_THROWS_AS(scenario::read("no/such/file.yaml"), InputError);
  CHECK_THROWS_AS(scenario::read("/"), InputError);
  CHECK_THROWS_AS(scenario::read("/dev/zero"), InputError);
}

TEST_CASE("texts that cost a naive parser minutes or the stack are refused within seconds", "[errors]") {
  const TemporaryFile file{"kredsim_errors_test_bomb.yaml"};
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  const std::string bombs[] = {"kredsim: 1\na: " + repeated("{a: ", 900'000),
                               repeated("- ", 1'900'000),
                               repeated("? ", 1'900'000),
                               "kredsim: 1\na: [" + repeated("[],", 1'200'000) + "]",
                               "kredsim: 1\n" + repeated("a: 1\n", 90'000),
                               "kredsim: 1\nareas: {" + repeated("a: {b: c}, ", 60'000) + "}"};
  for (const std::string& bomb : bombs) {
    std::ofstream{file.path, std::ios::binary} << bomb;
    CHECK_THROWS_AS(scenario::read(file.path.string()), ScenarioError);
  }
}
