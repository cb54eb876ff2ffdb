#pragma once

#include <string>
#include <vector>

namespace kredsim {

/// A finished sentence about a result, as analysis/report makes them.
struct SaidText {
  std::string plan;  ///< of a comparison: the plan that it is about; else empty
  std::string language;
  std::string id;
  std::string text;
};

/// What the briefing shows of a results folder, as one JSON object: `kind` (`run`, `comparison` or `sweep`), `run`
/// (run.json), `said` and `tables` of results.sqlite, each `{"columns": [...], "rows": [[...]]}`. `estimates` are those
/// that no figure of the briefing needs left out; `years` is the spread between replications. Text that is not UTF-8 is
/// mended; `<` is written as `\u003c`, so that the text can stand inside a script element of a page.
/// @throws InputError if the folder holds no complete results of this format.
std::string results_json(const std::string& folder, const std::vector<SaidText>& said);

/// A validation sheet that lies beside the results (validation.json of `kredsim validate --json`) is taken along.
inline constexpr const char* validation_file = "validation.json";

}  // namespace kredsim
