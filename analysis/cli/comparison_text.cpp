#include "analysis/cli/comparison_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"

namespace kredsim {

namespace {

std::string number(double value, int decimals, Language language) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (language == Language::da) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

/// "+41 s", "-2.5 s", "+3:20 min".
std::string signed_time(double seconds, Language language) {
  const double size = std::fabs(seconds);
  const std::string sign = seconds < 0 ? "-" : "+";
  if (size >= 99.5) return sign + minutes_seconds(size) + " min";
  return sign + number(size, size < 9.95 ? 1 : 0, language) + " s";
}

class ComparisonText {
 public:
  ComparisonText(const ComparedPlan& plan, Language language)
      : comparison_{*plan.comparison},
        rows_{plan.rows},
        base_{plan.comparison->base_tables().world()},
        language_{language},
        type_{plan.comparison->base_tables().published() >= 0 ? "published" : "all"} {}

  std::string text() const {
    const Difference* kreds = find(rows_, "response_s", "mean", type_);
    std::string text = pick(comparison_.plan_tables().world().scenario.title) + "\n";
    if (kreds == nullptr) return text;
    text += sentence(*kreds) + municipalities_in_words() + "\n" + header();
    const auto shown = areas_shown();
    text += "\n" + table(*kreds, shown) + "\n" + chart(*kreds, shown);
    return text + "\n" + gains() + gap() + composition() + unanswered(*kreds) + one_year(*kreds) + pairing(*kreds);
  }

 private:
  [[nodiscard]] std::string pick(std::string da, std::string en) const {
    return language_ == Language::da ? std::move(da) : std::move(en);
  }
  [[nodiscard]] std::string pick(const scenario::Text& text) const { return pick(text.da, text.en); }
  [[nodiscard]] std::string time(double seconds) const { return signed_time(seconds, language_); }
  [[nodiscard]] std::string between(const Difference& row) const {
    return fmt::format(fmt::runtime(pick("{} til {}", "{} to {}")), time(*row.low), time(*row.high));
  }
  [[nodiscard]] std::string kind() const {
    return type_ == "all" ? pick("alle typer", "all types") : pick("de offentliggjorte typer", "published types");
  }

  [[nodiscard]] std::string sentence(const Difference& row) const {
    std::string text = capital(in_words(row.verdict, language_)) + ": ";
    if (!row.difference)
      return text + pick("der er ingen responstider at sammenligne.\n", "no response times to compare.\n");
    if (row.verdict == Verdict::identical)
      return text + pick("ingen gentagelse viste nogen forskel i middelresponstiden.\n",
                         "no replication showed any difference in the mean response.\n");
    text += fmt::format(fmt::runtime(pick("middelresponstiden for {} i hele kredsen går fra {} til {}: {}",
                                          "the mean response of {} in the whole district goes from {} to {}: {}")),
                        kind(), minutes_seconds(*row.base), minutes_seconds(*row.plan), time(*row.difference));
    if (!row.low)
      return text + pick(" (for få til et interval; mindst 8 gentagelser).\n",
                         " (too few for an interval; 8 replications at least).\n");
    text +=
        fmt::format(fmt::runtime(pick(" (simuleringsusikkerhed: {})", " (simulation precision: {})")), between(row));
    if (row.sets > 0) text += "; " + over_sets(row);
    if (row.verdict == Verdict::no_different)
      text += fmt::format(
          fmt::runtime(pick("; ikke mere end grænsen på {:g} s", "; no more than the margin of {:g} s")), row.margin);
    if (row.replications_needed)
      text += fmt::format(
          fmt::runtime(pick("; omkring {} gentagelser ville afgøre det", "; about {} replications would decide")),
          grouped(std::llround(*row.replications_needed), language_));
    if (row.verdict == Verdict::mixed)
      text += *row.difference < 0 ? pick("; men flere hændelser får intet svar", "; but more incidents go unanswered")
                                  : pick("; men færre hændelser er uden svar", "; but fewer incidents go unanswered");
    return text + ".\n";
  }

  [[nodiscard]] std::string over_sets(const Difference& row) const {
    return fmt::format(fmt::runtime(pick("over {} forudsætningssæt, der passer med de offentliggjorte tal: {} til {}",
                                         "over {} sets of inputs that fit the published figures: {} to {}")),
                       row.sets, time(*row.sets_low), time(*row.sets_high));
  }

  static std::string capital(std::string word) {
    word[0] = static_cast<char>(word[0] >= 'a' && word[0] <= 'z' ? word[0] - 'a' + 'A' : word[0]);
    return word;
  }

