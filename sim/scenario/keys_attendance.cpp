#include <algorithm>

#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr int most_needed = 20;

void add_chances(const std::vector<std::pair<Reference, double>>& weights, const Yaml& node, SmallNumber& value,
                 Reading& reading) {
  std::vector<std::pair<int, double>> chances;
  double sum = 0;
  for (const auto& [name, weight] : weights) {
    const auto parsed = parse_integer(name.name);
    const auto* number = std::get_if<std::int64_t>(&parsed);
    if (number == nullptr || *number < 1 || *number > most_needed)
      return reading.problem_at(name.origin, name.key,
                                "`" + name.name + "` is no whole number from 1 to 20 (write `{ 1: 70, 2: 30 }`)");
    if (weight > 0) chances.emplace_back(static_cast<int>(*number), weight);
    sum += weight;
  }
  if (!(sum > 0)) return reading.problem(node, "no number has a weight of more than 0");
  std::sort(chances.begin(), chances.end());
  for (auto& chance : chances) chance.second /= sum;
  value.chances = std::move(chances);
}

/// `2`, or `{ 1: 70, 2: 30 }`.
Kind<SmallNumber> small_number() {
  const Kind<int> plain = integer(1, most_needed);
  const auto weights = by_reference(number({0, 1e12}), "number", 20);
  Kind<SmallNumber> kind;
  kind.description = forms("whole number, or weights of several", {plain.description, weights.description});
  kind.description.merge = KeyDescription::Merge::whole;
  kind.description.example = "{ 1: 70, 2: 30 }";
  kind.description.fallback = "1";
  kind.read = [=](const Yaml& node, SmallNumber& value, Reading& reading) {
    if (node.kind == Yaml::Kind::map) {
      std::vector<std::pair<Reference, double>> written;
      const std::size_t before = reading.problem_count();
      weights.read(node, written, reading);
      if (reading.problem_count() == before) add_chances(written, node, value, reading);
      return;
    }
    if (!reading.is(Yaml::Kind::scalar, node, "number (write `2`, or `{ 1: 70, 2: 30 }`)")) return;
    int number = 1;
    plain.read(node, number, reading);
    value.chances = {{number, 1.0}};
  };
  return kind;
}

Kind<Escalation> escalation() {
  return Keys<Escalation>{"escalation"}
      .required("probability", &Escalation::probability, measured(factor({0, 1})), "of all incidents of this type")
      .optional("cars", &Escalation::cars, integer(1, most_needed), "how many more are called")
      .required("after", &Escalation::after, measured(distribution_keys("min")),
                "since the first car began to work; if that has left by then, none are called")
      .kind();
}

Kind<Cancellation> cancellation() {
  return Keys<Cancellation>{"cancellation"}
      .required("probability", &Cancellation::probability, measured(factor({0, 1})), "of all incidents of this type")
      .required("after", &Cancellation::after, measured(distribution_keys("min")),
                "since a car may be sent; nothing is cancelled once a car is there")
      .kind();
}

Kind<Arrest> arrest() {
  return Keys<Arrest>{"arrest"}
      .required("probability", &Arrest::probability, measured(factor({0, 1})), "of all incidents of this type")
      .required("booking", &Arrest::booking, measured(distribution_keys("min")),
                "how long the crew is busy at the station with `detention` that is nearest")
      .kind();
}

Kind<ReportWriting> report() {
  return Keys<ReportWriting>{"report writing"}
      .required("time", &ReportWriting::time, measured(distribution_keys("min")), "how long the first crew writes")
      .optional("probability", &ReportWriting::probability, measured(factor({0, 1})), "of all incidents of this type")
      .optional("where", &ReportWriting::where,
                one_of<WritingPlace>({{"at the station", WritingPlace::station}, {"in the car", WritingPlace::car}}),
                "at the crew's own station, to which it drives first, or where it stands")
      .optional("interruptible", &ReportWriting::interruptible, boolean(),
                "the crew is sent when no car is free, and writes the rest later")
      .kind();
}

}  // namespace

void attendance_keys(Keys<IncidentType>& keys) {
  const auto part = [](auto Attendance::*member) {
    return [member](IncidentType & type) -> auto& { return type.attendance.*member; };
  };
  keys.optional("cars", part(&Attendance::cars), measured(small_number()), "how many cars it needs")
      .defaults_to("1")
      .optional("officers_required", part(&Attendance::officers), measured(small_number()),
                "how many officers it needs; further cars are sent until their crews suffice")
      .defaults_to("1")
      .optional(
          "solo", part(&Attendance::solo),
          one_of<Solo>(
              {{"may attend", Solo::may_attend}, {"hold until second arrives", Solo::hold}, {"never", Solo::never}}),
          "what a lone officer may do: work; go, but begin when a second officer is there; or not go alone")
      .optional("hold_at_most", part(&Attendance::hold_at_most),
                duration("min", Milliseconds{0}, std::chrono::hours{24 * 7}),
                "a lone officer who waits for a second begins after so long")
      .optional("release", part(&Attendance::release),
                one_of<Release>({{"each on its own", Release::each},
                                 {"together", Release::together},
                                 {"leading unit stays", Release::leading_stays}}),
                "when cars leave: each when its work is done; all with the last; the first there after all others")
      .optional("on_scene_drawn", part(&Attendance::on_scene_drawn),
                one_of<OnSceneDrawn>({{"for each car", OnSceneDrawn::for_each_car}, {"once", OnSceneDrawn::once}}),
                "whether each car is busy at the scene for a time of its own, or all for the same; `once` with "
                "`release: together` makes the incident one job of all its cars")
      .optional("backup_on_scene", part(&Attendance::backup_on_scene), measured(distribution_keys("min")),
                "how long all cars but the first sent are busy at the scene")
      .defaults_to("as `on_scene`")
      .optional("capabilities", part(&Attendance::capabilities),
                list_of(text(name_pattern, "name of a capability"), "list of capabilities", 0, 20),
                "one car of a group that has all of these must be among those sent")
      .optional(
          "interruption", part(&Attendance::interruption),
          one_of<Interruption>(
              {{"never", Interruption::never}, {"resume", Interruption::resume}, {"repeat", Interruption::repeat}}),
          "whether work at the scene may be interrupted (`dispatch.preemption`), and is resumed or begun again")
      .optional("escalation", part(&Attendance::escalation), escalation(), "more cars may be called from the scene")
      .defaults_to("never")
      .optional("cancellation", part(&Attendance::cancellation), cancellation(), "may go away before a car is there")
      .defaults_to("never")
      .optional("arrest", part(&Attendance::arrest), arrest(), "the first car may leave with a detainee")
      .defaults_to("never")
      .optional("report", part(&Attendance::report), report(), "the first crew writes a report afterwards")
      .defaults_to("none")
      .check([](IncidentType& type, const Yaml& node, Reading& reading) {
        if (type.attendance.on_scene_drawn == OnSceneDrawn::once && type.attendance.backup_on_scene) {
          const Reading::Step step{reading, "backup_on_scene"};
          reading.problem(*node.find("backup_on_scene"),
                          "all cars take the same time here (remove it, or write `on_scene_drawn: for each car`)");
        }
      })
      .check([](IncidentType& type, const Yaml& node, Reading& reading) {
        if (type.attendance.interruption == Interruption::never || type.attendance.release == Release::each) return;
        const Reading::Step step{reading, "interruption"};
        reading.problem(*node.find("interruption"),
                        "cars that leave together or after each other cannot be interrupted one by one (remove it, or "
                        "write `release: each on its own`)");
      });
}

}  // namespace kredsim::scenario
