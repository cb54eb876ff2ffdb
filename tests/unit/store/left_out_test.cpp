#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "analysis/store/left_out.hpp"

using namespace kredsim;

namespace {

bool leaves_out(const scenario::Scenario& scenario, std::string_view item) {
  const auto all = left_out(scenario);
  return std::any_of(all.begin(), all.end(), [&](const LeftOut& one) { return one.item == item; });
}

/// Lines joined: a sentence may go on in the next.
std::string page() {
  std::ifstream file{KREDSIM_SOURCE_DIR "/docs/not-modelled.md"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  std::string joined;
  for (const char letter : text)
    if (const char next = letter == '\n' ? ' ' : letter; next != ' ' || joined.empty() || joined.back() != ' ')
      joined += next;
  return joined;
}

}  // namespace

TEST_CASE("what a briefing says is never modelled stands in docs/not-modelled.md, word for word", "[store]") {
  const std::string documented = page();
  int looked_up = 0;
  for (const LeftOut& one : left_out({}))
    if (!one.documented.empty()) {
      INFO(
          one.item << ": if it is modelled now, take it out of analysis/store/left_out.cpp or let it ask the scenario");
      CHECK(documented.find(one.documented) != std::string::npos);
      ++looked_up;
    }
  CHECK(looked_up >= 4);
}

TEST_CASE("what a scenario switches on is not said to be left out", "[store]") {
  scenario::Scenario scenario;
  const auto switched_on = [&](std::string_view item, auto&& change) {
    INFO(item);
    CHECK(leaves_out(scenario, item));
    change();
    CHECK_FALSE(leaves_out(scenario, item));
  };
  scenario.force.emplace_back();
  scenario.incidents.push_back({"theft", scenario::IncidentType{}});
  scenario::Group& group = scenario.force[0].second;
  scenario::IncidentType& type = scenario.incidents[0].second;
  switched_on("control_centre", [&] { scenario.control_centre.emplace(); });
  switched_on("turnout", [&] { group.duties.turnout_mobile = Distribution::constant(std::chrono::seconds{30}); });
  switched_on("second_car", [&] { type.attendance.cars.chances.emplace_back(2, 0.5); });
  switched_on("after_work", [&] { type.attendance.arrest.emplace(); });
  switched_on("taking_off", [&] { scenario.dispatch.diversion = scenario::TakeOff::for_urgent; });
  switched_on("breaks", [&] { group.duties.rest.emplace(); });
  switched_on("absence", [&] { group.short_notice_absence = 0.1; });
  switched_on("patrol", [&] { group.idle = scenario::Idle::patrol_own_area; });
  switched_on("planned_tasks", [&] { scenario.planned_tasks.emplace_back(); });
  switched_on("local_police", [&] { group.ring_fence.emplace(); });
  switched_on("busy_days", [&] { scenario.demand.day_effect.sd = 0.2; });
  switched_on("seasons", [&] { type.season.assign(12, 1.0); });
  switched_on("congestion", [&] { scenario.driving.profiles[0].hours.emplace_back(); });
  CHECK_FALSE(leaves_out(scenario, "roads"));
  scenario.stylised = true;
  CHECK(leaves_out(scenario, "roads"));
}
