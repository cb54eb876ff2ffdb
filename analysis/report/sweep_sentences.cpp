#include <algorithm>
#include <cstdlib>

#include "analysis/report/apart.hpp"
#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

bool is_time(const Estimate& row) {
  return row.measure.ends_with("_s") && !row.statistic.starts_with("share") && row.statistic != "count";
}

std::string amount(const Estimate& row, double value, Language language) {
  if (is_time(row)) return time_in_words(value, language);
  if (row.statistic.starts_with("share")) return percent(value, language, 1);
  return decimal(value, value < 10 ? 2 : value < 1000 ? 1 : 0, language);
}

std::string levels_of(const SweepFacts& sweep, const SweepFacts::Point& point) {
  std::string text;
  for (std::size_t f = 0; f < point.levels.size() && f < sweep.factors.size(); ++f)
    text += (f == 0 ? "" : ", ") + sweep.factors[f].name + " = " + point.levels[f];
  return text;
}

std::string what(const SweepFacts& sweep, Language language) {
  constexpr std::string_view within = "share_within_";
  std::string text;
  if (sweep.measure != "response_s")
    text = sweep.measure + " " + sweep.statistic;
  else if (sweep.statistic == "mean")
    text = pick(language, "den gennemsnitlige responstid", "the mean response time");
  else if (sweep.statistic.starts_with(within))
    text = fill(pick(language, "andelen nået inden {} min", "the share reached within {} min"),
                {decimal(std::atof(sweep.statistic.c_str() + within.size()) / 60, 0, language)});
  else
    text = pick(language, "responstiden ", "the response time, ") + sweep.statistic;
  if (sweep.type == "published")
    text +=
        pick(language, " for hastende opgaver af de offentliggjorte typer", " of urgent tasks of the published types");
  if (sweep.type != "published" && sweep.type != "all") text += pick(language, " for ", " of ") + sweep.type;
  if (sweep.area != "all") text += pick(language, " i ", " in ") + sweep.name_of(sweep.area);
  return text;
}

struct Spread {
  std::string text;
  std::string ends;  ///< whether they can be told apart
};

/// From the least to the most of all points, and whether they can be told apart.
Spread spread(const SweepFacts& sweep, Language language) {
  std::vector<const SweepFacts::Point*> known;
  for (const SweepFacts::Point& point : sweep.points)
    if (point.figure && point.figure->value) known.push_back(&point);
  if (known.empty())
    return {fill(pick(language, "Ingen af punkterne har et tal for {}.", "No point has a figure for {}."),
                 {what(sweep, language)}),
            ""};
  const auto by_value = [](const SweepFacts::Point* a, const SweepFacts::Point* b) {
    return *a->figure->value < *b->figure->value;
  };
  const auto [least, most] = std::minmax_element(known.begin(), known.end(), by_value);
  const Estimate& low = *(*least)->figure;
  const Estimate& high = *(*most)->figure;
  const std::string ends = told_apart(low, high, known.size())
                               ? pick(language, "de to ender kan skelnes", "the two ends can be told apart")
                               : pick(language, "de to ender kan ikke skelnes", "the two ends cannot be told apart");
  const std::string text =
      capital(fill(pick(language, "{} går fra {} ({}) til {} ({})", "{} runs from {} ({}) to {} ({})"),
                   {what(sweep, language), amount(low, *low.value, language), levels_of(sweep, **least),
                    amount(high, *high.value, language), levels_of(sweep, **most)}));
  return {text + "; " + ends + ".", ends};
}

std::string best(const SweepFacts& sweep, Language language) {
  if (!sweep.best || !sweep.best->figure) return {};
  const Estimate& fresh = *sweep.best->figure;
  std::string text = fill(pick(language, "Bedste punkt: {} ({}). {} på friske tilfældige tal: {}.",
                               "Best point: {} ({}). {} on fresh seeds: {}."),
                          {std::to_string(sweep.best->number), levels_of(sweep, *sweep.best),
                           capital(what(sweep, language)), figure_in_words(fresh, language)});
  const auto equal = std::count_if(sweep.points.begin(), sweep.points.end(), [&](const SweepFacts::Point& point) {
    return point.number != sweep.best->number && point.figure && fresh.low && point.figure->low &&
           *point.figure->low <= *fresh.high && *fresh.low <= *point.figure->high;
  });
  if (equal > 0)
    text += fill(equal == 1 ? pick(language, " Intervallet for {} andet punkt overlapper dets.",
                                   " The interval of {} other point overlaps its.")
                            : pick(language, " Intervallerne for {} andre punkter overlapper dets.",
                                   " The intervals of {} other points overlap its."),
                 {std::to_string(equal)});
  return text;
}

}  // namespace

std::string levels_in_words(const AnswerFacts& answer, Language language) {
  if (answer.set_against_published) return {};
  return pick(language,
              "Ingen offentliggjort responstid er sat over for tallene: brug forskelle mellem planer, ikke "
              "selve tiderne.",
              "No published response time is set against these figures: quote differences between plans, "
              "not the times themselves.");
}

std::string figure_in_words(const Estimate& row, Language language) {
  if (!row.value) return "-";
  std::string text = amount(row, *row.value, language);
  if (row.low && row.high)
    text += " (" + amount(row, *row.low, language) + pick(language, " til ", " to ") +
            amount(row, *row.high, language) + ")";
  else
    text += pick(language, " (for få til et interval)", " (too few for an interval)");
  return text;
}

std::vector<Sentence> sweep_sentences(const SweepFacts& sweep, Language language) {
  std::vector<std::string> names;
  for (const SweepFacts::Factor& factor : sweep.factors) names.push_back(factor.name);
  const auto many = [&](std::int64_t n, std::string_view da, std::string_view das, std::string_view en,
                        std::string_view ens) {
    return grouped(n, language) + " " + (n == 1 ? pick(language, da, en) : pick(language, das, ens));
  };
  const std::string points =
      many(static_cast<std::int64_t>(sweep.points.size()), "punkt", "punkter", "point", "points");
  const std::string replications = many(sweep.replications, "gentagelse", "gentagelser", "replication", "replications");
  const std::string vary = names.size() == 1 ? "varies" : "vary";
  std::vector<Sentence> sentences;
  const std::string title = pick(language, sweep.base_title);
  sentences.push_back({"plan", language == Language::da
                                   ? fill("“{}” spillet i {}, hvor {} varierer; {} af hvert.",
                                          {title, points, listed(names, language), replications})
                                   : fill("“{}” played at {} over which {} {}; {} of each.",
                                          {title, points, listed(names, language), vary, replications})});
  Spread ends = spread(sweep, language);
  sentences.push_back({"verdict", std::move(ends.text)});
  if (std::string text = levels_in_words(sweep, language); !text.empty())
    sentences.push_back({"levels", std::move(text)});
  if (!ends.ends.empty()) sentences.push_back({"ends", std::move(ends.ends)});
  if (std::string text = best(sweep, language); !text.empty()) sentences.push_back({"best", std::move(text)});
  return sentences;
}

}  // namespace kredsim
