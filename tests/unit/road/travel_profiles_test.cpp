#include <catch2/catch.hpp>

#include "sim/road/networks.hpp"
#include "sim/road/travel_profiles.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/scenario/driving_week.hpp"
#include "sim/scenario/units.hpp"

using namespace kredsim;
using namespace std::chrono_literals;
using scenario::Driving;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

const SimTime monday{local_days{2019y / std::chrono::January / 7}};

scenario::WeekHours week(const char* text) { return std::get<scenario::WeekHours>(scenario::parse_week_hours(text)); }

/// Two shores, 30 minutes apart by a ferry that leaves every hour, and a town 36 km (an hour at 36 km/h) inland.
scenario::Scenario two_shores() {
  scenario::Scenario s;
  scenario::InlineNetwork network;
  network.nodes = {
      {"town", {{55.0, 12.0}, 1, {}}}, {"shore", {{55.0, 12.1}, 1, {}}}, {"island", {{55.0, 12.2}, 1, {}}}};
  network.edges = {{{"town", {}, ""}, {"shore", {}, ""}, Millimetres{36'000'000}, 36.0, {}, false}};
  s.network = network;
  scenario::Ferry ferry;
  ferry.from = {"shore", {}, ""};
  ferry.to = {"island", {}, ""};
  ferry.crossing = minutes{30};
  ferry.every = minutes{60};
  s.ferries = {{"boat", ferry}};
  return s;
}

/// The answers of the oracle and of the kernel to one question, if they agree; -1 for no way.
struct Both {
  explicit Both(const scenario::Scenario& s)
      : network{build_inline(std::get<scenario::InlineNetwork>(s.network), s.ferries)},
        oracle{make_dijkstra_travel_times(network.graph, TravelProfiles{s})},
        kernel{make_label_travel_times(network.graph, TravelProfiles{s})} {}
  [[nodiscard]] Place at(const std::string& name) const {
    for (const auto& [key, place] : network.named)
      if (key == name) return place;
    return {};
  }
  [[nodiscard]] std::int64_t time(Place from, Place to, Driving driving, SimTime departure) const {
    std::int64_t answers[2];
    for (const auto* index : {&oracle, &kernel}) {
      Milliseconds time{0};
      Route route;
      const auto query = (*index)->query();
      const ProfileId profile = (*index)->profile(driving, departure);
      query->times({&from, 1}, to, profile, {&time, 1});
      CHECK(query->route(from, to, profile, route) == (time != unreachable));
      if (time != unreachable) CHECK(route.duration == time);
      answers[index == &kernel ? 1 : 0] = time == unreachable ? -1 : time.count();
    }
    CHECK(answers[0] == answers[1]);
    return answers[1];
  }
  Network network;
  std::unique_ptr<TravelTimes> oracle;
  std::unique_ptr<TravelTimes> kernel;
};

