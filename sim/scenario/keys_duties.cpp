#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

Kind<Break> rest() {
  return Keys<Break>{"break"}
      .required("after", &Break::after, duration("h", Milliseconds{0}, std::chrono::hours{24}),
                "since the shift began; taken when the car is next free")
      .required("length", &Break::length, duration("min", std::chrono::minutes{1}, std::chrono::hours{4}),
                "how long; what urgent work takes of it is made up afterwards")
      .kind();
}

}  // namespace

void duties_keys(Keys<Group>& keys) {
  const auto part = [](auto Duties::*member) {
    return [member](Group & group) -> auto& { return group.duties.*member; };
  };
  const auto of_shift = duration("min", Milliseconds{0}, std::chrono::hours{24});
  keys.optional("capabilities", part(&Duties::capabilities),
                list_of(text(name_pattern, "name of a capability"), "list of capabilities", 0, 64),
                "what its cars bring to incidents that ask for it")
      .optional("turnout_at_station", part(&Duties::turnout_at_station), measured(distribution_keys("s")),
                "from being sent until the car moves, if it stands at its station")
      .defaults_to("0 s")
      .optional("turnout_mobile", part(&Duties::turnout_mobile), measured(distribution_keys("s")),
                "from being sent until the car moves, anywhere else")
      .defaults_to("0 s")
      .optional(
          "shift_end", part(&Duties::shift_end),
          one_of<ShiftEnd>(
              {{"after the running job", ShiftEnd::after_the_job}, {"any free car leaves", ShiftEnd::swap}}),
          "what becomes of a car that is busy when its shift ends: overtime, or a car of the group that is free, or "
          "the first to become so, goes home in its place")
      .optional("hand_over", part(&Duties::hand_over), of_shift,
                "so long from the start of a shift a car takes urgent work only")
      .optional("only_urgent_in_last", part(&Duties::only_urgent_in_last), of_shift,
                "so long before the end of its shift a car takes urgent work only")
      .optional("break", part(&Duties::rest), rest(), "one break a shift; it yields to urgent work when no car is free")
      .defaults_to("none");
}

}  // namespace kredsim::scenario
