#include <cstdlib>
#include <set>
#include <utility>

#include <catch2/catch.hpp>

#include "analysis/store/csv_file.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

TEST_CASE("every column is explained once", "[store]") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ColumnInfo& column : data_dictionary()) {
    CAPTURE(column.table, column.column);
    CHECK(seen.insert({column.table, column.column}).second);
    CHECK_FALSE(column.meaning.empty());
  }
}

TEST_CASE("the reference for readers repeats the dictionary of the code", "[store]") {
  const std::string path = KREDSIM_SOURCE_DIR "/docs/reference/results.md";
  const std::string begin = "<!-- dictionary: written by the test unit_store with KREDSIM_UPDATE=1 -->\n";
  const std::string end = "<!-- end of dictionary -->";
  const std::string text = test::contents(path);
  const auto from = text.find(begin);
  const auto to = text.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const std::string wanted = text.substr(0, from) + begin + "\n" + dictionary_as_markdown() + "\n" + text.substr(to);
  if (std::getenv("KREDSIM_UPDATE") != nullptr) write_file(path, wanted);
  CHECK(test::contents(path) == wanted);
}
