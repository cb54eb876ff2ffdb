#include "sim/world/trace_csv.hpp"

#include <array>
#include <cmath>
#include <fstream>
#include <iterator>

#include "sim/scenario/units.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim {

namespace {

constexpr std::size_t most_problems_told = 50;
constexpr std::size_t most_lines = 5'000'000;
constexpr std::size_t most_line_bytes = 16'384;
constexpr std::size_t most_file_bytes = std::size_t{512} << 20;

struct Field {
  std::string text;
  int column = 1;  ///< in the line, from 1
};

enum Column : std::size_t { time_column, type_column, place_column, lat_column, lon_column, on_scene_column, columns };
constexpr std::array<std::string_view, columns> column_names{"time", "type", "place", "lat", "lon", "on_scene"};

class TraceReader {
 public:
  TraceReader(std::string_view text, const std::string& file, std::vector<Problem>& problems)
      : rest_{text}, file_{file}, problems_{problems} {}

  std::vector<TraceLine> read() {
    std::vector<TraceLine> lines;
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    std::vector<Field> fields;
    if (!next(fields) || !header(fields)) {
      if (line_ == 0) problem(1, "is empty (the first line names the columns: time, type, place or lat and lon)");
      return lines;
    }
    while (problems_.size() < most_problems_told && next(fields)) {
      if (fields.size() == 1 && fields[0].text.empty()) continue;
      if (lines.size() == most_lines) {
        problem(1, "has more than 5,000,000 incidents (split the log)");
        break;
      }
      if (auto line = incident(fields)) lines.push_back(std::move(*line));
    }
    return lines;
  }

 private:
  void problem(int column, std::string text) {
    if (problems_.size() < most_problems_told) problems_.push_back({{file_, line_, column}, "", std::move(text)});
  }
  [[nodiscard]] static std::string quoted(const std::string& text) { return "`" + scenario::one_line(text, 60) + "`"; }

  /// The fields of the next line. @return false at the end, or if the line cannot be split.
  bool next(std::vector<Field>& fields) {
    if (rest_.empty()) return false;
    ++line_;
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > most_line_bytes) {
      problem(1, "is longer than 16,384 characters (is this a log of incidents?)");
      return false;
    }
    fields.assign(1, {});
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char byte = line[i];
      if (inside && byte == '"' && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back().text += line[++i];
      } else if (byte == '"' && (inside || fields.back().text.empty())) {
        inside = !inside;
      } else if (byte == ',' && !inside) {
        fields.push_back({{}, static_cast<int>(i) + 2});
      } else {
        fields.back().text += byte;
      }
    }
    if (inside) {
      problem(fields.back().column, "a quotation mark is not closed on its line");
      return false;
    }
    return true;
  }

  bool header(const std::vector<Field>& fields) {
    index_.fill(none);
    for (std::size_t i = 0; i < fields.size(); ++i)
      for (std::size_t c = 0; c < columns; ++c)
        if (fields[i].text == column_names[c]) {
          if (index_[c] != none) problem(fields[i].column, "two columns are called " + quoted(fields[i].text));
          index_[c] = i;
        }
    const auto missing = [&](std::size_t column) { return index_[column] == none; };
    for (const std::size_t column : {time_column, type_column})
      if (missing(column)) problem(1, "has no column `" + std::string{column_names[column]} + "`");
    if (missing(place_column) && (missing(lat_column) || missing(lon_column)))
      problem(1, "has no column `place`, nor both `lat` and `lon`");
    return problems_.empty();
  }

  std::optional<TraceLine> incident(const std::vector<Field>& fields) {
    const auto field = [&](std::size_t column) -> const Field* {
      return index_[column] < fields.size() && !fields[index_[column]].text.empty() ? &fields[index_[column]] : nullptr;
    };
    const std::size_t before = problems_.size();
    TraceLine line;
    line.origin = {file_, line_, 1};
    if (const Field* time = field(time_column)) {
      read_time(*time, line.time);
    } else {
      problem(1, "has no time");
    }
    if (const Field* type = field(type_column)) {
      line.type = type->text;
    } else {
      problem(1, "has no type");
    }
    if (const Field* place = field(place_column)) line.place = place->text;
    const Field* lat = field(lat_column);
    const Field* lon = field(lon_column);
    if (lat != nullptr && lon != nullptr) {
      line.at.emplace();
      read_degrees(*lat, 90, line.at->lat);
      read_degrees(*lon, 180, line.at->lon);
    } else if (line.place.empty()) {
      problem(1, "has no place (write an area or a point of the network in `place`, or degrees in `lat` and `lon`)");
    }
    if (const Field* on_scene = field(on_scene_column)) {
      const auto parsed = scenario::parse_duration(on_scene->text, "min");
      if (const auto* wrong = std::get_if<scenario::Wrong>(&parsed)) {
        problem(on_scene->column, "on_scene: " + wrong->why);
      } else if (std::get<Milliseconds>(parsed) > std::chrono::days{28}) {
        problem(on_scene->column, "on_scene: " + quoted(on_scene->text) + " is out of range (at most 28 days)");
      } else {
        line.on_scene = std::get<Milliseconds>(parsed);
      }
    }
    if (problems_.size() != before) return std::nullopt;
    return line;
  }

  void read_time(const Field& field, SimTime& time) {
    const std::string& text = field.text;
    const auto wrong = [&] {
      problem(field.column, quoted(text) + " is no time (write `2019-01-07 08:12` or `2019-01-07 08:12:30`)");
    };
    const bool has_seconds = text.size() == 19;
    if ((text.size() != 16 && !has_seconds) || (text[10] != ' ' && text[10] != 'T')) return wrong();
    const auto date = scenario::parse_date(std::string_view{text}.substr(0, 10));
    const auto clock = scenario::parse_clock(std::string_view{text}.substr(11, 5));
    if (!std::holds_alternative<SimTime>(date) || !std::holds_alternative<Milliseconds>(clock)) return wrong();
    time = std::get<SimTime>(date) + std::get<Milliseconds>(clock);
    if (!has_seconds) return;
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text[16] != ':' || !digit(17) || !digit(18) || text[17] > '5') return wrong();
    time += std::chrono::seconds{(text[17] - '0') * 10 + (text[18] - '0')};
  }

  void read_degrees(const Field& field, double most, double& degrees) {
    const auto parsed = scenario::parse_number(field.text);
    if (std::holds_alternative<double>(parsed)) degrees = std::get<double>(parsed);
    if (!std::holds_alternative<double>(parsed) || !(std::fabs(degrees) <= most))
      problem(field.column, quoted(field.text) + " is no " + (most > 90 ? "longitude" : "latitude") + " in degrees");
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::string_view rest_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  std::array<std::size_t, columns> index_{};
  int line_ = 0;
};

}  // namespace

std::vector<TraceLine> parse_trace(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  return TraceReader{text, file, problems}.read();
}

std::string read_trace_file(const std::string& file) {
  std::ifstream in{file, std::ios::binary | std::ios::ate};
  if (!in) throw InputError{file + ": cannot be opened"};
  const auto size = static_cast<std::size_t>(in.tellg());
  if (size > most_file_bytes) throw InputError{file + ": has more than 512 MiB (split the log)"};
  std::string text(size, '\0');
  in.seekg(0);
  if (!in.read(text.data(), static_cast<std::streamsize>(size))) throw InputError{file + ": reading failed"};
  return text;
}

}  // namespace kredsim
