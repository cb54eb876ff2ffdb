#pragma once

#include <string>
#include <vector>

#include "analysis/report/words.hpp"
#include "analysis/store/facts.hpp"

namespace kredsim {

/// What is said of a result, never beyond what its intervals carry. The terminal, `kredsim show` and the briefing say
/// the same words: these.
struct Sentence {
  std::string id;  ///< what it is about: `plan`, `verdict`, `areas`, `gap`, ...
  std::string text;
};

/// `plan`, `verdict` (the mean response), `levels` (where no published figure stands against them), `areas`,
/// `unanswered`, `local` (hours of local police, and planned tasks on time), `border` (help both ways, where there are
/// neighbours), and `year` where replications are years.
std::vector<Sentence> run_sentences(const RunFacts& run, Language language);
/// `plan`, `verdict`, `levels`, `all_tasks`, `input_sets`, `areas`, `gap`, `gains`, `mix`, `unanswered`, `ring`
/// (`ring_first` where the wait from the first ring is judged otherwise than the response), `presence`, `local`,
/// `desks`, `cost`, `year`, `pairing`; those that have nothing to say are left out.
std::vector<Sentence> comparison_sentences(const ComparisonFacts& plan, Language language);
/// `plan`, `verdict`, `levels`, `ends` (whether least and most can be told apart), `best`.
std::vector<Sentence> sweep_sentences(const SweepFacts& sweep, Language language);

/// What is to be said of times that no published figure stands against: that they are only good for differences.
/// Nothing where one does.
std::string levels_in_words(const AnswerFacts& answer, Language language);

/// The sentence of that id, or nothing.
std::string text_of(const std::vector<Sentence>& sentences, const std::string& id);
/// The figure of an estimate in its unit, with its interval in parentheses: "9 min 17 s (9 min 11 s to 9 min 23 s)".
std::string figure_in_words(const Estimate& row, Language language);

}  // namespace kredsim
