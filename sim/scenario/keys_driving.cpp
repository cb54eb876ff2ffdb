#include <algorithm>

#include "sim/scenario/driving_week.hpp"
#include "sim/scenario/landing.hpp"
#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr Range factor_range{0, 10, true};

Kind<Milliseconds> junction_delay() {
  Kind<Milliseconds> kind = duration("s", Milliseconds{0}, std::chrono::minutes{2}).like("2 s");
  kind.read = [read = kind.read](const Yaml& node, Milliseconds& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    read(node, value, reading);
    if (reading.problem_count() == before && value.count() % 2 != 0)
      reading.problem(node, "must be an even number of milliseconds (half is paid on either side of the junction)");
  };
  return measured(kind);
}

/// `by_class` of a map whose keys set members of the map itself, so the map is passed through.
template <class Speeds>
Kind<Speeds> by_class_keys() {
  Keys<Speeds> keys{"map of road classes"};
  for (std::size_t i = 0; i < road_classes; ++i)
    keys.optional(
        std::string{name(static_cast<RoadClass>(i))}, [i](Speeds & s) -> auto& { return s.by_class[i]; },
        measured(factor(factor_range)), "factor on this class of road instead");
  return keys.kind();
}

Kind<SpeedVariation> speed_variation() {
  return Keys<SpeedVariation>{"variation of driving"}
      .required("when", &SpeedVariation::when, week_hours(),
                "the hours of the week in which a trip must depart; hours that pass midnight belong to the day on "
                "which they begin")
      .optional("factor", &SpeedVariation::factor, measured(factor(factor_range)),
                "driven speed as a multiple of that at other hours")
      .optional(
          "by_class", [](SpeedVariation& v) -> SpeedVariation& { return v; }, by_class_keys<SpeedVariation>(),
          "other multiples for some classes of road")
      .optional("junction_delay", &SpeedVariation::junction_delay, junction_delay(), "instead of that at other hours")
      .defaults_to("that at other hours")
      .kind();
}

Kind<DrivingProfile> driving_profile() {
  return Keys<DrivingProfile>{"driving profile"}
      .optional("factor", &DrivingProfile::factor, measured(factor(factor_range)),
                "driven speed as a multiple of the road's speed")
      .optional(
          "by_class", [](DrivingProfile& p) -> DrivingProfile& { return p; }, by_class_keys<DrivingProfile>(),
          "other factors for some classes of road")
      .optional(
          "junction_delay", &DrivingProfile::junction_delay, junction_delay(),
          "time lost where three or more roads meet, half on either side; service ways and tracks make no junction, "
          "and a motorway, motor road or ferry pays nothing")
      .optional("hours", &DrivingProfile::hours, named(speed_variation(), "variation", 0, most_driving_profiles - 2),
                "hours of the week in which driving is slower or faster")
      .check([](DrivingProfile& profile, const Yaml& node, Reading& reading) {
        for (std::size_t i = 0; i < profile.hours.size(); ++i)
          for (std::size_t j = 0; j < i; ++j)
            for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
              const auto& [name, later] = profile.hours[i];
              const auto& [other, earlier] = profile.hours[j];
              if (!later.when[hour] || !earlier.when[hour]) continue;
              const Reading::Step hours{reading, "hours"};
              const Reading::Step step{reading, name};
              return reading.problem(*node.find("hours")->find(name),
                                     hour_name(hour) + " is also in `" + other + "` (give each hour to one of them)");
            }
      })
      .kind();
}

Kind<TripMultiplier> trip_multiplier() {
  using MultiplierLaw = TripMultiplier::Law;
  return Keys<TripMultiplier>{"trip multiplier"}
      .required(
          "distribution", &TripMultiplier::law,
          one_of<MultiplierLaw>({{"lognormal", MultiplierLaw::lognormal}, {"exponential", MultiplierLaw::exponential}}),
          "its law; the mean is 1")
      .optional("sd", &TripMultiplier::sd, measured(factor({0, 2})).like("15 %"),
                "standard deviation of the multiplier; 0 % switches it off; none for exponential trips")
      .defaults_to("must be given for lognormal trips")
      .check([](TripMultiplier& multiplier, const Yaml& node, Reading& reading) {
        const Yaml* sd = node.find("sd");
        if (multiplier.law == MultiplierLaw::lognormal && sd == nullptr)
          return reading.problem(node, "the `lognormal` distribution needs `sd`");
        if (multiplier.law != MultiplierLaw::exponential) return;
        if (sd != nullptr) {
          const Reading::Step step{reading, "sd"};
          return reading.problem(*sd, "the `exponential` distribution has no `sd` (leave it out)");
        }
        multiplier.sd = 1;
      })
      .kind();
}

