#include <algorithm>
#include <cmath>

#include "analysis/report/apart.hpp"
#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

class RunSentences {
 public:
  RunSentences(const RunFacts& run, Language language) : run_{run}, language_{language} {
    for (const AnswerFacts::Area& area : run.areas) {
      const Estimate* row = find(run.estimates, "response_s", "mean", run.scope(), area.key);
      if (row != nullptr && row->value) means_.push_back({area.name, row});
    }
    std::stable_sort(means_.begin(), means_.end(),
                     [](const AreaMean& a, const AreaMean& b) { return *a.mean->value > *b.mean->value; });
  }

  std::vector<Sentence> all() const {
    std::vector<Sentence> sentences;
    const auto add = [&](const char* id, std::string text) {
      if (!text.empty()) sentences.push_back({id, std::move(text)});
    };
    add("verdict", verdict());
    if (unstable()) return sentences;  // what was played before the end is neither the period nor a year
    add("levels", levels_in_words(run_, language_));
    add("areas", areas());
    add("plan", in_one_sentence());
    add("unanswered", unanswered());
    add("local", local_hours());
    add("border", border());
    add("year", year());
    return sentences;
  }

 private:
  struct AreaMean {
    std::string name;
    const Estimate* mean;
  };

  [[nodiscard]] std::string say(std::string_view da, std::string_view en) const { return pick(language_, da, en); }
  [[nodiscard]] std::string time(double seconds) const { return time_in_words(seconds, language_); }

  [[nodiscard]] std::string replications() const {
    return grouped(run_.replications, language_) +
           (run_.replications == 1 ? say(" gentagelse", " replication") : say(" gentagelser", " replications"));
  }

  [[nodiscard]] std::string in_one_sentence() const {
    const Estimate* duty = find(run_.estimates, "units_on_duty", "mean");
    const Estimate* incidents = find(run_.estimates, "incidents", "count");
    const std::string played =
        fill(say("{} af {}", "{} of {}"), {replications(), length_in_words(run_.period, language_)});
    if (duty == nullptr || !duty->value || incidents == nullptr || !incidents->value)
      return fill("“{}”: {}.", {pick(language_, run_.title), played});
    return fill(say("“{}” har i gennemsnit {} patruljer på arbejde til {} opgaver på {}; {}.",
                    "“{}” has {} patrols on duty on average for {} tasks in {}; {}."),
                {pick(language_, run_.title), decimal(*duty->value, 1, language_),
                 grouped(std::llround(*incidents->value), language_), length_in_words(run_.period, language_), played});
  }

  /// The row that counts them, if some replications ended early.
  [[nodiscard]] const Estimate* unstable() const {
    const Estimate* row = find(run_.estimates, "unstable", "share");
    return row != nullptr && row->n > 0 ? row : nullptr;
  }

  [[nodiscard]] std::string verdict() const {
    if (const Estimate* ended_early = unstable())
      return fill(say("Ustabil: i {} af {} ventede flere end {} (period.most_waiting), og de blev afbrudt der. Køen "
                      "vokser uden grænse; tallene her siger intet om det lange løb.",
                      "Unstable: in {} of {} more than {} waited (period.most_waiting), and they were ended there. The "
                      "queue grows without bound; the figures here say nothing about the long run."),
                  {std::to_string(ended_early->n), replications(), grouped(run_.most_waiting, language_)});
    const Estimate* mean = find(run_.estimates, "response_s", "mean", run_.scope());
    if (mean == nullptr || !mean->value)
      return say("Ingen opgaver fik en patrulje: der er ingen responstider.",
                 "No task got a patrol: there are no response times.");
    const std::string scope =
        run_.published ? say("hastende opgaver af de offentliggjorte typer", "urgent tasks of the published types")
                       : say("alle opgaver", "all tasks");
    const std::string district = pick(language_, run_.district);
    const std::string place = district.empty() ? "" : say(" i ", " in ") + district;
    return fill(
        say("I simuleringen er den første patrulje fremme ved {}{} efter {} i gennemsnit, regnet fra vagtcentralen "
            "har anmeldelsen ({}).",
            "In the simulation the first patrol reaches {}{} after {} on average, counted from the control "
            "centre's "
            "receipt ({})."),
        {scope, place, time(*mean->value),
         mean->low ? fill(say("simuleringsusikkerhed: {} til {}", "simulation precision: {} to {}"),
                          {time(*mean->low), time(*mean->high)})
                   : say("for få data til et interval", "too few for an interval")});
  }

