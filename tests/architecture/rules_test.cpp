#include <fstream>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/architecture/rules.hpp"

using namespace kredsim::architecture;
namespace fs = std::filesystem;

namespace {

/// A small project in a folder of its own, gone at the end of the test.
class SmallProject {
 public:
  SmallProject() {
    std::string name = (fs::temp_directory_path() / "kredsim-architecture-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    root_ = name;
    write("tools/packages.txt",
          "# a comment\n\n"
          "g++ | demo | - | - | - | compiles\n"
          "libyaml-cpp-dev | demo | yaml-cpp/ | sim/scenario | yaml-cpp | reads scenarios\n"
          "libboost-dev | demo | boost/graph/ | sim/road | - | the graph\n"
          "libc6-dev | demo | unistd.h | sim/road | - | files\n"
          "libc6-dev | demo | unistd.h | analysis/cli | - | terminals\n");
    write("sim/base/time.hpp", "#include <chrono>\n");
    write("sim/base/time.cpp", "#include \"sim/base/time.hpp\"\n");
    write("sim/base/CMakeLists.txt", "kredsim_layer(base SOURCES time.cpp)\n");
    write("sim/scenario/read.hpp", "#include \"sim/base/time.hpp\"\n");
    write("sim/scenario/read.cpp", "#include <yaml-cpp/yaml.h>\n");
    write("sim/scenario/CMakeLists.txt",
          "kredsim_layer(scenario SOURCES read.cpp PUBLIC kredsim_base PRIVATE yaml-cpp)\n");
  }
  SmallProject(const SmallProject&) = delete;
  SmallProject& operator=(const SmallProject&) = delete;
  ~SmallProject() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream{root_ / path} << text;
  }
  [[nodiscard]] SourceTree read() const { return read_source_tree(root_); }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("a project that keeps the rules has no findings", "[architecture]") {
  const auto tree = SmallProject{}.read();
  CHECK(arrows_that_point_back(tree).empty());
  CHECK(include_cycles(tree).empty());
  CHECK(foreign_headers(tree).empty());
  CHECK(dishonest_links(tree).empty());
  CHECK(sources_without_a_target(tree).empty());
  CHECK(bits_that_may_differ(tree).empty());
}

TEST_CASE("an include of a later layer is named with file and line", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/time.hpp", "#pragma once\n\n  #  include \"sim/scenario/read.hpp\"  // why not\n");
  CHECK(arrows_that_point_back(project.read()) ==
        Findings{
            "sim/base/time.hpp:3: sim/base may not include sim/scenario/read.hpp (an arrow that points back: only its "
            "own layer and those before it in the list)"});
}

TEST_CASE("the model includes neither the analysis nor the tests", "[architecture]") {
  const SmallProject project;
  project.write("sim/engine/a.hpp", "#include \"analysis/cli/b.hpp\"\n#include \"tests/support/shared.hpp\"\n");
  CHECK(arrows_that_point_back(project.read()).size() == 2);
}

TEST_CASE("a relative include and a folder outside the list are findings", "[architecture]") {
  const SmallProject project;
  project.write("sim/scenario/read.hpp", "#include \"names.hpp\"\n#include \"sim/scenario/../base/time.hpp\"\n");
  project.write("sim/helpers/a.hpp", "\n");
  project.write("sim/stray.hpp", "\n");
  CHECK(arrows_that_point_back(project.read()).size() == 4);
}

TEST_CASE("includes in comments and strings are none", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/time.hpp",
                "// #include \"sim/engine/a.hpp\"\n/* text\n#include \"sim/engine/a.hpp\"\n*/\n"
                "const char* text = \"#include <boost/graph/a.hpp> \\\" std::exp(1)\";  // std::exp(1)\n");
  CHECK(arrows_that_point_back(project.read()).empty());
  CHECK(foreign_headers(project.read()).empty());
  CHECK(bits_that_may_differ(project.read()).empty());
}

TEST_CASE("headers that include each other are found once", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/a.hpp", "#include \"sim/base/b.hpp\"\n");
  project.write("sim/base/b.hpp", "#include \"sim/base/a.hpp\"\n");
  CHECK(include_cycles(project.read()) ==
        Findings{"sim/base/a.hpp: includes itself: sim/base/a.hpp -> sim/base/b.hpp -> sim/base/a.hpp"});
}

TEST_CASE("a third-party header outside its folder is told where it belongs", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/time.hpp", "#include <yaml-cpp/yaml.h>\n");
  project.write("sim/scenario/read.hpp", "#include <unistd.h>\n");
  CHECK(foreign_headers(project.read()) ==
        Findings{
            "sim/base/time.hpp:1: <yaml-cpp/yaml.h> belongs in sim/scenario alone (give that folder an interface for "
            "what is needed here)",
            "sim/scenario/read.hpp:1: <unistd.h> belongs in sim/road alone (give that folder an interface for what is "
            "needed here)"});
}

TEST_CASE("a library needs a line in the table, and has one folder there", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/time.hpp", "#include <Eigen/Core>\n");
  project.write("tools/packages.txt", "a | demo | a.h | sim/road | - | why\na | demo | a.h | sim/base | - | why\n");
  const auto findings = foreign_headers(project.read());
  REQUIRE(findings.size() == 3);
  CHECK(findings[0] == "tools/packages.txt:2: a.h has a second folder, sim/base (one library, one folder: line 1)");
  CHECK(findings[1] ==
        "sim/base/time.hpp:1: <Eigen/Core> has no line in tools/packages.txt (add one that says which folder "
        "needs it, and why)");
}

TEST_CASE("a line of the table without its reason is refused", "[architecture]") {
  const SmallProject project;
  project.write("tools/packages.txt", "a | demo | a.h | sim/road | - |\n");
  CHECK_THROWS_WITH(project.read(), "tools/packages.txt:1: not PACKAGE | FOR | HEADERS | FOLDER | TARGET | WHY");
}

TEST_CASE("a layer must link what it includes, publicly for its headers", "[architecture]") {
  const SmallProject project;
  project.write("sim/scenario/CMakeLists.txt",
                "kredsim_layer(scenario SOURCES read.cpp PRIVATE kredsim_base)  # yaml-cpp\n");
  CHECK(
      dishonest_links(project.read()) ==
      Findings{
          "sim/scenario/read.cpp:1: includes yaml-cpp/yaml.h, but sim/scenario/CMakeLists.txt does not link yaml-cpp",
          "sim/scenario/read.hpp:1: includes sim/base/time.hpp, but sim/scenario/CMakeLists.txt does not link "
          "kredsim_base as PUBLIC",
          "sim/scenario/CMakeLists.txt: kredsim_scenario links kredsim_base as PRIVATE, but no source of it includes a "
          "header of it (leave it out)"});
}

TEST_CASE("a layer links nothing unused, and nothing publicly that only sources include", "[architecture]") {
  const SmallProject project;
  project.write("sim/scenario/CMakeLists.txt",
                "kredsim_layer(scenario SOURCES read.cpp PUBLIC kredsim_base yaml-cpp)\n");
  project.write("sim/road/graph.cpp", "#include <boost/graph/graph_traits.hpp>\n#include \"sim/base/time.hpp\"\n");
  project.write("sim/road/CMakeLists.txt",
                "kredsim_layer(road SOURCES graph.cpp PUBLIC kredsim_base)\n"
                "target_link_libraries(kredsim_road PRIVATE kredsim_scenario)\n");
  CHECK(dishonest_links(project.read()) ==
        Findings{
            "sim/road/CMakeLists.txt: kredsim_road links kredsim_base as PUBLIC, but no header of it includes a header "
            "of "
            "it (make it PRIVATE)",
            "sim/road/CMakeLists.txt: kredsim_road links kredsim_scenario as PRIVATE, but no source of it includes a "
            "header of it (leave it out)",
            "sim/scenario/CMakeLists.txt: kredsim_scenario links yaml-cpp as PUBLIC, but no header of it includes a "
            "header "
            "of it (make it PRIVATE)"});
}

TEST_CASE("what a linked layer hands on publicly counts as linked", "[architecture]") {
  const SmallProject project;
  project.write("sim/road/graph.hpp", "#include \"sim/scenario/read.hpp\"\n#include \"sim/base/time.hpp\"\n");
  project.write("sim/road/CMakeLists.txt", "kredsim_layer(road PUBLIC kredsim_scenario)\n");
  CHECK(dishonest_links(project.read()).empty());
}

TEST_CASE("a source that no target compiles is a finding", "[architecture]") {
  const SmallProject project;
  project.write("sim/base/forgotten.cpp", "\n");
  CHECK(sources_without_a_target(project.read()) ==
        Findings{"sim/base/forgotten.cpp: no CMakeLists.txt of sim/base names it (list it there, or delete it)"});
}

TEST_CASE("libm and the standard's random numbers are kept out of simulated figures", "[architecture]") {
  const SmallProject project;
  project.write(
      "sim/base/time.cpp",
      "#include <random>\nint a = std::log (2);\nint b = std::log_of(2);\nint c = pinned::log(2) + std::sqrt(2);\n");
  project.write("analysis/cli/bars.cpp", "double height = std::log10(7);\n");
  const auto findings = bits_that_may_differ(project.read());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].starts_with("sim/base/time.cpp:1: <random>"));
  CHECK(findings[1].starts_with("sim/base/time.cpp:2: std::log may"));
}
