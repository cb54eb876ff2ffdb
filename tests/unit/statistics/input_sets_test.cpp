#include <catch2/catch.hpp>

#include "analysis/statistics/input_sets.hpp"

using namespace kredsim;

namespace {

Difference difference_of(double difference, Verdict verdict = Verdict::too_few, const char* area = "all") {
  Difference row;
  row.measure = "response_s";
  row.statistic = "mean";
  row.area = area;
  row.difference = difference;
  row.margin = 5;
  row.verdict = verdict;
  return row;
}

}  // namespace

TEST_CASE("the range of a difference is that over all sets of inputs that know it", "[statistics]") {
  std::vector<Difference> rows{difference_of(22, Verdict::worse), difference_of(-30, Verdict::better, "soroe")};
  widen(rows, {difference_of(-12, Verdict::too_few, "soroe"), difference_of(41)});
  widen(rows, {difference_of(9), difference_of(3, Verdict::too_few, "maribo")});
  CHECK(*rows[0].sets_low == 9);
  CHECK(*rows[0].sets_high == 41);
  CHECK(rows[0].sets == 2);
  CHECK(*rows[1].sets_low == -12);
  CHECK(*rows[1].sets_high == -12);
  CHECK(rows[1].sets == 1);
}

TEST_CASE("a verdict stands only if no set of inputs says the contrary beyond the margin", "[statistics]") {
  std::vector<Difference> rows{difference_of(22, Verdict::worse), difference_of(22, Verdict::worse, "soroe"),
                               difference_of(-22, Verdict::better, "faxe"),
                               difference_of(1, Verdict::no_different, "maribo")};
  widen(rows, {difference_of(-5), difference_of(-5.1, Verdict::too_few, "soroe"),
               difference_of(6, Verdict::too_few, "faxe"), difference_of(90, Verdict::too_few, "maribo")});
  judge_over_input_sets(rows);
  CHECK(rows[0].verdict == Verdict::worse);
  CHECK(rows[1].verdict == Verdict::undecided);
  CHECK(rows[1].note == "depends on the inputs");
  CHECK(rows[2].verdict == Verdict::undecided);
  CHECK(rows[3].verdict == Verdict::no_different);
}
