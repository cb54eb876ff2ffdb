#include "analysis/cli/summary.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"

namespace kredsim {

namespace {

constexpr double seconds_a_year = 365.25 * 86400;

class TerminalSummary {
 public:
  TerminalSummary(const Summary& summary, const std::vector<Estimate>& estimates, Language language)
      : summary_{summary}, world_{summary.tables().world()}, estimates_{estimates}, language_{language} {
    const auto targets = summary.tables().targets();
    const Milliseconds ten_minutes = std::chrono::minutes{10};
    if (!targets.empty())
      target_ = std::find(targets.begin(), targets.end(), ten_minutes) != targets.end() ? ten_minutes : targets.front();
  }

  std::string text() const {
    std::string text = header() + unstable();
    const bool published = summary_.tables().published() >= 0;
    const auto& types = world_.demand.types;
    const bool all_published =
        std::all_of(types.begin(), types.end(), [](const IncidentType& type) { return type.published; });
    if (published) text += "\n" + block(pick("Offentliggjorte typer", "Published types"), "published");
    if (!all_published) text += "\n" + block(pick("Alle typer", "All types"), "all");
    text += "\n" + unanswered() + published_figures() + inputs();
    return text + histogram(published);
  }

 private:
  [[nodiscard]] std::string pick(std::string da, std::string en) const {
    return language_ == Language::da ? std::move(da) : std::move(en);
  }
  [[nodiscard]] std::string pick(const scenario::Text& text) const { return pick(text.da, text.en); }

  [[nodiscard]] std::string header() const {
    std::string text = pick(world_.scenario.title) + "\n" + pick(world_.district.name);
    if (world_.district.stylised)
      text += pick(" (stiliseret: ikke det virkelige vejnet)", " (stylised: not the real road network)");
    text += fmt::format(fmt::runtime(pick("; {} gentagelser af {}\n", "; {} replications of {}\n")),
                        summary_.replications(), length_in_words(world_.scenario.period.length, language_));
    return text + pick("I parentes: 95 % simuleringsusikkerhed, ikke usikkerhed om forudsætningerne; (-): for få.\n",
                       "In parentheses: 95 % simulation precision, not doubt about the inputs; (-): too few.\n");
  }

  /// A year is only counted up from a week or more.
  [[nodiscard]] bool by_year() const { return world_.scenario.period.length >= std::chrono::hours{168}; }

  [[nodiscard]] std::string block(const std::string& title, const std::string& type) const {
    std::vector<Line> lines;
    Line heads{"", by_year() ? pick("pr. år", "a year") : pick("pr. kørsel", "per run"), pick("middel", "mean"),
               "median", "p90"};
    if (target_) heads.push_back(fmt::format("≤ {:g} min", seconds(*target_) / 60));
    lines.push_back(std::move(heads));
    lines.push_back(line(pick("Hele kredsen", "Whole district"), type, "all"));
    const LayerId layer = layer_shown(world_);
    for (const District::Area& area : world_.district.areas)
      if (area.layer == layer) lines.push_back(line("  " + area.name, type, area.key));
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
    return kredsim::name(Statistic{StatisticKind::share_within, 0, 0, *target_});
  }

