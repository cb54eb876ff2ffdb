#pragma once

#include <string>

namespace kredsim {

/// What the briefing shows of a results folder, as one JSON object: `run` (run.json) and `tables` of results.sqlite,
/// each `{"columns": [...], "rows": [[...]]}`. `estimates` are those that no figure of the briefing needs left out;
/// `years` is the spread between replications. Text that is not UTF-8 is mended; `<` is written as `\u003c`, so that
/// the text can stand inside a script element of a page.
/// @throws InputError if the folder holds no complete results of this format.
std::string results_json(const std::string& folder);

}  // namespace kredsim
