#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {

KeyDescription forms(std::string type, std::vector<KeyDescription> children) {
  KeyDescription description;
  description.shape = KeyDescription::Shape::any_of;
  description.type = std::move(type);
  description.children = std::move(children);
  return description;
}

Kind<Text> text_for_people() {
  const Kind<std::string> plain = text();
  const Kind<Text> both = Keys<Text>{"text in two languages"}
                              .required("da", &Text::da, plain, "in Danish")
                              .required("en", &Text::en, plain, "in English")
                              .kind();
  Kind<Text> kind;
  kind.description = forms("text, or `{ da: ..., en: ... }`", {plain.description, both.description});
  kind.description.merge = KeyDescription::Merge::whole;
  kind.read = [=](const Yaml& node, Text& value, Reading& reading) {
    if (node.kind == Yaml::Kind::map) return both.read(node, value, reading);
    if (!reading.is(Yaml::Kind::scalar, node, "text (write one text, or `{ da: ..., en: ... }`)")) return;
    plain.read(node, value.da, reading);
    value.en = value.da;
  };
  return kind;
}

namespace {

KeyDescription described(const char* type, const char* example) {
  KeyDescription description;
  description.type = type;
  description.example = example;
  return description;
}

KeyDescription version() {
  KeyDescription description = integer(1, 1).description;
  description.required = true;
  description.example = "1";
  return description;
}

void derive(Scenario& scenario, const Yaml& node, Reading& reading) {
  if (!std::holds_alternative<StylisedNetwork>(scenario.network)) return;
  const Yaml* said = node.find("stylised");
  if (said != nullptr && !scenario.stylised) {
    const Reading::Step step{reading, "stylised"};
    reading.problem(*said, "the network of this scenario is stylised (remove the key, or use `network.import`)");
  }
  scenario.stylised = true;
}

Kind<Scenario> make() {
  return Keys<Scenario>{"scenario"}
      .read_elsewhere("kredsim", version(), "version of this format; every file says it")
      .optional("title", &Scenario::title, text_for_people(), "what stands above the results")
      .optional("question", &Scenario::question, text_for_people(), "the question that the scenario answers")
      .read_elsewhere("extends", described("path, relative to the file that says it", "2019.yaml"),
                      "the scenario that this one changes: maps merge, everything else is replaced")
      .read_elsewhere("district", described("path, relative to the file that says it", "../districts/bornholm"),
                      "folder of a district; its `district.yaml` lies under everything else")
      .required("period", &Scenario::period, period_keys(), "what is simulated")
      .optional("replications", &Scenario::replications, integer(1, 1'000'000), "how often the period is played")
      .optional("seed", &Scenario::seed, whole_number(), "another seed gives other random incidents")
      .optional(
          "rate_step", &Scenario::rate_step_per_hour, rate({1e-9, 1e6}),
          "grain of the arrival streams: two plans share all incidents below the lower of their rates; leave it alone")
      .optional("district_name", &Scenario::district_name, text_for_people(), "name of the district")
      .optional("stylised", &Scenario::stylised, boolean(),
                "the district is not drawn to the last road: shown with every figure")
      .defaults_to("true if the network is stylised")
      .required("network", &Scenario::network, network_keys(), "the roads")
      .optional("areas", &Scenario::areas, areas_keys(), "municipalities, and other layers of areas")
      .defaults_to("one area, the district")
      .optional("areas_called", &Scenario::areas_called,
                one_of<AreasCalled>({{"municipalities", AreasCalled::municipalities},
                                     {"city districts", AreasCalled::city_districts},
                                     {"towns", AreasCalled::towns}}),
                "what reports call the areas by which they split: those of the coarsest layer that has several")
      .optional("boundaries", &Scenario::boundaries, boundaries_keys(), "shapes of the areas for maps")
      .required("stations", &Scenario::stations, stations_keys(), "where cars start")
      .optional("ferries", &Scenario::ferries, ferries_keys(), "car ferries, by name")
      .optional("driving", &Scenario::driving, driving_keys(), "how fast cars drive")
      .optional("hours", &Scenario::hours, hours_keys(), "profiles over the hours of the week")
      .required("incidents", &Scenario::incidents, incidents_keys(), "the types of incidents")
      .optional("demand", &Scenario::demand, demand_keys(), "what moves the demand beside the rates of the types")
      .optional("control_centre", &Scenario::control_centre, control_centre_keys(),
                "112, 114 and the dispatchers: what happens before a unit can be sent")
      .defaults_to("an incident begins when a unit can be sent")
      .required("force", &Scenario::force, force_keys(), "the groups of the force and their rosters")
      .optional("planned_tasks", &Scenario::planned_tasks, planned_tasks_keys(),
                "work that is planned, can be put off and has a deadline: follow-up visits, ordered traffic controls, "
                "a mobile police station")
      .optional("neighbours", &Scenario::neighbours, neighbours_keys(),
                "the neighbouring kredse: cars of theirs that help here, and help that they ask for")
      .defaults_to("none: nobody crosses the border")
      .optional("dispatch", &Scenario::dispatch, dispatch_keys(), "who is sent")
      .optional("results", &Scenario::results, results_keys(), "what is reported")
      .optional("published", &Scenario::published, published_keys(), "figures that results are set against")
      .optional("comparison", &Scenario::comparison, comparison_keys(), "which differences between plans matter")
      .optional("costs", &Scenario::costs, costs_keys(), "what officers cost, for kroner per task improved")
      .optional("until", &Scenario::until, until_keys(),
                "replications are added until this figure is precise enough; `replications` is then the first look, at "
                "20 at least")
      .optional("known_answers", &Scenario::known_answers, known_answers_keys(),
                "figures that are known from elsewhere: `kredsim validate` judges the run by them")
      .defaults_to("none")
      .check(derive)
      .kind();
}

}  // namespace

const Kind<Scenario>& scenario_kind() {
  static const Kind<Scenario> kind = make();
  return kind;
}

const KeyDescription& scenario_keys() { return scenario_kind().description; }

}  // namespace kredsim::scenario
