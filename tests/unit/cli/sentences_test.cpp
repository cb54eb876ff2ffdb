#include <catch2/catch.hpp>

#include "analysis/report/apart.hpp"
#include "analysis/report/notes.hpp"
#include "analysis/report/sentences.hpp"
#include "analysis/report/words.hpp"

using namespace kredsim;
using Catch::Contains;

namespace {

Difference row(const std::string& area, double base, double plan, double low, double high, Verdict verdict) {
  Difference d;
  d.measure = "response_s";
  d.statistic = "mean";
  d.area = area;
  d.base = base;
  d.plan = plan;
  d.difference = plan - base;
  d.low = low;
  d.high = high;
  d.verdict = verdict;
  d.margin = 5;
  return d;
}

ComparisonFacts compared(Difference kreds) {
  ComparisonFacts facts;
  facts.title = {"En vogn mere", "One more car"};
  facts.base_title = {"Basis", "Base"};
  facts.period = std::chrono::hours{24 * 365};
  facts.replications = 20;
  facts.areas = {{"faxe", "Faxe"}, {"soroe", "Sorø"}};
  facts.names = {{"faxe", "Faxe"}, {"soroe", "Sorø"}};
  facts.rows = {std::move(kreds)};
  return facts;
}

std::string said(const ComparisonFacts& facts, const std::string& id, Language language) {
  return text_of(comparison_sentences(facts, language), id);
}

}  // namespace

TEST_CASE("a time in a sentence has one unit that suits its length", "[report]") {
  CHECK(time_in_words(128.4, Language::en) == "2 min 8 s");
  CHECK(time_in_words(-41.2, Language::en) == "41 s");
  CHECK(time_in_words(5.62, Language::da) == "5,6 s");
  CHECK(time_in_words(5, Language::da) == "5 s");
  CHECK(range_in_words(-14, -11, Language::en) == "11 s to 14 s shorter");
  CHECK(range_in_words(2, 130, Language::da) == "2 s til 2 min 10 s længere");
  CHECK(range_in_words(-3.1, 2, Language::en) == "from 3.1 s shorter to 2 s longer");
  CHECK(range_in_words(21.6, 22.3, Language::da) == "21,6 s til 22,3 s længere");
  CHECK(signed_time(-12, Language::en, 150) == "-0:12 min");
  const auto said = [](double from, double to, Language language) {
    const ChangeInWords words = change_with_ends(from, to, language);
    return words.from + ", " + words.to + ", " + words.change;
  };
  CHECK(said(565.4, 553.9, Language::en) ==
        "9 min 25.4 s, 9 min 13.9 s, 11.5 s shorter");  // 12 s, and 11 between 9:25 and 9:14
  CHECK(said(565.4, 553.4, Language::en) == "9 min 25 s, 9 min 13 s, 12 s shorter");
  CHECK(said(870.2, 869.7, Language::da) == "14 min 30,2 s, 14 min 29,7 s, 0,5 s kortere");
  CHECK(said(600, 800.6, Language::da) == "10 min 0 s, 13 min 21 s, 3 min 21 s længere");
  CHECK(said(600, 600, Language::en) == "10 min 0 s, 10 min 0 s, unchanged");
  CHECK(listed({"a", "b", "c"}, Language::da) == "a, b og c");
  CHECK(percent(0.562, Language::da, 1) == "56,2 %");
  CHECK(percent(0.562, Language::en, 1) == "56.2%");
  CHECK(grouped(-36836, Language::da) == "-36.836");
}

TEST_CASE("a verdict is said with its simulation precision, in both languages", "[report]") {
  const auto facts = compared(row("all", 559, 547, -14, -11, Verdict::better));
  CHECK(said(facts, "verdict", Language::en) ==
        "Better in the simulation: the mean response time of all tasks in the whole district goes from 9 min 19 s to 9 "
        "min 7 s, 12 s shorter "
        "(simulation precision: 11 s to 14 s shorter).");
  CHECK(said(facts, "verdict", Language::da) ==
        "Bedre i simuleringen: den gennemsnitlige responstid for alle opgaver i hele kredsen går fra 9 min 19 s til 9 "
        "min 7 s, 12 s kortere "
        "(simuleringsusikkerhed: 11 s til 14 s kortere).");
}

