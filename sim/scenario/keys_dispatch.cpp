#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

Kind<TakeOff> take_off() {
  return one_of<TakeOff>(
      {{"never", TakeOff::never}, {"for urgent", TakeOff::for_urgent}, {"for more urgent", TakeOff::for_more_urgent}});
}

void check(Dispatch& dispatch, const Yaml& node, Reading& reading) {
  const auto refuse = [&](const char* key, const std::string& problem) {
    const Yaml* at = node.find(key);
    if (at == nullptr) return;
    const Reading::Step step{reading, key};
    reading.problem(*at, problem);
  };
  const auto only_for = [&](const char* key, const char* policy) {
    if (dispatch.policy != policy)
      refuse(key, "belongs to the policy `" + std::string{policy} + "` (remove it, or choose that policy)");
  };
  only_for("own_area_margin", "own area first");
  only_for("preference", "preference");
  if (dispatch.policy == "preference" && dispatch.preference.empty())
    refuse("policy", "needs `dispatch.preference` (which cars go to which area, the first first)");
  if (dispatch.diversion == TakeOff::never)
    refuse("diversion_margin", "nothing is diverted (remove it, or write `diversion: for urgent`)");
  if (dispatch.when_all_busy == WhenAllBusy::queue) return;
  if (dispatch.queue == QueueRule::strict) refuse("queue", "nothing queues here (`when_all_busy` is `lose`)");
  for (const auto& [key, rule] : {std::pair{"diversion", dispatch.diversion}, {"preemption", dispatch.preemption}})
    if (rule != TakeOff::never)
      refuse(key, "what a car is taken off has to wait for another (write `when_all_busy: queue`)");
}

}  // namespace

Kind<Dispatch> dispatch_keys() {
  std::vector<std::pair<std::string, std::string>> policies;
  for (const std::string_view policy : dispatch_policies) policies.emplace_back(policy, policy);
  return Keys<Dispatch>{"map of dispatch rules"}
      .optional(
          "policy", &Dispatch::policy, one_of(std::move(policies)),
          "which free car is sent: `nearest` by driving time; `own area first`, a car of the area if there is one; "
          "`preference`, the first on the area's list")
      .optional("when_all_busy", &Dispatch::when_all_busy,
                one_of<WhenAllBusy>({{"queue", WhenAllBusy::queue}, {"lose", WhenAllBusy::lose}}),
                "whether an incident waits for a car, or goes elsewhere")
      .optional("send", &Dispatch::send,
                one_of<Send>({{"as they come", Send::as_they_come}, {"all at once", Send::all_at_once}}),
                "whether the cars of one incident are sent as they become free, or when there are enough")
      .optional("queue", &Dispatch::queue,
                one_of<QueueRule>({{"strict", QueueRule::strict}, {"bypass", QueueRule::bypass}}),
                "whether those behind an incident that lacks cars wait with it, or may be served before it")
      .optional("compare", &Dispatch::compare,
                one_of<Compare>({{"driving", Compare::driving}, {"arrival", Compare::arrival}}),
                "what makes a car the nearest: its driving time, as a map shows it, or the mean turnout of its group "
                "as well")
      .optional("own_area_margin", &Dispatch::own_area_margin, duration("min", Milliseconds{0}, std::chrono::hours{24}),
                "a car of the own area goes unless it would be there more than so much later than the nearest")
      .optional("preference", &Dispatch::preference,
                by_reference(list_of(text(), "list of stations, groups or units", 1, 500), "area", 500),
                "for each area the cars in the order in which they are tried; those not named come last; of equals the "
                "first on the roster")
      .optional("reserve", &Dispatch::reserve, integer(0, 1'000), "the last so many free cars go to urgent work only")
      .optional("diversion", &Dispatch::diversion, take_off(),
                "whether a car under way to less urgent work may be sent on to an urgent incident, or to any more "
                "urgent one")
      .optional("diversion_margin", &Dispatch::diversion_margin,
                duration("min", Milliseconds{0}, std::chrono::hours{24}),
                "it must be there so much earlier than the free car that would be sent")
      .optional("preemption", &Dispatch::preemption, take_off(),
                "whether a car at interruptible, less urgent work is sent when none is free")
      .check(check)
      .kind();
}

}  // namespace kredsim::scenario
