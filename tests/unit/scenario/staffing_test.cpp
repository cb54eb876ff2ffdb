// From officers to posts, by hand.

#include <catch2/catch.hpp>

#include "sim/scenario/read.hpp"
#include "sim/scenario/rest_rules.hpp"
#include "sim/scenario/staffing.hpp"
#include "tests/unit/scenario/written_files.hpp"

using namespace kredsim;
using kredsim::scenario::GroupStaffing;
using kredsim::testing::problems_of;
using kredsim::testing::small_scenario;
using kredsim::testing::WrittenFiles;

namespace {

// 1,924 - 222 - 70 = 1,632 h; a tenth absent and 32 h at school leave 1,436.8; a fifth at a desk leaves 1,149.44.
// A daily post of 8 hours with two officers is 5,840 h a year, one of five days a week 4,171.4 h.
const std::string counted = R"(kredsim: 1
extends: base.yaml
force:
  response:
    officers: { value: 16, source: count }
    net_hours: { absence: 10 %, training: 32 h, desk: 20 % }
    roster:
      - { shift: day, from: "07:00", length: 8 h, cars: { haslev: 2 } }
      - { shift: late, from: "15:00", length: 8 h, weekdays: weekdays, cars: { haslev: 1 }, crew: 1 }
)";

/// The staffing of the last of a chain of plans, each of which extends the one before.
GroupStaffing staffing(const std::vector<std::string>& plans, const std::vector<std::string>& settings = {}) {
  const WrittenFiles files;
  files.write("base.yaml", small_scenario);
  std::string file = files.write("counted.yaml", counted);
  int number = 0;
  for (const std::string& plan : plans) {
    const std::string name = "plan" + std::to_string(number++) + ".yaml";
    file = files.write(name, "kredsim: 1\nextends: " + file.substr(file.rfind('/') + 1) + "\n" + plan);
  }
  const scenario::Scenario read = scenario::read(file, settings);
  std::vector<Problem> problems;
  return scenario::staffing_of("response", read.force.front().second, problems);
}

std::string response(const std::string& keys) { return "force: { response: { " + keys + " } }\n"; }