  [[nodiscard]] bool apart(const Estimate& a, const Estimate& b) const { return told_apart(a, b, means_.size()); }

  /// Those that cannot be told from the first.
  [[nodiscard]] std::string extreme(const std::vector<AreaMean>& means) const {
    std::vector<std::string> names;
    for (const AreaMean& mean : means)
      if (!apart(*mean.mean, *means[0].mean)) names.push_back(mean.name);
    if (names.size() == 1) return names[0] + " (" + time(*means[0].mean->value) + ")";
    return listed(names, language_) + say(" (kan ikke skelnes)", " (cannot be told apart)");
  }

  [[nodiscard]] std::string areas() const {
    if (means_.size() < 2) return {};
    if (!apart(*means_.front().mean, *means_.back().mean))
      return fill(say("{} ventetider kan ikke skelnes med {}.", "{} waiting times cannot be told apart with {}."),
                  {pick(language_, words_of(run_.areas_called).of_all), replications()});
    return fill(say("Længst venter man i {}, kortest i {}.", "The wait is longest in {}, shortest in {}."),
                {extreme(means_), extreme({means_.rbegin(), means_.rend()})});
  }

  /// "1 was", "2 were"; Danish has one word.
  [[nodiscard]] std::string were(std::int64_t n) const {
    return grouped(n, language_) + (language_ == Language::da ? "" : n == 1 ? " was" : " were");
  }

  /// "1 more was", "2 more were".
  [[nodiscard]] std::string more(std::int64_t n) const {
    return grouped(n, language_) + (n == 1 ? " more was" : " more were");
  }

  [[nodiscard]] std::string unanswered() const {
    const Estimate* incidents = find(run_.estimates, "incidents", "count");
    if (incidents == nullptr) return {};
    const auto many = [&](const char* measure) {
      const Estimate* row = find(run_.estimates, measure, "count");
      return row == nullptr ? std::int64_t{0} : row->n;
    };
    const bool by_telephone = many("abandoned") + many("settled") > 0;
    std::string text;
    if (incidents->n == 0) {
      text = say("Der opstod ingen opgaver.", "No task arose.");
    } else if (many("unserved") + many("lost") > 0) {
      text = fill(say("Af {} opgaver i alle gentagelser fik {} ingen patrulje i tiden, og {} blev afvist: de har ingen "
                      "ventetid og tæller som ikke nået inden fristerne.",
                      "Of {} tasks in all replications {} got no patrol in time and {} turned away: they have "
                      "no waiting time and count as outside the targets."),
                  {grouped(incidents->n, language_), grouped(many("unserved"), language_), were(many("lost"))});
    } else {
      text = by_telephone ? say("Alle opgaver, der nåede disponenten, fik en patrulje.",
                                "Every task that reached the dispatcher got a patrol.")
                          : say("Alle opgaver fik en patrulje.", "Every task got a patrol.");
    }
    if (by_telephone)
      text += fill(say(" Af {} i alle gentagelser blev {} opgivet i telefonkøen og {} klaret i telefonen.",
                       " Of {} in all replications {} abandoned in the telephone queue and {} settled by telephone."),
                   {grouped(incidents->n, language_), were(many("abandoned")), were(many("settled"))});
    if (many("cancelled") > 0)
      text += fill(say(" I alle gentagelser blev {} mere aflyst, før en patrulje var fremme.",
                       " In all replications {} cancelled before a patrol was there."),
                   {language_ == Language::da ? grouped(many("cancelled"), language_) : more(many("cancelled"))});
    return text;
  }