TEST_CASE("what cannot be told apart is not called shorter or longer", "[report]") {
  Difference kreds = row("all", 559, 556, -8, 2, Verdict::undecided);
  kreds.replications_needed = 1234;
  const std::string text = said(compared(kreds), "verdict", Language::en);
  CHECK(text ==
        "Cannot be told apart yet: the mean response time of all tasks in the whole district goes from 9 min 19 s to 9 "
        "min "
        "16 s, but the difference may be anything from 8 s shorter to 2 s longer (simulation precision); about 1,234 "
        "replications would decide.");
}

TEST_CASE("mixed says at what price, and too few says that there is no interval", "[report]") {
  CHECK_THAT(said(compared(row("all", 559, 547, -14, -11, Verdict::mixed)), "verdict", Language::en),
             Contains("Mixed in the simulation:") && Contains("; but more tasks get no patrol."));
  Difference few = row("all", 559, 547, 0, 0, Verdict::too_few);
  few.low = few.high = std::nullopt;
  CHECK_THAT(said(compared(few), "verdict", Language::da),
             Contains("For få:") && Contains("for få til et interval; mindst 8 gentagelser"));
  Difference same = row("all", 559, 559, 0, 0, Verdict::identical);
  same.low = same.high = std::nullopt;
  CHECK_THAT(said(compared(same), "verdict", Language::en), Contains("no replication showed any difference"));
}

TEST_CASE("areas are told by verdict with their names, and those undecided are named too", "[report]") {
  auto facts = compared(row("all", 559, 547, -14, -11, Verdict::better));
  facts.rows.push_back(row("faxe", 1000, 1003, -4, 10, Verdict::undecided));
  facts.rows.push_back(row("soroe", 764, 636, -152, -105, Verdict::better));
  CHECK(said(facts, "areas", Language::en) ==
        "Better in Sorø (2 min 8 s; 1 min 45 s to 2 min 32 s). Cannot be told apart yet in Faxe.");
}

TEST_CASE("the gap is said with names, and a gap that grows because the fastest got faster is mixed", "[report]") {
  auto facts = compared(row("all", 559, 547, -14, -11, Verdict::better));
  const auto end = [&](const char* statistic, double base, double plan, const char* note, Verdict verdict) {
    Difference d = row("all", base, plan, plan - base - 1, plan - base + 1, verdict);
    d.statistic = statistic;
    d.note = note;
    facts.rows.push_back(d);
  };
  end("gap_of_municipalities", 600, 610, "slowest no different, fastest better", Verdict::mixed);
  end("slowest_municipality", 1000, 1000, "faxe", Verdict::no_different);
  end("fastest_municipality", 400, 390, "soroe -> faxe", Verdict::better);
  CHECK(said(facts, "gap", Language::en) ==
        "The gap between slowest and fastest municipality goes from 10 min 0 s to 10 min 10 s (simulation precision: "
        "9 s to 11 s wider): mixed, as only the fastest got faster. Slowest Faxe (16:40 → 16:40), fastest Sorø → "
        "Faxe (6:40 → 6:30).");
}

TEST_CASE("a change that one real year hides is said to be hidden, and one undecided is never said to show",
          "[report]") {
  Difference kreds = row("all", 559, 500, -62, -56, Verdict::better);
  kreds.period_sd = 8;
  CHECK_THAT(said(compared(kreds), "year", Language::en), Contains("next year's figure could show this one"));
  kreds.period_sd = 40;
  CHECK_THAT(said(compared(kreds), "year", Language::en), Contains("next year's figure could not show this one"));
  kreds.period_sd = 8;
  kreds.low = -130;
  kreds.high = 12;
  CHECK_THAT(said(compared(kreds), "year", Language::en), Contains("could not show this one"));
}

TEST_CASE("of many figures the least and the most are told apart only where all comparisons of two hold", "[report]") {
  const auto figure = [](double value, double half) {
    Estimate e;
    e.value = value;
    e.low = value - half;
    e.high = value + half;
    return e;
  };
  CHECK_FALSE(told_apart(figure(600, 10), figure(619, 10), 2));  // they overlap
  CHECK(told_apart(figure(600, 10), figure(621, 10), 2));
  CHECK_FALSE(told_apart(figure(600, 10), figure(621, 10), 40));  // the ends of forty that are all the same
  CHECK(told_apart(figure(640, 10), figure(600, 10), 40));
  Estimate few = figure(900, 0);
  few.low = few.high = std::nullopt;
  CHECK_FALSE(told_apart(few, figure(600, 10), 2));
}

