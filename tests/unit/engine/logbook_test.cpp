// The log of a replication: what somebody who looks at the map would see, and the story in two languages.

#include <algorithm>
#include <map>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/engine/replicate.hpp"
#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

struct Logged {
  Outcome outcome;
  Logbook book;
  std::string text;
};

Logged log_of(const World& world, StoryLanguage language = StoryLanguage::en, bool ends_with_it = false) {
  Logged logged;
  logged.book.ends_with_it = ends_with_it;
  logged.book.from = world.scenario.period.start + 20h;
  logged.book.to = logged.book.from + 10h;
  logged.book.told_from = logged.book.from;
  std::ostringstream text;
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  logged.outcome = *replicate(
      world, *dispatch, {.seed = world.scenario.seed, .trace = &text, .story = language, .logbook = &logged.book});
  logged.text = text.str();
  return logged;
}

std::map<UnitId, std::vector<LoggedLeg>> by_unit(const Logbook& book) {
  std::map<UnitId, std::vector<LoggedLeg>> units;
  for (const LoggedLeg& leg : book.legs) units[leg.unit].push_back(leg);
  return units;
}

}  // namespace

TEST_CASE("a log changes nothing that happens", "[engine]") {
  const auto world = world_of(small_kreds);
  const Outcome plain = play(*world);
  const Logged logged = log_of(*world);
  REQUIRE(plain.assignments.size() == logged.outcome.assignments.size());
  for (std::size_t i = 0; i < plain.assignments.size(); ++i) {
    CHECK(plain.assignments[i].unit == logged.outcome.assignments[i].unit);
    CHECK(plain.assignments[i].arrived == logged.outcome.assignments[i].arrived);
    CHECK(plain.assignments[i].cleared == logged.outcome.assignments[i].cleared);
  }
}

TEST_CASE("a replication that ends with its log is the same until then", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged whole = log_of(*world);
  const Logged part = log_of(*world, StoryLanguage::en, true);
  CHECK(part.outcome.incidents.size() < whole.outcome.incidents.size());
  REQUIRE(part.book.legs.size() == whole.book.legs.size());
  for (std::size_t i = 0; i < part.book.legs.size(); ++i) {
    CHECK(part.book.legs[i].unit == whole.book.legs[i].unit);
    CHECK(part.book.legs[i].from == whole.book.legs[i].from);
    CHECK(part.book.legs[i].doing == whole.book.legs[i].doing);
  }
  CHECK(part.text == whole.text);
}

TEST_CASE("the legs of a unit follow on each other without a gap", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged logged = log_of(*world);
  const auto units = by_unit(logged.book);
  CHECK(units.size() == world->force.units.size());
  for (const auto& [unit, legs] : units) {
    INFO(world->force.units[unit].name);
    CHECK(legs.front().from <= logged.book.from);
    CHECK(legs.back().to >= logged.book.to);
    for (std::size_t i = 1; i < legs.size(); ++i) CHECK(legs[i].from == legs[i - 1].to);
  }
}

TEST_CASE("a log shows a unit on scene exactly while its assignment says so", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged logged = log_of(*world);
  int seen = 0;
  for (const AssignmentRecord& assignment : logged.outcome.assignments) {
    if (assignment.arrived < logged.book.from || assignment.cleared >= logged.book.to) continue;
    const auto on_scene = std::ranges::find_if(logged.book.legs, [&](const LoggedLeg& leg) {
      return leg.unit == assignment.unit && leg.doing == Doing::on_scene && leg.from == assignment.arrived;
    });
    REQUIRE(on_scene != logged.book.legs.end());
    CHECK(on_scene->to == assignment.cleared);
    CHECK(on_scene->incident == assignment.incident);
    const PointId point = logged.outcome.incidents[assignment.incident].point;
    CHECK(on_scene->way.to == world->district.points[point].place);
    ++seen;
    if (assignment.arrived == assignment.dispatched) continue;  // it stood there already
    const auto before = on_scene - 1;
    CHECK(before->doing == Doing::under_way);
    CHECK(before->from == assignment.dispatched);
    CHECK(before->departed + before->drive == assignment.arrived);
  }
  CHECK(seen > 10);
}

TEST_CASE("an incident is over in the log when the last unit has left it", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged logged = log_of(*world);
  for (std::size_t row = 0; row < logged.book.ended.size(); ++row)
    if (logged.outcome.incidents[row].fate == Fate::cleared)
      CHECK(logged.book.ended[row] == logged.outcome.incidents[row].cleared);
}

TEST_CASE("the story is told in Danish line by line as in English", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged english = log_of(*world, StoryLanguage::en);
  const Logged danish = log_of(*world, StoryLanguage::da);
  REQUIRE(english.book.lines.size() == danish.book.lines.size());
  REQUIRE(english.book.lines.size() > 50);
  for (std::size_t i = 0; i < english.book.lines.size(); ++i) {
    CHECK(english.book.lines[i].time == danish.book.lines[i].time);
    CHECK(english.book.lines[i].units == danish.book.lines[i].units);
    CHECK(english.book.lines[i].incidents == danish.book.lines[i].incidents);
  }
  CHECK_THAT(english.text, Catch::Contains(" is sent to incident "));
  CHECK_THAT(danish.text, Catch::Contains(" sendes til opgave ") && Catch::Contains(" er fremme ved opgave ") &&
                              !Catch::Contains(" is ") && !Catch::Contains(" incident "));
}

TEST_CASE("a line of the log names those it is about", "[engine]") {
  const auto world = world_of(small_kreds);
  const Logged logged = log_of(*world);
  for (std::size_t i = 0; i < logged.book.lines.size(); ++i) {
    const LoggedLine& line = logged.book.lines[i];
    const std::size_t end = i + 1 < logged.book.lines.size() ? logged.book.lines[i + 1].begin : logged.text.size();
    const std::string words = logged.text.substr(line.begin, end - line.begin);
    CHECK(words.starts_with(to_text(line.time)));
    for (const UnitId unit : line.units) CHECK_THAT(words, Catch::Contains(world->force.units[unit].name));
    for (const auto row : line.incidents)
      CHECK_THAT(words, Catch::Contains("incident " + std::to_string(row + 1) + " ("));
    CHECK(line.units.size() + line.incidents.size() > 0);
  }
}
