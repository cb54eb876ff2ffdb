#include "analysis/cli/first_answer_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/text.hpp"

namespace kredsim {

namespace {

using theory::Assumption;
using theory::Broken;
using theory::FirstAnswer;

class FirstAnswerText {
 public:
  FirstAnswerText(const World& world, const FirstAnswer& answer, const std::vector<Estimate>& simulated,
                  Language language)
      : world_{world}, answer_{answer}, simulated_{simulated}, language_{language} {}

  std::string text(double elapsed_ms) const {
    return header(elapsed_ms) + "\n" + totals() + "\n" + areas() + "\n" + hours() + "\n" + crews() + law() + "\n" +
           broken();
  }

 private:
  [[nodiscard]] std::string pick(std::string da, std::string en) const {
    return language_ == Language::da ? std::move(da) : std::move(en);
  }
  [[nodiscard]] std::string pick(const scenario::Text& text) const { return pick(text.da, text.en); }

  [[nodiscard]] std::string header(double elapsed_ms) const {
    std::string text = pick(world_.scenario.title) + "\n";
    text += fmt::format(fmt::runtime(pick("Analytisk svar på {:.0f} ms", "Analytic answer in {:.0f} ms")), elapsed_ms);
    if (!simulated_.empty())
      text += fmt::format(fmt::runtime(pick("; simuleret: {}, i parentes 95 % simuleringsusikkerhed",
                                            "; simulated: {}, in parentheses 95 % simulation precision")),
                          replications_in_words(simulated_.front().replications, language_));
    return text + "\n";
  }

  [[nodiscard]] std::string time(double seconds) const {
    return std::isfinite(seconds) ? minutes_seconds(seconds) : pick("ingen grænse", "no limit");
  }
  static std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

  [[nodiscard]] const Estimate* row(const char* measure, const char* statistic, const std::string& area = "all") const {
    return simulated_.empty() ? nullptr : find(simulated_, measure, statistic, "all", area);
  }

  template <class Show>
  std::string simulated(const Estimate* row, Show show) const {
    if (row == nullptr || !row->value) return "-";
    if (!row->low) return show(*row->value) + " (-)";
    return show(*row->value) + " (" + show(*row->low) + "–" + show(*row->high) + ")";
  }

  [[nodiscard]] Line line(std::string what, double theory, const Estimate* row, const std::string& kind) const {
    const auto show = [&](double value) -> std::string {
      if (kind == "time") return time(value);
      if (kind == "share") return percent(value);
      return fmt::format("{:.2f} km", value / 1000);
    };
    Line line{std::move(what), show(theory)};
    if (!simulated_.empty()) line.push_back(simulated(row, show));
    return line;
  }

  [[nodiscard]] Line heads() const {
    Line heads{"", pick("teori", "theory")};
    if (!simulated_.empty()) heads.push_back(pick("simuleret", "simulated"));
    return heads;
  }

  [[nodiscard]] std::string totals() const {
    std::vector<Line> lines{heads()};
    lines.push_back(
        line(pick("Vognene er optaget", "Units busy"), answer_.utilisation, row("utilisation", "mean"), "share"));
    if (answer_.share_lost > 0) {
      lines.push_back(
          line(pick("Hændelser der afvises", "Incidents lost"), answer_.share_lost, row("lost", "share"), "share"));
    } else {
      lines.push_back(line(pick("Hændelser der venter på en vogn", "Incidents that wait for a unit"),
                           answer_.share_waits, row("dispatch_wait_s", "share_positive"), "share"));
      lines.push_back(line(pick("Ventetid på en vogn, middel", "Wait for a unit, mean"), answer_.wait_s,
                           row("dispatch_wait_s", "mean"), "time"));
      lines.push_back(line(pick("  med arbejdets spredning", "  with the spread of the work"),
                           answer_.wait_general_service_s, row("dispatch_wait_s", "mean"), "time"));
    }
    lines.push_back(line(pick("Kørsel, middel", "Drive, mean"), answer_.travel_s, row("travel_s", "mean"), "time"));
    lines.push_back(
        line(pick("Kørt afstand, middel", "Distance, mean"), answer_.distance_m, row("distance_m", "mean"), "km"));
    lines.push_back(line(pick("Responstid, middel", "Response, mean"), answer_.wait_s + answer_.travel_s,
                         row("response_s", "mean"), "time"));
    return aligned(lines);
  }

