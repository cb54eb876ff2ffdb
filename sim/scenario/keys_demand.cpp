#include <algorithm>

#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

using Day = std::vector<double>;

/// Ten ways to speak of a day, from the least to the most specific.
constexpr std::array<const char*, 10> day_names{"every_day", "weekdays", "weekend", "monday",   "tuesday",
                                                "wednesday", "thursday", "friday",  "saturday", "sunday"};
using DayKeys = std::array<std::optional<Day>, day_names.size()>;

const Day* day_named(const DayKeys& keys, std::size_t weekday) {
  const std::size_t group = weekday < 5 ? 1 : 2;
  for (const std::size_t key : {3 + weekday, group, std::size_t{0}})
    if (keys[key]) return &*keys[key];
  return nullptr;
}

/// The keys of an hour profile as they are written.
struct Sinusoid {
  double amplitude = 0;
  Milliseconds period = std::chrono::hours{24};
  Milliseconds peak{0};
};
struct ProfileKeys {
  DayKeys days;
  std::optional<Sinusoid> sinusoid;
};

constexpr std::array<std::size_t, 8> day_steps{24, 48, 72, 96, 144, 288, 480, 1440};

/// Weights of the steps of a week, mean 1, and their means over the hours.
void turn_days(const DayKeys& keys, const Yaml& node, RateProfile& profile, Reading& reading) {
  std::vector<double> steps;
  for (std::size_t weekday = 0; weekday < 7; ++weekday) {
    const Day* weights = day_named(keys, weekday);
    if (weights == nullptr)
      return reading.problem(node,
                             std::string{"says nothing about "} + day_names[3 + weekday] +
                                 " (write `every_day`, or the days that are missing; 24 zeros if nothing happens)");
    if (weekday > 0 && weights->size() * weekday != steps.size())
      return reading.problem(node, "has days of different steps (give every day the same number of weights)");
    steps.insert(steps.end(), weights->begin(), weights->end());
  }
  double sum = 0;
  for (const double weight : steps) sum += weight;
  if (!(sum > 0)) return reading.problem(node, "all weights are 0 (some hour must have more)");
  const double mean = sum / static_cast<double>(steps.size());
  const std::size_t in_hour = steps.size() / hours_of_week;
  if (in_hour == 1) {
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) profile.hours[hour] = steps[hour] * (hours_of_week / sum);
    return;
  }
  profile.hours.fill(0);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i] /= mean;
    profile.hours[i / in_hour] += steps[i] / static_cast<double>(in_hour);
  }
  profile.fine = std::move(steps);
}

void turn_profile(ProfileKeys&& keys, const Yaml& node, RateProfile& profile, Reading& reading) {
  if (!keys.sinusoid) return turn_days(keys.days, node, profile, reading);
  for (const auto& weights : keys.days)
    if (weights) return reading.problem(node, "has both a `sinusoid` and weights (keep one of them)");
  constexpr Milliseconds week = std::chrono::hours{hours_of_week};
  if (week % keys.sinusoid->period != Milliseconds{0}) {
    const Reading::Step step{reading, "sinusoid"};
    return reading.problem(*node.find("sinusoid"), "its `period` does not divide a week (write for example `24 h`)");
  }
  profile.hours.fill(1);
  profile.amplitude = keys.sinusoid->amplitude;
  profile.period = keys.sinusoid->period;
  profile.peak = keys.sinusoid->peak;
}

/// Weights of equal steps of a day: hours, or finer.
Kind<Day> day_weights() {
  Kind<Day> kind = list_of(number({0, 1e12}), "list of 24 weights", 24, 1440);
  kind.read = [read = kind.read](const Yaml& node, Day& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    read(node, value, reading);
    if (reading.problem_count() != before) return;
    if (std::find(day_steps.begin(), day_steps.end(), value.size()) == day_steps.end())
      reading.problem(node, "has " + std::to_string(value.size()) +
                                " entries (write 24 weights, one an hour; or 48, 72, 96, 144, 288, 480 or 1440 for "
                                "finer steps)");
  };
  return kind;
}

Kind<Where> where() {
  const auto population = one_of<ByPopulation*>({{"population", nullptr}});
  const auto areas = by_reference(number({0, 1e12}), "area", 500);
  Kind<Where> kind;
  kind.description = forms("`population`, or weights of areas", {population.description, areas.description});
  kind.description.merge = KeyDescription::Merge::whole;
  kind.description.fallback = "population";
  kind.read = [=](const Yaml& node, Where& value, Reading& reading) {
    if (node.kind != Yaml::Kind::map) {
      if (!reading.is(Yaml::Kind::scalar, node, "map of weights (write `population`, or `{ AREA: weight, ... }`)"))
        return;
      ByPopulation* ignored = nullptr;
      population.read(node, ignored, reading);
      return;
    }
    const std::size_t before = reading.problem_count();
    ByArea by_area;
    areas.read(node, by_area.weights, reading);
    double sum = 0;
    for (const auto& [area, weight] : by_area.weights) sum += weight;
    if (reading.problem_count() == before && !(sum > 0)) reading.problem(node, "no area has a weight of more than 0");
    value = std::move(by_area);
  };
  return kind;
}

