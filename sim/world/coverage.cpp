#include "sim/world/coverage.hpp"

#include <algorithm>

namespace kredsim {

namespace {

constexpr std::size_t sample_size = 2'000;

/// Places of demand in proportion to their weights: systematic, from the middle of the first step.
std::vector<Place> sample(const District& district) {
  double total = 0;
  for (const auto& point : district.points) total += point.weight;
  const std::size_t size = std::min(sample_size, district.points.size());
  const double step = total / static_cast<double>(std::max<std::size_t>(size, 1));
  std::vector<Place> places;
  double next = step / 2;
  double passed = 0;
  for (const auto& point : district.points) {
    passed += point.weight;
    for (; next < passed; next += step) places.push_back(point.place);
  }
  return places;
}

}  // namespace

std::vector<std::size_t> coverage_order(const World& world, const std::vector<Post>& bases,
                                        const scenario::CoverageRules& rules, std::size_t units) {
  const auto query = world.travel->query();
  const ProfileId profile = world.travel->profile(Driving::emergency, world.scenario.period.start);
  const std::vector<Place> demand = sample(world.district);
  std::vector<Place> from;
  for (const Post& base : bases) from.push_back(base.place);
  std::vector<Milliseconds> times(bases.size());
  std::vector<std::vector<std::uint32_t>> covered(bases.size());
  for (std::size_t d = 0; d < demand.size(); ++d) {
    query->times(from, demand[d], profile, times);
    for (std::size_t b = 0; b < bases.size(); ++b)
      if (times[b] <= rules.within) covered[b].push_back(static_cast<std::uint32_t>(d));
  }

  // What one more car adds where k cover already: (1 - q) q^k.
  std::vector<double> adds(demand.size(), 1 - rules.busy);
  std::vector<std::size_t> cars(bases.size(), 0);
  std::vector<std::size_t> order;
  while (order.size() < std::min(units, most_posts) && !bases.empty()) {
    std::size_t best = 0;
    double most = -1;
    for (std::size_t b = 0; b < bases.size(); ++b) {
      double gain = 0;
      for (const std::uint32_t d : covered[b]) gain += adds[d];
      if (gain < most || (gain == most && cars[b] >= cars[best])) continue;
      most = gain;
      best = b;
    }
    for (const std::uint32_t d : covered[best]) adds[d] *= rules.busy;
    ++cars[best];
    order.push_back(best);
  }
  return order;
}

}  // namespace kredsim