TEST_CASE("a warm-up that is too short and the last look at a precision are said in both languages", "[report]") {
  WarmUpCheck check;
  CHECK(warm_up_in_words(check).en.empty());
  check.finding = WarmUpCheck::Finding::too_short;
  check.warm_up = std::chrono::hours{24};
  check.suggested = std::chrono::hours{24 * 9 + 12};
  check.difference = -3.2;
  check.low = -4.75;
  check.high = -1.65;
  CHECK(warm_up_in_words(check).en ==
        "The warm-up is too short: at the start of the period 3.2 fewer tasks are open than is usual later (simulation "
        "precision: 1.6 to 4.8). The first days are therefore quieter than the rest. The warm-up (period.warm_up) is 1 "
        "day; the figures speak for 9.5 days.");
  CHECK_THAT(warm_up_in_words(check).da,
             Contains("3,2 færre opgaver") && Contains("er 1 dag; tallene taler for 9,5 dage"));
  const Precision look{.measure = "response_s",
                       .statistic = "mean",
                       .replications = 60,
                       .value = 541.2,
                       .half_width = 4.31,
                       .wanted = 5,
                       .enough = true};
  CHECK(last_look_in_words(look).en ==
        "Precise enough after 60 replications: the mean response time ± 4.31 (95%), asked ± 5.00.");
  CHECK(last_look_in_words(look).da ==
        "Præcist nok efter 60 gentagelser: den gennemsnitlige responstid ± 4,31 (95 %), ønsket ± 5,00.");
}

TEST_CASE("a run names the slowest municipality only if its interval stands apart", "[report]") {
  RunFacts run;
  run.title = run.district = {"Prøve", "Test"};
  run.replications = 8;
  run.areas = {{"faxe", "Faxe"}, {"soroe", "Sorø"}};
  const auto mean = [](const std::string& area, double value, double half) {
    Estimate e{.measure = "response_s", .statistic = "mean"};
    e.area = area;
    e.value = value;
    e.low = value - half;
    e.high = value + half;
    e.n = 100;
    return e;
  };
  run.estimates = {mean("all", 500, 10), mean("faxe", 600, 20), mean("soroe", 590, 20)};
  CHECK_THAT(text_of(run_sentences(run, Language::en), "areas"), Contains("cannot be told apart with 8 replications"));
  run.estimates = {mean("all", 500, 10), mean("faxe", 700, 20), mean("soroe", 590, 20)};
  CHECK(text_of(run_sentences(run, Language::en), "areas") ==
        "The wait is longest in Faxe (11 min 40 s), shortest in Sorø (9 min 50 s).");
}

TEST_CASE("what swings is said to swing at least so much, and what shows in a year only if real years are no wilder",
          "[report]") {
  Difference kreds = row("all", 559, 500, -62, -56, Verdict::better);
  kreds.period_sd = 8;
  CHECK_THAT(said(compared(kreds), "year", Language::en),
             Contains("at least about 8 s") && Contains("if real years swing no more than the simulated ones"));
}

TEST_CASE("what urgent tasks gain is never told without what all tasks together lose", "[report]") {
  auto facts = compared(row("all", 770, 792, 21.6, 22.3, Verdict::worse));
  CHECK(said(facts, "all_tasks", Language::en).empty());
  facts.published = true;
  Difference urgent = row("all", 590, 569, -24, -19, Verdict::better);
  urgent.type = "published";
  facts.rows.push_back(urgent);
  CHECK_THAT(said(facts, "verdict", Language::en),
             Contains("Better in the simulation: the mean response time of urgent"));
  CHECK(said(facts, "all_tasks", Language::en) ==
        "All tasks together: worse; from 12 min 50 s to 13 min 12 s, 22 s longer (simulation precision: 21.6 s to 22.3 "
        "s longer).");
}

