// What a replay's page is given: numbers as text, tracks with their times, the nights of two plans.

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/experiment/night.hpp"
#include "analysis/store/compact_lines.hpp"
#include "analysis/store/replay_json.hpp"
#include "analysis/store/road_lines.hpp"
#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

/// As the page reads them.
std::vector<std::int64_t> numbers(const std::string& text) {
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::vector<std::int64_t> result;
  std::int64_t sum = 0;
  unsigned shift = 0;
  for (const char letter : text) {
    const auto bits = static_cast<std::int64_t>(letters.find(letter));
    sum += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    result.push_back(sum % 2 == 0 ? sum / 2 : -(sum + 1) / 2);
    sum = 0;
    shift = 0;
  }
  return result;
}

}  // namespace

TEST_CASE("whole numbers of any size and sign come back from their text", "[store]") {
  const std::vector<std::int64_t> some{0, -1, 1, 15, -16, 16, 31, 32, 1'000'000, -123'456'789'012, 1'180'000};
  CompactNumbers text;
  for (const auto number : some) text.put(number);
  CHECK(numbers(text.text()) == some);
  CompactNumbers small;
  small.put(-15);
  CHECK(small.text().size() == 1);
}

TEST_CASE("a track keeps the points without which somebody would be elsewhere at some moment", "[store]") {
  const auto at = [](double lat) { return Position{lat, 12}; };
  // Straight north at an even pace: the ends are enough. A stop on the way is not even.
  CHECK(needed_points({{at(55), 0s}, {at(55.01), 60s}, {at(55.02), 120s}}, 12).size() == 2);
  CHECK(needed_points({{at(55), 0s}, {at(55.01), 60s}, {at(55.01), 90s}, {at(55.02), 120s}}, 12).size() == 4);
}

TEST_CASE("the smallest roads are left out where all would be too much", "[store]") {
  const auto world = world_of(small_kreds);
  const auto all = road_background(world->network.graph, 1'000'000);
  REQUIRE(all.ranks.size() == 1);
  CHECK(all.left_out.empty());
  CHECK(road_background(world->network.graph, 3).left_out == std::vector<std::string_view>{all.ranks[0].rank});
}

TEST_CASE("a replay holds who was where, as the rows of the replication have it", "[store]") {
  const auto world = world_of(small_kreds);
  const SimTime from = world->scenario.period.start + 20h;
  const Night night = play_night(*world, 0, from, from + 8h);
  const std::string text = replay_json({{world.get(), &night}, {world.get(), &night}}, {"kredsim", "<replay>"});
  CHECK(text.find('<') == std::string::npos);
  const auto json = nlohmann::json::parse(text);
  CHECK(json["tenths"] == 8 * 36'000);
  CHECK(json["plans"].size() == 2);
  const auto& plan = json["plans"][0];
  CHECK(plan["story"].size() == night.story.size());
  int seen = 0;
  for (const auto& shown : plan["incidents"]) {
    const IncidentRecord& record = night.outcome.incidents[shown["n"].get<std::size_t>() - 1];
    CHECK(shown["created"] == (record.created - from).count() / 100);
    if (record.first_arrival != never)
      CHECK(shown["response_s"].get<double>() == Approx(seconds(record.first_arrival - record.received)));
    // The first unit's track ends at the incident when it arrives.
    for (const auto& unit : plan["units"])
      for (std::size_t i = 1; i < unit["legs"].size(); ++i) {
        const auto& leg = unit["legs"][i];
        if (leg[1] != static_cast<int>(Doing::on_scene) || leg[2] != shown["n"]) continue;
        const auto place = numbers(leg[3]);
        REQUIRE(place.size() == 3);
        CHECK(place[1] == shown["at"][0].get<std::int64_t>());
        CHECK(place[2] == shown["at"][1].get<std::int64_t>());
        ++seen;
      }
  }
  CHECK(seen > 5);
}
