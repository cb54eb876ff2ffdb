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
