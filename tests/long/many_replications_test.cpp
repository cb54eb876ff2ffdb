#include <string>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;

namespace {

/// Of the largest program that was run so far.
double most_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

TEST_CASE("a hundred thousand replications of an hour take no more memory than a thousand", "[long]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --set 'period.length=1 h' --threads 2";
  REQUIRE(run_kredsim(run + " --replications 1000").exit_code == 0);
  const double few = most_memory_mb();
  REQUIRE(run_kredsim(run + " --replications 100000").exit_code == 0);
  const double many = most_memory_mb();
  WARN(few << " MB for 1,000, " << many << " MB for 100,000");
  CHECK(many < few + 50);
}
