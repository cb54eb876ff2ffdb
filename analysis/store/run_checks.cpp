#include "analysis/store/run_checks.hpp"

#include "analysis/store/csv_file.hpp"

namespace kredsim {

std::string name(WarmUpCheck::Finding finding) {
  switch (finding) {
    case WarmUpCheck::Finding::enough: return "enough";
    case WarmUpCheck::Finding::too_short: return "too short";
    case WarmUpCheck::Finding::not_checked: break;
  }
  return "not checked";
}

std::string in_words(const Precision& precision) {
  return precision.statistic + " of " + precision.measure + ", type " + precision.type + ", area " + precision.area +
         ": " + to_decimal(precision.value) + " +- " +
         (precision.half_width ? to_decimal(*precision.half_width) : std::string{"?"}) + " (" +
         to_decimal(100 * precision.confidence) + " %) after " + std::to_string(precision.replications) +
         " replications, asked +- " + to_decimal(precision.wanted) + (precision.enough ? "" : ": not precise enough");
}

}  // namespace kredsim
