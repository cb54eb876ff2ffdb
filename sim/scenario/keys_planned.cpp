#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

/// Local police: the ring-fence of a group, and tasks that are planned.
namespace kredsim::scenario {
namespace {

constexpr const char* ring_fence_rules =
    "never; own area; urgent only; own area, urgent only; when nearer by DURATION; always";

void read_ring_fence(const Yaml& node, RingFence& value, Reading& reading) {
  using Rule = RingFence::Rule;
  constexpr std::pair<std::string_view, Rule> words[] = {{"never", Rule::never},
                                                         {"own area", Rule::own_area},
                                                         {"urgent only", Rule::urgent_only},
                                                         {"own area, urgent only", Rule::own_area_urgent_only},
                                                         {"always", Rule::always}};
  std::string word;
  const std::size_t before = reading.problem_count();
  text("", "ring-fence rule").read(node, word, reading);
  if (reading.problem_count() != before) return;
  for (const auto& [name, rule] : words)
    if (word == name) {
      value = {rule, {}};
      return;
    }
  constexpr std::string_view nearer = "when nearer by ";
  if (!word.starts_with(nearer))
    return reading.problem(node, "`" + word + "` is no rule (one of: " + ring_fence_rules + ")");
  const auto margin = parse_duration(std::string_view{word}.substr(nearer.size()), "min");
  if (const auto* wrong = std::get_if<Wrong>(&margin)) return reading.problem(node, wrong->why);
  value = {Rule::when_nearer, std::get<Milliseconds>(margin)};
}

Kind<Outing> outing() {
  const auto day = one_of<int>({{"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3}, {"fri", 4}, {"sat", 5}, {"sun", 6}});
  return Keys<Outing>{"outing"}
      .required("at", &Outing::at, measured(place_name()),
                "where to: a town, point or node of the network, or a position that is moved to the nearest road")
      .required("days", &Outing::days, list_of(day, "list of weekdays", 1, 7), "the weekdays on which it goes there")
      .required("from", &Outing::from, clock_time(), "when the crew sets out")
      .required("length", &Outing::length, duration("h", std::chrono::minutes{1}, std::chrono::hours{24}),
                "so long after that it packs up, whenever it arrived")
      .kind();
}

Kind<PlannedTask> planned_task() {
  return Keys<PlannedTask>{"planned task"}
      .optional("label", &PlannedTask::label, text_for_people(), "what people read")
      .defaults_to("the key")
      .required("by", &PlannedTask::by, list_of(reference("group"), "list of groups", 1, 50), "the groups that do it")
      .alternative("per_year", "year", &PlannedTask::per_hour, measured(number_per(hours_per_year, 1e7)),
                   "how many a year of 365.25 days, in the whole district; they arise in the hours of `when`")
      .alternative("outings", "outings", &PlannedTask::outings,
                   measured(list_of(outing(), "list of outings", 1, 1'000)), "a week's plan of places and hours")
      .optional("when", &PlannedTask::when, measured(week_hours()), "the hours of the week in which it may begin")
      .defaults_to("around the clock")
      .optional("where", &PlannedTask::where, measured(where_keys()),
                "how they spread over the areas: by inhabitants, or in proportion to weights")
      .optional("lasts", &PlannedTask::lasts, measured(distribution_keys("min")),
                "how long one takes at the place; no outing has it")
      .optional("deadline", &PlannedTask::deadline,
                measured(duration("days", std::chrono::minutes{1}, std::chrono::weeks{52}).like("14 days")),
                "it is on time if it begins within so long; until then it is put off")
      .defaults_to("14 days; of an outing 30 min")
      .optional("when_late", &PlannedTask::when_late,
                one_of<WhenLate>({{"do it late", WhenLate::do_it_late}, {"drop it", WhenLate::drop}}),
                "what becomes of one that has not begun by then; an outing is dropped when its time is over")
      .optional("who", &PlannedTask::who,
                one_of<WhoDoes>({{"own area", WhoDoes::own_area}, {"anybody", WhoDoes::anybody}}),
                "only cars whose own area it lies in, if the groups have such a car, or any")
      .optional(
          "interruptible", &PlannedTask::interruptible,
          one_of<Interruptible>(
              {{"never", Interruptible::never}, {"urgent", Interruptible::urgent}, {"always", Interruptible::always}}),
          "by which incidents, where the ring-fence lets the car go and no car is free; the rest is done later")
      .optional("seen", &PlannedTask::seen,
                one_of<Seen>({{"no", Seen::no}, {"parked", Seen::parked}, {"on foot", Seen::on_foot}}),
                "how the crew counts as presence while it is there")
      .check([](PlannedTask& task, const Yaml& node, Reading& reading) {
        const bool goes_out = !task.outings.empty();
        if (!goes_out && !task.lasts) reading.problem(node, "`lasts` is missing (how long one takes)");
        for (const char* key : {"lasts", "where", "when", "who"})
          if (const Yaml* written = node.find(key); goes_out && written != nullptr) {
            const Reading::Step step{reading, key};
            reading.problem(*written, "is not read where there are `outings` (each has its own place and hours)");
          }
        for (const Outing& outing : task.outings)
          if (outing.from + outing.length > std::chrono::hours{48})
            reading.problem(node, "an outing ends later than the day after it begins");
      })
      .kind();
}

}  // namespace

Kind<RingFence> ring_fence_keys() {
  Kind<RingFence> kind;
  kind.description = text("", "ring-fence rule").description;
  kind.description.pattern = "^(never|own area|urgent only|own area, urgent only|always|when nearer by .+)$";
  kind.description.example = "own area, urgent only";
  kind.read = read_ring_fence;
  return kind;
}

Kind<Named<PlannedTask>> planned_tasks_keys() {
  auto kind = named(planned_task(), "planned task", 0, 100);
  kind.read = [read = kind.read](const Yaml& node, Named<PlannedTask>& tasks, Reading& reading) {
    read(node, tasks, reading);
    for (auto& [key, task] : tasks)
      if (task.label.da.empty()) task.label = {key, key};
  };
  return kind;
}

}  // namespace kredsim::scenario
