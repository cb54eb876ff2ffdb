#include "analysis/store/stored_database.hpp"

#include <memory>

#include <sqlite3.h>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

StoredDatabase::Cell cell(sqlite3_stmt* statement, int column) {
  using Kind = StoredDatabase::Cell::Kind;
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return {Kind::integer, sqlite3_column_int64(statement, column), 0, {}};
    case SQLITE_FLOAT: return {Kind::real, 0, sqlite3_column_double(statement, column), {}};
    case SQLITE_TEXT: return {Kind::text, 0, 0, reinterpret_cast<const char*>(sqlite3_column_text(statement, column))};
    default: return {};
  }
}

}  // namespace

StoredDatabase::StoredDatabase(std::string path) : path_{std::move(path)} {
  if (sqlite3_open_v2(path_.c_str(), &connection_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) fail();
}

StoredDatabase::~StoredDatabase() { sqlite3_close_v2(connection_); }

void StoredDatabase::read(std::string_view query, const std::function<void(const std::vector<std::string>&)>& columns,
                          const std::function<void(const Row&)>& row) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection_, query.data(), static_cast<int>(query.size()), &statement, nullptr) != SQLITE_OK)
    fail();
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> ends{statement, sqlite3_finalize};
  const int count = sqlite3_column_count(statement);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(sqlite3_column_name(statement, i));
  columns(names);
  Row cells(static_cast<std::size_t>(count));
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    for (int i = 0; i < count; ++i) cells[static_cast<std::size_t>(i)] = cell(statement, i);
    row(cells);
  }
  if (step != SQLITE_DONE) fail();
}

bool StoredDatabase::has_table(const std::string& name) const {
  bool found = false;
  read("SELECT name FROM sqlite_master WHERE type = 'table'", [&](const Row& row) { found |= row[0].text == name; });
  return found;
}

void StoredDatabase::fail() const {
  throw InputError{path_ + ": is no results.sqlite of this version (" +
                   (connection_ != nullptr ? sqlite3_errmsg(connection_) : "no memory") + ")"};
}

}  // namespace kredsim
