#pragma once

#include <cstdio>

#include <catch2/catch.hpp>

#include "analysis/experiment/validation.hpp"
#include "tests/support/shared.hpp"

namespace kredsim::test {

/// Plays cases as `kredsim validate` does, prints the sheet and fails for each figure that Holm's test rejects.
inline void check_known_answers(bool short_only) {
  ValidationOptions options;
  options.folder = (source_dir() / "tests/statistical/cases").string();
  options.short_only = short_only;
  options.threads = 2;
  const auto sheet = validate(options);
  for (const CheckedFigure& row : sheet) {
    std::printf("%s %s: expected %.6g, simulated %.6g (standard error %.2g), p = %.4f\n", row.id.c_str(),
                row.figure.c_str(), row.expected, row.test.estimate, row.test.standard_error, row.test.p);
    INFO(row.id << " " << row.figure << ": expected " << row.expected << ", simulated " << row.test.estimate);
    CHECK_FALSE(row.rejected);
    CHECK(row.replications >= least_validation_replications);
  }
}

}  // namespace kredsim::test