TEST_CASE("a run says how many tasks got no patrol, and that none did where there was none", "[report]") {
  RunFacts run;
  const auto count = [](const char* measure, std::int64_t n) {
    Estimate e{.measure = measure, .statistic = "count"};
    e.n = n;
    return e;
  };
  const auto unanswered = [&](std::int64_t all, std::int64_t unserved, std::int64_t lost) {
    run.estimates = {count("incidents", all), count("unserved", unserved), count("lost", lost)};
    return text_of(run_sentences(run, Language::en), "unanswered");
  };
  CHECK(unanswered(0, 0, 0) == "No task arose.");
  CHECK(unanswered(10, 0, 0) == "Every task got a patrol.");
  CHECK(unanswered(1000, 3, 4) ==
        "Of 1,000 tasks in all replications 3 got no patrol in time and 4 were turned away: they have no waiting time "
        "and count as outside the targets.");
}

TEST_CASE("where callers gave up or incidents went away, no run says that every task got a patrol", "[report]") {
  RunFacts run;
  const auto told = [&](std::int64_t abandoned, std::int64_t settled, std::int64_t cancelled) {
    run.estimates.clear();
    for (const auto& [measure, n] : {std::pair{"incidents", std::int64_t{100}}, std::pair{"unserved", std::int64_t{0}},
                                     std::pair{"lost", std::int64_t{0}}, std::pair{"abandoned", abandoned},
                                     std::pair{"settled", settled}, std::pair{"cancelled", cancelled}}) {
      Estimate row{.measure = measure, .statistic = "count"};
      row.n = n;
      run.estimates.push_back(row);
    }
    return text_of(run_sentences(run, Language::en), "unanswered");
  };
  CHECK(told(0, 0, 0) == "Every task got a patrol.");
  CHECK(told(5, 0, 0) ==
        "Every task that reached the dispatcher got a patrol. Of 100 in all replications 5 were abandoned in the "
        "telephone queue and 0 were settled by telephone.");
  CHECK(
      told(0, 40, 1) ==
      "Every task that reached the dispatcher got a patrol. Of 100 in all replications 0 were abandoned in the "
      "telephone queue and 40 were settled by telephone. In all replications 1 more was cancelled before a patrol was "
      "there.");
  CHECK(told(0, 0, 7) ==
        "Every task got a patrol. In all replications 7 more were cancelled before a patrol was there.");
  run.estimates = {Estimate{.measure = "incidents", .statistic = "count"}};
  Estimate unstable{.measure = "unstable", .statistic = "share"};
  unstable.n = 1;
  run.estimates.push_back(unstable);
  const auto sentences = run_sentences(run, Language::en);
  REQUIRE(sentences.size() == 1);  // of the days before the end nothing is said as if they were the period
  CHECK_THAT(sentences[0].text, Contains("Unstable: in 1 of"));
}

TEST_CASE("one set of inputs is one, with its own change, and several are a range", "[report]") {
  Difference whole = row("all", 559, 547, -14, -11, Verdict::better);
  whole.sets = 1;
  whole.sets_low = whole.sets_high = -18;
  CHECK(said(compared(whole), "input_sets", Language::en) ==
        "With the one set of inputs that fits the published figures equally well, the response time is 18 s shorter.");
  CHECK(
      said(compared(whole), "input_sets", Language::da) ==
      "Med det ene sæt forudsætninger, der passer lige godt med de offentliggjorte tal, er responstiden 18 s kortere.");
  whole.verdict = Verdict::undecided;
  whole.sets_low = whole.sets_high = 7;
  CHECK(said(compared(whole), "input_sets", Language::en) ==
        "It depends on the inputs: with the one set of them that fits the published figures equally well, the response "
        "time is 7 s longer.");
  whole.sets = 9;
  whole.sets_low = -4;
  CHECK_THAT(said(compared(whole), "input_sets", Language::en), Contains("over 9 sets of them that fit the published"));
}