  [[nodiscard]] std::string areas() const {
    std::vector<Line> lines;
    Line heads{pick("Område", "Area"), pick("om ugen", "a week"), pick("kørsel", "drive")};
    if (!simulated_.empty()) heads.push_back(pick("simuleret", "simulated"));
    heads.push_back(pick("responstid", "response"));
    if (!simulated_.empty()) heads.push_back(pick("simuleret", "simulated"));
    lines.push_back(heads);
    const auto show = [&](double value) { return time(value); };
    for (const theory::AreaAnswer& area : answer_.areas) {
      const District::Area& place = world_.district.areas[area.area];
      Line line{place.name, fmt::format("{:.0f}", area.calls_per_week), area.travel_s ? time(*area.travel_s) : "-"};
      if (!simulated_.empty()) line.push_back(simulated(row("travel_s", "mean", place.key), show));
      line.push_back(area.response_s ? time(*area.response_s) : "-");
      if (!simulated_.empty()) line.push_back(simulated(row("response_s", "mean", place.key), show));
      lines.push_back(line);
    }
    return aligned(lines);
  }

  /// Hours of the day, all days of the week together.
  [[nodiscard]] std::string hours() const {
    std::vector<Line> lines;
    Line heads{pick("Time", "Hour"),
               pick("hændelser", "calls"),
               pick("vogne", "units"),
               pick("belastning", "load"),
               pick("venter (Erlang)", "wait (Erlang)"),
               pick("venter (over tid)", "wait (through time)"),
               pick("ventetid", "mean wait")};
    if (!simulated_.empty()) heads.push_back(pick("simuleret", "simulated"));
    lines.push_back(heads);
    for (std::size_t hour = 0; hour < 24; ++hour) {
      theory::HourAnswer sum;
      double offered = 0;
      for (std::size_t day = 0; day < 7; ++day) {
        const theory::HourAnswer& one = answer_.hours[24 * day + hour];
        sum.calls += one.calls;
        sum.units += one.units;
        offered += one.units > 0 ? one.load * one.units : 0;
        sum.share_waits += one.calls * one.share_waits;
        sum.share_waits_through_time += one.calls * one.share_waits_through_time;
        sum.wait_through_time_s += one.calls > 0 ? one.calls * one.wait_through_time_s : 0;
      }
      const double calls = sum.calls > 0 ? sum.calls : 1;
      const std::string name = fmt::format("{:02}", hour);
      Line line{name + "–" + fmt::format("{:02}", hour + 1),
                fmt::format("{:.2f}", sum.calls / 7),
                fmt::format("{:.1f}", sum.units / 7),
                sum.units > 0 ? percent(offered / sum.units) : "-",
                percent(sum.share_waits / calls),
                percent(sum.share_waits_through_time / calls),
                time(sum.wait_through_time_s / calls)};
      if (!simulated_.empty()) {
        const auto same = [&](const Estimate& row) {
          return row.hour == name && row.measure == "dispatch_wait_s" && row.statistic == "mean" && beside_theory(row);
        };
        const auto found = std::find_if(simulated_.begin(), simulated_.end(), same);
        line.push_back(simulated(found == simulated_.end() ? nullptr : &*found, [&](double v) { return time(v); }));
      }
      lines.push_back(line);
    }
    return aligned(lines);
  }

  [[nodiscard]] std::string crews() const {
    using Method = theory::CrewAnswer::Method;
    int counts[3] = {0, 0, 0};
    for (const theory::CrewAnswer& crew : answer_.crews) ++counts[static_cast<std::size_t>(crew.method)];
    return fmt::format(
        fmt::runtime(pick("Hyperterninger, én for hver bemanding: {} eksakte, {} tilnærmede, {} uden ligevægt.\n",
                          "Hypercubes, one a crew: {} exact, {} approximate, {} without a steady state.\n")),
        counts[static_cast<std::size_t>(Method::exact)], counts[static_cast<std::size_t>(Method::approximate)],
        counts[static_cast<std::size_t>(Method::none)]);
  }

