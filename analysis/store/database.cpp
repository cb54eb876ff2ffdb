#include "analysis/store/database.hpp"

#include <sqlite3.h>

#include "analysis/store/output_error.hpp"

namespace kredsim {

Database::Database(std::string path) : path_{std::move(path)} {
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path_.c_str(), &connection_, flags, nullptr) != SQLITE_OK) {
    const std::string why = connection_ != nullptr ? sqlite3_errmsg(connection_) : "no memory";
    sqlite3_close(connection_);
    throw OutputError{path_ + ": cannot be written (" + why + ")"};
  }
  // The folder appears by rename when complete, so a half-written file is never seen and needs no journal.
  run("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
      "PRAGMA temp_store = MEMORY; BEGIN");
}

Database::~Database() { sqlite3_close_v2(connection_); }

void Database::fail() const { throw OutputError{path_ + ": cannot be written (" + sqlite3_errmsg(connection_) + ")"}; }

void Database::run(const std::string& sql) {
  if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Database::close() {
  run("COMMIT");
  if (sqlite3_close(connection_) != SQLITE_OK) fail();
  connection_ = nullptr;
}

std::string_view Database::library_version() { return sqlite3_libversion(); }

Database::Insert::Insert(Database& database, const std::string& table, int columns) : database_{database} {
  std::string sql = "INSERT INTO " + table + " VALUES (?";
  for (int i = 1; i < columns; ++i) sql += ", ?";
  sql += ")";
  if (sqlite3_prepare_v2(database_.connection_, sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK) database_.fail();
}

Database::Insert::~Insert() { sqlite3_finalize(statement_); }

void Database::Insert::bind(std::string_view text) {
  if (sqlite3_bind_text(statement_, ++next_, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) != SQLITE_OK)
    database_.fail();
}

void Database::Insert::bind(Blob blob) {
  if (sqlite3_bind_blob(statement_, ++next_, blob.bytes.data(), static_cast<int>(blob.bytes.size()),
                        SQLITE_TRANSIENT) != SQLITE_OK)
    database_.fail();
}

void Database::Insert::bind(double number) {
  if (sqlite3_bind_double(statement_, ++next_, number) != SQLITE_OK) database_.fail();
}

void Database::Insert::bind(std::int64_t number) {
  if (sqlite3_bind_int64(statement_, ++next_, number) != SQLITE_OK) database_.fail();
}

void Database::Insert::bind(std::optional<double> number) {
  if (number) return bind(*number);
  if (sqlite3_bind_null(statement_, ++next_) != SQLITE_OK) database_.fail();
}

void Database::Insert::step() {
  if (sqlite3_step(statement_) != SQLITE_DONE || sqlite3_reset(statement_) != SQLITE_OK) database_.fail();
}

}  // namespace kredsim
