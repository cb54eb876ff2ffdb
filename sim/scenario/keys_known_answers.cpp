#include <array>

#include "sim/scenario/figure.hpp"
#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {

std::span<const KnownMeasureInfo> known_measures() {
  using M = KnownMeasure;
  using O = KnownOver;
  using U = KnownUnit;
  static constexpr std::array<KnownMeasureInfo, 24> all{{
      {M::wait, "wait", O::incidents, U::time},
      {M::wait_of_last, "wait of last unit", O::incidents, U::time},
      {M::answer_wait, "answer wait", O::incidents, U::time},
      {M::call_to_dispatch, "call to dispatch", O::incidents, U::time},
      {M::drive, "drive", O::incidents, U::time},
      {M::response, "response", O::incidents, U::time},
      {M::time_in_system, "time in system", O::incidents, U::time},
      {M::time_waiting, "time waiting", O::incidents, U::time},
      {M::interruptions, "interruptions", O::incidents, U::number},
      {M::lost, "lost", O::incidents, U::number},
      {M::unit_drive, "drive of units", O::units_sent, U::time},
      {M::way, "way", O::units_sent, U::length},
      {M::first_way, "first way", O::first_unit_sent, U::length},
      {M::dispatches, "share of dispatches", O::all_sent, U::number},
      {M::not_first_choice, "not first choice", O::units_sent, U::number},
      {M::choice_rank, "choice rank", O::units_sent, U::number},
      {M::queue_length, "queue length", O::time, U::number},
      {M::in_system, "in system", O::time, U::number},
      {M::busy, "busy units", O::time, U::number},
      {M::own_work, "units at own work", O::time, U::number},
      {M::overtime_units, "overtime units", O::shift_ends, U::number},
      {M::overtime, "overtime a day", O::days, U::time},
      {M::count, "incidents a day", O::days, U::number},
      {M::none, "days without", O::days, U::number},
  }};
  return all;
}

const KnownMeasureInfo& info(KnownMeasure measure) { return known_measures()[static_cast<std::size_t>(measure)]; }

