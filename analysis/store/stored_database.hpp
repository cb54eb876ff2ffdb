#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace kredsim {

/// A results.sqlite, read only.
class StoredDatabase {
 public:
  struct Cell {
    enum class Kind : std::uint8_t { nothing, integer, real, text } kind = Kind::nothing;
    std::int64_t integer = 0;
    double real = 0;
    std::string text{};

    /// A number of either kind.
    [[nodiscard]] std::optional<double> number() const {
      if (kind == Kind::integer) return static_cast<double>(integer);
      return kind == Kind::real ? std::optional{real} : std::nullopt;
    }
  };
  using Row = std::vector<Cell>;

  /// @throws InputError here and below if it is no results.sqlite of this version.
  explicit StoredDatabase(std::string path);
  ~StoredDatabase();
  StoredDatabase(const StoredDatabase&) = delete;
  StoredDatabase& operator=(const StoredDatabase&) = delete;

  /// Calls `columns(names)` once and `row(cells)` for each row of the answer.
  void read(std::string_view query, const std::function<void(const std::vector<std::string>&)>& columns,
            const std::function<void(const Row&)>& row) const;
  void read(std::string_view query, const std::function<void(const Row&)>& row) const {
    read(
        query, [](const auto&) {}, row);
  }
  [[nodiscard]] bool has_table(const std::string& name) const;

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  sqlite3* connection_ = nullptr;
};

}  // namespace kredsim