Kind<IncidentType> incident_type() {
  constexpr double most_per_hour = 1e5;
  const auto per = [](double hours) { return measured(number_per(hours, most_per_hour * hours)); };
  return Keys<IncidentType>{"incident type"}
      .optional("label", &IncidentType::label, text_for_people(), "what people read")
      .defaults_to("the key")
      .required("priority", &IncidentType::priority,
                one_of<Priority>({{"urgent", Priority::urgent},
                                  {"soon", Priority::soon},
                                  {"when possible", Priority::when_possible},
                                  {"planned", Priority::planned}}),
                "who goes first when cars are short; `urgent` is with blue lights")
      .alternative("per_year", "year", &IncidentType::per_hour, per(hours_per_year),
                   "how many a year of 365.25 days, in the whole district")
      .alternative("per_day", "day", &IncidentType::per_hour, per(24),
                   "how many a day on average, in the whole district")
      .alternative("per_hour", "hour", &IncidentType::per_hour, per(1),
                   "how many an hour on average, in the whole district")
      .optional("hours", &IncidentType::hours, reference("hour profile"), "the profile over the week, one of `hours`")
      .defaults_to("level over the week")
      .optional("where", &IncidentType::where, measured(where()),
                "how the incidents spread over the areas: by inhabitants, or in proportion to weights")
      .required("on_scene", &IncidentType::on_scene, measured(distribution_keys("min")),
                "how long a car is busy at the scene")
      .optional("driving", &IncidentType::driving,
                one_of<Driving>({{"normal", Driving::normal}, {"emergency", Driving::emergency}}),
                "how the cars drive there")
      .defaults_to("emergency if urgent, else normal")
      .optional("published", &IncidentType::published, boolean(),
                "belongs to the cause groups of the published response time")
      .optional("calls", &IncidentType::calls, calls_keys(), "who rings, where, and what becomes of the call")
      .optional("season", &IncidentType::season, season_keys(), "how the rate moves over the year")
      .defaults_to("alike all year")
      .optional("follow_on", &IncidentType::follow, follow_on_keys(), "incidents that this one may bring about")
      .with(attendance_keys)
      .check([](IncidentType& type, const Yaml& node, Reading& reading) {
        if (node.find("driving") == nullptr)
          type.driving = type.priority == Priority::urgent ? Driving::emergency : Driving::normal;
        if (!type.published || type.priority == Priority::urgent) return;
        const Reading::Step step{reading, "published"};
        reading.problem(
            *node.find("published"),
            "only urgent tasks are in the published response time (make it `urgent`, or remove `published`)");
      })
      .kind();
}

}  // namespace

Kind<Named<RateProfile>> hours_keys() {
  const Kind<Day> weights = day_weights();
  const Kind<Sinusoid> sinusoid =
      Keys<Sinusoid>{"sinusoid"}
          .required("amplitude", &Sinusoid::amplitude, factor({0, 1}).like("50 %"), "as a share of the mean")
          .optional("period", &Sinusoid::period,
                    duration("h", std::chrono::minutes{1}, std::chrono::hours{hours_of_week}),
                    "from one peak to the next; divides a week")
          .optional("peak", &Sinusoid::peak, clock_time(), "when it is highest, counted from Monday")
          .defaults_to("\"00:00\"")
          .kind();
  Keys<ProfileKeys> keys{"hour profile"};
  keys.replaced_whole();
  for (std::size_t i = 0; i < day_names.size(); ++i)
    keys.optional(
        day_names[i], [i](ProfileKeys & profile) -> auto& { return profile.days[i]; }, weights,
        "weights of the hours 0-1, 1-2, ..., 23-24, or of finer steps; the most specific key wins");
  keys.optional("sinusoid", &ProfileKeys::sinusoid, sinusoid, "a smooth wave instead of weights");
  return named(measured(converted<RateProfile, ProfileKeys>(keys.kind(), turn_profile)), "hour profile", 0, 200);
}

Kind<Where> where_keys() { return where(); }

Kind<Named<IncidentType>> incidents_keys() {
  auto kind = named(incident_type(), "incident type", 1, 200);
  // A label that is left out is the key.
  kind.read = [read = kind.read](const Yaml& node, Named<IncidentType>& types, Reading& reading) {
    read(node, types, reading);
    for (auto& [key, type] : types)
      if (type.label.da.empty()) type.label = {key, key};
  };
  return kind;
}

}  // namespace kredsim::scenario
