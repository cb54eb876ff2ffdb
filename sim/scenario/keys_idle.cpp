#include <algorithm>

#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

constexpr int most_places = 100;

Kind<StopAs> stop_as() { return one_of<StopAs>({{"parked", StopAs::parked}, {"on foot", StopAs::on_foot}}); }

Kind<Hotspot> hotspot() {
  return Keys<Hotspot>{"hotspot"}
      .required("at", &Hotspot::at, measured(place_name()),
                "where it is: a name of the network, or a position that is moved to the nearest road")
      .optional("weight", &Hotspot::weight, measured(number({0, 1'000, true})), "visits in proportion to it")
      .optional("when", &Hotspot::when, measured(week_hours()), "the hours of the week in which it is visited")
      .defaults_to("around the clock")
      .optional("stay", &Hotspot::stay, measured(duration("min", Milliseconds{0}, std::chrono::hours{8})),
                "how long a visit lasts")
      .optional("as", &Hotspot::as, stop_as(), "how the crew is seen there")
      .kind();
}

Kind<StandbyPoint> standby_point() {
  return Keys<StandbyPoint>{"standby point"}
      .required("at", &StandbyPoint::at, measured(place_name()),
                "where it is: a name of the network, or a position that is moved to the nearest road")
      .kind();
}

/// One way of idling and the keys that only it reads.
struct Reads {
  const char* key;
  const char* words;
  std::vector<Idle> idle;
};

const std::vector<Reads>& reads() {
  static const std::vector<Reads> all{
      {"patrol", "`patrol own area` or `patrol hotspots`", {Idle::patrol_own_area, Idle::patrol_hotspots}},
      {"hotspots", "`patrol hotspots`", {Idle::patrol_hotspots}},
      {"standby", "`stand by` or `keep coverage`", {Idle::stand_by, Idle::keep_coverage}},
      {"coverage", "`keep coverage`", {Idle::keep_coverage}},
      {"way_home", "`return to station`", {Idle::return_to_station}}};
  return all;
}

}  // namespace

Kind<PatrolRules> patrol_keys() {
  return Keys<PatrolRules>{"map of patrol rules"}
      .optional("layer", &PatrolRules::layer, text("", "name of a layer"),
                "layer of areas; the own area is the one of this layer in which the station lies")
      .optional("by", &PatrolRules::by,
                one_of<PatrolBy>({{"population", PatrolBy::population}, {"road length", PatrolBy::road_length}}),
                "in proportion to what the points of the tour are drawn")
      .optional("points", &PatrolRules::points, measured(integer(1, 200)), "points of the tour through the own area")
      .optional("speed", &PatrolRules::speed, measured(factor({0, 1, true}).like("60 %")),
                "driven speed as a multiple of normal driving")
      .optional("stop", &PatrolRules::stop, measured(duration("min", Milliseconds{0}, std::chrono::hours{8})),
                "how long the car stops at each point of the tour through the own area")
      .optional("stop_as", &PatrolRules::stop_as, stop_as(), "how the crew is seen there")
      .kind();
}

Kind<Named<Hotspot>> hotspots_keys() { return named(hotspot(), "hotspot", 1, most_places); }

Kind<Named<StandbyPoint>> standby_keys() { return named(standby_point(), "standby point", 1, most_places); }

Kind<CoverageRules> coverage_keys() {
  return Keys<CoverageRules>{"map of coverage rules"}
      .optional("within", &CoverageRules::within,
                measured(duration("min", std::chrono::minutes{1}, std::chrono::hours{4}).like("10 min")),
                "an inhabitant is covered by a car that needs no longer with blue lights")
      .optional("busy", &CoverageRules::busy, measured(factor({0, 0.99}).like("30 %")),
                "chance that a car is busy when it is needed")
      .kind();
}

Kind<OwnWork> own_work_keys() {
  return Keys<OwnWork>{"map of own work"}
      .required("per_idle_hour", &OwnWork::per_idle_hour, measured(number({0, 60})),
                "how often a car without a task begins it, a number per hour")
      .optional("hours", &OwnWork::hours, reference("hour profile"), "how the rate varies over the week")
      .defaults_to("the same at every hour")
      .required("lasts", &OwnWork::lasts, measured(distribution_keys("min")), "how long it takes")
      .optional(
          "interruptible", &OwnWork::interruptible,
          one_of<Interruptible>(
              {{"never", Interruptible::never}, {"urgent", Interruptible::urgent}, {"always", Interruptible::always}}),
          "by which incidents: `urgent` means of priority urgent only")
      .kind();
}

/// What one file says and a file that extends it no longer needs is no mistake; what nobody ever reads is.
void check_idle(Group& group, const Yaml& node, Reading& reading) {
  const Yaml* const written = node.find("idle");
  for (const Reads& rule : reads()) {
    const Yaml* const key = node.find(rule.key);
    const bool read = std::find(rule.idle.begin(), rule.idle.end(), group.idle) != rule.idle.end();
    if (key == nullptr || read) continue;
    if (written != nullptr && written->origin().file != key->origin().file) continue;
    const Reading::Step step{reading, rule.key};
    reading.problem(*key, std::string{"is read under `idle: "} + std::string{rule.words}.substr(1) +
                              " only (say so, or remove the key)");
  }
  if (group.idle == Idle::patrol_hotspots && group.hotspots.empty())
    reading.problem(node, "`hotspots` is missing (where `idle: patrol hotspots` patrols)");
  if (group.idle == Idle::stand_by && group.standby.empty())
    reading.problem(node, "`standby` is missing (where cars wait under `idle: stand by`)");
  const Yaml* const patrol = node.find("patrol");
  if (group.idle != Idle::patrol_hotspots || patrol == nullptr) return;
  for (const char* key : {"layer", "by", "points", "stop", "stop_as"}) {
    const Yaml* const found = patrol->find(key);
    if (found == nullptr || (written != nullptr && written->origin().file != found->origin().file)) continue;
    const Reading::Step outer{reading, "patrol"};
    const Reading::Step step{reading, key};
    reading.problem(*found,
                    "is read under `idle: patrol own area` only (each hotspot has its own `weight`, `stay` and "
                    "`as`)");
  }
}

}  // namespace kredsim::scenario
