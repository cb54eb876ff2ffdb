#include "analysis/statistics/input_sets.hpp"

#include <algorithm>
#include <tuple>

namespace kredsim {

namespace {

auto statistic_of(const Difference& row) {
  return std::tie(row.measure, row.statistic, row.type, row.area, row.hour, row.priority);
}

bool says_which_way(Verdict verdict) {
  return verdict == Verdict::better || verdict == Verdict::worse || verdict == Verdict::higher ||
         verdict == Verdict::lower || verdict == Verdict::mixed;
}

}  // namespace

void widen(std::vector<Difference>& rows, const std::vector<Difference>& of_input_set) {
  const auto before = [](const Difference* a, const Difference* b) { return statistic_of(*a) < statistic_of(*b); };
  std::vector<const Difference*> sorted;
  for (const Difference& row : of_input_set) sorted.push_back(&row);
  std::stable_sort(sorted.begin(), sorted.end(), before);
  for (Difference& row : rows) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), &row, before);
    if (found == sorted.end() || statistic_of(**found) != statistic_of(row) || !(*found)->difference) continue;
    const double difference = *(*found)->difference;
    row.sets_low = std::min(row.sets_low.value_or(difference), difference);
    row.sets_high = std::max(row.sets_high.value_or(difference), difference);
    ++row.sets;
  }
}

void judge_over_input_sets(std::vector<Difference>& rows) {
  for (Difference& row : rows) {
    if (row.sets == 0 || !row.difference || !says_which_way(row.verdict)) continue;
    const bool up = *row.difference > 0;
    if (up ? *row.sets_low >= -row.margin : *row.sets_high <= row.margin) continue;
    row.verdict = Verdict::undecided;
    row.note += (row.note.empty() ? "" : "; ") + std::string{"depends on the inputs"};
  }
}

}  // namespace kredsim
