#pragma once

#include <string>

#include "analysis/report/words.hpp"
#include "analysis/store/facts.hpp"

namespace kredsim {

/// What `kredsim show` prints of a results folder of any kind: the verdict in sentences, tables, small charts. Plain
/// UTF-8 of about 100 columns, without colours, so that it reads the same in a terminal, a file and a mail.
std::string shown(const Facts& facts, Language language);

/// Of a sweep: the sentences, a table of its points and a bar for each.
std::string sweep_text(const SweepFacts& sweep, Language language);

}  // namespace kredsim
