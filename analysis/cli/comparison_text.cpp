#include "analysis/cli/comparison_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"
#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

class ComparisonText {
 public:
  ComparisonText(const ComparisonFacts& plan, Language language)
      : plan_{plan},
        rows_{plan.rows},
        language_{language},
        type_{plan.scope()},
        said_{comparison_sentences(plan, language)} {}

  std::string text() const {
    const Difference* kreds = find(rows_, "response_s", "mean", type_);
    std::string text = pick(plan_.title) + "\n";
    if (kreds == nullptr) return text;
    text += said("verdict") + said("ring_first") + said("all_tasks") + said("input_sets") + said("areas") +
            said("plan") + said("posts") + said("levels") + "\n" + header();
    const auto shown = areas_shown();
    text += "\n" + table(*kreds, shown) + "\n" + chart(*kreds, shown);
    return text + "\n" + said("gains") + gains() + said("gap") + said("mix") + said("unanswered") + said("ring") +
           said("presence") + said("local") + said("desks") + said("cost") + said("year") + said("pairing");
  }

 private:
  [[nodiscard]] std::string pick(std::string_view da, std::string_view en) const {
    return kredsim::pick(language_, da, en);
  }
  [[nodiscard]] std::string pick(const scenario::Text& text) const { return kredsim::pick(language_, text); }
  [[nodiscard]] std::string time(double seconds, double like = 0) const {
    return signed_time(seconds, language_, like);
  }
  [[nodiscard]] std::string between(const Difference& row) const {
    const double like = std::max(std::fabs(*row.low), std::fabs(*row.high));
    return fmt::format(fmt::runtime(pick("{} til {}", "{} to {}")), time(*row.low, like), time(*row.high, like));
  }
  [[nodiscard]] std::string kind() const {
    return type_ == "all" ? pick("alle typer", "all types") : pick("de offentliggjorte typer", "published types");
  }
  [[nodiscard]] std::string said(const std::string& id) const {
    const std::string text = text_of(said_, id);
    return text.empty() ? text : text + "\n";
  }

  struct Shown {
    std::string name;
    const Difference* row;
  };
  [[nodiscard]] std::vector<Shown> areas_shown() const {
    std::vector<Shown> shown;
    for (const AnswerFacts::Area& area : plan_.areas) {
      const Difference* row = find(rows_, "response_s", "mean", type_, area.key);
      if (row != nullptr) shown.push_back({area.name, row});
    }
    return shown;
  }

  [[nodiscard]] std::string header() const {
    std::string text = pick("Mod: ", "Against: ") + pick(plan_.base_title) + "\n" + pick(plan_.district);
    if (plan_.stylised)
      text += pick(" (stiliseret: ikke det virkelige vejnet)", " (stylised: not the real road network)");
    const std::string pairs = plan_.replications == 1 ? pick("par", "pair") : pick("par", "pairs");
    text += fmt::format(fmt::runtime(pick("; {} {} af gentagelser af {}\n", "; {} {} of replications of {}\n")),
                        plan_.replications, pairs, length_in_words(plan_.period, language_));
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
    Line line{
        name, row.base ? minutes_seconds(*row.base) : "-", row.plan ? minutes_seconds(*row.plan) : "-",
        row.difference ? time(*row.difference, row.low ? std::max(std::fabs(*row.low), std::fabs(*row.high)) : 0) : "-",
        row.low ? between(row) : "-"};
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
    const double like = std::max(std::fabs(from), std::fabs(to));
    const std::string left = time(from, like);
    const std::string right = time(to, like);
    return text + std::string(name_width + 4, ' ') + left +
           std::string(static_cast<std::size_t>(columns) - left.size() - right.size(), ' ') + right + "\n";
  }

  [[nodiscard]] std::string gains() const {
    if (plan_.gains.empty() || plan_.gains[0].answered == 0) return {};
    const auto share = [&](std::int64_t n, std::int64_t of) {
      return percent(of > 0 ? static_cast<double>(n) / static_cast<double>(of) : 0, language_, 1);
    };
    const auto mean = [](const std::optional<double>& value) { return value ? minutes_seconds(*value) : "-"; };
    std::vector<Line> lines{
        {"", pick("tidligere", "earlier"), pick("i snit", "by"), pick("senere", "later"), pick("i snit", "by")}};
    for (const AnswerFacts::Area& area : plan_.areas)
      for (const ComparisonFacts::AreaGains& gains : plan_.gains)
        if (gains.area == area.key)
          lines.push_back({"  " + area.name, share(gains.gained, gains.answered), mean(gains.mean_gain_s),
                           share(gains.lost, gains.answered), mean(gains.mean_loss_s)});
    return lines.size() > 1 ? aligned(lines) : std::string{};
  }

  const ComparisonFacts& plan_;
  const std::vector<Difference>& rows_;
  Language language_;
  std::string type_;
  std::vector<Sentence> said_;
};

}  // namespace

std::string comparison_text(const ComparisonFacts& plan, Language language) {
  return ComparisonText{plan, language}.text();
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
