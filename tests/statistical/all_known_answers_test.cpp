#include "tests/statistical/known_answers.hpp"

TEST_CASE("the engine agrees with the known answers of every case", "[statistical][long]") {
  kredsim::test::check_known_answers(false);
}
