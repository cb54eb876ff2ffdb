// The edges of a run: warm-up, the end of the period, what is still open then.

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

const std::string one_car = "  cars: {label: Cars, always_on_duty: {middle: 1}}\n";
const std::string late = incident("accident", "urgent", "middle", 23, "3 h");

}  // namespace

TEST_CASE("the warm-up is played and not measured", "[engine]") {
  const auto world = world_of(one_road(incident("accident", "urgent", "middle", 23, "10 h"), one_car,
                                       "length: 1 day, warm_up: 2 days", "rate_step: 1 /h\n"),
                              {"incidents.accident.per_day=4"});
  bool busy_at_the_start = false;
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const Outcome outcome = play(*world, replication);
    for (const IncidentRecord& incident : outcome.incidents)
      CHECK(incident.measured == (incident.created >= monday && incident.created < monday + 24h));
    for (const AssignmentRecord& job : outcome.assignments)
      busy_at_the_start = busy_at_the_start || (job.dispatched < monday && job.cleared > monday);
  }
  CHECK(busy_at_the_start);
}

TEST_CASE("a run goes on after the period until the measured incidents are finished", "[engine]") {
  const auto day = day_on_which(one_road(late, one_car));
  CHECK(day.incident("accident").fate == Fate::cleared);
  CHECK(day.incident("accident").cleared == day.incident("accident").created + 3h);
  CHECK(day.outcome().ended == day.incident("accident").cleared);
}

TEST_CASE("a run in which nothing is open at the end of the period ends there", "[engine]") {
  const auto day = day_on_which(one_road(incident("theft", "urgent", "middle", 8, "10 min"), one_car));
  CHECK(day.outcome().ended == monday + 24h);
  CHECK(day.outcome().incidents.size() == 1);
}

TEST_CASE("`at_end: cut` leaves unserved what is open at the end of the period", "[engine]") {
  const auto day = day_on_which(one_road(late, one_car, "length: 1 day, at_end: cut"));
  CHECK(day.incident("accident").fate == Fate::unserved);
  CHECK(day.incident("accident").first_arrival == day.incident("accident").created);
  CHECK(day.incident("accident").cleared == never);
  CHECK(day.job("accident").cleared == never);
  CHECK(day.outcome().ended == monday + 24h);
}

TEST_CASE("the cap ends a run whatever is open", "[engine]") {
  const auto day = day_on_which(one_road(late, one_car, "length: 1 day, finish_within: 30 min"));
  CHECK(day.incident("accident").fate == Fate::unserved);
  CHECK(day.outcome().ended == monday + 24h + 30min);
}

TEST_CASE("an incident for which nobody ever comes is unserved at the end", "[engine]") {
  const auto day = day_on_which(one_road(late,
                                         "  cars: {label: Cars, roster: [{shift: friday, from: \"12:00\", length: 8 h, "
                                         "weekdays: [fri], cars: {middle: 1}}]}\n"));
  CHECK(day.incident("accident").fate == Fate::unserved);
  CHECK(day.incident("accident").dispatched == never);
  CHECK_FALSE(day.incident("accident").first_unit.valid());
  CHECK(day.outcome().ended == monday + 48h);
}

TEST_CASE("incidents after the period are played and not measured", "[engine]") {
  // The first accident keeps the car until 9 the next morning; whatever is reported after midnight meets a busy car and
  // counts for nothing.
  const auto world = world_of(
      one_road(incident("accident", "urgent", "middle", 23, "10 h") + incident("theft", "soon", "middle", 2, "10 min"),
               one_car),
      {"incidents.theft.per_day=5"});
  std::size_t after = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication)
    for (const IncidentRecord& incident : play(*world, replication).incidents)
      if (incident.created >= monday + 24h) {
        CHECK_FALSE(incident.measured);
        ++after;
      }
  CHECK(after > 0);
}