namespace {

struct AnswerKeys : KnownAnswer {
  std::optional<Figure> divisor;
};

/// Which keys choose among what a measure counts.
bool selects(const KnownAnswer& answer, std::string_view key) {
  const KnownMeasureInfo& what = info(answer.measure);
  const bool of_incidents = what.over == KnownOver::incidents;
  const bool of_units = what.over == KnownOver::units_sent || what.over == KnownOver::all_sent;
  const bool counts = answer.measure == KnownMeasure::count || answer.measure == KnownMeasure::none;
  const bool over_time = what.over == KnownOver::time;
  if (key == "type")
    return of_incidents || of_units || counts || (over_time && answer.measure != KnownMeasure::own_work);
  if (key == "area") return of_incidents || of_units || counts;
  if (key == "cars") return of_incidents;
  if (key == "hour") return of_incidents || counts;
  if (key == "unit")
    return of_units || answer.measure == KnownMeasure::busy || answer.measure == KnownMeasure::own_work;
  if (key == "longer_than" || key == "at_most") return what.unit == KnownUnit::time && (of_incidents || of_units);
  if (key == "at") return over_time || what.over == KnownOver::shift_ends;
  if (key == "after") return over_time;
  if (key != "statistic") return true;
  return of_incidents || what.over == KnownOver::units_sent || answer.measure == KnownMeasure::count ||
         (over_time && (answer.at || answer.after));
}

double smallest_unit_shown(KnownUnit unit) {
  switch (unit) {
    case KnownUnit::time: return 60;
    case KnownUnit::length: return 1000;
    case KnownUnit::number: break;
  }
  return 1;
}

Figure::Unit form_of_known(KnownUnit unit) {
  switch (unit) {
    case KnownUnit::time: return Figure::Unit::duration;
    case KnownUnit::length: return Figure::Unit::length;
    case KnownUnit::number: break;
  }
  return Figure::Unit::none;
}

void turn_known_answer(AnswerKeys&& from, const Yaml& node, KnownAnswer& value, Reading& reading) {
  const auto refuse = [&](const char* key, const std::string& problem) {
    const Yaml* at = node.find(key);
    if (at == nullptr) return false;
    const Reading::Step step{reading, key};
    reading.problem(*at, problem);
    return true;
  };
  const std::string measure{info(from.measure).name};
  for (const char* key : {"type", "area", "cars", "hour", "unit", "longer_than", "at_most", "at", "after", "statistic"})
    if (!selects(from, key) && refuse(key, "says nothing of the measure `" + measure + "` (remove it)")) return;
  for (const auto& [one, other] : {std::pair{"longer_than", "at_most"}, {"at", "after"}})
    if (node.find(one) != nullptr && refuse(other, "stands beside `" + std::string{one} + "` (keep one of them)"))
      return;
  if (from.measure == KnownMeasure::overtime_units && !from.at)
    return reading.problem(node, "`at` is missing (write at which end of shifts, for example `at: \"08:00\"`)");
  const KnownUnit unit = info(from.measure).unit;
  from.per = smallest_unit_shown(unit);
  if (from.divisor) {
    const bool is_share = from.longer_than || from.at_most;
    if (from.divisor->unit != form_of_known(unit) || is_share) {
      refuse("per", is_share ? "a share is shown as it is (remove it)"
                             : std::string{"must be "} + form_of(form_of_known(unit)));
      return;
    }
    from.per = from.divisor->value;
    if (!(from.per > 0)) {
      refuse("per", "must be more than 0");
      return;
    }
  }
  value = std::move(from);
  value.origin = node.origin();
}

Kind<KnownAnswer> known_answer() {
  std::vector<std::pair<std::string, KnownMeasure>> measures;
  for (const KnownMeasureInfo& one : known_measures()) measures.emplace_back(one.name, one.measure);
  constexpr Milliseconds longest_known = std::chrono::hours{24 * 366};
  // Every map may have a `source`; what is wrong with it was reported when the map was met.
  Kind<std::string> source = text();
  source.read = [](const Yaml& node, std::string& value, Reading&) { value = node.text; };
  const Kind<AnswerKeys> keys =
      Keys<AnswerKeys>{"known answer"}
          .required("figure", &AnswerKeys::figure, text().like("Wq_mean_min"), "its name on the sheet")
          .required("measure", &AnswerKeys::measure, one_of(std::move(measures)),
                    "what is read off the run: docs/reference/validation.md says each in words")
          .optional("statistic", &AnswerKeys::statistic,
                    one_of<KnownStatistic>({{"mean", KnownStatistic::mean},
                                            {"sd", KnownStatistic::sd},
                                            {"variance", KnownStatistic::variance},
                                            {"dispersion", KnownStatistic::dispersion}}),
                    "of the single values; `dispersion` is the variance as a multiple of the mean")
          .optional("type", &AnswerKeys::type, reference("incident type"), "only incidents of this type")
          .defaults_to("all types")
          .optional("area", &AnswerKeys::area, reference("area"), "only incidents in this municipality")
          .defaults_to("everywhere")
          .optional("cars", &AnswerKeys::cars, integer(1, 20), "only incidents that need so many cars")
          .defaults_to("however many")
          .optional("hour", &AnswerKeys::hour, integer(0, 23), "only incidents created in this hour of the day")
          .defaults_to("around the clock")
          .optional("unit", &AnswerKeys::unit, integer(1, 1'000'000),
                    "only this car, by its place on the roster from 1")
          .defaults_to("all cars")
          .optional("longer_than", &AnswerKeys::longer_than, duration("min", Milliseconds{0}, longest_known),
                    "instead of the mean: the share of values above this; `0 s`: of all that take any time")
          .defaults_to("the mean")
          .optional("at_most", &AnswerKeys::at_most, duration("min", Milliseconds{0}, longest_known),
                    "instead of the mean: the share of values up to this")
          .defaults_to("the mean")
          .optional("at", &AnswerKeys::at, clock_time(), "at this moment of each day of the period")
          .defaults_to("the mean over time")
          .optional("after", &AnswerKeys::after, duration("h", Milliseconds{0}, longest_known),
                    "at this moment since the beginning of the period, over replications")
          .defaults_to("the mean over time")
          .optional("per", &AnswerKeys::divisor, figure(),
                    "what counts as 1: a duration, a length or a number, as the measure asks")
          .defaults_to("1 min, 1 km or 1")
          .optional("value", &AnswerKeys::value, factor({-1e12, 1e12}).like("0.554"), "the known figure")
          .defaults_to("what `theory` gives under this name")
          .optional("source", &AnswerKeys::source, source, "who knows it, from what")
          .kind();
  return converted<KnownAnswer, AnswerKeys>(keys, turn_known_answer);
}

}  // namespace

Kind<KnownAnswers> known_answers_keys() {
  return Keys<KnownAnswers>{"known answers"}
      .optional("theory", &KnownAnswers::theory, text("^[A-Z][0-9][0-9]$", "id of a case").like("A01"),
                "the case of `analysis/theory` that gives the values, and the name of this one on the sheet")
      .defaults_to("none: each figure has a `value`")
      .optional("short", &KnownAnswers::is_short, boolean(), "whether `kredsim validate --short` plays it")
      .required("figures", &KnownAnswers::figures, list_of(known_answer(), "list of known answers", 1, 200),
                "the figures")
      .check([](KnownAnswers& answers, const Yaml& node, Reading& reading) {
        for (std::size_t i = 0; i < answers.figures.size(); ++i) {
          if (answers.figures[i].value || !answers.theory.empty()) continue;
          const Reading::Step figures{reading, "figures"};
          const Reading::Step step{reading, i};
          reading.problem(node.find("figures")->items[i],
                          "`value` is missing (only `theory` could give it, and none is named)");
        }
      })
      .kind();
}

}  // namespace kredsim::scenario
