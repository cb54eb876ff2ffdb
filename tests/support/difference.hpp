#pragma once

#include <string>

namespace kredsim::test {

/// The lines that differ, marked as `diff` does.
std::string difference(const std::string& expected, const std::string& actual);

}  // namespace kredsim::test
