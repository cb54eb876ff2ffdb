#include "analysis/cli/job_warnings.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "sim/world/load.hpp"

namespace kredsim::cli {

scenario::Text points_in_words(const std::vector<std::uint64_t>& points) {
  std::string words;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t last = i;
    while (last + 1 < points.size() && points[last + 1] == points[last] + 1) ++last;
    words += (words.empty() ? "" : ", ") + std::to_string(points[i]);
    if (last > i) words += "-" + std::to_string(points[last]);
    i = last + 1;
  }
  const bool one = points.size() == 1;
  return {.da = (one ? "punkt " : "punkterne ") + words, .en = (one ? "point " : "points ") + words};
}

std::vector<scenario::Text> warn_of(const Job& job) {
  std::vector<scenario::Text> warnings;
  if (!job.is_sweep()) {
    warnings = load_warnings(*job.world(0));
  } else {
    constexpr std::uint64_t most = 100;
    std::vector<std::pair<scenario::Text, std::vector<std::uint64_t>>> said;
    const std::uint64_t looked_at = std::min(job.points(), most);
    for (std::uint64_t point = 0; point < looked_at; ++point)
      for (const scenario::Text& warning : load_warnings(*job.world(point))) {
        auto same =
            std::find_if(said.begin(), said.end(), [&](const auto& entry) { return entry.first.en == warning.en; });
        if (same == said.end()) same = said.insert(said.end(), {warning, {}});
        same->second.push_back(point);
      }
    for (const auto& [warning, points] : said) {
      const scenario::Text where = points_in_words(points);
      warnings.push_back({.da = where.da + ": " + warning.da, .en = where.en + ": " + warning.en});
    }
    if (looked_at < job.points() && !said.empty())
      warnings.push_back({.da = "af de " + std::to_string(job.points()) + " punkter er de første " +
                                std::to_string(looked_at) + " set efter for sådanne advarsler",
                          .en = "of the " + std::to_string(job.points()) + " points the first " +
                                std::to_string(looked_at) + " were looked at for such warnings"});
  }
  for (const scenario::Text& warning : warnings) fmt::print(stderr, "warning: {}\n", warning.en);
  return warnings;
}

}  // namespace kredsim::cli
