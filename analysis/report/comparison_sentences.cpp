#include <algorithm>
#include <cmath>

#include "analysis/report/sentences.hpp"

namespace kredsim {

namespace {

class ComparisonSentences {
 public:
  ComparisonSentences(const ComparisonFacts& plan, Language language)
      : plan_{plan}, rows_{plan.rows}, language_{language}, type_{plan.scope()} {}

  std::vector<Sentence> all() const {
    std::vector<Sentence> sentences;
    const auto add = [&](const char* id, std::string text) {
      if (!text.empty()) sentences.push_back({id, std::move(text)});
    };
    add("plan", in_one_sentence());
    add("posts", posts());
    const Difference* kreds = find(rows_, "response_s", "mean", type_);
    if (kreds == nullptr) return sentences;
    if (plan_.unstable_base + plan_.unstable_plan > 0) {
      add("verdict", unstable());
      return sentences;
    }
    add("verdict", verdict(*kreds));
    add("levels", levels_in_words(plan_, language_));
    add("all_tasks", all_tasks());
    const Difference* ring = find(rows_, "citizen_wait_s", "mean", type_);
    const bool ring_tells_more = ring != nullptr && ring->verdict != kreds->verdict;
    add(ring_tells_more ? "ring_first" : "ring", from_the_ring());
    add("input_sets", over_input_sets(*kreds));
    add("areas", areas());
    add("gap", gap());
    add("gains", gains());
    add("mix", mix());
    add("unanswered", unanswered(*kreds));
    add("presence", presence());
    add("local", local_hours());
    add("desks", desks());
    add("cost", cost());
    add("year", one_year(*kreds));
    add("pairing", pairing(*kreds));
    return sentences;
  }

 private:
  [[nodiscard]] std::string say(std::string_view da, std::string_view en) const { return pick(language_, da, en); }
  [[nodiscard]] std::string kind() const {
    return type_ == "all" ? say("alle opgaver", "all tasks")
                          : say("hastende opgaver af de offentliggjorte typer", "urgent tasks of the published types");
  }
  [[nodiscard]] std::string time(double seconds) const { return time_in_words(seconds, language_); }

  /// What the plan puts on duty, which every effect is to be read beside.
  [[nodiscard]] std::string in_one_sentence() const {
    constexpr double hours_a_week = 168;
    const Difference* duty = find(rows_, "units_on_duty", "mean");
    const std::string title = pick(language_, plan_.title);
    const std::string base = pick(language_, plan_.base_title);
    if (duty == nullptr || !duty->plan || !duty->base)
      return fill(say("“{}” sat op mod “{}”.", "“{}” set against “{}”."), {title, base});
    const auto hours = [&](double units) { return grouped(std::llround(units * hours_a_week), language_); };
    const auto more = std::llround(*duty->plan * hours_a_week) - std::llround(*duty->base * hours_a_week);
    if (more == 0)
      return fill(say("“{}” har lige så mange patruljetimer på arbejde som “{}”: {} om ugen.",
                      "“{}” has as many patrol-hours on duty as “{}”: {} a week."),
                  {title, base, hours(*duty->plan)});
    return fill(more > 0 ? say("“{}” har {} flere patruljetimer på arbejde om ugen end “{}” ({} mod {}).",
                               "“{}” has {} more patrol-hours on duty a week than “{}” ({} against {}).")
                         : say("“{}” har {} færre patruljetimer på arbejde om ugen end “{}” ({} mod {}).",
                               "“{}” has {} fewer patrol-hours on duty a week than “{}” ({} against {})."),
                {title, grouped(std::abs(more), language_), base, hours(*duty->plan), hours(*duty->base)});
  }

