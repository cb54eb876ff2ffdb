#pragma once

#include <string>

#include "sim/road/networks.hpp"

namespace kredsim {

/// What is to be recorded of an import with these options: the paths made absolute, and what the files hold.
/// Cost: reads every file once, about 0.7 s a gigabyte. @throws InputError if one cannot be read.
ImportRecord record_of(const ImportOptions& options);

/// As JSON, and back.
std::string to_text(const ImportRecord& record);
/// @throws InputError if it is none.
ImportRecord read_record(const std::string& file);

}  // namespace kredsim