  /// What becomes of the hours of local police, and of the work that is planned.
  [[nodiscard]] std::string local_hours() const {
    constexpr double week_ms = 7 * 86'400'000.0;
    const auto value = [&](const char* measure, const char* statistic) {
      const Estimate* row = find(run_.estimates, measure, statistic);
      return row == nullptr ? std::optional<double>{} : row->value;
    };
    const auto hours = [&](double total) {
      const double a_week = total * week_ms / static_cast<double>(run_.period.count());
      return a_week > 0 && a_week < 10 ? decimal(a_week, 1, language_) : grouped(std::llround(a_week), language_);
    };
    const std::string who = pick(language_, run_.ring_fenced);
    std::string text;
    const auto planned = value("local_planned_h", "mean");
    const auto delivered = value("local_delivered_h", "mean");
    const auto leaked = value("local_leaked_h", "mean");
    if (planned && delivered && leaked && *planned > 0 && run_.period.count() > 0)
      text = fill(say("{}: {} timer om ugen planlagt, {} leveret, {} gået til hændelser.",
                      "{}: {} hours a week planned, {} delivered, {} spent on incidents."),
                  {who.empty() ? say("Lokalpolitiet", "Local police") : who, hours(*planned), hours(*delivered),
                   hours(*leaked)});
    if (const auto on_time = value("tasks_on_time", "share"))
      text += (text.empty() ? "" : " ") +
              fill(say("{} af de planlagte opgaver begyndte i tide.", "{} of the planned tasks began on time."),
                   {percent(*on_time, language_, 1)});
    return text;
  }

  /// Help received and given, where a scenario has neighbours.
  [[nodiscard]] std::string border() const {
    const auto value = [&](const char* measure, const char* statistic) {
      const Estimate* row = find(run_.estimates, measure, statistic);
      return row == nullptr ? std::optional<double>{} : row->value;
    };
    const auto part = [&](const char* measure) {
      const auto share = value(measure, "share");
      return share ? percent(*share, language_, 1) : std::string{"0 %"};
    };
    const auto number = [&](double many) {
      return many < 10 ? decimal(many, 1, language_) : grouped(std::llround(many), language_);
    };
    const auto hours = [&](const char* measure) { return number(value(measure, "mean").value_or(0)); };
    std::string text;
    if (const auto in = value("helped_in", "count"))
      text = fill(say("Nabokredses vogne var først fremme ved {} opgaver på {} og brugte {} vogntimer på det; {} af "
                      "svarene på vores forespørgsler var et nej.",
                      "Neighbours' cars were first at {} tasks in {}, for {} car hours; {} of the answers to our "
                      "requests were a no."),
                  {number(*in), length_in_words(run_.period, language_), hours("help_in_h"), part("help_refused")});
    if (const auto out = value("helped_out", "count"))
      text += fill(say("{}Vi sendte vogne over grænsen {} gange ({} af forespørgslerne), i {} vogntimer.",
                       "{}Cars of ours were sent across the border {} times ({} of the requests), for {} car hours."),
                   {text.empty() ? "" : " ", number(*out), part("helped_out"), hours("help_out_h")});
    return text;
  }

  [[nodiscard]] std::string year() const {
    if (!run_.year_sd || !run_.is_year()) return {};
    return fill(
        say("Ét år svinger af sig selv mindst omkring {} (standardafvigelse af de simulerede år), uden at noget er "
            "ændret.",
            "One year swings by at least about {} by itself (standard deviation of the simulated years), with "
            "nothing changed."),
        {time(*run_.year_sd)});
  }

  const RunFacts& run_;
  Language language_;
  std::vector<AreaMean> means_;  ///< longest first
};

}  // namespace

std::vector<Sentence> run_sentences(const RunFacts& run, Language language) {
  return RunSentences{run, language}.all();
}

}  // namespace kredsim