  /// Which posts change is the answer to what officers are moved for.
  [[nodiscard]] std::string posts() const {
    std::string added;
    std::string dropped;
    std::string changed;
    double hours = 0;
    for (const ComparisonFacts::Post& post : plan_.posts) {
      std::string& list = post.base_hours == 0 ? added : post.plan_hours == 0 ? dropped : changed;
      list += (list.empty() ? "" : ", ") + post.post + " (" + post.group + ")";
      hours += post.plan_hours - post.base_hours;
    }
    std::string text;
    const auto add = [&](const std::string& list, std::string_view da, std::string_view en) {
      if (!list.empty()) text += say(da, en) + list + ". ";
    };
    add(added, "Vagter, der kommer til: ", "Posts added: ");
    add(dropped, "Vagter, der falder bort: ", "Posts dropped: ");
    add(changed, "Vagter, der ændres: ", "Posts changed: ");
    if (!text.empty())
      text += fill(say("I alt {} betjenttimer på vagter om året.", "In all {} officer-hours on posts a year."),
                   {(hours < 0 ? "-" : "+") + grouped(std::llround(std::fabs(hours)), language_)});
    return text + (text.empty() || plan_.officers.empty() ? "" : " ") + officers();
  }

  /// Where officers come from and go to, desks without posts among them.
  [[nodiscard]] std::string officers() const {
    if (plan_.officers.empty()) return {};
    const auto number = [&](double years) {
      const bool whole = std::fabs(years - std::round(years)) < 0.05;
      return decimal(years, whole ? 0 : 1, language_);
    };
    std::string list;
    double more = 0;
    for (const ComparisonFacts::Officers& group : plan_.officers) {
      list += (list.empty() ? "" : ", ") + group.group + " " + number(group.base) + " → " + number(group.plan);
      more += group.plan - group.base;
    }
    const std::string sum =
        std::fabs(more) < 0.05 ? say("lige mange i alt", "as many in all")
                               : fill(say("{} i alt", "{} in all"), {(more < 0 ? "-" : "+") + number(std::fabs(more))});
    return fill(say("Betjente i årsværk: {}; {}.", "Officers in årsværk: {}; {}."), {list, sum});
  }

  /// "6.8 → 7.5", and what may be said of the difference.
  [[nodiscard]] std::string amounts(const Difference& row, double scale, int decimals) const {
    const auto number = [&](double value) {
      return decimals == 0 ? grouped(std::llround(value * scale), language_)
                           : decimal(value * scale, decimals, language_);
    };
    if (row.verdict == Verdict::identical || number(*row.base) == number(*row.plan))
      return fill(say("{} i begge", "{} in both"), {number(*row.plan)});
    std::string text = number(*row.base) + " → " + number(*row.plan);
    if (row.verdict == Verdict::undecided)
      text += say(" (kan ikke afgøres endnu)", " (cannot be told apart yet)");
    else if (row.low && number(*row.low) != number(*row.high))
      text += fill(say(" (forskel, simuleringsusikkerhed: {} til {})", " (difference, simulation precision: {} to {})"),
                   {number(*row.low), number(*row.high)});
    return text;
  }

  [[nodiscard]] const Difference* amount(const char* measure, const std::string& area = "all") const {
    const Difference* row = find(rows_, measure, "mean", "all", area);
    return row == nullptr || !row->base || !row->plan || (*row->base == 0 && *row->plan == 0) ? nullptr : row;
  }

  /// Where the police are seen: in the district, and in the areas that gain and lose most of it.
  [[nodiscard]] std::string presence() const {
    const Difference* whole = amount("presence_per_1000");
    if (whole == nullptr) return {};
    std::string text = fill(say("Synlighed pr. 1.000 indbyggere, patruljetimer om ugen: {}.",
                                "Presence per 1,000 inhabitants, patrol-hours a week: {}."),
                            {amounts(*whole, 1, 1)});
    struct Area {
      std::string name;
      const Difference* row;
    };
    std::optional<Area> most;
    std::optional<Area> least;
    for (const AnswerFacts::Area& area : plan_.areas) {
      const Difference* row = amount("presence_per_1000", area.key);
      if (row == nullptr || row->verdict == Verdict::undecided || std::fabs(*row->difference) < 0.05) continue;
      if (*row->difference > 0 && (!most || *row->difference > *most->row->difference)) most = Area{area.name, row};
      if (*row->difference < 0 && (!least || *row->difference < *least->row->difference)) least = Area{area.name, row};
    }
    const auto add = [&](const std::optional<Area>& area, std::string_view da, std::string_view en) {
      if (area) text += fill(say(da, en), {area->name, amounts(*area->row, 1, 1)});
    };
    add(most, " Mest vinder {}: {}.", " The most is gained in {}: {}.");
    add(least, " Mest taber {}: {}.", " The most is lost in {}: {}.");
    return text;
  }