/// A town, point or node by its name, or a position.
Kind<Reference> landing() {
  const Kind<PlaceName> either = place_name();
  Kind<Reference> kind;
  kind.description = either.description;
  kind.description.example = "[54.87, 11.06]";
  kind.read = [=](const Yaml& node, Reference& value, Reading& reading) {
    PlaceName place;
    const std::size_t before = reading.problem_count();
    either.read(node, place, reading);
    if (reading.problem_count() != before) return;
    const auto* at = std::get_if<Position>(&place);
    value = at != nullptr ? landing_at(*at, node.origin(), reading.path()) : std::get<Reference>(place);
  };
  return kind;
}

Kind<Ferry> ferry() {
  constexpr Milliseconds day = std::chrono::hours{24};
  const Milliseconds minute = std::chrono::minutes{1};
  return Keys<Ferry>{"ferry"}
      .optional("name", &Ferry::name, text(),
                "as a planner writes it; on an imported network it takes the place of the map's ferries of this name")
      .defaults_to("the key")
      .required("from", &Ferry::from, measured(landing()),
                "landing at one end: a name; on an imported network a position, moved to the nearest road")
      .required("to", &Ferry::to, measured(landing()), "landing at the other end; it sails both ways")
      .required("crossing", &Ferry::crossing, measured(duration("min", minute, day).like("45 min")),
                "from departure until the car is ashore")
      .alternative("every", "headway", &Ferry::every, measured(duration("min", minute, day).like("60 min")),
                   "time between departures; a car waits half of it on average")
      .alternative("departures", "timetable", &Ferry::departures,
                   measured(list_of(clock_time(), "list of times of day", 1, 500)),
                   "departures from either landing, every day; a car waits the mean time to the next one")
      .optional("no_service", &Ferry::no_service, measured(week_hours()),
                "hours of the week in which no trip over this ferry can begin")
      .defaults_to("it sails around the clock")
      .check([](Ferry& ferry, const Yaml& node, Reading& reading) {
        std::sort(ferry.departures.begin(), ferry.departures.end());
        ferry.departures.erase(std::unique(ferry.departures.begin(), ferry.departures.end()), ferry.departures.end());
        if (!ferry.from.name.empty() && ferry.from.name == ferry.to.name)
          reading.problem(node, "leads from `" + ferry.from.name + "` to itself");
        if (!sails(ferry)) reading.problem(node, "never sails (`no_service` covers every departure)");
      })
      .kind();
}

}  // namespace

Kind<WeekHours> week_hours() {
  Kind<std::string> word = text(
      "^((every day|weekdays|weekend|mon|tue|wed|thu|fri|sat|sun)( ([01][0-9]|2[0-3])-([01][0-9]|2[0-4]))?|"
      "([01][0-9]|2[0-3])-([01][0-9]|2[0-4]))$",
      "hours of the week");
  word.description.unit = "days and full hours";
  const auto words = list_of(word, "list of hours of the week", 1, 50);
  Kind<WeekHours> kind;
  kind.description = forms("hours of the week, or a list of such", {word.description, words.description});
  kind.description.example = "[weekdays 07-09, sat 10-14]";
  const auto add = [](const Yaml& node, const std::string& written, WeekHours& value, Reading& reading) {
    const auto parsed = parse_week_hours(written);
    if (const auto* wrong = std::get_if<Wrong>(&parsed)) return reading.problem(node, wrong->why);
    const auto& hours = std::get<WeekHours>(parsed);
    for (std::size_t i = 0; i < hours.size(); ++i) value[i] = value[i] || hours[i];
  };
  kind.read = [=](const Yaml& node, WeekHours& value, Reading& reading) {
    value.fill(false);
    const std::size_t before = reading.problem_count();
    if (node.kind != Yaml::Kind::list) {
      std::string written;
      word.read(node, written, reading);
      if (reading.problem_count() == before) add(node, written, value, reading);
      return;
    }
    std::vector<std::string> list;
    words.read(node, list, reading);
    if (reading.problem_count() != before) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Reading::Step step{reading, i};
      add(node.items[i], list[i], value, reading);
    }
  };
  return kind;
}

Kind<DrivingRules> driving_keys() {
  const auto of = [](Driving driving) {
    return [driving](DrivingRules & rules) -> auto& { return rules.profiles[static_cast<std::size_t>(driving)]; };
  };
  return Keys<DrivingRules>{"map of driving profiles"}
      .optional("normal", of(Driving::normal), driving_profile(), "without blue lights")
      .optional("emergency", of(Driving::emergency), driving_profile(), "with blue lights (udrykning)")
      .optional("trip_multiplier", &DrivingRules::trip_multiplier, trip_multiplier(),
                "chance in the time of a drive to a scene: each is multiplied by a number of its own")
      .defaults_to("no chance: every trip takes the time of its profile")
      .kind();
}

Kind<Named<Ferry>> ferries_keys() { return named(ferry(), "ferry", 0, most_ferries); }

}  // namespace kredsim::scenario
