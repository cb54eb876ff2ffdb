#pragma once

#include <span>
#include <string>

#include "analysis/store/data_dictionary.hpp"
#include "sim/scenario/key_description.hpp"

namespace kredsim {

/// The key reference in Markdown: one section a map, one row a key.
std::string key_reference_markdown(const scenario::KeyDescription& keys);

/// The same for sweep files, with the columns of what a sweep writes.
std::string sweep_reference_markdown(const scenario::KeyDescription& keys, std::span<const ColumnInfo> columns);

}  // namespace kredsim
