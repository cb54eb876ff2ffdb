#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/support/shared.hpp"

using namespace kredsim::test;

TEST_CASE("the project's root is found from anywhere", "[support]") {
  CHECK(std::filesystem::exists(source_dir() / "CMakePresets.json"));
}

TEST_CASE("shared data are looked for where KREDSIM_SHARED says", "[support]") {
  setenv("KREDSIM_SHARED", source_dir().c_str(), 1);
  CHECK(shared_data("sim/base") == source_dir() / "sim/base");
  unsetenv("KREDSIM_SHARED");
}
