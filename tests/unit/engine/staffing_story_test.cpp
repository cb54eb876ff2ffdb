// Posts that stay empty, lines of the roster with a crew of their own, staggered shifts: as an officer would see them.

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using Catch::Contains;

namespace {

const std::string day_and_late = R"(  cars:
    label: Cars
    short_notice_absence: SHARE
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { west: 2, east: 1 } }
      - { shift: late, from: "15:00", length: 8 h, cars: { LATE } }
)";

std::string force(const std::string& share, const std::string& late = "west: 1") {
  std::string text = day_and_late;
  text.replace(text.find("SHARE"), 5, share);
  text.replace(text.find("LATE"), 4, late);
  return text;
}

std::unique_ptr<const World> world(const std::string& force, const std::string& period = "length: 8 weeks") {
  return world_of(one_road(incident("fight", "urgent", "middle", 8, "30 min"), force, period));
}

/// Which posts were empty on which days.
std::set<std::string> empty_posts(const World& world, std::uint64_t replication) {
  std::set<std::string> posts;
  for (const EmptyPostRecord& row : play(world, replication).empty_posts)
    posts.insert(world.force.units[row.unit].name + " " + std::to_string(row.from.time_since_epoch().count()));
  return posts;
}

}  // namespace

TEST_CASE("nobody is absent where nothing is said, everybody where all are", "[engine]") {
  CHECK(empty_posts(*world(force("0")), 0).empty());
  const auto all = world(force("100 %"), "length: 1 day");
  const Outcome outcome = play(*all);
  CHECK(outcome.duties.empty());
  CHECK(outcome.empty_posts.size() >= 4);
  CHECK_THAT(story(*all), Contains("west day car 1 stays empty: its crew is absent at short notice"));
}

TEST_CASE("about one post in five stays empty at 20 %, and each day has its own", "[engine]") {
  const auto one_in_five = world(force("20 %"));
  std::size_t empty = 0;
  std::size_t manned = 0;
  for (std::uint64_t replication = 0; replication < 5; ++replication) {
    const Outcome outcome = play(*one_in_five, replication);
    empty += outcome.empty_posts.size();
    manned += outcome.duties.size();
  }
  CHECK(static_cast<double>(empty) / static_cast<double>(empty + manned) == Approx(0.2).margin(0.04));
  CHECK(empty_posts(*one_in_five, 0) != empty_posts(*one_in_five, 1));
}

TEST_CASE("a post is empty on the same days in every plan that has it", "[engine]") {
  const auto base = empty_posts(*world(force("20 %")), 3);
  auto more = empty_posts(*world(force("20 %", "west: 2, middle: 1")), 3);
  CHECK(std::includes(more.begin(), more.end(), base.begin(), base.end()));
  CHECK(more.size() > base.size());
  // A higher share adds empty posts and fills none.
  const auto higher = empty_posts(*world(force("40 %")), 3);
  CHECK(std::includes(higher.begin(), higher.end(), base.begin(), base.end()));
}

TEST_CASE("a line of the roster may have one officer where the group has two", "[engine]") {
  const std::string lines = R"(  cars:
    label: Cars
    crew: 2
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { west: 1 }, crew: 1 }
      - { shift: double, from: "07:00", length: 8 h, cars: { east: 1 } }
)";
  const std::string fight =
      "  fight: {label: fight, priority: urgent, per_day: 1, hours: at_8, where: {west: 1}, "
      "officers_required: 2, on_scene: {distribution: constant, value: 30 min}}\n";
  const auto day = day_on_which(one_road(fight, lines));
  const IncidentRecord& record = day.incident("fight");
  // The lone officer from the west is there first; only the car from the east makes them two.
  CHECK(day.world().force.units[record.first_unit].name == "west day car 1");
  CHECK(record.enough_there - record.received == std::chrono::minutes{20});
}

TEST_CASE("staggered cars come on duty one after the other, and a plan without them is not disturbed", "[engine]") {
  const auto staggered = world(R"(  cars:
    label: Cars
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { west: 3 }, stagger: 30 min }
)",
                               "length: 1 day");
  const std::string told = story(*staggered);
  CHECK_THAT(told, Contains("07:00:00") && Contains("07:30:00") && Contains("08:00:00"));
  std::set<SimTime> begins;
  for (const DutyRecord& duty : play(*staggered).duties) begins.insert(duty.from);
  CHECK(begins.size() >= 3);
}

TEST_CASE("four of eight officers lent to border control leave half of the shifts empty, drawn by post and date",
          "[engine]") {
  // Four posts of 8 hours and two officers every day: 23,360 h a year, 15.9 årsværk. Half of them for four weeks.
  const std::string cars = R"(  cars:
    label: Cars
    officers: as rostered
    LENT
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { west: 2, east: 1 } }
      - { shift: late, from: "15:00", length: 8 h, cars: { west: 1 } }
)";
  const auto lending = [&](const std::string& loans) {
    std::string text = cars;
    text.replace(text.find("LENT"), 4, loans.empty() ? "" : "lent: { " + loans + " }");
    return world(text);
  };
  const double half = 4 * 2 * 8 * 365 / 1468.8 / 2;
  const std::string officers = "officers: " + std::to_string(half);
  const auto half_of = lending("border: { from: 2019-01-07, length: 4 weeks, " + officers + " }");
  double empty = 0;
  for (std::uint64_t replication = 0; replication < 10; ++replication) {
    for (const EmptyPostRecord& row : play(*half_of, replication).empty_posts) {
      CHECK(row.why == WhyEmpty::lent);
      CHECK(row.from < SimTime{monday} + std::chrono::weeks{4});
      empty += 1;
    }
  }
  CHECK(empty / 10 == Approx(4 * 28 / 2.0).margin(6));  // 112 shifts: sd of a mean of ten is 1.7
  CHECK_THAT(story(*half_of), Contains("is not manned: its crew is lent away"));
  // The same posts on the same dates in a plan with one more car, and more of them with more officers away.
  CHECK(empty_posts(*half_of, 1) ==
        empty_posts(*lending("guard: { from: 2019-01-07, length: 4 weeks, " + officers + " }"), 1));
  const auto base = empty_posts(*half_of, 1);
  const auto most = empty_posts(*lending("border: { from: 2019-01-07, length: 4 weeks, officers: 12 }"), 1);
  CHECK(std::includes(most.begin(), most.end(), base.begin(), base.end()));
  CHECK(most.size() > base.size());
  // In a stated order: both cars of the west by day, and nobody else, for 2/4 of the hours.
  const auto listed = lending("border: { from: 2019-01-07, length: 4 weeks, " + officers +
                              ", posts: [west day car 1, west day car 2, east day car 1] }");
  std::set<std::string> cars_at_home;
  for (const EmptyPostRecord& row : play(*listed).empty_posts) cars_at_home.insert(listed->force.units[row.unit].name);
  CHECK(cars_at_home == std::set<std::string>{"west day car 1", "west day car 2"});
  CHECK(play(*listed).empty_posts.size() == 2 * 28);
}
