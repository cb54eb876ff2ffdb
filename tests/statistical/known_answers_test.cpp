#include "tests/statistical/known_answers.hpp"

TEST_CASE("the engine agrees with the known answers of the ten short cases", "[statistical]") {
  kredsim::test::check_known_answers(true);
}
