// A patrolling unit's place is a function of time: continuous, no faster than the road, never against a one-way street.

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "sim/scenario/read.hpp"
#include "tests/support/play.hpp"
#include "tests/support/street_grid.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

const std::string beat =
    "  cars: {label: Cars, idle: patrol own area, patrol: {points: 12, speed: 60 %, stop: 2 min}, "
    "always_on_duty: {a: 2, b: 1}}\n";

std::unique_ptr<const World> world_by(Kernel kernel, const std::string& yaml) {
  const TemporaryFolder folder;
  return build_world(scenario::read(folder.write("scenario.yaml", yaml), {}), kernel);
}

Place place_on(const Tour& tour, Milliseconds time, TravelTimes::Query& travel) {
  const Milliseconds within = time % tour.period();
  const Tour::Leg& leg = tour.legs()[tour.leg_at(within)];
  return travel.at(leg.route, leg.on_route(within - leg.begins));
}

Milliseconds time_between(const World& world, TravelTimes::Query& travel, Place from, Place to, Driving driving) {
  Route route;
  const bool found = travel.route(from, to, world.travel->profile(driving, world.scenario.period.start), route);
  return found ? route.duration : Milliseconds::max();
}

}  // namespace

TEST_CASE("on a tour a car never jumps, never speeds and never drives against a one-way street", "[property]") {
  const auto world = world_of(street_grid(8, beat));
  const auto oracle = world_by(Kernel::dijkstra, street_grid(8, beat));
  const auto travel = oracle->travel->query();
  REQUIRE(world->idle.tours.size() == 2);
  for (const Tour& tour : world->idle.tours) {
    REQUIRE(tour.legs().size() > 8);
    const auto by_labels = world->travel->query();
    Place before = place_on(tour, 0ms, *by_labels);
    for (Milliseconds time = 0ms; time <= tour.period() + 10s; time += 730ms) {
      const Place now = place_on(tour, time, *by_labels);
      // The quickest way from where it was takes no longer than 60 % of what passed; a place is a whole millimetre, a
      // time a whole millisecond, and each piece of a road is rounded by itself.
      if (time > 0ms)
        REQUIRE(time_between(*oracle, *travel, before, now, Driving::normal) <= Milliseconds{730 * 6 / 10 + 3});
      before = now;
    }
    CHECK(place_on(tour, tour.period(), *by_labels) == place_on(tour, 0ms, *by_labels));
  }
}

TEST_CASE("a tour's own account of itself adds up", "[property]") {
  const auto world = world_of(street_grid(8, beat));
  for (const Tour& tour : world->idle.tours) {
    Milliseconds time{0};
    Millimetres length;
    Milliseconds stops{0};
    for (const Tour::Leg& leg : tour.legs()) {
      CHECK(leg.begins == time);
      time += leg.lasts;
      length += leg.route.length;
      if (leg.presence == Presence::parked) stops += leg.lasts;
    }
    CHECK(time == tour.period());
    CHECK(length == tour.length());
    CHECK(tour.driven(tour.period()) == tour.length());
    Milliseconds parked{0};
    for (std::size_t i = 0; i < tour.visits().size(); ++i) {
      const Milliseconds ends = i + 1 < tour.visits().size() ? tour.visits()[i + 1].begins : tour.period();
      REQUIRE(tour.visits()[i].begins < ends);
      REQUIRE(tour.driven(tour.visits()[i].begins) == tour.visits()[i].driven);
      if (tour.visits()[i].presence == Presence::parked) parked += ends - tour.visits()[i].begins;
    }
    CHECK(parked == stops);
    for (Milliseconds at{0}; at < tour.period(); at += 977ms) REQUIRE(tour.driven(at) <= tour.driven(at + 977ms));
  }
}

TEST_CASE("with patrols both kernels play the same week", "[property]") {
  const std::string yaml = street_grid(7, beat);
  const Outcome labels = play(*world_of(yaml));
  const Outcome dijkstra = play(*world_by(Kernel::dijkstra, yaml));
  REQUIRE(labels.assignments.size() == dijkstra.assignments.size());
  REQUIRE(labels.idling.size() == dijkstra.idling.size());
  for (std::size_t i = 0; i < labels.assignments.size(); ++i) {
    REQUIRE(labels.assignments[i].unit == dijkstra.assignments[i].unit);
    REQUIRE(labels.assignments[i].choice == dijkstra.assignments[i].choice);
    REQUIRE(labels.assignments[i].arrived == dijkstra.assignments[i].arrived);
    REQUIRE(labels.assignments[i].distance == dijkstra.assignments[i].distance);
  }
}