  [[nodiscard]] std::string number(const Estimate* row) const {
    if (row == nullptr || !row->value) return "0";
    const double scale = by_year() ? seconds_a_year / seconds(world_.scenario.period.length) : 1;
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

  [[nodiscard]] std::string unanswered() const {
    const Estimate* incidents = find(estimates_, "incidents", "count");
    const Estimate* unserved = find(estimates_, "unserved", "count");
    const Estimate* lost = find(estimates_, "lost", "count");
    const Estimate* abandoned = find(estimates_, "abandoned", "count");
    const Estimate* settled = find(estimates_, "settled", "count");
    if (incidents == nullptr || unserved == nullptr || lost == nullptr) return {};
    std::string text =
        fmt::format(fmt::runtime(pick("Af {} hændelser blev {} ikke betjent og {} afvist",
                                      "Of {} incidents, {} went unserved and {} were lost")),
                    grouped(incidents->n, language_), grouped(unserved->n, language_), grouped(lost->n, language_));
    if (unserved->n + lost->n > 0)
      text += pick(": de har ingen tider og tæller som\nikke nået inden fristen",
                   ": they have no times and count as\noutside the target");
    text += ".\n";
    if (abandoned == nullptr || settled == nullptr) return text;
    return text + fmt::format(fmt::runtime(pick(
                                  "{} blev opgivet, fordi anmelderne lagde på i køen; {} blev klaret i telefonen.\n",
                                  "{} were abandoned by callers who hung up in the queue; {} were settled by "
                                  "telephone.\n")),
                              grouped(abandoned->n, language_), grouped(settled->n, language_));
  }

  /// Nothing of such a run can be quoted, so it stands at the top.
  [[nodiscard]] std::string unstable() const {
    const Estimate* row = find(estimates_, "unstable", "share");
    if (row == nullptr) return {};
    return fmt::format(
        fmt::runtime(pick(
            "USTABIL: i {} gentagelser ventede flere end {} (period.most_waiting), og de blev afbrudt. Køen vokser "
            "uden\n"
            "grænse: tallene herunder siger intet om det lange løb.\n",
            "UNSTABLE: in {} replications more than {} waited (period.most_waiting), and they were ended there. The\n"
            "queue grows without bound: the figures below say nothing about the long run.\n")),
        row->n, world_.scenario.period.most_waiting);
  }

  /// What the figures stand on: an assumption is called one.
  [[nodiscard]] std::string inputs() const {
    const auto& stated = world_.scenario.sources;
    const auto assumed = std::count_if(stated.begin(), stated.end(),
                                       [](const auto& input) { return input.source.starts_with("assumption"); });
    return fmt::format(
        fmt::runtime(
            pick("Forudsætninger: {} med kilde, {} antagelser, {} uden kilde (tabellen inputs i results.sqlite).\n",
                 "Inputs: {} with a source, {} assumptions, {} without a source (table inputs of results.sqlite).\n")),
        static_cast<std::ptrdiff_t>(stated.size()) - assumed, assumed, world_.scenario.unsourced.size());
  }

  /// "middel responstid", "responstid inden 10 min"; measures without a word of their own keep their name.
  [[nodiscard]] std::string in_words(const scenario::Published& figure) const {
    const std::string measure = figure.measure == "response_s" ? pick("responstid", "response time") : figure.measure;
    if (figure.statistic == "mean") return pick("middel ", "mean ") + measure;
    if (figure.statistic == "p50") return pick("median ", "median ") + measure;
    constexpr std::string_view within = "share_within_";
    if (!figure.statistic.starts_with(within)) return figure.statistic + " " + measure;
    double limit = 0;
    std::from_chars(figure.statistic.data() + within.size(), figure.statistic.data() + figure.statistic.size(), limit);
    return fmt::format(fmt::runtime(pick("{} inden {:g} min", "{} within {:g} min")), measure, limit / 60);
  }

  [[nodiscard]] std::string published_figure(const scenario::Published& figure) const {
    const std::string area = figure.area ? figure.area->name : "all";
    const std::string type = summary_.tables().published() >= 0 ? "published" : "all";
    const Estimate* row = find(estimates_, figure.measure, figure.statistic, type, area);
    const bool is_share = figure.statistic.starts_with("share");
    const bool is_time = figure.measure.ends_with("_s") && !is_share;
    std::string simulated = "-";
    if (row != nullptr && row->value)
      simulated = is_time ? time(row) : is_share ? share(row) : fmt::format("{:.6g}", *row->value);
    return fmt::format(fmt::runtime(pick("Offentliggjort {}{}, {}: {} ({}); simuleret: {}\n",
                                         "Published {}{}, {}: {} ({}); simulated: {}\n")),
                       in_words(figure), area == "all" ? "" : ", " + area_name(area), figure.year,
                       is_time    ? minutes_seconds(figure.value)
                       : is_share ? fmt::format("{:.0f} %", 100 * figure.value)
                                  : fmt::format("{:.6g}", figure.value),
                       figure.source, simulated);
  }

  [[nodiscard]] std::string area_name(const std::string& key) const {
    for (const District::Area& area : world_.district.areas)
      if (area.key == key) return area.name;
    return key;
  }

  [[nodiscard]] std::string published_figures() const {
    std::string text;
    for (const scenario::Published& figure : world_.scenario.published) text += published_figure(figure);
    if (!text.empty() && world_.scenario.control_centre)
      text += pick(
          "Simuleret: fra vagtcentralen har anmeldelsen, til vognen er fremme; klargøring før afgang er ikke med.\n",
          "Simulated: from the control centre's receipt until a car is there; turnout is left out.\n");
    else if (!text.empty())
      text += pick("Simuleret: ventetid på en vogn plus kørsel; offentliggjort: også opkald og afgang.\n",
                   "Simulated: the wait for a car plus driving; published: call handling and turnout too.\n");
    return text;
  }

  [[nodiscard]] std::string histogram(bool published) const {
    const Tables& tables = summary_.tables();
    Cell cell;
    if (published) cell.at[static_cast<std::size_t>(Axis::type)] = tables.published();
    const auto index = tables.find(cell);
    if (!index) return {};
    const Table& table = tables.table_of(*index);
    const auto row = tables.histogram_row(table, *index - table.first_cell, Measure::response_s);
    const auto pooled = row ? summary_.pooled(*row) : std::vector<PooledBin>{};
    if (pooled.empty()) return {};
    const std::string title = published ? pick("Responstid, offentliggjorte typer", "Response time, published types")
                                        : pick("Responstid, alle typer", "Response time, all types");
    return "\n" + title + "\n" + text_histogram(pooled, language_);
  }

  const Summary& summary_;
  const World& world_;
  const std::vector<Estimate>& estimates_;
  Language language_;
  std::optional<Milliseconds> target_;
};

}  // namespace

std::string terminal_summary(const Summary& summary, const std::vector<Estimate>& estimates, Language language) {
  return TerminalSummary{summary, estimates, language}.text();
}

}  // namespace kredsim
