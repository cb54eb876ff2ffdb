#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace kredsim::architecture {

/// What breaks a rule, one line each: `file:line: problem (what to try)`. Empty: the rule holds.
using Findings = std::vector<std::string>;

/// Every folder of sources is a layer of the list, and an #include points at its own layer or an earlier one;
/// paths start at the project's root.
Findings arrows_that_point_back(const SourceTree& tree);

/// No header includes itself by way of others.
Findings include_cycles(const SourceTree& tree);

/// A third-party header appears in its folder of tools/packages.txt only, and every library has one folder.
Findings foreign_headers(const SourceTree& tree);

/// PUBLIC is what a layer's headers include, PRIVATE what only its sources include, and nothing is linked unused.
Findings dishonest_links(const SourceTree& tree);

/// Every .cpp of a layer is named in its CMakeLists.txt.
Findings sources_without_a_target(const SourceTree& tree);

/// Where simulated figures are made, nothing whose bits depend on the processor or the standard library:
/// libm's elementary functions, <random>, std::shuffle.
Findings bits_that_may_differ(const SourceTree& tree);

}  // namespace kredsim::architecture