  /// Planned, delivered and leaked, in hours a week, and planned tasks on time.
  [[nodiscard]] std::string local_hours() const {
    constexpr double week_ms = 7 * 86'400'000.0;
    const double scale = plan_.period.count() > 0 ? week_ms / static_cast<double>(plan_.period.count()) : 0;
    std::string text;
    const auto add = [&](const char* measure, std::string_view da, std::string_view en) {
      const Difference* row = amount(measure);
      if (row == nullptr) return;
      const int decimals = scale * std::max(*row->base, *row->plan) < 10 ? 1 : 0;  // a leak may be small, and is told
      text += (text.empty() ? "" : "; ") + fill(say(da, en), {amounts(*row, scale, decimals)});
    };
    add("local_planned_h", "planlagt {}", "planned {}");
    add("local_delivered_h", "leveret {}", "delivered {}");
    add("local_leaked_h", "gået til hændelser {}", "spent on incidents {}");
    const std::string who = pick(language_, plan_.ring_fenced);
    if (!text.empty())
      text = fill(say("Timer om ugen, {}: {}.", "Hours a week, {}: {}."),
                  {who.empty() ? say("lokalpolitiet", "local police") : who, text});
    const Difference* on_time = find(rows_, "tasks_on_time", "share");
    if (on_time != nullptr && on_time->base && on_time->plan)
      text += (text.empty() ? "" : " ") +
              fill(say("Planlagte opgaver begyndt i tide, procent: {}.", "Planned tasks begun on time, per cent: {}."),
                   {amounts(*on_time, 100, 1)});
    return text;
  }

  /// What is taken from desks shows there, in no response time.
  [[nodiscard]] std::string desks() const {
    const Difference* row = amount("desk_backlog_h");
    if (row == nullptr || row->verdict == Verdict::identical) return {};
    return fill(say("Skrivebordsarbejde, der ligger over ved dagens slutning, i timer: {}.",
                    "Desk work left over at the end of a day, in hours: {}."),
                {amounts(*row, 1, 0)});
  }

  [[nodiscard]] std::string cost() const {
    std::string text;
    const auto add = [&](const char* statistic, std::string_view da, std::string_view en) {
      const Difference* row = find(rows_, "in_time", statistic, type_);
      if (row == nullptr || !row->difference || !row->low || !row->high) return;
      const auto whole = [&](double value) { return grouped(std::llround(value), language_); };
      text +=
          (text.empty() ? "" : " ") + fill(say(da, en), {whole(*row->difference), whole(*row->low), whole(*row->high)});
    };
    add("officer_hours_each",
        "Hver opgave mere, som en patrulje når i tide, koster {} betjenttimer (simuleringsusikkerhed: {} til {}).",
        "Each further task that a patrol reaches in time takes {} officer-hours (simulation precision: {} to {}).");
    if (text.empty())  // more officers at desks, as many on posts
      add("kroner_each",
          "Hver opgave mere, som en patrulje når i tide, koster {} kr. (simuleringsusikkerhed: {} til {}).",
          "Each further task that a patrol reaches in time takes {} kroner (simulation precision: {} to {}).");
    else
      add("kroner_each", "Det er {} kr. ({} til {}).", "That is {} kroner ({} to {}).");
    return text;
  }

  [[nodiscard]] std::string precision(const Difference& row) const {
    return fill(say(" (simuleringsusikkerhed: {})", " (simulation precision: {})"),
                {range_in_words(*row.low, *row.high, language_)});
  }

  /// Nothing is said of a difference between runs that could not be played to their end.
  [[nodiscard]] std::string unstable() const {
    const auto ends = [&](int ended, const scenario::Text& title) {
      return ended == 0
                 ? std::string{}
                 : fill(say(" Under “{}” endte {} af {} gentagelser før tid, fordi køen voksede uden grænse.",
                            " Under “{}” {} of {} replications ended early, because the queue grew without bound."),
                        {pick(language_, title), grouped(ended, language_), grouped(plan_.replications, language_)});
    };
    return say("Kan ikke sammenlignes: styrken kan ikke følge med.", "Cannot be compared: the force cannot keep up.") +
           ends(plan_.unstable_base, plan_.base_title) + ends(plan_.unstable_plan, plan_.title) +
           say(" Ingen af tallene herunder siger noget om forskellen.",
               " No figure below says anything of the difference.");
  }