  struct Shown {
    std::string name;
    const Difference* row;
  };
  [[nodiscard]] std::vector<Shown> areas_shown() const {
    std::vector<Shown> shown;
    const LayerId layer = layer_shown(base_);
    for (const District::Area& area : base_.district.areas) {
      const Difference* row = area.layer == layer ? find(rows_, "response_s", "mean", type_, area.key) : nullptr;
      if (row != nullptr) shown.push_back({area.name, row});
    }
    return shown;
  }

  [[nodiscard]] std::string municipalities_in_words() const {
    std::string text;
    for (const Verdict verdict : {Verdict::worse, Verdict::mixed, Verdict::better, Verdict::undecided}) {
      std::string names;
      for (const Shown& area : areas_shown()) {
        if (area.row->verdict != verdict) continue;
        names += (names.empty() ? "" : ", ") + area.name;
        if (verdict != Verdict::undecided) names += " " + time(*area.row->difference);
      }
      if (!names.empty()) text += capital(in_words(verdict, language_)) + ": " + names + ".\n";
    }
    return text;
  }

  [[nodiscard]] std::string header() const {
    std::string text = pick("Mod: ", "Against: ") + pick(base_.scenario.title) + "\n" + pick(base_.district.name);
    if (base_.district.stylised)
      text += pick(" (stiliseret: ikke det virkelige vejnet)", " (stylised: not the real road network)");
    text += fmt::format(fmt::runtime(pick("; {} par af gentagelser af {}\n", "; {} pairs of replications of {}\n")),
                        comparison_.base().replications(), length_in_words(base_.scenario.period.length, language_));
    const auto areas = areas_shown().size();
    text += pick("Intervaller: 95 % simuleringsusikkerhed, ikke usikkerhed om forudsætningerne",
                 "Intervals: 95 % simulation precision, not doubt about the inputs");
    if (areas < 2) return text + ".\n";
    return text + fmt::format(fmt::runtime(
                                  pick("; de {} områders holder samlet.\n", "; those of the {} areas hold jointly.\n")),
                              areas);
  }

  [[nodiscard]] bool kreds_has_sets() const {
    const Difference* kreds = find(rows_, "response_s", "mean", type_);
    return kreds != nullptr && kreds->sets > 0;
  }

  [[nodiscard]] Line line(const std::string& name, const Difference& row) const {
    Line line{name, row.base ? minutes_seconds(*row.base) : "-", row.plan ? minutes_seconds(*row.plan) : "-",
              row.difference ? time(*row.difference) : "-", row.low ? between(row) : "-"};
    if (kreds_has_sets())
      line.push_back(row.sets > 0 ? fmt::format(fmt::runtime(pick("{} til {}", "{} to {}")), time(*row.sets_low),
                                                time(*row.sets_high))
                                  : "-");
    line.push_back(in_words(row.verdict, language_));
    line.push_back(
        row.replications_needed ? fmt::format("~{}", grouped(std::llround(*row.replications_needed), language_)) : "");
    return line;
  }

  [[nodiscard]] std::string table(const Difference& kreds, const std::vector<Shown>& areas) const {
    std::vector<Line> lines;
    Line heads{capital(pick("middelresponstid, ", "mean response, ") + kind()), pick("basis", "base"), "plan",
               pick("forskel", "difference"), "95 %"};
    if (kreds_has_sets()) heads.push_back(pick("over forudsætninger", "over input sets"));
    heads.push_back(pick("dom", "verdict"));
    heads.push_back(pick("gentagelser", "replications"));
    lines.push_back(std::move(heads));
    lines.push_back(line(pick("Hele kredsen", "Whole district"), kreds));
    for (const Shown& area : areas) lines.push_back(line("  " + area.name, *area.row));
    return aligned(lines);
  }