std::vector<std::string> names(const std::vector<scenario::Post>& posts) {
  std::vector<std::string> names;
  for (const scenario::Post& post : posts) names.push_back(post.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an årsværk becomes net hours, and posts take them by crew, length and weekdays", "[scenario]") {
  const GroupStaffing group = staffing({});
  CHECK(group.year.on_duty() == Approx(1436.8));
  CHECK(group.year.net() == Approx(1149.44));
  CHECK(group.hours_there() == Approx(16 * 1149.44));
  CHECK(names(group.posts) == Names{"haslev day car 1", "haslev day car 2", "haslev late car 1"});
  CHECK(group.posts[0].hours() == Approx(5840));
  CHECK(group.posts[2].hours() == Approx(8 * 365 * 5 / 7.0));
  CHECK(group.hours_needed() == Approx(2 * 5840 + 8 * 365 * 5 / 7.0));
  CHECK(group.left_over() == Approx(16 * 1149.44 - 2 * 5840 - 8 * 365 * 5 / 7.0));
}

TEST_CASE("a two-officer car around the clock costs about 12 årsværk, about 16 with a quarter at a desk",
          "[scenario]") {
  scenario::NetHours rules;
  const double car = 2 * 8760;
  CHECK(car / scenario::hours_of_a_year(rules).net() == Approx(11.9).margin(0.05));
  rules.desk = 0.25;
  CHECK(car / scenario::hours_of_a_year(rules).net() == Approx(15.9).margin(0.05));
}

TEST_CASE("desk tasks of a known number take their hours off the posts'", "[scenario]") {
  // 1,200 enquiries of half an hour and 90 fingerprints of 20 minutes: 630 h a year.
  const GroupStaffing group = staffing({response(
      "desk_tasks: { enquiries: { per_year: 1200, each: 30 min }, fingerprints: { per_year: 90, each: 20 min } }")});
  const double posts = 2 * 5840 + 8 * 365 * 5 / 7.0;
  CHECK(group.desk_task_hours == Approx(630));
  CHECK(group.hours_needed() == Approx(posts + 630));
  CHECK(group.left_over() == Approx(16 * 1149.44 - posts - 630));

  const WrittenFiles files;
  files.write("base.yaml", small_scenario);
  files.write("counted.yaml", counted);
  const std::string plan =
      files.write("plan.yaml", "kredsim: 1\nextends: counted.yaml\n" +
                                   response("desk_tasks: { enquiries: { per_year: 8000, each: 1 h } }"));
  CHECK_THAT(problems_of(plan), Catch::Contains("force.response.officers: the roster needs"));
}

TEST_CASE("changes of officers add up along extends, with their sources, and a new count starts afresh", "[scenario]") {
  const auto officers = [](const std::vector<std::string>& plans) { return *staffing(plans).officers; };
  const std::string fewer =
      response("officers: { change: -1, source: first }, when_officers_change: { drop: [haslev late] }");
  const std::string more = response("officers: { change: +3.5 }");
  CHECK(officers({fewer}).now() == 15);
  CHECK(officers({fewer, more}).change == 2.5);
  CHECK(officers({fewer, more}).value == 16);
  CHECK(officers({fewer, response("officers: 30")}).now() == 30);

  const WrittenFiles files;
  files.write("base.yaml", small_scenario);
  files.write("counted.yaml", counted);
  files.write("fewer.yaml", "kredsim: 1\nextends: counted.yaml\n" + fewer);
  const auto read = scenario::read(files.write(
      "plan.yaml", "kredsim: 1\nextends: fewer.yaml\n" + response("officers: { change: -1, source: second }")));
  CHECK(scenario::source_of(read, "force.response.officers.value") == "count");
  CHECK(scenario::source_of(read, "force.response.officers.change") == "first; second");
  // What a file says about its group is no source of what another file changes.
  CHECK(scenario::source_of(read, "force.response.officers.value.more", "plan.yaml").empty());
  CHECK(scenario::source_of(read, "force.response.officers.value.more", files.path("counted.yaml")) == "count");
}

TEST_CASE("posts are dropped in the listed order until the roster fits the officers", "[scenario]") {
  const std::string rule = "when_officers_change: { drop: [haslev late, haslev day car 1] }";
  const GroupStaffing none = staffing({response("officers: { change: -2 }, " + rule)});
  CHECK(none.changes.empty());  // 14 x 1,149.44 h are enough for 13,765.7 h
  const GroupStaffing one = staffing({response("officers: { change: -5 }, " + rule)});
  CHECK(names(one.posts) == Names{"haslev day car 1", "haslev day car 2"});
  const GroupStaffing both = staffing({response("officers: { change: -6 }, " + rule)});
  CHECK(names(both.posts) == Names{"haslev day car 2"});
  REQUIRE(both.changes.size() == 2);
  CHECK(both.changes[1].post.name == "haslev day car 1");
  CHECK(both.left_over() >= 0);
  // Lists add up as the changes do: what the first plan drops is dropped first.
  const GroupStaffing chain =
      staffing({response("officers: { change: -5 }, when_officers_change: { drop: [haslev late] }"),
                response("officers: { change: -1 }, when_officers_change: { drop: [haslev day] }")});
  CHECK(names(chain.posts) == Names{"haslev day car 1"});
}

TEST_CASE("officers may be as many as the roster needs, and a plan takes some of them away", "[scenario]") {
  const GroupStaffing base = staffing({response("officers: { value: as rostered, source: assumption }")});
  CHECK(base.officers->now() == Approx((2 * 5840 + 8 * 365 * 5 / 7.0) / 1149.44));
  CHECK(base.left_over() == Approx(0).margin(1e-6));
  const GroupStaffing plan =
      staffing({response("officers: as rostered"),
                response("officers: { change: -1 }, when_officers_change: { drop: [haslev late, haslev day] }")});
  CHECK(names(plan.posts) == Names{"haslev day car 1", "haslev day car 2"});
}

TEST_CASE("posts are added in the listed order as long as the officers suffice", "[scenario]") {
  const GroupStaffing group = staffing({response(
      "officers: { change: +5 }, when_officers_change: { add: [haslev day, haslev response late, haslev day] }")});
  CHECK(names(group.posts) ==
        Names{"haslev day car 1", "haslev day car 2", "haslev late car 1", "haslev day car 3", "haslev late car 2"});
  REQUIRE(group.changes.size() == 3);
  CHECK(group.changes[1].post.crew == 1);
  CHECK(group.changes[2].what == scenario::PostChange::What::left_out);
  CHECK(group.changes[2].post.name == "haslev day car 4");
  CHECK(group.left_over() >= 0);
}

TEST_CASE("whatever officers, rule and list: posts never take more hours than there are", "[scenario]") {
  const WrittenFiles files;
  files.write("base.yaml", small_scenario);
  files.write("counted.yaml", counted);
  const std::string plan =
      files.write("plan.yaml",
                  "kredsim: 1\nextends: counted.yaml\n" +
                      response("officers: { change: 0 }, when_officers_change: { drop: [haslev day car 2, haslev late, "
                               "haslev day], add: [haslev late, haslev day, haslev day, haslev late] }"));
  for (double change = -16; change <= 40; change += 0.5) {
    INFO(change);
    const auto read = scenario::read(plan, {"force.response.officers.change=" + std::to_string(change)});
    std::vector<Problem> problems;
    const GroupStaffing group = scenario::staffing_of("response", read.force.front().second, problems);
    CHECK(problems.empty());
    CHECK(group.left_over() >= -1e-6);
    double hours = 0;
    for (const scenario::Post& post : group.posts) hours += post.hours();
    CHECK(hours == Approx(group.hours_needed()));
    // Nothing is dropped that need not be, nothing left out that would fit.
    if (!group.changes.empty() && group.changes.back().what == scenario::PostChange::What::dropped)
      CHECK(group.left_over() < group.changes.back().post.hours());
  }
}

TEST_CASE("staggered cars begin one after the other, the late ones on the next day", "[scenario]") {
  const GroupStaffing group = staffing({response(
      "officers: 60, roster: [ { shift: night, from: \"22:00\", length: 8 h, weekdays: [fri], cars: { haslev: 3 }, "
      "stagger: 90 min } ]")});
  REQUIRE(group.posts.size() == 3);
  CHECK(group.posts[1].from == Milliseconds{std::chrono::minutes{23 * 60 + 30}});
  CHECK(group.posts[2].from == Milliseconds{std::chrono::minutes{60}});
  CHECK(group.posts[1].weekdays[4]);
  CHECK(group.posts[2].weekdays[5]);
  CHECK_FALSE(group.posts[2].weekdays[4]);
}

TEST_CASE("a crew of two on weekdays alone breaks no rule of rest and works no weekend", "[scenario]") {
  scenario::Post post;
  post.name = "soroe weekday day car 1";
  post.from = std::chrono::hours{8};
  post.length = std::chrono::hours{8};
  post.weekdays = {true, true, true, true, true, false, false};
  const auto rules = scenario::rest_rules({post}, scenario::hours_of_a_year({}), 4);
  CHECK(rules.free_weekends == 52);
  CHECK(rules.weekends_missing == 0);
  CHECK(rules.long_stretches == 0);
  CHECK(rules.short_rests == 0);
  CHECK(rules.unfilled == 0);
}

TEST_CASE("a post every day with too few people costs weekends, days off and stretches", "[scenario]") {
  scenario::Post post;
  post.name = "soroe day car 1";
  post.from = std::chrono::hours{7};
  post.length = std::chrono::hours{8};
  post.weekdays.fill(true);
  // Two people for a crew of two: every day of the year, every weekend.
  const auto two = scenario::rest_rules({post}, scenario::HoursOfAYear{1924}, 2);
  CHECK(two.weekends_missing == 52);
  CHECK(two.long_stretches == 2);
  CHECK(two.days_off_missing == Approx(2 * 4 * 26));
  CHECK(two.unfilled == 0);
  // Four share the weekends: one off, one on.
  const auto four = scenario::rest_rules({post}, scenario::HoursOfAYear{1924}, 4);
  CHECK(four.free_weekends == Approx(26));
  CHECK(four.weekends_missing == 0);
  CHECK(four.long_stretches == 0);
  // One person cannot sit in two seats.
  CHECK(scenario::rest_rules({post}, scenario::HoursOfAYear{1924}, 1).unfilled == 364);
}

TEST_CASE("an evening and the next morning are less than eleven hours apart", "[scenario]") {
  scenario::Post morning;
  morning.name = "soroe day car 1";
  morning.crew = 1;
  morning.from = std::chrono::hours{7};
  morning.length = std::chrono::hours{8};
  morning.weekdays = {false, true, false, false, false, false, false};
  scenario::Post evening = morning;
  evening.name = "soroe evening car 1";
  evening.from = std::chrono::hours{15};
  evening.weekdays = {true, false, false, false, false, false, false};
  CHECK(scenario::rest_rules({morning, evening}, scenario::HoursOfAYear{1924}, 1).short_rests == 52);
  CHECK(scenario::rest_rules({morning, evening}, scenario::HoursOfAYear{1924}, 2).short_rests == 0);
}

namespace {

/// As `counted`, with hours for 16 officers at 1,149.44 h: 18,391.04 h, of which the posts take 13,765.71 h.
GroupStaffing lending(const std::string& loans) { return staffing({response("lent: { " + loans + " }")}); }

std::string loans_problems(const std::string& keys) {
  const WrittenFiles files;
  files.write("base.yaml", small_scenario);
  files.write("counted.yaml", counted);
  return problems_of(files.write("plan.yaml", "kredsim: 1\nextends: counted.yaml\n" + response(keys)));
}

}  // namespace

TEST_CASE("officers lent away take hours left over first, then a like share of every post", "[scenario]") {
  const double posts = 2 * 5840 + 8 * 365 * 5 / 7.0;
  const double left_over = 16 * 1149.44 - posts;
  const GroupStaffing few = lending("border: { from: 2019-01-07, length: 1 week, officers: 4 }");
  REQUIRE(few.lent.size() == 1);
  CHECK(few.lent[0].hours == Approx(4 * 1149.44));
  CHECK(few.lent[0].left_over == Approx(4 * 1149.44));  // 4,625 h are left over: no post is missed
  CHECK(few.lent[0].shares == std::vector<double>{0, 0, 0});
  const GroupStaffing more = lending("border: { from: 2019-01-07, length: 1 week, officers: 10 }");
  REQUIRE(more.lent.size() == 1);
  CHECK(more.lent[0].left_over == Approx(left_over));
  const double share = (10 * 1149.44 - left_over) / posts;
  for (const double empty : more.lent[0].shares) CHECK(empty == Approx(share));
}

TEST_CASE("officers lent away leave the listed posts empty in their order, the last one on some days", "[scenario]") {
  const double left_over = 16 * 1149.44 - (2 * 5840 + 8 * 365 * 5 / 7.0);
  const GroupStaffing group = lending(
      "border: { from: 2019-01-07, length: 1 week, officers: 10, posts: [haslev late car 1, haslev response day car 2, "
      "haslev day car 1] }");
  REQUIRE(group.lent.size() == 1);
  CHECK(group.lent[0].shares[2] == Approx(1));
  const double rest = 10 * 1149.44 - left_over - 8 * 365 * 5 / 7.0;
  CHECK(group.lent[0].shares[1] == Approx(rest / 5840));
  CHECK(group.lent[0].shares[0] == 0);
}

TEST_CASE("loans at the same time share the posts out, and no hour is lent twice", "[scenario]") {
  // 7 to 13 January border control alone, 14 to 20 both, and the car that goes by name goes first.
  const GroupStaffing group = lending(
      "border: { from: 2019-01-07, length: 2 weeks, officers: 6 }, "
      "guard: { from: 2019-01-14, length: 1 week, officers: 3, posts: [haslev day car 1, haslev day car 2] }, "
      "course: { from: 2019-01-14, length: 1 week, posts: [haslev day car 1] }");
  REQUIRE(group.lent.size() == 4);
  const double left_over = 16 * 1149.44 - (2 * 5840 + 8 * 365 * 5 / 7.0);
  CHECK(group.lent[0].to == group.lent[1].from);
  CHECK(group.lent[1].loan == "course");
  CHECK(group.lent[1].shares == std::vector<double>{1, 0, 0});
  std::vector<double> shares(3, 0.0);
  double taken = 0;
  for (std::size_t row = 1; row < 4; ++row)
    for (std::size_t post = 0; post < 3; ++post) {
      shares[post] += group.lent[row].shares[post];
      if (row > 1) taken += group.lent[row].shares[post] * group.posts[post].hours();
    }
  for (const double share : shares) CHECK(share <= 1 + 1e-9);
  CHECK(taken == Approx(9 * 1149.44 - left_over));
}

TEST_CASE("officers cannot be lent that are not there, are not counted, or have no posts", "[scenario]") {
  const auto border = [](const std::string& keys) {
    return "lent: { border: { from: 2019-01-07, length: 1 week, " + keys + " } }";
  };
  CHECK_THAT(loans_problems(border("officers: 17")),
             Catch::Contains("lends 17 officers of the 16 that `response` has"));
  CHECK_THAT(loans_problems("lent: { a: { from: 2019-01-07, length: 1 week, officers: 9 }, b: { from: 2019-01-09, "
                            "length: 1 day, officers: 8 } }"),
             Catch::Contains("lent.b: lends 8 officers, with the loans at the same time 17, of the 16"));
  CHECK_THAT(
      loans_problems(border("officers: 12, posts: [haslev late car 1]")),
      Catch::Contains("takes 13793 h a year (12 officers x 1149 h), and its `posts` have 2086 h (list more posts"));
}