  /// Before and after, as exactly as the change that is said beside them; none is beside them before it is decided.
  [[nodiscard]] ChangeInWords change(const Difference& row) const {
    if (row.verdict == Verdict::undecided || !row.low) return {time(*row.base), time(*row.plan), {}};
    return change_with_ends(*row.base, *row.plan, language_);
  }

  [[nodiscard]] std::string verdict(const Difference& row) const {
    const bool told = row.verdict != Verdict::undecided && row.verdict != Verdict::too_few;
    std::string text = capital(in_words(row.verdict, language_)) +
                       (told ? say(" i simuleringen", " in the simulation") : std::string{}) + ": ";
    if (!row.difference)
      return text + say("der er ingen responstider at sammenligne.", "no response times to compare.");
    if (row.verdict == Verdict::identical)
      return text +
             fill(
                 say("ingen gentagelse viste nogen forskel i den gennemsnitlige responstid for {} i hele kredsen ({}).",
                     "no replication showed any difference in the mean response time of {} in the whole "
                     "district ({})."),
                 {kind(), time(*row.plan)});
    const ChangeInWords words = change(row);
    text += fill(say("den gennemsnitlige responstid for {} i hele kredsen går fra {} til {}",
                     "the mean response time of {} in the whole district goes from {} to {}"),
                 {kind(), words.from, words.to});
    if (!row.low)
      return text + say(" (for få til et interval; mindst 8 gentagelser).",
                        " (too few for an interval; 8 replications at least).");
    if (row.verdict == Verdict::undecided) {
      text += fill(say(", men forskellen kan være alt {} (simuleringsusikkerhed)",
                       ", but the difference may be anything {} (simulation precision)"),
                   {range_in_words(*row.low, *row.high, language_)});
      if (row.replications_needed)
        text += fill(say("; omkring {} gentagelser ville afgøre det", "; about {} replications would decide"),
                     {grouped(std::llround(*row.replications_needed), language_)});
      return text + ".";
    }
    text += ", " + words.change + precision(row);
    if (row.verdict == Verdict::no_different)
      text += fill(say("; det er ikke mere end grænsen på {}", "; that is no more than the margin of {}"),
                   {time(row.margin)});
    if (row.verdict == Verdict::mixed && row.note == "more planned work put off")
      text +=
          say("; men mere planlagt arbejde udsættes eller opgives", "; but more planned work is put off or dropped");
    else if (row.verdict == Verdict::mixed)
      text += *row.difference < 0 ? say("; men flere opgaver får ingen patrulje", "; but more tasks get no patrol")
                                  : say("; men færre opgaver er uden patrulje", "; but fewer tasks get no patrol");
    return text + ".";
  }

  /// "better; from 9 min 19 s to 9 min 7 s, 12 s shorter (simulation precision: 11 s to 14 s shorter)."
  [[nodiscard]] std::string judged(const Difference& row) const {
    const ChangeInWords words = change(row);
    return fill(
        say("{}; fra {} til {}, {}.", "{}; from {} to {}, {}."),
        {in_words(row.verdict, language_), words.from, words.to,
         row.verdict == Verdict::undecided ? fill(say("forskellen kan være alt {} (simuleringsusikkerhed)",
                                                      "the difference may be anything {} (simulation precision)"),
                                                  {range_in_words(*row.low, *row.high, language_)})
                                           : words.change + precision(row)});
  }

  /// What the published types gain others may lose: never told without the whole.
  [[nodiscard]] std::string all_tasks() const {
    const Difference* row = type_ == "all" ? nullptr : find(rows_, "response_s", "mean", "all");
    if (row == nullptr || !row->difference || !row->low) return {};
    return say("Alle opgaver under ét: ", "All tasks together: ") + judged(*row);
  }

  /// What is gained before the control centre has the report is in no response time.
  [[nodiscard]] std::string from_the_ring() const {
    const Difference* row = find(rows_, "citizen_wait_s", "mean", type_);
    if (row == nullptr || !row->difference || !row->low) return {};
    return fill(say("Fra der ringes, til den første patrulje er fremme ved {}: ",
                    "From the first ring until the first patrol is at {}: "),
                {kind()}) +
           judged(*row);
  }