  [[nodiscard]] std::string law() const {
    if (!(answer_.area_km2 > 0) || !std::isfinite(answer_.square_root_law_m)) return {};
    return fmt::format(
        fmt::runtime(
            pick("Kvadratrodsloven: {:.1f} ledige vogne strøet over {:.0f} km² giver {:.1f} km til den nærmeste.\n",
                 "Square-root law: {:.1f} free units strewn over {:.0f} km² make {:.1f} km to the nearest.\n")),
        answer_.free_units, answer_.area_km2, answer_.square_root_law_m / 1000);
  }

  [[nodiscard]] std::string words(const Broken& broken) const {
    const auto say = [&](std::string da, std::string en) {
      return fmt::format(fmt::runtime(pick(std::move(da), std::move(en))), broken.by);
    };
    const Broken in_percent{broken.assumption, 100 * broken.by};
    const auto say_percent = [&](std::string da, std::string en) {
      return fmt::format(fmt::runtime(pick(std::move(da), std::move(en))), in_percent.by);
    };
    switch (broken.assumption) {
      case Assumption::constant_rate:
        return say("hændelserne kommer ikke jævnt: den travleste time i ugen har {:.1f} gange den stilleste",
                   "calls do not come at one rate: the busiest hour of the week has {:.1f} times the quietest");
      case Assumption::one_crew:
        return say("bemandingen skifter: {:.0f} forskellige i løbet af ugen; overarbejde er ikke regnet med",
                   "several shifts: {:.0f} different crews in the week; overtime is left out");
      case Assumption::one_priority:
        return say("{:.0f} prioriteter: hastende venter kortere end middeltallet, resten længere",
                   "{:.0f} priorities: the urgent wait less than the mean says, the others more");
      case Assumption::exponential_work:
        return say("arbejdet på stedet er ikke eksponentielt fordelt: kvadreret variationskoefficient {:.2f} mod 1",
                   "work on scene is not exponential: square of its coefficient of variation {:.2f}, not 1");
      case Assumption::no_travel_in_work:
        return say_percent("kørslen er ikke forsvindende: {:.0f} % af den tid en hændelse optager en vogn",
                           "travel is not negligible: {:.0f} % of the time that an incident keeps a unit");
      case Assumption::units_at_home:
        return say_percent(
            "vognene står ikke altid hjemme: de sendes også fra vejen hjem eller fra sidste sted ({:.0f} %)",
            "units are not always at home: they are also sent on their way back or from their last scene "
            "({:.0f} %)");
      case Assumption::one_driving_speed:
        return say(
            "køretiden varierer med timen eller tilfældet (spredning {:.2f}); her den travleste times, uden spredning",
            "driving varies by hour or by chance (sd {:.2f}); here that of the busiest hour, without spread");
      case Assumption::roads_everywhere:
        return say_percent(
            "ikke alle vogne kan nå alle steder ad vej: {:.1f} % af parrene er uden vej og udeladt",
            "not every unit can reach every place by road: {:.1f} % of the pairs have none and are left out");
      case Assumption::stable:
        return say("vognene kan ikke følge med i {:.0f} af ugens timer: Erlang har der intet svar, køen vokser",
                   "units cannot keep up in {:.0f} hours of the week: Erlang has no answer there, the queue grows");
      case Assumption::no_own_work:
        return say("vognene har opgaver, de selv tager op: {:.2f} i en ledig time",
                   "crews start work of their own: {:.2f} in a free hour");
      case Assumption::pooled_groups:
        return say("{:.0f} grupper regnes som én styrke, der tager alt",
                   "{:.0f} groups are taken as one force for all calls");
      case Assumption::no_control_centre:
        return say("før en vogn kan sendes, tager vagtcentralen {:.1f} min; de er ikke i tallene ovenfor",
                   "before a unit can be sent the control centre takes {:.1f} min; they are not in the figures above");
      case Assumption::independent_calls:
        return say("hændelser følges ad: travle dage (spredning {:.2f}), følgehændelser, særlige dage eller en log",
                   "calls come together: busy days (sd {:.2f}), follow-ons, surges, seasons or a log");
      case Assumption::one_unit_each:
        return say("en hændelse kan kræve flere vogne eller betjente: {:.2f} vogne i middel; her regnes med én",
                   "calls may need several units or officers: {:.2f} units on average; here one");
      case Assumption::nobody_interrupted:
        return pick("vogne tages fra mindre hastende opgaver: de hastende venter kortere, resten længere",
                    "units are taken off less urgent work: the urgent wait less, the others more");
      case Assumption::any_unit_will_do:
        return pick("regler vælger mellem vognene: eget område, fortrin, reserve, evner eller vagtens timer",
                    "rules choose among units: own area, preference, reserve, capabilities or hours of the shift");
      case Assumption::work_ends_at_scene:
        return say(
            "en vogn er optaget af mere end kørsel og arbejde på stedet: {:.1f} min i middel (udrykning, rapport, "
            "anholdte)",
            "more than driving and work at the scene keeps a unit: {:.1f} min on average (turnout, reports, "
            "detainees)");
      case Assumption::everybody_stays:
        return say_percent(
            "opkald kan bortfalde, afsluttes på telefonen eller opgives ({:.0f} %, dertil de utålmodige)",
            "calls may go away, be settled by telephone or be given up ({:.0f} %, and the impatient)");
      case Assumption::no_patrol:
        return pick("ledige vogne patruljerer eller flyttes: her holder de ved deres station",
                    "free units patrol or are moved about: here they wait at their stations");
      case Assumption::no_planned_work:
        return say("planlagte opgaver, {:.0f} timer om ugen, er ikke regnet med",
                   "planned tasks, {:.0f} hours a week, are left out");
      case Assumption::nobody_away:
        return say_percent(
            "mandskab på vagtplanen holder pause, møder ikke eller er udlånt: {:.1f} % af timerne (udlån uden tal)",
            "crews on the roster have breaks, do not come or are lent away: {:.1f} % of the hours (loans not counted)");
      case Assumption::no_help:
        return pick("nabokredse hjælper eller beder om hjælp: her klarer kredsen sit eget og intet andet",
                    "neighbouring districts help or ask for help: here the force does its own work and no other");
    }
    return {};
  }

