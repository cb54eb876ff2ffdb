#include "sim/road/address_csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

constexpr std::size_t most_field_bytes = 65'536;
constexpr std::size_t most_fields = 1'000;
constexpr std::size_t most_addresses = 50'000'000;
constexpr std::size_t complaints_shown = 5;

/// Reads one record after the other and knows the line on which each began.
class CsvReader {
 public:
  explicit CsvReader(const std::string& file) : file_{file}, in_{file, std::ios::binary} {
    if (!in_) throw InputError{file + ": cannot be opened"};
    for (const char byte : {'\xEF', '\xBB', '\xBF'})  // byte order mark of spreadsheets
      if (in_.peek() == std::char_traits<char>::to_int_type(byte)) in_.get();
  }

  /// @return false at the end of the file.
  bool next(std::vector<std::string>& fields) {
    fields.assign(1, {});
    begin_ = line_;
    bool quoted = false;
    bool any = false;
    for (int c = in_.get(); c != std::char_traits<char>::eof(); c = in_.get()) {
      any = true;
      const char byte = static_cast<char>(c);
      if (byte == '\n') ++line_;
      if (quoted) {
        if (byte != '"')
          put(fields, byte);
        else if (in_.peek() == '"')
          put(fields, static_cast<char>(in_.get()));
        else
          quoted = false;
      } else if (byte == '"' && fields.back().empty()) {
        quoted = true;
      } else if (byte == ',') {
        if (fields.size() == most_fields) fail("more than 1,000 columns");
        fields.emplace_back();
      } else if (byte == '\n') {
        return true;
      } else if (byte != '\r') {
        put(fields, byte);
      }
    }
    if (in_.bad()) throw InputError{file_ + ": reading failed"};
    if (quoted) fail("a quotation mark is never closed");
    return any;
  }

  [[nodiscard]] std::string where() const { return file_ + ":" + std::to_string(begin_); }

 private:
  void put(std::vector<std::string>& fields, char byte) {
    if (fields.back().size() == most_field_bytes) fail("a field longer than 64 KiB (is a quotation mark missing?)");
    fields.back().push_back(byte);
  }
  [[noreturn]] void fail(const char* problem) const { throw InputError{where() + ": " + problem}; }

  std::string file_;
  std::ifstream in_;
  std::size_t line_ = 1;
  std::size_t begin_ = 1;
};

struct Columns {
  std::size_t lat;
  std::size_t lon;
  std::optional<std::size_t> postcode;
};

Columns find_columns(const std::string& file, const std::vector<std::string>& header) {
  const auto column = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - header.begin())};
  };
  const auto lat = column("lat");
  const auto lon = column("lon");
  if (lat && lon) return {*lat, *lon, column("postcode")};
  std::string found;
  for (const std::string& name : header) found += (found.empty() ? "" : ", ") + name.substr(0, 40);
  throw InputError{file + ":1: no column " + (lat ? "lon" : "lat") +
                   " (the first line must name lat and lon, separated by commas; found: " + found.substr(0, 300) + ")"};
}

std::optional<double> read_degrees(const std::string& text, double most) {
  double value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last || !(std::abs(value) <= most)) return {};
  return value;
}

}  // namespace

AddressFile read_addresses(const std::string& file) {
  CsvReader reader{file};
  std::vector<std::string> fields;
  if (!reader.next(fields)) throw InputError{file + ": the file is empty"};
  const Columns columns = find_columns(file, fields);
  AddressFile result;
  const auto complain = [&](const std::string& problem) {
    ++result.bad_lines;
    if (result.complaints.size() < complaints_shown) result.complaints.push_back(reader.where() + ": " + problem);
  };
  while (reader.next(fields)) {
    if (fields.size() == 1 && fields[0].empty()) continue;  // an empty line
    const std::size_t needed = std::max({columns.lat, columns.lon, columns.postcode.value_or(0)}) + 1;
    if (fields.size() < needed) {
      complain("only " + std::to_string(fields.size()) + " columns");
      continue;
    }
    const auto lat = read_degrees(fields[columns.lat], 90);
    const auto lon = read_degrees(fields[columns.lon], 180);
    if (!lat || !lon) {
      complain("no position: '" + fields[columns.lat].substr(0, 40) + "', '" + fields[columns.lon].substr(0, 40) + "'");
      continue;
    }
    if (result.addresses.size() == most_addresses)
      throw InputError{reader.where() + ": more than 50 million addresses"};
    result.addresses.push_back(
        {{*lat, *lon}, columns.postcode ? fields[*columns.postcode].substr(0, 32) : std::string{}});
  }
  if (result.addresses.empty()) throw InputError{file + ": holds no address"};
  if (result.bad_lines * 100 > result.addresses.size() + result.bad_lines)
    throw InputError{file + ": " + std::to_string(result.bad_lines) +
                     " lines have no usable position, more than 1 % (the first: " + result.complaints.front() + ")"};
  return result;
}

}  // namespace kredsim
