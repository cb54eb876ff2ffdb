#include "analysis/report/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kredsim {

namespace {

std::string plain(double value, int decimals) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return {buffer, static_cast<std::size_t>(std::clamp(length, 0, 63))};
}

/// Above this a length of time is told in minutes.
constexpr double in_minutes = 99.5;

}  // namespace

std::string pick(Language language, std::string_view da, std::string_view en) {
  return std::string{language == Language::da ? da : en};
}

std::string pick(Language language, const scenario::Text& text) { return language == Language::da ? text.da : text.en; }

AreaWords words_of(scenario::AreasCalled called) {
  switch (called) {
    case scenario::AreasCalled::city_districts:
      return {{.da = "bydel", .en = "city district"}, {.da = "Bydelenes", .en = "The city districts'"}};
    case scenario::AreasCalled::towns: return {{.da = "by", .en = "town"}, {.da = "Byernes", .en = "The towns'"}};
    case scenario::AreasCalled::municipalities: break;
  }
  return {{.da = "kommune", .en = "municipality"}, {.da = "Kommunernes", .en = "The municipalities'"}};
}

std::string fill(std::string_view pattern, std::initializer_list<std::string> values) {
  std::string text;
  const auto* value = values.begin();
  std::size_t from = 0;
  for (std::size_t at = pattern.find("{}"); at != std::string_view::npos; at = pattern.find("{}", from)) {
    text += pattern.substr(from, at - from);
    if (value != values.end()) text += *value++;
    from = at + 2;
  }
  return text += pattern.substr(from);
}

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string listed(const std::vector<std::string>& words, Language language) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? pick(language, " og ", " and ") : ", ";
    text += words[i];
  }
  return text;
}

std::string minutes_seconds(double seconds) {
  const auto whole = std::llround(seconds);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

std::string time_in_words(double seconds, Language language) {
  const double size = std::fabs(seconds);
  if (size < in_minutes) {
    const bool whole = size >= 9.95 || std::fabs(size - std::round(size)) < 0.05;
    return decimal(size, whole ? 0 : 1, language) + " s";
  }
  const auto whole = std::llround(size);
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

std::string change_in_words(double seconds, Language language) {
  if (std::fabs(seconds) < 0.05) return pick(language, "uændret", "unchanged");
  return time_in_words(seconds, language) +
         (seconds < 0 ? pick(language, " kortere", " shorter") : pick(language, " længere", " longer"));
}

ChangeInWords change_with_ends(double from, double to, Language language) {
  const auto seen = static_cast<double>(std::llround(to) - std::llround(from));
  const std::string change = change_in_words(to - from, language);
  if (std::fabs(to - from) < 0.05 || change_in_words(seen, language) == change)
    return {time_in_words(from, language), time_in_words(to, language), change};
  const auto tenths = [&](std::int64_t time) {
    const std::string rest = decimal(static_cast<double>(time % 600) / 10, 1, language) + " s";
    return time < 600 ? rest : std::to_string(time / 600) + " min " + rest;
  };
  const std::int64_t first = std::llround(from * 10);
  const std::int64_t last = std::llround(to * 10);
  return {tenths(first), tenths(last),
          tenths(std::abs(last - first)) +
              (to < from ? pick(language, " kortere", " shorter") : pick(language, " længere", " longer"))};
}

std::string range_in_words(double low, double high, Language language) {
  const std::string to = pick(language, " til ", " to ");
  // Two ends that would read alike get a decimal more.
  const bool alike = time_in_words(low, language) == time_in_words(high, language) && low * high > 0;
  const auto time = [&](double seconds) {
    const double size = std::fabs(seconds);
    return alike && size < in_minutes ? decimal(size, 1, language) + " s" : time_in_words(seconds, language);
  };
  if (high <= 0) return time(high) + to + time(low) + pick(language, " kortere", " shorter");
  if (low >= 0) return time(low) + to + time(high) + pick(language, " længere", " longer");
  return fill(pick(language, "fra {} kortere til {} længere", "from {} shorter to {} longer"), {time(low), time(high)});
}

std::string signed_time(double seconds, Language language, double like) {
  const double size = std::fabs(seconds);
  const double largest = std::max(size, std::fabs(like));
  const std::string sign = seconds < 0 ? "-" : "+";
  if (largest >= in_minutes) return sign + minutes_seconds(size) + " min";
  return sign + decimal(size, size < 9.95 ? 1 : 0, language) + " s";
}

std::string decimal(double value, int decimals, Language language) {
  std::string text = plain(value, decimals);
  if (language == Language::da) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string grouped(std::int64_t number, Language language) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, language == Language::da ? "." : ",");
  return number < 0 ? "-" + digits : digits;
}

std::string replications_in_words(std::int64_t number, Language language) {
  return std::to_string(number) + (number == 1 ? pick(language, " gentagelse", " replication")
                                               : pick(language, " gentagelser", " replications"));
}

std::string percent(double share, Language language, int decimals) {
  return decimal(100 * share, decimals, language) + pick(language, " %", "%");
}

std::string length_in_words(Milliseconds length, Language language) {
  const auto many = [&](std::int64_t count, const char* da, const char* das, const char* en, const char* ens) {
    return std::to_string(count) + " " + (count == 1 ? pick(language, da, en) : pick(language, das, ens));
  };
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(length).count();
  if (hours > 0 && hours % 168 == 0) return many(hours / 168, "uge", "uger", "week", "weeks");
  if (hours > 0 && hours % 24 == 0) return many(hours / 24, "dag", "dage", "day", "days");
  return many(hours, "time", "timer", "hour", "hours");
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

}  // namespace kredsim
