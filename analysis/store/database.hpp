#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace kredsim {

/// A new SQLite file that is filled once, in one transaction, by one thread. The same statements in the same order give
/// the same bytes: fixed page size, no journal, nothing that depends on the clock. Errors throw OutputError.
class Database {
 public:
  /// The file must not exist.
  explicit Database(std::string path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);
  /// Ends the transaction and closes the file.
  void close();

  class Insert;
  /// Bytes that are no text.
  struct Blob {
    std::string_view bytes;
  };
  static std::string_view library_version();

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  sqlite3* connection_ = nullptr;
};

/// A prepared `INSERT INTO table VALUES (?, ?, ...)`.
class Database::Insert {
 public:
  Insert(Database& database, const std::string& table, int columns);
  ~Insert();
  Insert(const Insert&) = delete;
  Insert& operator=(const Insert&) = delete;

  template <class... Values>
  void operator()(const Values&... values) {
    next_ = 0;
    (bind(values), ...);
    step();
  }

 private:
  void bind(std::string_view text);
  void bind(const std::string& text) { bind(std::string_view{text}); }
  void bind(const char* text) { bind(std::string_view{text}); }
  void bind(Blob blob);
  void bind(double number);
  void bind(std::int64_t number);
  void bind(int number) { bind(std::int64_t{number}); }
  void bind(std::optional<double> number);
  void step();

  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 0;
};

}  // namespace kredsim