TEST_CASE("a run says what help came across the border and what went, where there are neighbours", "[report]") {
  RunFacts run;
  run.period = std::chrono::hours{24 * 365};
  const auto figure = [](const char* measure, const char* statistic, double value) {
    Estimate e{.measure = measure, .statistic = statistic};
    e.value = value;
    return e;
  };
  CHECK(text_of(run_sentences(run, Language::en), "border").empty());
  run.estimates = {figure("helped_in", "count", 41.4), figure("help_in_h", "mean", 61.7),
                   figure("help_refused", "share", 0.503)};
  const std::string received =
      "Neighbours' cars were first at 41 tasks in 365 days, for 62 car hours; 50.3% of the answers to our requests "
      "were "
      "a no.";
  CHECK(text_of(run_sentences(run, Language::en), "border") == received);
  run.estimates.push_back(figure("helped_out", "count", 3.5));
  run.estimates.push_back(figure("helped_out", "share", 0.95));
  run.estimates.push_back(figure("help_out_h", "mean", 1040));
  CHECK(text_of(run_sentences(run, Language::en), "border") ==
        received + " Cars of ours were sent across the border 3.5 times (95.0% of the requests), for 1,040 car hours.");
  run.estimates.erase(run.estimates.begin(), run.estimates.begin() + 3);
  CHECK(text_of(run_sentences(run, Language::da), "border") ==
        "Vi sendte vogne over grænsen 3,5 gange (95,0 % af forespørgslerne), i 1.040 vogntimer.");
}

TEST_CASE("what is gained before the control centre has the report is told from the first ring", "[report]") {
  auto facts = compared(row("all", 643, 644, -0.6, 2.5, Verdict::no_different));
  CHECK(said(facts, "ring", Language::en).empty());
  CHECK(said(facts, "ring_first", Language::en).empty());
  Difference ring = row("all", 820, 800, -22, -18, Verdict::better);
  ring.measure = "citizen_wait_s";
  facts.rows.push_back(ring);
  const std::string sooner =
      "From the first ring until the first patrol is at all tasks: better; from 13 min 40 s to 13 min 20 s, 20 s "
      "shorter (simulation precision: 18 s to 22 s shorter).";
  // Where the response does not show it, it stands first.
  CHECK(said(facts, "ring_first", Language::en) == sooner);
  CHECK(said(facts, "ring", Language::en).empty());
  facts.rows.front().verdict = Verdict::better;
  CHECK(said(facts, "ring", Language::en) == sooner);
  CHECK(said(facts, "ring_first", Language::en).empty());
}

TEST_CASE("where no published figure stands against the times, only differences may be quoted, and that is said",
          "[report]") {
  auto facts = compared(row("all", 752, 740, -14, -10, Verdict::better));
  CHECK(said(facts, "levels", Language::en) ==
        "No published response time is set against these figures: quote differences between plans, not "
        "the times themselves.");
  CHECK(said(facts, "levels", Language::da).starts_with("Ingen offentliggjort responstid"));
  CHECK(text_of(run_sentences(RunFacts{}, Language::en), "levels") == said(facts, "levels", Language::en));
  CHECK(text_of(sweep_sentences(SweepFacts{}, Language::en), "levels") == said(facts, "levels", Language::en));
  facts.set_against_published = true;
  CHECK(said(facts, "levels", Language::en).empty());
}

TEST_CASE("areas are called what they are in this district", "[report]") {
  CHECK(words_of(scenario::AreasCalled::municipalities).one.da == "kommune");
  CHECK(words_of(scenario::AreasCalled::city_districts).of_all.en == "The city districts'");
  CHECK(words_of(scenario::AreasCalled::towns).one.en == "town");
}

