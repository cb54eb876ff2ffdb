#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

/// Help across the border of the kreds, both ways.
namespace kredsim::scenario {
namespace {

constexpr int most_neighbours_cars = 200;

Kind<HelpReceived> helps() {
  return Keys<HelpReceived>{"help received"}
      .required(
          "cars", &HelpReceived::cars, by_reference(integer(0, most_neighbours_cars), "station", 50),
          "how many of its cars can be here at once, by the station at the border from which they come; no roster "
          "of this force has them")
      .optional("crew", &HelpReceived::crew, measured(integer(1, 20)), "officers in a car")
      .optional("capabilities", &HelpReceived::capabilities,
                list_of(text(name_pattern, "name of a capability"), "list of capabilities", 0, 64),
                "what its cars bring to incidents that ask for it")
      .required("available", &HelpReceived::available, measured(factor({0, 1})).like("60 %"),
                "how often it can spare a car when it is asked for one; drawn by neighbour and incident")
      .optional("to_border", &HelpReceived::to_border, measured(distribution_keys("min")),
                "what its car needs from where it is to that station: comes on top of the drive from there")
      .defaults_to("0 min")
      .optional("when", &HelpReceived::when, measured(week_hours()), "the hours of the week in which it is asked")
      .defaults_to("around the clock")
      .optional("with", &HelpReceived::with,
                one_of<HelpsWith>({{"urgent", HelpsWith::urgent},
                                   {"urgent and soon", HelpsWith::urgent_and_soon},
                                   {"any", HelpsWith::any}}),
                "with which incidents it helps, by their priority")
      .optional(
          "nearer_by", &HelpReceived::nearer_by, duration("min", Milliseconds{0}, std::chrono::hours{24}),
          "it is asked also where a car of ours could go, if its car is expected at least so much earlier than that "
          "car and than the nearest free one")
      .defaults_to("asked only when no car of ours can go")
      .optional("ask_again", &HelpReceived::ask_again, duration("min", std::chrono::minutes{1}, std::chrono::hours{24}),
                "so long after a no it is asked anew, as long as the incident waits")
      .defaults_to("a no is final")
      .check([](HelpReceived& help, const Yaml& node, Reading& reading) {
        int cars = 0;
        for (const auto& [station, count] : help.cars) cars += count;
        const Reading::Step step{reading, "cars"};
        if (cars == 0) reading.problem(*node.find("cars"), "names no car (write `{ STATION: 1 }`, or remove `helps`)");
        if (cars > most_neighbours_cars)
          reading.problem(*node.find("cars"), "are " + std::to_string(cars) + " cars (at most 200 can be played)");
      })
      .kind();
}

Kind<BorderPlace> border_place() {
  return Keys<BorderPlace>{"place at the border"}
      .required("at", &BorderPlace::at, measured(place_name()),
                "a town, point or node of the network, or a position that is moved to the nearest road")
      .optional("weight", &BorderPlace::weight, measured(number({1e-9, 1e9})), "requests lead there in proportion")
      .kind();
}

Kind<HelpGiven> asks() {
  const auto per = [](double hours) { return measured(number_per(hours, 1'000 * hours)); };
  return Keys<HelpGiven>{"help given"}
      .alternative("per_year", "per_year", &HelpGiven::per_hour, per(hours_per_year),
                   "how often a year of 365.25 days it asks for one car of ours")
      .alternative("per_day", "per_day", &HelpGiven::per_hour, per(24), "the same, a day")
      .optional("hours", &HelpGiven::hours, reference("hour profile"), "when in the week it asks")
      .defaults_to("alike at every hour")
      .required("at", &HelpGiven::at, list_of(border_place(), "list of places", 1, 100),
                "where a car of ours leaves our roads, or works: places at or beyond the border")
      .optional("priority", &HelpGiven::priority,
                one_of<Priority>({{"urgent", Priority::urgent}, {"soon", Priority::soon}}),
                "how our car drives there, and whether a reserve and the rules of a shift hold it back")
      .required("lasts", &HelpGiven::lasts, measured(distribution_keys("min")),
                "from the arrival at that place until the car is back there and free")
      .optional("refused_below", &HelpGiven::refused_below, integer(1, 1'000),
                "with fewer free cars than this it is refused at once")
      .kind();
}

}  // namespace

bool helps_with(const HelpReceived& help, Priority priority) {
  switch (help.with) {
    case HelpsWith::urgent: return priority == Priority::urgent;
    case HelpsWith::urgent_and_soon: return priority <= Priority::soon;
    case HelpsWith::any: return true;
  }
  return false;
}

Kind<Named<Neighbour>> neighbours_keys() {
  const auto neighbour =
      Keys<Neighbour>{"neighbour"}
          .optional("label", &Neighbour::label, text_for_people(), "what people read")
          .defaults_to("the key")
          .optional("helps", &Neighbour::helps, helps(), "cars of its own that come when they are asked for")
          .defaults_to("it does not help")
          .optional("asks", &Neighbour::asks, asks(), "tasks beyond the border that take one car of ours each")
          .defaults_to("it asks for nothing")
          .check([](Neighbour& neighbour, const Yaml& node, Reading& reading) {
            if (!neighbour.helps && !neighbour.asks)
              reading.problem(node, "neither helps nor asks for help (give it `helps`, `asks` or both, or remove it)");
          })
          .kind();
  auto kind = named(neighbour, "neighbour", 0, 20);
  kind.read = [read = kind.read](const Yaml& node, Named<Neighbour>& neighbours, Reading& reading) {
    read(node, neighbours, reading);
    for (auto& [key, value] : neighbours)
      if (value.label.da.empty()) value.label = {key, key};
  };
  return kind;
}

}  // namespace kredsim::scenario
