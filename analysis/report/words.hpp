#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/verdict.hpp"
#include "sim/base/time.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// In which an answer is read.
enum class Language { da, en };

/// The text in that language.
std::string pick(Language language, std::string_view da, std::string_view en);
std::string pick(Language language, const scenario::Text& text);
/// "municipality" and "The municipalities'", or what the areas of this district are called.
struct AreaWords {
  scenario::Text one;
  scenario::Text of_all;
};
AreaWords words_of(scenario::AreasCalled called);
/// `{}` of the pattern filled in, one after the other.
std::string fill(std::string_view pattern, std::initializer_list<std::string> values);
/// The first letter in upper case (ASCII).
std::string capital(std::string word);
/// "a, b and c".
std::string listed(const std::vector<std::string>& words, Language language);

/// "9:31", "75:02"; rounded to the nearest second.
std::string minutes_seconds(double seconds);
/// A length of time in a sentence: "9 min 31 s", "28 s", below ten seconds "5.6 s". Its sign is left out.
std::string time_in_words(double seconds, Language language);
/// A change with its two ends, as lengths of time in a sentence.
struct ChangeInWords {
  std::string from;
  std::string to;
  std::string change;  ///< "12 s shorter"
};
/// To the second where the ends then differ by as much as the change is said to be, else all with a decimal: from
/// "9 min 25.4 s" to "9 min 13.9 s", "11.5 s shorter".
ChangeInWords change_with_ends(double from, double to, Language language);
/// "12 s shorter", "2 min 8 s longer", "unchanged".
std::string change_in_words(double seconds, Language language);
/// "11 s to 14 s shorter", "from 3 s shorter to 2 s longer".
std::string range_in_words(double low, double high, Language language);
/// "+41 s", "-2.5 s", "+3:20 min" for tables; `like`: the largest size beside it, so that one range has one unit.
std::string signed_time(double seconds, Language language, double like = 0);
/// "1.5", Danish "1,5".
std::string decimal(double value, int decimals, Language language);
/// "37,361", Danish "37.361".
std::string grouped(std::int64_t number, Language language);
/// `40 replications`, and `1 replication`.
std::string replications_in_words(std::int64_t number, Language language);
/// "56%", Danish "56 %": without decimals, or with as many as are asked for.
std::string percent(double share, Language language, int decimals = 0);
/// "52 weeks", "1 uge", "365 days", "8 hours".
std::string length_in_words(Milliseconds length, Language language);
/// "better", "bedre".
std::string in_words(Verdict verdict, Language language);

}  // namespace kredsim