  /// The second kind of doubt, beside the first.
  [[nodiscard]] std::string over_input_sets(const Difference& row) const {
    if (row.sets == 0) return {};
    const bool depends = row.verdict == Verdict::undecided && row.low && (*row.low > 0 || *row.high < 0);
    if (row.sets == 1)
      return fill(depends ? say("Det afhænger af forudsætningerne: med det ene sæt, der passer lige godt med de "
                                "offentliggjorte tal, er responstiden {}.",
                                "It depends on the inputs: with the one set of them that fits the published figures "
                                "equally well, the response time is {}.")
                          : say("Med det ene sæt forudsætninger, der passer lige godt med de offentliggjorte tal, er "
                                "responstiden {}.",
                                "With the one set of inputs that fits the published figures equally well, the "
                                "response time is {}."),
                  {change_in_words(*row.sets_low, language_)});
    return fill(depends ? say("Det afhænger af forudsætningerne: over {} sæt, der passer lige godt med de "
                              "offentliggjorte tal, er responstiden {}.",
                              "It depends on the inputs: over {} sets of them that fit the published figures equally "
                              "well, the response time is {}.")
                        : say("Over {} sæt forudsætninger, der passer lige godt med de offentliggjorte tal, er "
                              "responstiden {}.",
                              "Over {} sets of inputs that fit the published figures equally well, the response time "
                              "is {}."),
                {std::to_string(row.sets), range_in_words(*row.sets_low, *row.sets_high, language_)});
  }

  [[nodiscard]] std::string area(const Difference& row, const std::string& name) const {
    return name + " (" + time(*row.difference) + "; " + time(std::min(std::fabs(*row.low), std::fabs(*row.high))) +
           say(" til ", " to ") + time(std::max(std::fabs(*row.low), std::fabs(*row.high))) + ")";
  }

  /// Largest first; what cannot be told is said too.
  [[nodiscard]] std::string areas() const {
    struct Row {
      std::string name;
      const Difference* row;
    };
    std::vector<Row> shown;
    for (const AnswerFacts::Area& area : plan_.areas)
      if (const Difference* row = find(rows_, "response_s", "mean", type_, area.key)) shown.push_back({area.name, row});
    if (shown.size() < 2) return {};
    const auto told = [&](const std::string& heading, auto&& belongs, bool with_figures) {
      std::vector<Row> some;
      std::copy_if(shown.begin(), shown.end(), std::back_inserter(some), belongs);
      if (some.empty()) return std::string{};
      if (with_figures)
        std::stable_sort(some.begin(), some.end(), [](const Row& a, const Row& b) {
          return std::fabs(*a.row->difference) > std::fabs(*b.row->difference);
        });
      std::vector<std::string> names;
      for (const Row& row : some) names.push_back(with_figures ? area(*row.row, row.name) : row.name);
      return heading + " " + listed(names, language_) + ". ";
    };
    const auto is = [](Verdict verdict) { return [verdict](const Row& row) { return row.row->verdict == verdict; }; };
    std::string text;
    text += told(say("Værre i", "Worse in"), is(Verdict::worse), true);
    text += told(say("Blandet i", "Mixed in"), is(Verdict::mixed), true);
    text += told(say("Bedre i", "Better in"), is(Verdict::better), true);
    text += told(say("Kan ikke afgøres endnu i", "Cannot be told apart yet in"), is(Verdict::undecided), false);
    text += told(
        fill(say("Ingen forskel ud over {} i", "No difference beyond {} in"), {time(shown[0].row->margin)}),
        [](const Row& row) {
          return row.row->verdict == Verdict::no_different || row.row->verdict == Verdict::identical;
        },
        false);
    text += told(say("For få opgaver i", "Too few tasks in"), is(Verdict::too_few), false);
    if (!text.empty()) text.pop_back();
    return text;
  }

  /// "Faxe", or "Faxe → Sorø" where another one takes its place.
  [[nodiscard]] std::string named(const std::string& note) const {
    const auto arrow = note.find(" -> ");
    if (arrow == std::string::npos) return plan_.name_of(note);
    return plan_.name_of(note.substr(0, arrow)) + " → " + plan_.name_of(note.substr(arrow + 4));
  }

