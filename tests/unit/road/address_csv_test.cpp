#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/address_csv.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;

namespace {

std::string address_failure(const std::string& content) {
  const TemporaryFolder folder;
  try {
    read_addresses(folder.write("a.csv", content));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string good_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += "55.1,14.7,3700\n";
  return lines;
}

}  // namespace

TEST_CASE("quotes, commas and line breaks inside fields are read as CSV says", "[road]") {
  const TemporaryFolder folder;
  const AddressFile file = read_addresses(folder.write(
      "a.csv", "street,lat,lon,postcode\n\"A, \"\"b\"\"\nc\",55.25,14.5,3700\nplain,55.5,14.75,\"3730\"\n\n"));
  REQUIRE(file.addresses.size() == 2);
  CHECK(file.addresses[0].at == Position{55.25, 14.5});
  CHECK(file.addresses[1].postcode == "3730");
  CHECK(file.bad_lines == 0);
}

TEST_CASE("a bad line among many is told with file and line", "[road]") {
  const TemporaryFolder folder;
  const AddressFile file =
      read_addresses(folder.write("a.csv", "lat,lon,postcode\n" + good_lines(200) + "north,14.7,3700\n"));
  CHECK(file.addresses.size() == 200);
  CHECK(file.bad_lines == 1);
  REQUIRE(file.complaints.size() == 1);
  CHECK(says(file.complaints[0], "a.csv:202: no position: 'north', '14.7'"));
}

TEST_CASE("addresses that are mostly unusable are an error", "[road]") {
  CHECK(says(address_failure("lat,lon,postcode\n" + good_lines(50) + "north,14.7,3700\n"),
             "1 lines have no usable position, more than 1 %"));
  CHECK(says(address_failure("lat,lon\n91,12\n"), "holds no address"));
  CHECK(says(address_failure("lat,lon\nnan,12\n"), "holds no address"));
  CHECK(says(address_failure("lat,lon\n\"55.1,12\n"), "a.csv:2: a quotation mark is never closed"));
  CHECK(says(address_failure("lat;lon\n55;12\n"),
             "a.csv:1: no column lat (the first line must name lat and lon, separated by commas; found: lat;lon)"));
  CHECK(says(address_failure(""), "the file is empty"));
  CHECK(says(address_failure("lat,lon\n\"" + std::string(70'000, 'x')), "longer than 64 KiB"));
}
