#include "analysis/store/csv_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include <unistd.h>

#include "analysis/store/output_error.hpp"

namespace kredsim {

namespace {

[[noreturn]] void fail(const std::string& path) {
  throw OutputError{path + ": cannot be written (" + std::strerror(errno) + ")"};
}

template <class Number>
void append(std::string& text, Number number) {
  std::array<char, 32> digits{};
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void append_padded(std::string& text, std::int64_t number, int width) {
  std::array<char, 20> digits{};
  for (int i = width; i-- > 0; number /= 10) digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
  text.append(digits.data(), static_cast<std::size_t>(width));
}

}  // namespace

std::string to_decimal(double number) {
  std::string text;
  append(text, number == 0 ? 0.0 : number);  // never "-0"
  return text;
}

std::string to_iso(SimTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::string text;
  append_padded(text, int{date.year()}, 4);
  append_padded(text += '-', unsigned{date.month()}, 2);
  append_padded(text += '-', unsigned{date.day()}, 2);
  append_padded(text += 'T', clock.hours().count(), 2);
  append_padded(text += ':', clock.minutes().count(), 2);
  append_padded(text += ':', clock.seconds().count(), 2);
  append_padded(text += '.', clock.subseconds().count(), 3);
  return text;
}

CsvFile::CsvFile(std::string path, const std::vector<std::string>& columns, std::string run)
    : path_{std::move(path)}, run_{std::move(run)}, file_{std::fopen(path_.c_str(), "wb")} {
  if (!file_) fail(path_);
  for (const std::string& column : columns) add(std::string_view{column});
  if (!run_.empty()) add(std::string_view{"run"});
  end_line();
}

void CsvFile::separate() {
  if (row_begun_) buffer_ += ',';
  row_begun_ = true;
}

CsvFile& CsvFile::add(std::string_view text) {
  separate();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    buffer_ += text;
    return *this;
  }
  buffer_ += '"';
  for (const char c : text) {
    if (c == '"') buffer_ += '"';
    buffer_ += c;
  }
  buffer_ += '"';
  return *this;
}

CsvFile& CsvFile::add(double number) {
  separate();
  append(buffer_, number == 0 ? 0.0 : number);
  return *this;
}

CsvFile& CsvFile::add(std::int64_t number) {
  separate();
  append(buffer_, number);
  return *this;
}

void CsvFile::end_row() {
  if (!run_.empty()) add(std::string_view{run_});
  end_line();
}

void CsvFile::end_line() {
  constexpr std::size_t piece = 1 << 20;
  buffer_ += '\n';
  row_begun_ = false;
  if (buffer_.size() >= piece) flush();
}

void CsvFile::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) fail(path_);
  buffer_.clear();
}

void CsvFile::close() {
  flush();
  if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0) fail(path_);
  file_.reset();
}

void write_file(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) fail(path);
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0 &&
                       fsync(fileno(file)) == 0;
  const int error = errno;
  std::fclose(file);
  errno = error;
  if (!written) fail(path);
}

}  // namespace kredsim