TEST_CASE("what a task in time costs is told in officer-hours and kroner, or in what there is", "[report]") {
  auto facts = compared(row("all", 752, 740, -14, -10, Verdict::better));
  const auto each = [](const char* statistic, double value) {
    Difference cost = row("all", 0, 0, 0.9 * value, 1.1 * value, Verdict::higher);
    cost.measure = "in_time", cost.statistic = statistic, cost.difference = value;
    return cost;
  };
  facts.rows.push_back(each("kroner_each", 50'000));
  CHECK(said(facts, "cost", Language::en) ==
        "Each further task that a patrol reaches in time takes 50,000 kroner (simulation precision: 45,000 to "
        "55,000).");
  facts.rows.push_back(each("officer_hours_each", 100));
  CHECK(said(facts, "cost", Language::da) ==
        "Hver opgave mere, som en patrulje når i tide, koster 100 betjenttimer (simuleringsusikkerhed: 90 til 110). "
        "Det er 50.000 kr. (45.000 til 55.000).");
}

TEST_CASE("officers who move between groups are told, those without posts too", "[report]") {
  auto facts = compared(row("all", 752, 752, 0, 0, Verdict::identical));
  facts.officers = {{"local", 21, 34}, {"investigation", 110, 97}};
  CHECK(said(facts, "posts", Language::en) ==
        "Officers in årsværk: local 21 → 34, investigation 110 → 97; as many in all.");
  facts.posts = {{"local", "soroe day car 1", 0, 2'085.7}};
  facts.officers.pop_back();
  CHECK(said(facts, "posts", Language::da) ==
        "Vagter, der kommer til: soroe day car 1 (local). I alt +2.086 betjenttimer på vagter om året. Betjente i "
        "årsværk: local 21 → 34; +13 i alt.");
}

TEST_CASE("presence, local hours, planned tasks and desks are told beside response times", "[report]") {
  auto facts = compared(row("all", 752, 752, 0, 0, Verdict::identical));
  facts.period = std::chrono::weeks{52};
  const auto add = [&](const char* measure, const char* area, double base, double plan, Verdict verdict) {
    Difference d = row(area, base, plan, plan - base, plan - base, verdict);
    d.measure = measure;
    facts.rows.push_back(d);
  };
  for (const char* id : {"presence", "local", "desks"}) CHECK(said(facts, id, Language::en).empty());
  add("presence_per_1000", "all", 6.84, 7.01, Verdict::better);
  add("presence_per_1000", "faxe", 0.3, 1.36, Verdict::better);
  add("presence_per_1000", "soroe", 1.9, 1.3, Verdict::worse);
  CHECK(said(facts, "presence", Language::en) ==
        "Presence per 1,000 inhabitants, patrol-hours a week: 6.8 → 7.0. The most is gained in Faxe: 0.3 → 1.4. The "
        "most is lost in Sorø: 1.9 → 1.3.");
  facts.rows.back().verdict = Verdict::undecided;  // an area that cannot be told lost nothing
  CHECK_THAT(said(facts, "presence", Language::da), Contains("Mest vinder Faxe: 0,3 → 1,4") && !Contains("taber"));

  add("local_planned_h", "all", 20'800, 33'280, Verdict::higher);
  add("local_delivered_h", "all", 20'800, 33'000, Verdict::better);
  facts.rows.back().low = 12'000;
  facts.rows.back().high = 12'400;
  add("local_leaked_h", "all", 0, 0, Verdict::identical);
  Difference on_time = row("all", 0.912, 0.96, 0.04, 0.056, Verdict::better);
  on_time.measure = "tasks_on_time";
  on_time.statistic = "share";
  facts.rows.push_back(on_time);
  CHECK(said(facts, "local", Language::en) ==
        "Hours a week, local police: planned 400 → 640; delivered 400 → 635 (difference, simulation precision: 231 "
        "to 238). Planned tasks begun on time, per cent: 91.2 → 96.0 (difference, simulation precision: 4.0 to 5.6).");

  add("desk_backlog_h", "all", 290, 422, Verdict::worse);
  CHECK(said(facts, "desks", Language::en) == "Desk work left over at the end of a day, in hours: 290 → 422.");
}

TEST_CASE("a run says what became of the hours of local police and of its planned tasks", "[report]") {
  RunFacts run;
  run.period = std::chrono::weeks{52};
  const auto figure = [](const char* measure, const char* statistic, double value) {
    Estimate e{.measure = measure, .statistic = statistic};
    e.value = value;
    return e;
  };
  CHECK(text_of(run_sentences(run, Language::en), "local").empty());
  run.estimates = {figure("local_planned_h", "mean", 20'800), figure("local_delivered_h", "mean", 18'200),
                   figure("local_leaked_h", "mean", 2'600), figure("tasks_on_time", "share", 0.973)};
  CHECK(
      text_of(run_sentences(run, Language::en), "local") ==
      "Local police: 400 hours a week planned, 350 delivered, 50 spent on incidents. 97.3% of the planned tasks began "
      "on time.");
  run.ring_fenced = {.da = "Lånte betjente", .en = "Borrowed officers"};
  CHECK_THAT(text_of(run_sentences(run, Language::da), "local"), Contains("Lånte betjente: 400 timer om ugen"));
  run.estimates[2] = figure("local_leaked_h", "mean", 10.4);  // ten hours a year are no nothing
  CHECK_THAT(text_of(run_sentences(run, Language::en), "local"), Contains("350 delivered, 0.2 spent on incidents"));
}
