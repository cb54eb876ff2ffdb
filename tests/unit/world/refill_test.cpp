// Which posts a solver chooses.

#include <catch2/catch.hpp>

#include "sim/world/refill.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

/// Work in the west by day and in the east by night; posts of 5,840 h a year, officers of 1,468.8 h.
std::unique_ptr<const World> world_with(double change, const std::string& rule = "refill") {
  const auto work = [](const std::string& type, const std::string& node, const std::string& hours) {
    return "  " + type + ": {label: " + type + ", priority: urgent, per_day: 12, hours: " + hours + ", where: {" +
           node + ": 1}, on_scene: {distribution: constant, value: 1 h}}\n";
  };
  const std::string force = R"(  cars:
    label: Cars
    officers: { value: 24, change: )" +
                            std::to_string(change) + R"( }
    when_officers_change: )" +
                            rule + R"(
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { west: 2, east: 1 } }
      - { shift: night, from: "19:00", length: 8 h, cars: { west: 1, east: 2 } }
)";
  return world_of(one_road(work("brawl", "west", "at_10") + work("crash", "east", "at_22"), force));
}

std::vector<std::string> changed(const World& world) {
  std::vector<std::string> names;
  for (const scenario::PostChange& change : world.force.staffing.front().changes) {
    using What = scenario::PostChange::What;
    names.push_back((change.what == What::dropped ? "- " : "+ ") + change.post.name);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("with fewer officers the posts go that hardly any task would miss", "[world]") {
  CHECK(changed(*world_with(0)).empty());
  const Names two = changed(*world_with(-7));
  CHECK(two == Names{"- east day car 1", "- west night car 1"});
}

TEST_CASE("with more officers the posts come where tasks find no free car", "[world]") {
  const Names two = changed(*world_with(+8));
  CHECK(two == Names{"+ west day car 3", "+ east night car 3"});
}

TEST_CASE("whatever the number of officers, the solver keeps within their hours and never does worse with more",
          "[world]") {
  const auto base = world_with(0);
  const scenario::Group& group = base->scenario.force.front().second;
  const DemandCurve demand = demand_curve(*base, group);
  const auto& before = base->force.staffing.front().before;
  double last = 1e9;
  for (double officers = 0; officers <= 60; officers += 6) {
    const double hours = officers * 1468.8;
    const auto posts = best_posts(demand, group, before, hours, Refill::whole_roster);
    double needed = 0;
    for (const scenario::Post& post : posts) needed += post.hours();
    INFO(officers << " officers, " << posts.size() << " posts");
    CHECK(needed <= hours + 1e-6);
    const double without = tasks_without_free_car(demand, posts);
    CHECK(without <= last * 1.002);
    last = without;
    // The same question has the same answer.
    const auto again = best_posts(demand, group, before, hours, Refill::whole_roster);
    REQUIRE(again.size() == posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) CHECK(again[i].name == posts[i].name);
  }
}

TEST_CASE("the solver's best is the best of all rosters of a small size", "[world]") {
  const auto base = world_with(0);
  const scenario::Group& group = base->scenario.force.front().second;
  const DemandCurve demand = demand_curve(*base, group);
  constexpr double one_post = 5840;
  const auto chosen = best_posts(demand, group, {}, 4 * one_post, Refill::whole_roster);
  double best = 1e9;
  for (int a = 0; a <= 4; ++a)
    for (int b = 0; a + b <= 4; ++b)
      for (int c = 0; a + b + c <= 4; ++c) {
        scenario::Group other = group;
        const int d = 4 - a - b - c;
        other.roster[0].cars[0].second = a;
        other.roster[0].cars[1].second = b;
        other.roster[1].cars[0].second = c;
        other.roster[1].cars[1].second = d;
        best = std::min(best, tasks_without_free_car(demand, scenario::posts_of(other)));
      }
  CHECK(tasks_without_free_car(demand, chosen) <= best * 1.002);
}

TEST_CASE("in proportion every line and station gives, or gets, a like share", "[world]") {
  // Two cars by day in the west and by night in the east, one of the others: the larger ones give first.
  CHECK(changed(*world_with(-3.9, "refill in proportion")) == Names{"- west day car 2"});
  CHECK(changed(*world_with(-7.9, "refill in proportion")) == Names{"- west day car 2", "- east night car 2"});
  CHECK(changed(*world_with(-11.9, "refill in proportion")).size() == 3);
  CHECK(changed(*world_with(+8, "refill in proportion")) == Names{"+ west day car 3", "+ east night car 3"});
  CHECK(changed(*world_with(+12, "refill in proportion")).size() == 3);
}

TEST_CASE("the worst choice takes the posts that the most tasks would miss, and gives where none wait", "[world]") {
  const Names fewer = changed(*world_with(-7, "refill worst"));
  const Names more = changed(*world_with(+8, "refill worst"));
  CHECK(fewer.size() == 2);
  for (const std::string& post : fewer) CHECK((post.starts_with("- west day") || post.starts_with("- east night")));
  CHECK(more.size() == 2);
  for (const std::string& post : more) CHECK((post.starts_with("+ east day") || post.starts_with("+ west night")));
  // Best, in proportion and worst of the same officers stand in this order.
  for (const double change : {-12.0, -7.0, +8.0}) {
    std::vector<double> without;
    for (const char* rule : {"refill", "refill in proportion", "refill worst"}) {
      const auto world = world_with(change, rule);
      without.push_back(world->force.staffing.front().without_free_car->second);
    }
    INFO(change);
    CHECK(without[0] <= without[1] * 1.001);
    CHECK(without[1] <= without[2] * 1.001);
  }
}
