#pragma once

#include <string>
#include <vector>

#include "sim/base/geo.hpp"

namespace kredsim {

struct Address {
  Position at;
  std::string postcode;  ///< "" if the file gives none
};

struct AddressFile {
  std::vector<Address> addresses;
  std::size_t bad_lines = 0;
  std::vector<std::string> complaints;  ///< the first few of them, as `file:line: problem`
};

/// A CSV file (RFC 4180: commas, quotes, line breaks inside quotes) whose first line names the columns `lat` and `lon`
/// (degrees, WGS 84) and perhaps `postcode`; other columns are passed over. Lines without a usable position are
/// counted.
/// @throws InputError if the file cannot be read, lacks a column, or more than 1 % of its lines are unusable.
AddressFile read_addresses(const std::string& file);

}  // namespace kredsim
