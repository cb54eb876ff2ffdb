#include <algorithm>

#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr double most_lent = 20'000;
constexpr Milliseconds longest_surge = std::chrono::days{366};
constexpr std::array<double, 12> month_days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::size_t weeks_of_year = 53;

/// `week 29` or `weeks 26-32`, first and last from 1; nothing if it is neither.
std::optional<std::pair<std::size_t, std::size_t>> parse_weeks(std::string_view text) {
  const auto number = [](std::string_view word) -> std::size_t {
    if (word.empty() || word.size() > 2) return 0;
    std::size_t value = 0;
    for (const char digit : word) {
      if (digit < '0' || digit > '9') return 0;
      value = 10 * value + static_cast<std::size_t>(digit - '0');
    }
    return value <= weeks_of_year ? value : 0;
  };
  std::size_t from = 0;
  std::size_t to = 0;
  if (text.starts_with("week ")) from = to = number(text.substr(5));
  const std::size_t dash = text.find('-');
  if (text.starts_with("weeks ") && dash != std::string_view::npos) {
    from = number(text.substr(6, dash - 6));
    to = number(text.substr(dash + 1));
  }
  if (from == 0 || to == 0 || to < from) return std::nullopt;
  return std::pair{from, to};
}

}  // namespace

Kind<std::vector<double>> people_by_week_keys() {
  const auto by_weeks = by_reference(factor({0, 100}), "weeks of the year", 100);
  Kind<std::vector<double>> kind;
  kind.description = by_weeks.description;
  kind.description.type = "multiples by weeks of the year";
  kind.description.example = "{ weeks 26-32: 180 %, otherwise: 100 % }";
  kind.description.merge = KeyDescription::Merge::whole;
  kind.read = [=](const Yaml& node, std::vector<double>& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    std::vector<std::pair<Reference, double>> entries;
    by_weeks.read(node, entries, reading);
    if (reading.problem_count() != before) return;
    double otherwise = 1;
    for (const auto& [when, factor] : entries)
      if (when.name == "otherwise") otherwise = factor;
    std::vector<double> factors(weeks_of_year, otherwise);
    for (const auto& [when, factor] : entries) {
      if (when.name == "otherwise") continue;
      if (const auto range = parse_weeks(when.name)) {
        for (std::size_t week = range->first; week <= range->second; ++week) factors[week - 1] = factor;
      } else {
        reading.problem_at(
            when.origin, when.key,
            "`" + when.name + "` names no weeks (write `week 29` or `weeks 26-32`, 1 to 53, or `otherwise`)");
      }
    }
    if (reading.problem_count() == before) value = std::move(factors);
  };
  return measured(kind);
}

Kind<std::vector<double>> season_keys() {
  auto kind = list_of(number({0, 1e12}), "list of 12 weights of months, or 365 of days", 12, 365);
  kind.read = [read = kind.read](const Yaml& node, std::vector<double>& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    std::vector<double> weights;
    read(node, weights, reading);
    if (reading.problem_count() != before) return;
    if (weights.size() != 12 && weights.size() != 365)
      return reading.problem(node, "has " + std::to_string(weights.size()) +
                                       " weights (write 12, one a month, or 365, one a day from 1 January)");
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (weights.size() == 12 ? month_days[i] : 1);
    if (!(sum > 0)) return reading.problem(node, "all weights are 0 (some time of the year must have more)");
    for (double& weight : weights) weight *= 365 / sum;
    value = std::move(weights);
  };
  return measured(kind);
}

Kind<std::vector<std::pair<Reference, FollowOn>>> follow_on_keys() {
  const auto places =
      one_of<Near::Kind>({{"same place", Near::Kind::same_place}, {"same area", Near::Kind::same_area}});
  const Kind<Millimetres> radius = length(Millimetres{100'000'000});
  Kind<Near> where;
  where.description = forms("`same place`, `same area`, or a distance", {places.description, radius.description});
  where.description.example = "2 km";
  where.show = [](const Near&) { return std::string{"same place"}; };
  where.read = [=](const Yaml& node, Near& value, Reading& reading) {
    const bool metres = node.kind == Yaml::Kind::scalar && node.text.ends_with('m');
    if (!metres) return places.read(node, value.kind, reading);
    value.kind = Near::Kind::within;
    radius.read(node, value.radius, reading);
  };
  return by_reference(
      Keys<FollowOn>{"follow-on incident"}
          .required("probability", &FollowOn::probability, measured(factor({0, 1})).like("5 %"), "how often it follows")
          .optional("delay", &FollowOn::delay, measured(distribution_keys("min")),
                    "so long after this incident was first reported")
          .defaults_to("at once")
          .optional("where", &FollowOn::where, where,
                    "there, anywhere in the municipality, or within a distance (as the crow flies, in "
                    "the same municipality)")
          .kind(),
      "incident type", 50);
}

