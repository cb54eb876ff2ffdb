#pragma once

#include <exception>
#include <string>

namespace kredsim {

/// Results cannot be written: the folder exists, the disk is full, a name is taken. The text says what and where. Exit
/// code 1.
class OutputError : public std::exception {
 public:
  explicit OutputError(std::string text) : text_{std::move(text)} {}
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

}  // namespace kredsim
