// Any bytes as a log of incidents: lines or problems, nothing else, and never more of them than the text can hold.
#include <cstdlib>

#include "sim/world/trace_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<kredsim::Problem> problems;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto lines = kredsim::parse_trace(text, "log.csv", problems);
  if (lines.size() > size || problems.size() > 100) std::abort();
  for (const kredsim::Problem& problem : problems)
    if (kredsim::to_text(problem).empty()) std::abort();
  return 0;
}