  /// One line an interval on a common axis: `├──●──┤`, with the zero as `┊`.
  [[nodiscard]] std::string chart(const Difference& kreds, const std::vector<Shown>& areas) const {
    std::vector<Shown> lines{{pick("Hele kredsen", "Whole district"), &kreds}};
    lines.insert(lines.end(), areas.begin(), areas.end());
    double from = 0;
    double to = 0;
    std::size_t name_width = 0;
    for (const Shown& shown : lines) {
      name_width = std::max(name_width, width_of(shown.name));
      if (!shown.row->low) continue;
      from = std::min(from, *shown.row->low);
      to = std::max(to, *shown.row->high);
    }
    if (from == to) return {};
    constexpr int columns = 61;
    const auto column = [&](double value) {
      return static_cast<int>(std::lround((value - from) / (to - from) * (columns - 1)));
    };
    std::string text;
    for (const Shown& shown : lines) {
      std::vector<std::string> cells(columns, " ");
      cells[static_cast<std::size_t>(column(0))] = "┊";
      if (shown.row->low) {
        const int low = column(*shown.row->low);
        const int high = column(*shown.row->high);
        for (int c = low; c <= high; ++c) cells[static_cast<std::size_t>(c)] = "─";
        cells[static_cast<std::size_t>(low)] = "├";
        cells[static_cast<std::size_t>(high)] = "┤";
        cells[static_cast<std::size_t>(column(*shown.row->difference))] = "●";
      }
      std::string bar;
      for (const std::string& cell : cells) bar += cell;
      bar.erase(bar.find_last_not_of(' ') + 1);
      text += "  " + shown.name + std::string(name_width - width_of(shown.name) + 2, ' ') + bar + "\n";
    }
    const std::string left = time(from);
    const std::string right = time(to);
    return text + std::string(name_width + 4, ' ') + left +
           std::string(static_cast<std::size_t>(columns) - left.size() - right.size(), ' ') + right + "\n";
  }

  [[nodiscard]] std::string gains() const {
    const auto& published = comparison_.pairs().published_gains();
    const Gains& all = published.empty() ? comparison_.pairs().gains(0) : published[0];
    if (all.answered == 0) return {};
    const auto share = [&](std::int64_t n, std::int64_t of) {
      return number(of > 0 ? 100.0 * static_cast<double>(n) / static_cast<double>(of) : 0, 1, language_) + " %";
    };
    const auto mean = [](std::int64_t ms, std::int64_t n) {
      return n > 0 ? minutes_seconds(1e-3 * static_cast<double>(ms) / static_cast<double>(n)) : std::string{"-"};
    };
    std::string text = fmt::format(
        fmt::runtime(
            pick("Af {} hændelser ({}) fik {} den første patrulje tidligere (i snit {}) og {} senere (i snit {}).\n",
                 "Of {} incidents ({}), {} got their first unit earlier (by {} on average), {} later (by {}).\n")),
        grouped(all.answered, language_), kind(), share(all.gained, all.answered), mean(all.gained_ms, all.gained),
        share(all.lost, all.answered), mean(all.lost_ms, all.lost));
    std::vector<Line> lines{
        {"", pick("tidligere", "earlier"), pick("i snit", "by"), pick("senere", "later"), pick("i snit", "by")}};
    const LayerId layer = layer_shown(base_);
    for (const AreaId id : base_.district.areas.ids()) {
      if (base_.district.areas[id].layer != layer) continue;
      const Gains& area = published.empty() ? comparison_.pairs().gains(1 + id.index()) : published[1 + id.index()];
      lines.push_back({"  " + base_.district.areas[id].name, share(area.gained, area.answered),
                       mean(area.gained_ms, area.gained), share(area.lost, area.answered),
                       mean(area.lost_ms, area.lost)});
    }
    return lines.size() > 1 ? text + aligned(lines) : text;
  }

  [[nodiscard]] std::string gap() const {
    const Difference* gap = find(rows_, "response_s", "gap_of_municipalities", type_);
    const Difference* slowest = find(rows_, "response_s", "slowest_municipality", type_);
    const Difference* fastest = find(rows_, "response_s", "fastest_municipality", type_);
    if (gap == nullptr || slowest == nullptr || fastest == nullptr || !gap->low) return {};
    const auto end = [&](const Difference& row) {
      return fmt::format("{} {} -> {}", row.note, minutes_seconds(*row.base), minutes_seconds(*row.plan));
    };
    return fmt::format(
        fmt::runtime(pick("Spændet mellem langsomste og hurtigste kommune: {} ({}): {}. Langsomst {}; hurtigst {}.\n",
                          "Gap between slowest and fastest municipality: {} ({}): {}. Slowest {}; fastest {}.\n")),
        time(*gap->difference), between(*gap), in_words(gap->verdict, language_), end(*slowest), end(*fastest));
  }

  [[nodiscard]] std::string composition() const {
    const Difference* received = find(rows_, "response_s", "mean_of_all_received", type_);
    const Difference* within = find(rows_, "response_s", "change_within", type_);
    const Difference* mix = find(rows_, "response_s", "change_of_mix", type_);
    if (received == nullptr || within == nullptr || mix == nullptr || !received->difference) return {};
    return fmt::format(
        fmt::runtime(
            pick("Alt, hver plan modtog: {}, heraf {} inden for kommuner og typer og {} fra ændret sammensætning.\n",
                 "All that each plan received: {}, of which {} within municipalities and types and {} from a "
                 "changed mix.\n")),
        time(*received->difference), time(*within->difference), time(*mix->difference));
  }

