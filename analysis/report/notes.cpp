#include "analysis/report/notes.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/report/words.hpp"

namespace kredsim {

namespace {

std::string in_days(Milliseconds time, Language language) {
  const double days = seconds(time) / 86400;
  const bool whole = std::fabs(days - std::round(days)) < 0.005;
  const bool one = whole && std::lround(days) == 1;
  return decimal(days, whole ? 0 : 1, language) +
         (one ? pick(language, " dag", " day") : pick(language, " dage", " days"));
}

std::string warm_up_in(const WarmUpCheck& check, Language language) {
  const bool fewer = *check.difference < 0;
  const double ends[] = {std::fabs(*check.low), std::fabs(*check.high)};
  const auto amount = [&](double tasks) { return decimal(tasks, tasks < 9.95 ? 1 : 0, language); };
  return fill(
      pick(language,
           "Opvarmningen er for kort: i begyndelsen af perioden er {} {} opgaver åbne end sædvanligt senere "
           "(simuleringsusikkerhed: {} til {}). De første dage er derfor {} end resten. Opvarmningen (period.warm_up) "
           "er "
           "{}; tallene taler for {}.",
           "The warm-up is too short: at the start of the period {} {} tasks are open than is usual later (simulation "
           "precision: {} to {}). The first days are therefore {} than the rest. The warm-up (period.warm_up) is {}; "
           "the "
           "figures speak for {}."),
      {amount(std::fabs(*check.difference)), fewer ? pick(language, "færre", "fewer") : pick(language, "flere", "more"),
       amount(*std::min_element(ends, ends + 2)), amount(*std::max_element(ends, ends + 2)),
       fewer ? pick(language, "roligere", "quieter") : pick(language, "travlere", "busier"),
       in_days(check.warm_up, language), in_days(check.suggested, language)});
}

std::string look_in(const Precision& precision, Language language) {
  std::string figure = precision.statistic + " " + precision.measure;
  if (precision.measure == "response_s" && precision.statistic == "mean")
    figure = pick(language, "den gennemsnitlige responstid", "the mean response time");
  if (precision.type != "all" || precision.area != "all") figure += " (" + precision.type + ", " + precision.area + ")";
  const auto amount = [&](double value) { return decimal(value, std::fabs(value) < 9.95 ? 2 : 1, language); };
  const std::string half = precision.half_width ? amount(*precision.half_width) : std::string{"?"};
  return fill(precision.enough ? pick(language, "Præcist nok efter {} gentagelser: {} ± {} ({}), ønsket ± {}.",
                                      "Precise enough after {} replications: {} ± {} ({}), asked ± {}.")
                               : pick(language,
                                      "Ikke præcist nok efter {} gentagelser: {} ± {} ({}), ønsket ± {} (øg "
                                      "until.max_replications).",
                                      "Not precise enough after {} replications: {} ± {} ({}), asked ± {} (raise "
                                      "until.max_replications)."),
              {grouped(precision.replications, language), figure, half, percent(precision.confidence, language, 0),
               amount(precision.wanted)});
}

}  // namespace

scenario::Text warm_up_in_words(const WarmUpCheck& check) {
  if (check.finding != WarmUpCheck::Finding::too_short) return {};
  return {.da = warm_up_in(check, Language::da), .en = warm_up_in(check, Language::en)};
}

scenario::Text last_look_in_words(const Precision& precision) {
  return {.da = look_in(precision, Language::da), .en = look_in(precision, Language::en)};
}

}  // namespace kredsim