  [[nodiscard]] std::string gap() const {
    const Difference* gap = find(rows_, "response_s", "gap_of_municipalities", type_);
    const Difference* slowest = find(rows_, "response_s", "slowest_municipality", type_);
    const Difference* fastest = find(rows_, "response_s", "fastest_municipality", type_);
    if (gap == nullptr || slowest == nullptr || fastest == nullptr || !gap->base || !gap->plan || !slowest->base ||
        !slowest->plan || !fastest->base || !fastest->plan)
      return {};
    const auto end = [&](const Difference& row) {
      return fill("{} ({} → {})", {named(row.note), minutes_seconds(*row.base), minutes_seconds(*row.plan)});
    };
    std::string text = fill(say("Spændet mellem langsomste og hurtigste {} går fra {} til {}",
                                "The gap between slowest and fastest {} goes from {} to {}"),
                            {pick(language_, words_of(plan_.areas_called).one), time(*gap->base), time(*gap->plan)});
    if (gap->low) {
      const bool wider = *gap->difference > 0;
      const double least = std::min(std::fabs(*gap->low), std::fabs(*gap->high));
      const double most = std::max(std::fabs(*gap->low), std::fabs(*gap->high));
      if (*gap->low <= 0 && *gap->high >= 0)
        text += fill(say(" (simuleringsusikkerhed: fra {} mindre til {} større)",
                         " (simulation precision: from {} narrower to {} wider)"),
                     {time(*gap->low), time(*gap->high)});
      else
        text += fill(
            wider ? say(" (simuleringsusikkerhed: {} til {} større)", " (simulation precision: {} to {} wider)")
                  : say(" (simuleringsusikkerhed: {} til {} mindre)", " (simulation precision: {} to {} narrower)"),
            {time(least), time(most)});
    }
    text += ": " + in_words(gap->verdict, language_);
    if (gap->verdict == Verdict::mixed)
      text += *gap->difference > 0
                  ? say(", for kun den hurtigste blev hurtigere", ", as only the fastest got faster")
                  : say(", for den langsomste blev ikke selv hurtigere", ", as the slowest did not get faster itself");
    return text +
           fill(say(". Langsomst {}, hurtigst {}.", ". Slowest {}, fastest {}."), {end(*slowest), end(*fastest)});
  }

  [[nodiscard]] std::string gains() const {
    if (plan_.gains.empty() || plan_.gains[0].answered == 0) return {};
    const ComparisonFacts::AreaGains& all = plan_.gains[0];
    const auto share = [&](std::int64_t n) {
      return percent(static_cast<double>(n) / static_cast<double>(all.answered), language_, 1);
    };
    const auto mean = [&](const std::optional<double>& seconds) {
      return seconds ? fill(say(" (i snit {})", " (by {} on average)"), {time(*seconds)}) : std::string{};
    };
    const std::string number = grouped(all.answered, language_);
    const std::string tasks =
        type_ == "all" ? fill(say("alle {} opgaver", "all {} tasks"), {number}) : number + " " + kind();
    return fill(say("Af {} i alle gentagelser fik {} den første patrulje tidligere{} og {} senere{}.",
                    "Of {} in all replications {} got their first patrol earlier{} and {} later{}."),
                {tasks, share(all.gained), mean(all.mean_gain_s), share(all.lost), mean(all.mean_loss_s)});
  }

  [[nodiscard]] std::string mix() const {
    const Difference* received = find(rows_, "response_s", "mean_of_all_received", type_);
    const Difference* within = find(rows_, "response_s", "change_within", type_);
    const Difference* mix = find(rows_, "response_s", "change_of_mix", type_);
    if (received == nullptr || within == nullptr || mix == nullptr || !received->difference) return {};
    if (std::fabs(*mix->difference) < 0.05) return {};
    const auto change = [&](const Difference* row) { return signed_time(*row->difference, language_); };
    return fill(
        say("Regnet over alt, hvad hver plan fik ind, ændrer gennemsnittet sig {}: {} inden for områder og typer "
            "og {}, fordi sammensætningen er en anden.",
            "Over all that each plan received the mean changes by {}: {} within areas and types, and "
            "{} because the mix is another."),
        {change(received), change(within), change(mix)});
  }