  [[nodiscard]] std::string unanswered(const Difference& kreds) const {
    std::string text;
    for (const char* measure : {"unserved", "lost"}) {
      const Difference* row = find(rows_, measure, "count", type_);
      if (row == nullptr || !row->plan || (*row->plan == 0 && *row->base == 0)) continue;
      const bool is_lost = std::string_view{measure} == "lost";
      text += fmt::format(fmt::runtime(pick("{} pr. gentagelse: {} -> {}.\n", "{} per replication: {} -> {}.\n")),
                          is_lost ? pick("Afvist", "Turned away") : pick("Ikke betjent", "Unserved"),
                          number(*row->base, 1, language_), number(*row->plan, 1, language_));
    }
    if (!text.empty() && kreds.at_least && kreds.at_most) {
      const auto bound = [&](double value, const char* none) { return std::isfinite(value) ? time(value) : none; };
      text += fmt::format(fmt::runtime(pick("Med dem kan forskellen i middel ligge mellem {} og {}.\n",
                                            "With them the difference of means may be anything from {} to {}.\n")),
                          bound(*kreds.at_least, "-∞"), bound(*kreds.at_most, "+∞"));
    }
    const PairSums& pairs = comparison_.pairs();
    if (pairs.only_in_base() + pairs.only_in_plan() > 0)
      text += fmt::format(fmt::runtime(pick("Ikke i begge og derfor ikke sammenlignet: {} i basis, {} i planen.\n",
                                            "Not in both, so not compared: {} in the base, {} in the plan.\n")),
                          grouped(pairs.only_in_base(), language_), grouped(pairs.only_in_plan(), language_));
    return text;
  }

  /// The spread of one real year: could next year's published figure show the change?
  [[nodiscard]] std::string one_year(const Difference& row) const {
    if (!row.period_sd) return {};
    const auto days = std::chrono::duration_cast<std::chrono::hours>(base_.scenario.period.length).count() / 24;
    const std::string swing = number(*row.period_sd, *row.period_sd < 9.95 ? 1 : 0, language_) + " s";
    if (days < 360 || days > 372)
      return fmt::format(
          fmt::runtime(pick("Én periode svinger af sig selv omkring {} (standardafvigelse); perioden er ikke et år.\n",
                            "One period swings by about {} by itself (standard deviation); the period is no year.\n")),
          swing);
    const double visible = 1.96 * std::sqrt(2.0) * *row.period_sd;
    const bool seen = std::fabs(*row.difference) >= visible;
    return fmt::format(
        fmt::runtime(
            seen ? pick("Ét år svinger af sig selv omkring {} (standardafvigelse); en forskel fra år til år ses "
                        "fra omkring {:.0f} s: denne kan ses i næste års tal.\n",
                        "One year swings by about {} by itself (standard deviation); from year to year about "
                        "{:.0f} s can be seen: next year's figure could show this.\n")
                 : pick("Ét år svinger af sig selv omkring {} (standardafvigelse); en forskel fra år til år ses "
                        "først fra omkring {:.0f} s: denne kan ikke ses i næste års tal.\n",
                        "One year swings by about {} by itself (standard deviation); from year to year only "
                        "about {:.0f} s can be seen: next year's figure could not show this.\n")),
        swing, visible);
  }

  [[nodiscard]] std::string pairing(const Difference& row) const {
    if (!row.variance_ratio) return {};
    return fmt::format(
        fmt::runtime(pick("Parringen giver {} gange mindre varians end uafhængige kørsler (samme gentagelser).\n",
                          "Pairing makes the variance {} times smaller than unpaired runs (same replications).\n")),
        number(*row.variance_ratio, *row.variance_ratio < 9.95 ? 1 : 0, language_));
  }

