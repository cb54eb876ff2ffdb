#include "analysis/theory/known_cases.hpp"

#include <algorithm>
#include <stdexcept>

namespace kredsim::theory {

const std::vector<KnownCase>& known_cases() {
  static const std::vector<KnownCase> cases = [] {
    std::vector<KnownCase> all;
    for (auto some : {queue_cases(), clock_cases(), spatial_cases()}) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end(), [](const KnownCase& a, const KnownCase& b) { return a.id < b.id; });
    return all;
  }();
  return cases;
}

const KnownCase* known_case(std::string_view id) {
  for (const KnownCase& one : known_cases())
    if (one.id == id) return &one;
  return nullptr;
}

double figure(const std::vector<Figure>& figures, std::string_view name) {
  for (const Figure& one : figures)
    if (one.name == name) return one.value;
  throw std::runtime_error("no figure " + std::string{name});
}

}  // namespace kredsim::theory
