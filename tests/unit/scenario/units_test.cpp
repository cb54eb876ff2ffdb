#include <algorithm>

#include <catch2/catch.hpp>

#include "sim/scenario/units.hpp"

using namespace kredsim;
using namespace kredsim::scenario;
using namespace std::chrono_literals;

namespace {

template <class T>
std::string why(const Parsed<T>& parsed) {
  const auto* wrong = std::get_if<Wrong>(&parsed);
  return wrong == nullptr ? "" : wrong->why;
}

Milliseconds duration(std::string_view text) { return std::get<Milliseconds>(parse_duration(text, "h")); }
double number(std::string_view text) { return std::get<double>(parse_number(text)); }

}  // namespace

TEST_CASE("numbers are plain decimal numbers", "[scenario]") {
  CHECK(number("0") == 0.0);
  CHECK(number("-2.5") == -2.5);
  CHECK(number("1.5e-3") == 0.0015);
  CHECK(number("100") == 100.0);
  for (const char* text :
       {"",     "-",    "010", "-07", "0x1F",     "0o17",  "0b1", ".5",  "5.", "+5",   "1,5",  "1 000", "1_000",
        ".nan", ".inf", "nan", "inf", "infinity", "1e999", "1e",  "--1", "1-", "true", "1:30", "five"}) {
    INFO(text);
    CHECK(!why(parse_number(text)).empty());
  }
  CHECK(!why(parse_integer("1.0")).empty());
  CHECK(!why(parse_integer("1e3")).empty());
  CHECK(std::get<std::int64_t>(parse_integer("-9000000000")) == -9'000'000'000);
}

TEST_CASE("only true and false are true and false", "[scenario]") {
  CHECK(std::get<bool>(parse_boolean("true")));
  CHECK(!std::get<bool>(parse_boolean("false")));
  for (const char* text : {"yes", "no", "on", "off", "True", "FALSE", "y", "1", "ja", ""})
    CHECK(!why(parse_boolean(text)).empty());
}

TEST_CASE("a duration may have several units, the largest first", "[scenario]") {
  CHECK(duration("8 h") == 8h);
  CHECK(duration("12 min 36 s") == 12min + 36s);
  CHECK(duration("250 ms") == 250ms);
  CHECK(duration("52 weeks") == 364 * 24h);
  CHECK(duration("1 week 1 day") == 8 * 24h);
  CHECK(duration("1.5 h") == 90min);
  CHECK(duration("15min") == 15min);
  CHECK(duration("0 s") == 0s);
  CHECK(duration("0.0005 s") == 1ms);
  for (const char* text : {"8", "8 x", "h", "", " ", "8 h 3", "3 s 8 h", "8 h 8 h", "-8 h", "8 h -3 min", "08 h",
                           "1e9 weeks", "8h30", "8 : 30", "eight h", ".nan h"}) {
    INFO(text);
    CHECK(!why(parse_duration(text, "h")).empty());
  }
  CHECK(why(parse_duration("8", "h")) == "`8` has no unit (write `8 h`)");
  CHECK(why(parse_duration("30 minutes", "min")) ==
        "unknown unit `minutes` in `30 minutes` (did you mean `min`? units: ms, s, min, h, days, weeks)");
}

TEST_CASE("speeds, lengths, shares and rates need their unit", "[scenario]") {
  CHECK(std::get<double>(parse_speed("80 km/h")) == 80.0);
  CHECK(std::get<Millimetres>(parse_length("200 m")).count() == 200'000);
  CHECK(std::get<Millimetres>(parse_length("1.5 km")).count() == 1'500'000);
  CHECK(std::get<double>(parse_share("40 %")) == Approx(0.4));
  CHECK(std::get<double>(parse_rate("8 /h")) == 8.0);
  CHECK(std::get<double>(parse_rate("24 /day")) == Approx(1.0));
  CHECK(std::get<double>(parse_rate("8766 /year")) == Approx(1.0));
  for (const char* text : {"80", "80 mph", "km/h"}) CHECK(!why(parse_speed(text)).empty());
  for (const char* text : {"200", "200 mm", "-1 m", "1001 km"}) CHECK(!why(parse_length(text)).empty());
  for (const char* text : {"0.4", "40", "40 percent"}) CHECK(!why(parse_share(text)).empty());
  for (const char* text : {"8", "8 per h", "8 /minute"}) CHECK(!why(parse_rate(text)).empty());
}

TEST_CASE("times of day and dates are those of a calendar", "[scenario]") {
  CHECK(std::get<Milliseconds>(parse_clock("07:05")) == 7h + 5min);
  for (const char* text : {"7:00", "24:00", "12:60", "1200", "12:00:00", "", "ab:cd"})
    CHECK(!why(parse_clock(text)).empty());
  CHECK(to_text(std::get<SimTime>(parse_date("2020-02-29"))) == "2020-02-29 00:00:00");
  for (const char* text :
       {"2019-02-29", "2019-13-01", "19-01-01", "2019-1-1", "2019/01/01", "1066-10-14", "aaaa-bb-cc"})
    CHECK(!why(parse_date(text)).empty());
}

TEST_CASE("what is shown as a duration or number reads back", "[scenario]") {
  for (const Milliseconds value : {Milliseconds{0}, Milliseconds{250}, Milliseconds{8h}, Milliseconds{12min + 36s},
                                   Milliseconds{364 * 24h}, Milliseconds{8 * 24h + 3ms}})
    CHECK(duration(duration_text(value)) == value);
  CHECK(duration_text(24h * 7) == "1 week");
  for (const double value : {0.0, 1.0, 0.1, 1e6, 1.0 / 3, 12345.678, 1e300, 1e-9})
    CHECK(number(number_text(value)) == value);
  CHECK(number_text(1e6) == "1000000");
}

TEST_CASE("hours of the week are days, hours or both; past midnight they belong to the day they begin", "[scenario]") {
  const auto count = [](std::string_view text) {
    const auto hours = std::get<std::array<bool, hours_of_week>>(parse_week_hours(text));
    return std::count(hours.begin(), hours.end(), true);
  };
  CHECK(count("every day") == 168);
  CHECK(count("weekend") == 48);
  CHECK(count("weekdays 07-09") == 10);
  CHECK(count("00-24") == 168);
  CHECK(count("23-05") == 42);
  const auto night = std::get<std::array<bool, hours_of_week>>(parse_week_hours("sun 23-02"));
  CHECK((night[167] && night[0] && night[1] && !night[2] && !night[166]));
  for (const char* text : {"", " ", "7-9", "07-25", "24-03", "08-08", "mondays", "mon07-09", "mon 07-09 ",
                           "weekdays  07-09", "07:00-09:00"}) {
    INFO(text);
    CHECK(!why(parse_week_hours(text)).empty());
  }
}
