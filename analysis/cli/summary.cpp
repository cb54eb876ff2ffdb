#include "analysis/cli/summary.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"
#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

constexpr double seconds_a_year = 365.25 * 86400;

class TerminalSummary {
 public:
  TerminalSummary(const RunFacts& run, Language language) : run_{run}, estimates_{run.estimates}, language_{language} {
    const auto& targets = run.targets_s;
    constexpr double ten_minutes = 600;
    if (!targets.empty())
      target_ = std::find(targets.begin(), targets.end(), ten_minutes) != targets.end() ? ten_minutes : targets.front();
  }

  std::string text() const {
    std::string text = header();
    for (const Sentence& sentence : run_sentences(run_, language_)) text += sentence.text + "\n";
    text += "\n" + legend();
    if (run_.published) text += "\n" + block(pick("Offentliggjorte typer", "Published types"), "published");
    if (!run_.all_published) text += "\n" + block(pick("Alle typer", "All types"), "all");
    text += "\n" + published_figures() + inputs();
    return text + histogram();
  }

 private:
  [[nodiscard]] std::string pick(std::string_view da, std::string_view en) const {
    return kredsim::pick(language_, da, en);
  }
  [[nodiscard]] std::string pick(const scenario::Text& text) const { return kredsim::pick(language_, text); }

  [[nodiscard]] std::string header() const {
    std::string text = pick(run_.title) + "\n" + pick(run_.district);
    if (run_.stylised)
      text += pick(" (stiliseret: ikke det virkelige vejnet)", " (stylised: not the real road network)");
    return text + fmt::format(fmt::runtime(pick("; {} af {}\n", "; {} of {}\n")),
                              replications_in_words(run_.replications, language_),
                              length_in_words(run_.period, language_));
  }

  [[nodiscard]] std::string legend() const {
    return pick("I parentes: 95 % simuleringsusikkerhed, ikke usikkerhed om forudsætningerne; (-): for få.\n",
                "In parentheses: 95 % simulation precision, not doubt about the inputs; (-): too few.\n");
  }

  /// A year is only counted up from a week or more.
  [[nodiscard]] bool by_year() const { return run_.period >= std::chrono::hours{168}; }

  [[nodiscard]] std::string block(const std::string& title, const std::string& type) const {
    std::vector<Line> lines;
    Line heads{"", by_year() ? pick("pr. år", "a year") : pick("pr. kørsel", "per run"), pick("middel", "mean"),
               "median", "p90"};
    if (target_) heads.push_back(fmt::format("≤ {:g} min", *target_ / 60));
    lines.push_back(std::move(heads));
    lines.push_back(line(pick("Hele kredsen", "Whole district"), type, "all"));
    for (const AnswerFacts::Area& area : run_.areas) lines.push_back(line("  " + area.name, type, area.key));
    return title + "\n" + aligned(lines);
  }

  [[nodiscard]] Line line(std::string name, const std::string& type, const std::string& area) const {
    Line line{std::move(name), number(find(estimates_, "incidents", "count", type, area))};
    for (const char* statistic : {"mean", "p50", "p90"})
      line.push_back(time(find(estimates_, "response_s", statistic, type, area)));
    if (target_) line.push_back(share(find(estimates_, "response_s", target_name(), type, area)));
    return line;
  }

  [[nodiscard]] std::string target_name() const {
    return kredsim::name(Statistic{StatisticKind::share_within, 0, 0, from_seconds(*target_)});
  }

  [[nodiscard]] std::string number(const Estimate* row) const {
    if (row == nullptr || !row->value) return "0";
    const double scale = by_year() ? seconds_a_year / seconds(run_.period) : 1;
    return grouped(std::llround(*row->value * scale), language_);
  }

  static std::string time(const Estimate* row) {
    if (row == nullptr || !row->value) return "-";
    const std::string value = minutes_seconds(*row->value);
    if (!row->low) return value + " (-)";
    return value + " (" + minutes_seconds(*row->low) + "–" + minutes_seconds(*row->high) + ")";
  }

