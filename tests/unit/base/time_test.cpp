#include <catch2/catch.hpp>

#include "sim/base/time.hpp"

using namespace kredsim;
using namespace std::chrono;
using namespace std::chrono_literals;

TEST_CASE("hours of the week count from Monday midnight, before and after 1970", "[base]") {
  CHECK(hour_of_week(SimTime{local_days{2019y / 1 / 7}}) == 0);
  CHECK(hour_of_week(SimTime{local_days{2019y / 1 / 7}} - 1ms) == 167);
  CHECK(hour_of_week(SimTime{local_days{2019y / 1 / 9}} + 5h + 59min) == 53);
  CHECK(hour_of_week(SimTime{local_days{1969y / 12 / 29}}) == 0);
}

TEST_CASE("a duration is told in its two largest units", "[base]") {
  CHECK(to_text(Milliseconds{12min + 36s}) == "12 min 36 s");
  CHECK(to_text(Milliseconds{2h + 5s}) == "2 h");
  CHECK(to_text(850ms) == "850 ms");
  CHECK(to_text(Milliseconds{-90s}) == "-1 min 30 s");
}