  [[nodiscard]] std::string broken() const {
    if (answer_.broken.empty())
      return pick("Scenariet holder alle teoriens forudsætninger.\n",
                  "The scenario keeps every assumption of theory.\n");
    std::string text = pick("Scenariet bryder disse af teoriens forudsætninger (docs/methods/theory.md):\n",
                            "The scenario breaks these assumptions of theory (docs/methods/theory.md):\n");
    for (const Broken& one : answer_.broken)
      text += "  " + std::string{theory::name(one.assumption)} + ": " + words(one) + "\n";
    return text;
  }

  const World& world_;
  const FirstAnswer& answer_;
  const std::vector<Estimate>& simulated_;
  Language language_;
};

}  // namespace

bool beside_theory(const Estimate& row) {
  if (row.type != "all" || row.priority != "all" || row.group != "all") return false;
  if (row.hour != "all" && (row.area != "all" || row.hour.size() != 2)) return false;
  const bool mean = row.statistic == "mean" &&
                    (row.measure == "dispatch_wait_s" || row.measure == "travel_s" || row.measure == "distance_m" ||
                     row.measure == "response_s" || row.measure == "utilisation");
  return mean || (row.measure == "dispatch_wait_s" && row.statistic == "share_positive") ||
         (row.measure == "lost" && row.statistic == "share");
}

std::string first_answer_text(const World& world, const FirstAnswer& answer, const std::vector<Estimate>& simulated,
                              double elapsed_ms, Language language) {
  return FirstAnswerText{world, answer, simulated, language}.text(elapsed_ms);
}

}  // namespace kredsim