Piece road(scenario::RoadClass road_class) {
  return {.length = Millimetres{10'000}, .road_class = road_class, .speed_kmh = 36};
}

}  // namespace

TEST_CASE("a trip takes the profile of the hour in which it departs", "[road]") {
  scenario::Scenario s = two_shores();
  s.driving.profiles[0].factor = 0.5;
  scenario::SpeedVariation rush;
  rush.when = week("weekdays 07-09");
  rush.factor = 0.5;
  s.driving.profiles[0].hours = {{"rush", rush}};
  const TravelProfiles profiles{s};
  REQUIRE(profiles.all().size() == 3);
  CHECK(profiles.at(Driving::normal, monday + hours{7}) != profiles.at(Driving::normal, monday + hours{9}));
  CHECK(profiles.at(Driving::emergency, monday + hours{7}) == profiles.at(Driving::emergency, monday + hours{9}));

  const Both both{s};
  constexpr std::int64_t hour = 3'600'000;
  CHECK(both.time(both.at("town"), both.at("shore"), Driving::normal, monday + hours{7} - milliseconds{1}) == 2 * hour);
  CHECK(both.time(both.at("town"), both.at("shore"), Driving::normal, monday + hours{7}) == 4 * hour);
  CHECK(both.time(both.at("town"), both.at("shore"), Driving::normal, monday + days{5} + hours{7}) == 2 * hour);
  CHECK(both.time(both.at("town"), both.at("shore"), Driving::emergency, monday + hours{7}) == hour);
}

TEST_CASE("a variation multiplies every class unless it says more of one", "[road]") {
  scenario::DrivingProfile profile;
  profile.factor = 0.8;
  profile.junction_delay = 2s;
  profile.by_class[static_cast<std::size_t>(RoadClass::primary)] = 0.9;
  scenario::SpeedVariation rush;
  rush.factor = 0.5;
  rush.by_class[static_cast<std::size_t>(RoadClass::motorway)] = 0.75;
  profile.hours = {{"rush", rush}};
  const scenario::SpeedProfile speeds = scenario::speeds(profile, 0);
  CHECK(speeds.factor == Approx(0.4));
  CHECK(speeds.by_class[static_cast<std::size_t>(RoadClass::primary)] == Approx(0.45));
  CHECK(speeds.by_class[static_cast<std::size_t>(RoadClass::motorway)] == Approx(0.6));
  CHECK(speeds.junction_delay == 2s);
}

TEST_CASE("a ferry takes its crossing and half its headway whatever the factors", "[road]") {
  scenario::Scenario s = two_shores();
  s.driving.profiles[0].factor = 0.5;
  const Both both{s};
  for (const auto driving : {Driving::normal, Driving::emergency})
    CHECK(both.time(both.at("island"), both.at("shore"), driving, monday) == milliseconds{minutes{60}}.count());
}

TEST_CASE("nobody boards in hours without service, and who is aboard lands", "[road]") {
  scenario::Scenario s = two_shores();
  s.ferries[0].second.no_service = week("23-05");
  REQUIRE(TravelProfiles{s}.all().size() == 4);
  const Both both{s};
  const Place town = both.at("town");
  const Place island = both.at("island");
  CHECK(both.time(town, island, Driving::emergency, monday + hours{22}) == milliseconds{hours{2}}.count());
  CHECK(both.time(town, island, Driving::emergency, monday + hours{23}) == -1);
  CHECK(both.time(island, town, Driving::normal, monday + hours{4}) == -1);
  CHECK(both.time(island, town, Driving::normal, monday + hours{5}) == milliseconds{hours{2}}.count());

  const Place aboard{island.edge, Millimetres{both.network.graph.edge(island.edge).length.count() * 3 / 4}};
  CHECK(both.time(aboard, island, Driving::normal, monday + hours{23}) == milliseconds{minutes{15}}.count());
  CHECK(both.time(island, aboard, Driving::normal, monday + hours{23}) == -1);
  const auto query = both.kernel->query();
  Route landing;
  REQUIRE(query->route(aboard, island, both.kernel->profile(Driving::normal, monday + hours{23}), landing));
  const Whereabouts units[] = {{&landing, monday + hours{23}}};
  const auto nearest = query->nearest(units, island, landing.profile, monday + hours{23} + minutes{5});
  REQUIRE(nearest);
  CHECK(nearest->time == minutes{10});
}

TEST_CASE("the wait for a timetable is the mean over the hours of service", "[road]") {
  scenario::Ferry ferry;
  ferry.departures = {hours{6}, hours{12}, hours{18}, hours{0}};
  std::sort(ferry.departures.begin(), ferry.departures.end());
  CHECK(scenario::mean_wait(ferry) == hours{3});
  ferry.departures = {hours{8}, hours{10}};
  ferry.no_service =
      week("10-08");  // the departure at 10 falls in it: two hours of service before the one of the next day
  CHECK(seconds(scenario::mean_wait(ferry)) == 23 * 3600);
}

TEST_CASE("half of a junction's delay is paid on either side of it", "[road]") {
  RoadGraphBuilder builder;
  for (int i = 0; i < 6; ++i) builder.pin(builder.add_node({55 + 0.001 * i, 12}));
  // A row of five roads of a second each: at node 1 a street turns off, at 2 a farm track, at 3 a street.
  for (std::uint32_t i = 0; i < 5; ++i)
    builder.add_link(i, i + 1, road(RoadClass::residential), Access::everyone, Access::everyone);
  const auto dead_end = [&](std::uint32_t at, RoadClass road_class) {
    const auto end = builder.add_node({56, 12 + 0.001 * at});
    builder.pin(end);
    builder.add_link(at, end, road(road_class), Access::everyone, Access::everyone);
    return end;
  };
  dead_end(1, RoadClass::tertiary);
  dead_end(2, RoadClass::track);
  dead_end(3, RoadClass::motorway);
  const auto [graph, place_of] = builder.build();
  std::array<scenario::SpeedProfile, 2> speeds;
  speeds[0].junction_delay = milliseconds{600};
  for (const auto make :
       {&make_dijkstra_travel_times, static_cast<decltype(&make_dijkstra_travel_times)>(&make_label_travel_times)}) {
    const auto index = make(graph, speeds);
    const auto query = index->query();
    const auto time = [&](Place from, Place to, std::size_t profile) {
      Milliseconds result{0};
      query->times({&from, 1}, to, ProfileId{profile}, {&result, 1});
      return result.count();
    };
    CHECK(time(place_of[0], place_of[5], 0) == 5'000 + 2 * 600);
    CHECK(time(place_of[5], place_of[0], 0) == 5'000 + 2 * 600);
    CHECK(time(place_of[0], place_of[5], 1) == 5'000);
    CHECK(time(place_of[0], place_of[1], 0) == 1'000 + 300);
    CHECK(time(place_of[1], place_of[2], 0) == 1'000 + 300);
    CHECK(time(place_of[2], place_of[7], 0) == 1'000);  // a track at a place that is no junction
    CHECK(time(place_of[3], place_of[8], 0) == 1'000);  // a motorway pays nothing
    CHECK(time(place_of[2], place_of[8], 0) == 2'000 + 300);
  }
}
