#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr int most_people = 1'000;

/// `6`, or `{ weekdays 07-15: 5, weekdays 15-23: 6, otherwise: 4 }`.
Kind<Staff> staff() {
  const Kind<int> always = integer(1, most_people);
  const Kind<int> people = integer(0, most_people);
  auto by_hours = by_reference(people, "hours of the week", 100);
  by_hours.description.type = "numbers by hours of the week";
  Kind<Staff> kind;
  kind.description =
      forms("number of people, or numbers by hours of the week", {always.description, by_hours.description});
  kind.description.merge = KeyDescription::Merge::whole;
  kind.description.example = "{ weekdays 07-15: 5, weekdays 15-23: 6, otherwise: 4 }";
  kind.read = [=](const Yaml& node, Staff& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    if (node.kind != Yaml::Kind::map) {
      int number = 1;
      always.read(node, number, reading);
      value.fill(number);
      return;
    }
    std::vector<std::pair<Reference, int>> entries;
    by_hours.read(node, entries, reading);
    if (reading.problem_count() != before) return;
    constexpr int unsaid = -1;
    value.fill(unsaid);
    int otherwise = unsaid;
    for (const auto& [hours, number] : entries) {
      if (hours.name == "otherwise") {
        otherwise = number;
        continue;
      }
      const auto parsed = parse_week_hours(hours.name);
      if (const auto* wrong = std::get_if<Wrong>(&parsed)) {
        reading.problem_at(hours.origin, hours.key, wrong->why);
        continue;
      }
      const auto& named = std::get<WeekHours>(parsed);
      for (std::size_t hour = 0; hour < named.size(); ++hour) {
        if (!named[hour]) continue;
        if (value[hour] != unsaid) {
          reading.problem_at(hours.origin, hours.key, "some of these hours are in another line too (give each to one)");
          break;
        }
        value[hour] = number;
      }
    }
    if (reading.problem_count() != before) return;
    for (int& number : value) {
      if (number == unsaid && otherwise == unsaid)
        return reading.problem(node, "says nothing about some hours of the week (add `otherwise: 4`)");
      if (number == unsaid) number = otherwise;
    }
    for (const int number : value)
      if (number > 0) return;
    reading.problem(node, "nobody ever works there (leave it out if nobody is to wait)");
  };
  return measured(kind);
}

Kind<CallDesk> call_desk() {
  constexpr double most_a_year = 1e8;
  return Keys<CallDesk>{"line of the control centre"}
      .optional("call_takers", &CallDesk::call_takers, staff(), "how many people answer, by hour of the week")
      .defaults_to("every call is answered at once")
      .optional("handling", &CallDesk::handling, measured(distribution_keys("min")),
                "how long a call takes beside locating the caller; a type may say otherwise")
      .defaults_to("no time")
      .optional("locating", &CallDesk::locating, measured(distribution_keys("s")),
                "how long it takes to find out where the incident is, when the network has not located the caller")
      .defaults_to("no time")
      .optional("patience", &CallDesk::patience, measured(distribution_keys("min")),
                "after so long in the queue a caller hangs up")
      .defaults_to("nobody hangs up")
      .optional("other_calls_per_year", &CallDesk::other_calls_per_hour,
                measured(number_per(hours_per_year, most_a_year)),
                "calls about none of the `incidents`, a year of 365.25 days: they keep a call taker busy")
      .defaults_to("0")
      .optional("other_calls_hours", &CallDesk::other_calls_hours, reference("hour profile"),
                "their profile over the week, one of `hours`")
      .defaults_to("level over the week")
      .kind();
}

Kind<Reports> reports() {
  return Keys<Reports>{"desk work on registered reports"}
      .required("per_year", &Reports::per_hour, measured(number_per(hours_per_year, 1e8)).like("205690"),
                "registered reports (anmeldelser) a year of 365.25 days")
      .required("work", &Reports::work, measured(duration("min", Milliseconds{0}, std::chrono::days{7})).like("40 min"),
                "work at a desk that each makes, on average")
      .optional("officers", &Reports::officers, staff(), "officers at desks, by hour of the week")
      .defaults_to("as many as it takes")
      .kind();
}

}  // namespace

Kind<ControlCentre> control_centre_keys() {
  const auto dispatchers =
      Keys<DispatchDesk>{"desk of the dispatchers"}
          .optional("dispatchers", &DispatchDesk::dispatchers, staff(), "how many people dispatch, by hour of the week")
          .defaults_to("no report waits for a dispatcher")
          .optional("handling", &DispatchDesk::handling, measured(distribution_keys("s")),
                    "how long a dispatcher works on a report before a unit may be sent")
          .defaults_to("no time")
          .kind();
  const auto location = Keys<CallerLocation>{"automatic caller location"}
                            .required("share", &CallerLocation::share, measured(factor({0, 1})).like("70 %"),
                                      "share of the calls that the network locates")
                            .optional("locating", &CallerLocation::locating, measured(distribution_keys("s")),
                                      "what is left of locating in these calls")
                            .defaults_to("no time")
                            .kind();
  return Keys<ControlCentre>{"control centre"}
      .optional("alarm_centre", &ControlCentre::alarm_centre, call_desk(), "112")
      .optional("service_line", &ControlCentre::service_line, call_desk(), "114")
      .optional("dispatch", &ControlCentre::dispatch, dispatchers, "the dispatchers of the kreds")
      .optional("caller_location", &ControlCentre::caller_location, location,
                "callers that the telephone network locates by itself")
      .optional("response_from", &ControlCentre::response_from,
                one_of<ResponseFrom>(
                    {{"control centre", ResponseFrom::control_centre}, {"alarm centre", ResponseFrom::alarm_centre}}),
                "where `response_s` starts: when the control centre has the report, or when the call is answered")
      .optional("arrival_report", &ControlCentre::arrival_report, measured(distribution_keys("s")),
                "delay with which a patrol reports that it is there; `response_s` ends with the report")
      .defaults_to("no time")
      .optional("reports", &ControlCentre::reports, reports(), "registered reports as desk work")
      .kind();
}

Kind<Calls> calls_keys() {
  return Keys<Calls>{"calls about a type"}
      .optional("line", &Calls::line,
                one_of<Line>({{"112", Line::alarm_centre}, {"114", Line::service_line}, {"none", Line::none}}),
                "where people ring; `none`: the dispatchers have the report at once (an alarm, another authority)")
      .defaults_to("112 if urgent, else 114")
      .optional("handling", &Calls::handling, measured(distribution_keys("min")),
                "how long such a call takes beside locating the caller")
      .defaults_to("that of the line")
      .optional("settled_by_telephone", &Calls::settled_by_telephone, measured(factor({0, 1})).like("10 %"),
                "share of the incidents that the call settles: nobody is sent")
      .optional("second_caller", &Calls::second_caller, measured(factor({0, 1})).like("30 %"),
                "probability that another person rings about the same incident")
      .optional("second_caller_after", &Calls::second_caller_after, measured(distribution_keys("min")),
                "so long after the first")
      .defaults_to("at once")
      .kind();
}

}  // namespace kredsim::scenario