TEST_CASE("a unit joins its tour from the scene and is sent from where the tour has brought it", "[property]") {
  const std::string yaml = street_grid(8, beat);
  const auto world = world_of(yaml);
  const auto oracle = world_by(Kernel::dijkstra, yaml);
  const auto travel = oracle->travel->query();
  const auto by_labels = world->travel->query();
  const Outcome outcome = play(*world);
  REQUIRE(outcome.idling.size() > 100);
  int left_on_the_road = 0;
  int joined = 0;
  for (const IdleRecord& row : outcome.idling) {
    const Tour& tour = world->idle.tours[row.tour];
    REQUIRE(row.from < row.to);
    // The job before and the job after, if there are any.
    const AssignmentRecord* before = nullptr;
    const AssignmentRecord* after = nullptr;
    for (const AssignmentRecord& job : outcome.assignments) {
      if (job.unit != row.unit) continue;
      if (job.cleared <= row.from) before = &job;
      if (job.dispatched == row.to) after = &job;
    }
    const auto scene = [&](const AssignmentRecord& job) {
      return world->district.points[outcome.incidents[job.incident].point].place;
    };
    if (before != nullptr) {
      const Place first = place_on(tour, row.offset, *by_labels);
      REQUIRE(before->cleared + time_between(*oracle, *travel, scene(*before), first, Driving::normal) == row.from);
      ++joined;
    }
    if (after == nullptr) continue;
    const Place here = place_on(tour, row.offset + (row.to - row.from), *by_labels);
    const bool emergency = world->demand.types[outcome.incidents[after->incident].type].driving == Driving::emergency;
    REQUIRE(after->arrived - after->dispatched ==
            time_between(*oracle, *travel, here, scene(*after), emergency ? Driving::emergency : Driving::normal));
    const RoadGraph::Edge& edge = world->network.graph.edge(here.edge);
    left_on_the_road += here.along.count() > 0 && here.along < edge.length ? 1 : 0;
  }
  CHECK(joined > 100);
  CHECK(left_on_the_road > 50);
}

/// Told, a unit's way to its tour is looked up at once; else when somebody asks, or never.
TEST_CASE("telling the story of a patrol changes nothing", "[property]") {
  const auto world = world_of(street_grid(8, beat));
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  std::ostringstream words;
  const Outcome told = replicate(*world, *dispatch, {.seed = 5, .replication = 1, .trace = &words}).value();
  const Outcome untold = replicate(*world, *dispatch, {.seed = 5, .replication = 1}).value();
  REQUIRE(told.idling.size() == untold.idling.size());
  for (std::size_t i = 0; i < told.idling.size(); ++i) {
    REQUIRE(told.idling[i].from == untold.idling[i].from);
    REQUIRE(told.idling[i].to == untold.idling[i].to);
    REQUIRE(told.idling[i].offset == untold.idling[i].offset);
  }
  REQUIRE(told.assignments.size() == untold.assignments.size());
  for (std::size_t i = 0; i < told.assignments.size(); ++i) {
    REQUIRE(told.assignments[i].arrived == untold.assignments[i].arrived);
    REQUIRE(told.assignments[i].distance == untold.assignments[i].distance);
  }
  CHECK(words.str().find("goes on patrol in West, on its tour of ") != std::string::npos);
}

TEST_CASE("two cars of a station are not in step", "[property]") {
  const auto world = world_of(street_grid(8, beat));
  const Outcome outcome = play(*world);
  std::vector<const IdleRecord*> first(world->force.units.size(), nullptr);
  for (const IdleRecord& row : outcome.idling)
    if (first[row.unit.index()] == nullptr) first[row.unit.index()] = &row;
  REQUIRE(first[0] != nullptr);
  REQUIRE(first[1] != nullptr);
  REQUIRE(first[0]->tour == first[1]->tour);
  const Milliseconds period = world->idle.tours[first[0]->tour].period();
  const Milliseconds apart = ((first[0]->from - first[1]->from) - (first[0]->offset - first[1]->offset)) % period;
  CHECK(apart != 0ms);
}

TEST_CASE("plans share the tour of an area whatever cars they have", "[property]") {
  const auto base = world_of(street_grid(8, beat));
  const auto plan = world_of(street_grid(8, beat), {"force.cars.always_on_duty.a=5", "force.cars.always_on_duty.b=3"});
  REQUIRE(base->idle.tours.size() == plan->idle.tours.size());
  for (const TourId tour : base->idle.tours.ids()) {
    REQUIRE(base->idle.tours[tour].legs().size() == plan->idle.tours[tour].legs().size());
    for (std::size_t leg = 0; leg < base->idle.tours[tour].legs().size(); ++leg)
      CHECK(base->idle.tours[tour].legs()[leg].route.from == plan->idle.tours[tour].legs()[leg].route.from);
  }
}
