#include <algorithm>

#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

constexpr int most_cars = 2'000;

using Weekdays = std::array<bool, 7>;

Kind<Weekdays> weekdays() {
  const auto words = one_of<Weekdays>({{"every day", {true, true, true, true, true, true, true}},
                                       {"weekdays", {true, true, true, true, true, false, false}},
                                       {"weekend", {false, false, false, false, false, true, true}}});
  const auto days =
      list_of(one_of<int>({{"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3}, {"fri", 4}, {"sat", 5}, {"sun", 6}}),
              "list of weekdays", 1, 7);
  Kind<Weekdays> kind;
  kind.description = forms("weekdays", {words.description, days.description});
  kind.description.example = "[mon, tue, fri]";
  kind.show = words.show;
  kind.read = [=](const Yaml& node, Weekdays& value, Reading& reading) {
    if (node.kind != Yaml::Kind::list) return words.read(node, value, reading);
    std::vector<int> list;
    const std::size_t before = reading.problem_count();
    days.read(node, list, reading);
    if (reading.problem_count() != before) return;
    value.fill(false);
    for (const int day : list) value[static_cast<std::size_t>(day)] = true;
  };
  return kind;
}

Kind<Shift> shift() {
  return Keys<Shift>{"roster line"}
      .required("shift", &Shift::name, text(), "name of the shift")
      .required("from", &Shift::from, clock_time(), "when it starts")
      .required("length", &Shift::length, duration("h", std::chrono::minutes{1}, std::chrono::hours{24}),
                "how long it lasts")
      .optional("weekdays", &Shift::weekdays, weekdays(), "the days on which it starts")
      .required("cars", &Shift::cars, by_reference(integer(0, most_cars), "station", 500),
                "how many cars start at which station")
      .optional("crew", &Shift::crew, measured(integer(1, 20)), "officers in a car of this line")
      .defaults_to("that of the group")
      .optional("stagger", &Shift::stagger, duration("min", Milliseconds{0}, std::chrono::hours{12}),
                "each further car of a station begins so much later: with `30 min`, car 1 at 07:00, car 2 at 07:30")
      .kind();
}

Kind<Idle> idle() {
  return one_of<Idle>({{"return to station", Idle::return_to_station},
                       {"stay at scene", Idle::stay_at_scene},
                       {"patrol own area", Idle::patrol_own_area},
                       {"patrol hotspots", Idle::patrol_hotspots},
                       {"stand by", Idle::stand_by},
                       {"keep coverage", Idle::keep_coverage}});
}

Kind<Group> group() {
  return Keys<Group>{"group"}
      .optional("label", &Group::label, text_for_people(), "what people read")
      .defaults_to("the key")
      .optional("crew", &Group::crew, measured(integer(1, 20)), "officers in a car")
      .optional("idle", &Group::idle, idle(), "what a car does that has no task")
      .optional("way_home", &Group::way_home,
                one_of<WayHome>({{"can be sent", WayHome::can_be_sent},
                                 {"not available", WayHome::not_available},
                                 {"takes no time", WayHome::takes_no_time}}),
                "whether a car on its way back to the station can be sent; `takes no time` is for validation")
      .optional("begins", &Group::begins,
                one_of<Begins>({{"at station", Begins::at_station}, {"anywhere", Begins::anywhere}}),
                "where a car stands when its crew comes on duty; `anywhere` draws one of the points at which incidents "
                "happen, in proportion to their weights")
      .optional("work_pace", &Group::work_pace, measured(factor({0.01, 100})),
                "how fast these crews work: on scene they take the drawn duration divided by this")
      .optional("patrol", &Group::patrol, patrol_keys(), "how it patrols; for both sorts of patrol")
      .optional("hotspots", &Group::hotspots, hotspots_keys(), "where it patrols under `idle: patrol hotspots`")
      .optional(
          "standby", &Group::standby, standby_keys(),
          "where cars wait under `idle: stand by`, in this order; places that `idle: keep coverage` may use beside "
          "the stations")
      .optional("coverage", &Group::coverage, coverage_keys(), "what `idle: keep coverage` keeps")
      .optional("own_work", &Group::own_work, own_work_keys(),
                "stops and checks that crews begin by themselves while they have no task")
      .defaults_to("none")
      .optional("roster", &Group::roster, list_of(shift(), "list of roster lines", 0, 1'000),
                "the shifts and their cars")
      .optional("always_on_duty", &Group::always_on_duty, by_reference(integer(0, most_cars), "station", 500),
                "cars that are on duty around the clock without relief; for validation and quick studies")
      .optional("lent", &Group::lent, loans_keys(), "officers lent away: border control, guard duty")
      .optional("ring_fence", &Group::ring_fence, ring_fence_keys(),
                "when its cars may be sent to incidents; a group that has this key, even `always`, is local police: "
                "its hours are counted as planned, delivered and leaked")
      .defaults_to("no local police")
      .with(duties_keys)
      .with(staffing_keys)
      .check(check_idle)
      .kind();
}

}  // namespace

Kind<Named<Group>> force_keys() {
  auto kind = named(group(), "group", 1, 50);
  // A label that is left out is the key.
  kind.read = [read = kind.read](const Yaml& node, Named<Group>& groups, Reading& reading) {
    read(node, groups, reading);
    for (auto& [key, value] : groups)
      if (value.label.da.empty()) value.label = {key, key};
  };
  return kind;
}

}  // namespace kredsim::scenario
