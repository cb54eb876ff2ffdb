#include <algorithm>
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/architecture/rules.hpp"
#include "tests/support/shared.hpp"

using namespace kredsim::architecture;

namespace {

const SourceTree& project() {
  static const SourceTree tree = read_source_tree(kredsim::test::source_dir());
  return tree;
}

void require_none(const Findings& findings) {
  for (const std::string& finding : findings) FAIL_CHECK(finding);
  CHECK(findings.empty());
}

}  // namespace

TEST_CASE("the project's sources are found", "[architecture]") {
  CHECK(project().files.size() > 20);
  CHECK(project().layers.size() > 3);
  CHECK(project().libraries.size() > 10);
}

TEST_CASE("every include points at its own layer or an earlier one", "[architecture]") {
  require_none(arrows_that_point_back(project()));
}

TEST_CASE("no header includes itself by way of others", "[architecture]") { require_none(include_cycles(project())); }

TEST_CASE("every third-party header stays in its folder", "[architecture]") {
  require_none(foreign_headers(project()));
}

TEST_CASE("every layer links what it includes, public for its headers, private for its sources", "[architecture]") {
  require_none(dishonest_links(project()));
}

TEST_CASE("every source is compiled", "[architecture]") { require_none(sources_without_a_target(project())); }

TEST_CASE("no simulated figure rests on libm or <random>", "[architecture]") {
  require_none(bits_that_may_differ(project()));
}

TEST_CASE("every check that clang-tidy leaves out has its reason", "[architecture]") {
  std::ifstream in{kredsim::test::source_dir() / ".clang-tidy"};
  std::vector<std::string> with_reason;
  std::size_t left_out = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# -") && line.find(": ") != std::string::npos) {
      with_reason.push_back(line.substr(2, line.find(": ") - 2));
    } else if (line.starts_with("  -") && line.find('{') == std::string::npos) {
      ++left_out;
      INFO(line);
      CHECK(std::ranges::find(with_reason, line.substr(2, line.find_last_not_of(',') - 1)) != with_reason.end());
    }
  }
  CHECK(left_out > 0);
  CHECK(left_out == with_reason.size());
}