  static std::string share(const Estimate* row) {
    if (row == nullptr || !row->value) return "-";
    if (!row->low) return fmt::format("{:.0f} % (-)", 100 * *row->value);
    return fmt::format("{:.0f} % ({:.0f}–{:.0f})", 100 * *row->value, 100 * *row->low, 100 * *row->high);
  }

  /// What the figures stand on: an assumption is called one.
  [[nodiscard]] std::string inputs() const {
    return fmt::format(
        fmt::runtime(
            pick("Forudsætninger: {} med kilde, {} antagelser, {} uden kilde (tabellen inputs i results.sqlite).\n",
                 "Inputs: {} with a source, {} assumptions, {} without a source (table inputs of results.sqlite).\n")),
        run_.sourced, run_.assumed, run_.unsourced);
  }

  /// "middel responstid", "responstid inden 10 min"; measures without a word of their own keep their name.
  [[nodiscard]] std::string in_words(const RunFacts::Published& figure) const {
    const std::string measure = figure.measure == "response_s" ? pick("responstid", "response time") : figure.measure;
    if (figure.statistic == "mean") return pick("middel ", "mean ") + measure;
    if (figure.statistic == "p50") return pick("median ", "median ") + measure;
    constexpr std::string_view within = "share_within_";
    if (!figure.statistic.starts_with(within)) return figure.statistic + " " + measure;
    double limit = 0;
    std::from_chars(figure.statistic.data() + within.size(), figure.statistic.data() + figure.statistic.size(), limit);
    return fmt::format(fmt::runtime(pick("{} inden {:g} min", "{} within {:g} min")), measure, limit / 60);
  }

  [[nodiscard]] std::string published_figure(const RunFacts::Published& figure) const {
    const std::string& area = figure.area;
    const Estimate* row = find(estimates_, figure.measure, figure.statistic, run_.scope(), area);
    const bool is_share = figure.statistic.starts_with("share");
    const bool is_time = figure.measure.ends_with("_s") && !is_share;
    std::string simulated = "-";
    if (row != nullptr && row->value)
      simulated = is_time ? time(row) : is_share ? share(row) : fmt::format("{:.6g}", *row->value);
    return fmt::format(fmt::runtime(pick("Offentliggjort {}{}, {}: {} ({}); simuleret: {}\n",
                                         "Published {}{}, {}: {} ({}); simulated: {}\n")),
                       in_words(figure), area == "all" ? "" : ", " + run_.name_of(area), figure.year,
                       is_time    ? minutes_seconds(figure.value)
                       : is_share ? fmt::format("{:.0f} %", 100 * figure.value)
                                  : fmt::format("{:.6g}", figure.value),
                       figure.source, simulated);
  }

  [[nodiscard]] std::string published_figures() const {
    std::string text;
    for (const RunFacts::Published& figure : run_.published_figures) text += published_figure(figure);
    const Estimate* turnout = find(estimates_, "turnout_s", "mean", run_.scope());
    const bool turns_out = turnout != nullptr && turnout->value && *turnout->value > 0;
    if (!text.empty() && run_.control_centre)
      text += pick("Simuleret: fra vagtcentralen har anmeldelsen, til vognen er fremme",
                   "Simulated: from the control centre's receipt until a car is there") +
              (turns_out ? "" : pick("; klargøring før afgang er ikke med", "; turnout is left out")) + ".\n";
    else if (!text.empty())
      text += pick("Simuleret: ventetid på en vogn plus kørsel; offentliggjort: også opkald og afgang.\n",
                   "Simulated: the wait for a car plus driving; published: call handling and turnout too.\n");
    return text;
  }

  [[nodiscard]] std::string histogram() const {
    if (run_.responses.empty()) return {};
    const std::string title = run_.published
                                  ? pick("Responstid, offentliggjorte typer", "Response time, published types")
                                  : pick("Responstid, alle typer", "Response time, all types");
    return "\n" + title + "\n" + text_histogram(run_.responses, language_);
  }

  const RunFacts& run_;
  const std::vector<Estimate>& estimates_;
  Language language_;
  std::optional<double> target_;  ///< seconds
};

}  // namespace

std::string terminal_summary(const RunFacts& run, Language language) { return TerminalSummary{run, language}.text(); }

}  // namespace kredsim
