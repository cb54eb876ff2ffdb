// Help across the border in figures, on days that a reader can work out by hand.

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/tally.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

/// The figures of one day, in total or of one group, as a run of one replication gives them.
class HelpInFigures {
 public:
  explicit HelpInFigures(const ScriptedDay& day, int group = -1) : tables_{day.world()} {
    Cell cell;
    cell.at[static_cast<std::size_t>(Axis::group)] = group;
    rows_ = replication_rows(tables_, tally(tables_, day.outcome()), tables_.find(cell).value());
  }
  /// -1: no such row; -2: a row without a value.
  [[nodiscard]] double operator()(const std::string& measure, const std::string& statistic) const {
    for (const Estimate& row : rows_)
      if (row.measure == measure && row.statistic == statistic) return row.value.value_or(-2);
    return -1;
  }

 private:
  Tables tables_;
  std::vector<Estimate> rows_;
};

const std::string accident_and_fight =
    incident("accident", "urgent", "west", 8, "4 h") + incident("fight", "urgent", "middle", 9, "30 min");
const std::string one_own_car = "  cars: {label: Cars, always_on_duty: {west: 1}}\n";

}  // namespace

TEST_CASE("help received counts where it went, and in no hours of ours", "[statistics]") {
  const auto day =
      day_on_which(one_road(accident_and_fight, one_own_car, "length: 1 day",
                            "neighbours: {next: {helps: {cars: {east: 1}, available: 100 %, to_border: 6 min}}}\n"));
  const HelpInFigures all{day};
  CHECK(all("helped_in", "count") == 1);
  CHECK(all("helped_in", "share") == 0.5);
  CHECK(all("help_refused", "count") == 0);
  CHECK(all("help_refused", "share") == 0);
  CHECK(all("help_in_h", "mean") == Approx((6 + 10 + 30 + 10) / 60.0));
  CHECK(all("incidents", "count") == 2);
  CHECK(all("response_s", "mean") == Approx(16 * 60 / 2));
  CHECK(all("units_on_duty", "mean") == 1);
  CHECK(all("utilisation", "mean") == Approx(4.0 / 24));
  CHECK(all("helped_out", "count") == -1);
  const HelpInFigures own{day, 0};
  CHECK(own("incidents", "count") == 1);
  CHECK(own("utilisation", "mean") == Approx(4.0 / 24));
  const HelpInFigures next{day, 1};
  CHECK(next("incidents", "count") == 1);
  CHECK(next("helped_in", "share") == 1);
  CHECK(next("help_in_h", "mean") == Approx(56 / 60.0));
  CHECK(next("utilisation", "mean") == -1);
  CHECK(next("units_on_duty", "mean") == -1);
}

TEST_CASE("a neighbour's no is counted at the incident, and what a car was not free for stays our wait",
          "[statistics]") {
  const HelpInFigures all{day_on_which(one_road(accident_and_fight, one_own_car, "length: 1 day",
                                                "neighbours: {next: {helps: {cars: {east: 1}, available: 0 %}}}\n"))};
  CHECK(all("helped_in", "count") == 0);
  CHECK(all("help_refused", "count") == 1);
  CHECK(all("help_refused", "share") == 1);
  CHECK(all("help_in_h", "mean") == 0);
}

TEST_CASE("help given is in our utilisation and in no measure of incidents", "[statistics]") {
  const auto day = day_on_which(one_road(incident("fight", "urgent", "west", 6, "30 min"), one_own_car, "length: 1 day",
                                         "neighbours: {next: {asks: {per_day: 1, at: [{at: east}], lasts: 2 h}}}\n"),
                                [](const ScriptedDay& d) {
                                  return d.outcome().requests.size() == 1 &&
                                         d.outcome().requests[0].time > monday + 8h &&
                                         d.outcome().requests[0].time < monday + 20h;
                                });
  const HelpInFigures all{day};
  CHECK(all("incidents", "count") == 1);
  CHECK(all("assignments", "count") == 1);
  CHECK(all("response_s", "mean") == 0);
  CHECK(all("lost", "count") == 0);
  CHECK(all("helped_out", "count") == 1);
  CHECK(all("helped_out", "share") == 1);
  CHECK(all("help_out_h", "mean") == Approx(2 + 20 / 60.0));
  CHECK(all("utilisation", "mean") == Approx((2 + 50 / 60.0) / 24));
  CHECK(all("queue_length", "mean") == 0);
  CHECK(all("helped_in", "count") == -1);
  const Tables tables{day.world()};
  for (const Table& table : tables.all())
    if (table.split_by(Axis::area) && table.dimensions() == 1)
      for (std::size_t area = 1; area < 3; ++area)  // Middle and East, where the car was
        CHECK(tally(tables, day.outcome()).sums.at(table.first_cell + area, Sum::incidents) == 0);
}