  const Comparison& comparison_;
  const std::vector<Difference>& rows_;
  const World& base_;
  Language language_;
  std::string type_;
};

}  // namespace

std::string comparison_text(const ComparedPlan& plan, Language language) {
  return ComparisonText{plan, language}.text();
}

std::string in_words(Verdict verdict, Language language) {
  if (language == Language::en) return std::string{name(verdict)};
  switch (verdict) {
    case Verdict::better: return "bedre";
    case Verdict::worse: return "værre";
    case Verdict::mixed: return "blandet";
    case Verdict::higher: return "højere";
    case Verdict::lower: return "lavere";
    case Verdict::no_different: return "ingen forskel";
    case Verdict::undecided: return "kan ikke afgøres endnu";
    case Verdict::identical: return "ens";
    case Verdict::too_few: break;
  }
  return "for få";
}

std::string precision_text(const Precision& precision, Language language) {
  const bool da = language == Language::da;
  const std::string figure =
      fmt::format("{} {} ({}, {})", precision.measure, precision.statistic, precision.type, precision.area);
  const std::string half = precision.half_width ? fmt::format("{:.4g}", *precision.half_width) : std::string{"?"};
  const double percent = 100 * precision.confidence;
  if (precision.enough)
    return fmt::format(fmt::runtime(da ? "Præcist nok efter {} gentagelser: {} ± {} ({:g} %); ønsket ± {:.4g}.\n"
                                       : "Precise enough after {} replications: {} ± {} ({:g} %); asked ± {:.4g}.\n"),
                       precision.replications, figure, half, percent, precision.wanted);
  return fmt::format(
      fmt::runtime(
          da ? "Ikke præcist nok efter {} gentagelser: {} ± {} ({:g} %); ønsket ± {:.4g} (øg until.max_replications).\n"
             : "Not precise enough after {} replications: {} ± {} ({:g} %); asked ± {:.4g} (raise "
               "until.max_replications).\n"),
      precision.replications, figure, half, percent, precision.wanted);
}

std::string warm_up_warning(const WarmUpCheck& check, Language language) {
  if (check.finding != WarmUpCheck::Finding::too_short) return {};
  const auto days = [](Milliseconds time) { return seconds(time) / 86400; };
  return fmt::format(
      fmt::runtime(
          language == Language::da
              ? "ADVARSEL warm_up_too_short: periodens begyndelse er endnu på vej ind ({:+.2g} åbne hændelser, "
                "{:+.2g} til {:+.2g}); period.warm_up er {:.3g} dage, MSER-5 foreslår {:.3g}.\n"
              : "WARNING warm_up_too_short: the start of the period is still on the way in ({:+.2g} open "
                "incidents, {:+.2g} to {:+.2g}); period.warm_up is {:.3g} days, MSER-5 suggests {:.3g}.\n"),
      *check.difference, *check.low, *check.high, days(check.warm_up), days(check.suggested));
}

std::string warm_up_chart(const WarmUpCheck& check, Language language) {
  constexpr std::size_t columns = 60;
  constexpr std::size_t lines = 8;
  if (check.open.empty()) return {};
  std::vector<double> running;
  double sum = 0;
  for (std::size_t i = 0; i < check.open.size(); ++i) {
    sum += check.open[i];
    running.push_back(sum / static_cast<double>(i + 1));
  }
  // From the start to four warm-ups, a week at least: what comes later hardly moves.
  const auto wanted = static_cast<std::size_t>(
      std::max<std::int64_t>(4 * check.warm_up.count(), Milliseconds{std::chrono::hours{168}}.count()) /
      check.bin.count());
  const std::size_t shown = std::min(running.size(), wanted);
  const double highest =
      std::max(1e-9, *std::max_element(running.begin(), running.begin() + static_cast<std::ptrdiff_t>(shown)));
  std::string text = language == Language::da ? "Åbne hændelser, løbende middel fra opvarmningens start\n"
                                              : "Open incidents, running mean from the start of the warm-up\n";
  const std::size_t width = std::min(columns, shown);
  const auto at = [&](std::size_t column) { return running[(column + 1) * shown / width - 1]; };
  for (std::size_t line = lines; line-- > 0;) {
    text += line + 1 == lines ? fmt::format("{:>7.2f} ┤", highest) : "        │";
    std::string row;
    for (std::size_t column = 0; column < width; ++column) {
      const double height = at(column) / highest * lines;
      row += static_cast<std::size_t>(std::min(height, lines - 1e-9)) == line ? "•" : " ";
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  text += "      0 ┼";
  const auto start = static_cast<std::size_t>(check.warm_up.count() / check.bin.count());
  for (std::size_t column = 0; column < width; ++column) {
    const bool is_start = start < shown && column * shown / width <= start && start < (column + 1) * shown / width;
    text += is_start ? "▲" : "─";
  }
  const double days = static_cast<double>(shown) * seconds(check.bin) / 86400;
  return text + fmt::format(fmt::runtime(language == Language::da ? "\n         {:g} dage; ▲ perioden begynder\n"
                                                                  : "\n         {:g} days; ▲ the period begins\n"),
                            days);
}

}  // namespace kredsim