  [[nodiscard]] std::string unanswered(const Difference& kreds) const {
    std::string text;
    for (const char* measure : {"unserved", "lost", "abandoned"}) {
      const Difference* row = find(rows_, measure, "count", type_);
      if (row == nullptr || !row->plan || !row->base || (*row->plan == 0 && *row->base == 0)) continue;
      const std::string_view name = measure;
      text += fill(
          "{}: {} → {}{}. ",
          {name == "lost" ? say("Afvist pr. gentagelse", "Turned away per replication")
           : name == "abandoned"
               ? say("Opgivet i telefonkøen pr. gentagelse", "Abandoned in the telephone queue per replication")
               : say("Ikke betjent pr. gentagelse", "Unserved per replication"),
           decimal(*row->base, 1, language_), decimal(*row->plan, 1, language_),
           row->verdict == Verdict::undecided ? say(" (kan ikke afgøres endnu)", " (cannot be told apart yet)") : ""});
    }
    if (!text.empty() && kreds.at_least && kreds.at_most) {
      const auto bound = [&](double value, const char* none) {
        return std::isfinite(value) ? signed_time(value, language_) : none;
      };
      text += fill(say("Med dem kan forskellen i middel ligge mellem {} og {}. ",
                       "With them the difference of means may be anything from {} to {}. "),
                   {bound(*kreds.at_least, "-∞"), bound(*kreds.at_most, "+∞")});
    }
    if (plan_.only_in_base + plan_.only_in_plan > 0)
      text += fill(say("Ikke i begge og derfor ikke sammenlignet: {} i basis, {} i planen. ",
                       "Not in both, so not compared: {} in the base, {} in the plan. "),
                   {grouped(plan_.only_in_base, language_), grouped(plan_.only_in_plan, language_)});
    if (!text.empty()) text.pop_back();
    return text;
  }

  /// The spread of one real year: could next year's published figure show the change?
  [[nodiscard]] std::string one_year(const Difference& row) const {
    if (!row.period_sd || !row.difference) return {};
    const std::string swing = time(*row.period_sd);
    if (!plan_.is_year())
      return fill(say("Én periode svinger af sig selv omkring {} (standardafvigelse); perioden er ikke et år.",
                      "One period swings by about {} by itself (standard deviation); the period is no year."),
                  {swing});
    const double visible = 1.96 * std::sqrt(2.0) * *row.period_sd;
    const bool decided = row.low && (*row.low > 0 || *row.high < 0);
    const bool seen = decided && std::fabs(*row.difference) >= visible;
    return fill(seen
                    ? say("Ét år svinger af sig selv mindst omkring {} (standardafvigelse af de simulerede år); en "
                          "ændring fra år til år ses fra omkring {}: denne kan ses i næste års tal, hvis virkelige år "
                          "ikke svinger mere end de simulerede.",
                          "One year swings by at least about {} by itself (standard deviation of the simulated years); "
                          "a change from year to year shows from about {}: next year's figure could show this one, if "
                          "real years swing no more than the simulated ones.")
                    : say("Ét år svinger af sig selv mindst omkring {} (standardafvigelse af de simulerede år); en "
                          "ændring fra år til år ses først fra omkring {}: denne kan ikke ses i næste års tal.",
                          "One year swings by at least about {} by itself (standard deviation of the simulated years); "
                          "a change from year to year shows only from about {}: next year's figure could not show this "
                          "one."),
                {swing, time(visible)});
  }

  [[nodiscard]] std::string pairing(const Difference& row) const {
    if (!row.variance_ratio || !std::isfinite(*row.variance_ratio)) return {};
    return fill(say("Parringen giver {} gange mindre varians end uafhængige kørsler (samme gentagelser).",
                    "Pairing makes the variance {} times smaller than unpaired runs (same replications)."),
                {decimal(*row.variance_ratio, *row.variance_ratio < 9.95 ? 1 : 0, language_)});
  }

  const ComparisonFacts& plan_;
  const std::vector<Difference>& rows_;
  Language language_;
  std::string type_;
};

}  // namespace

std::vector<Sentence> comparison_sentences(const ComparisonFacts& plan, Language language) {
  return ComparisonSentences{plan, language}.all();
}

std::string text_of(const std::vector<Sentence>& sentences, const std::string& id) {
  for (const Sentence& sentence : sentences)
    if (sentence.id == id) return sentence.text;
  return {};
}

}  // namespace kredsim