Kind<DemandRules> demand_keys() {
  const auto day_effect =
      Keys<DayEffect>{"day effect"}
          .required("sd", &DayEffect::sd, measured(factor({0, 3})).like("15 %"),
                    "standard deviation of the factor by which a day is busier or quieter (gamma, mean 1); 0 % "
                    "switches it off")
          .optional("region", &DayEffect::region,
                    one_of<DayRegion>({{"district", DayRegion::district}, {"municipality", DayRegion::municipality}}),
                    "what is busy together: the whole district, or each municipality by itself")
          .kind();
  const auto surge =
      Keys<Surge>{"surge"}
          .required("from", &Surge::from, date(), "first day, from midnight")
          .required("length", &Surge::length, duration("days", Milliseconds{1}, longest_surge).like("8 days"),
                    "how long")
          .required("factor", &Surge::factor, measured(factor({0, 100})).like("300 %"),
                    "multiple of the usual rates; surges at the same time multiply")
          .optional("types", &Surge::types, list_of(reference("incident type"), "list of incident types", 1, 200),
                    "what there is more of")
          .defaults_to("every type")
          .optional("areas", &Surge::areas, list_of(reference("area"), "list of municipalities", 1, 500), "where")
          .defaults_to("everywhere")
          .kind();
  using Use = TraceDemand::Use;
  const auto trace =
      Keys<TraceDemand>{"trace"}
          .required("file", &TraceDemand::file, path("file"),
                    "CSV with the columns `time`, `type`, `place` or `lat` and `lon`, and perhaps `on_scene`")
          .optional("use", &TraceDemand::use,
                    one_of<Use>({{"instead of rates", Use::instead_of_rates},
                                 {"beside rates", Use::beside_rates},
                                 {"instead of rates of its types", Use::instead_of_rates_of_its_types}}),
                    "whether incidents also arise by the rates of the types")
          .kind();
  return Keys<DemandRules>{"map of what moves the demand"}
      .optional("day_effect", &DemandRules::day_effect, day_effect, "days that are busier or quieter by chance")
      .defaults_to("no more chance than Poisson")
      .optional("surges", &DemandRules::surges, named(surge, "surge", 0, 100),
                "more (or less) of some types in some areas for a while: a festival, a storm")
      .optional("trace", &DemandRules::trace, trace, "a log of incidents to replay")
      .kind();
}

Kind<Named<Loan>> loans_keys() {
  return named(Keys<Loan>{"loan of officers"}
                   .required("from", &Loan::from, date(), "first day, from midnight")
                   .required("length", &Loan::length,
                             duration("weeks", Milliseconds{1}, longest_surge * 20).like("12 weeks"), "how long")
                   .optional("officers", &Loan::officers, measured(number({0.01, most_lent})),
                             "how many, in årsværk (full-time years) of the group's `officers`; so many times "
                             "`net_hours` are missing while it lasts. Hours that were left over go first; then posts "
                             "stay empty: those of `posts`, or each as often as any other, by chance of post and date")
                   .defaults_to("the officers of all `posts`")
                   .optional("posts", &Loan::posts, list_of(reference("post"), "list of posts", 1, 2'000),
                             "the posts that are not manned while their officers are lent away, by name, for example "
                             "`naestved day car 4`; a shift that has begun is finished. With `officers`: in this order "
                             "until their hours are reached, the last one on some days only")
                   .defaults_to("every post of the roster")
                   .check([](const Loan& loan, const Yaml& node, Reading& reading) {
                     if (!loan.officers && loan.posts.empty())
                       reading.problem(node,
                                       "says neither how many officers are lent nor which posts stay empty (write "
                                       "`officers: 13`, `posts: [naestved day car 4]`, or both)");
                   })
                   .kind(),
               "loan", 0, 50);
}

}  // namespace kredsim::scenario
