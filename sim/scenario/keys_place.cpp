#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

Kind<Area> area() {
  return Keys<Area>{"area"}
      .optional("name", &Area::name, text(), "as a planner writes it")
      .defaults_to("the key")
      .optional("layer", &Area::layer, text(name_pattern, "name of a layer"),
                "areas of one layer do not overlap: `municipality`, or a name of your own such as `beat` or `postal`")
      .optional("population", &Area::population, measured(number({0, 1e8})), "inhabitants")
      .optional(
          "people_by_week", &Area::people_by_week, people_by_week_keys(),
          "people present (summer guests), as a multiple of the year's rate of incidents that arise by population")
      .defaults_to("as many all year")
      .optional("centre", &Area::centre, measured(position()),
                "on an imported network, an address belongs to the nearest centre of a layer")
      .optional("postcodes", &Area::postcodes, list_of(text("", "postcode"), "list of postcodes", 0, 1'000),
                "postcodes that belong to the area, whatever the nearest centre is")
      .optional("code", &Area::code, text(), "official code; matched against `boundaries`")
      .check([](Area& value, const Yaml& node, Reading& reading) {
        if (valid_name(value.layer)) return;
        const Reading::Step step{reading, "layer"};
        reading.problem(*node.find("layer"), "`" + value.layer + "` cannot name a layer (" + name_rule + ")");
      })
      .kind();
}

Kind<Boundaries> boundaries() {
  return Keys<Boundaries>{"boundaries"}
      .required("layer", &Boundaries::layer, text("", "name of a layer"), "the layer of areas whose shapes these are")
      .required("file", &Boundaries::file, path("file"), "GeoJSON with polygons")
      .required("property", &Boundaries::property, text(),
                "property of a polygon that holds the code or name of its area")
      .kind();
}

}  // namespace

Kind<PlaceName> place_name() {
  const Kind<Reference> by_name = reference("town, point or node");
  const Kind<Position> by_position = position();
  Kind<PlaceName> kind;
  kind.description =
      forms("name of a town, point or node, or position", {by_name.description, by_position.description});
  kind.description.example = "[55.23, 11.76]";
  kind.read = [=](const Yaml& node, PlaceName& value, Reading& reading) {
    if (node.kind == Yaml::Kind::list) {
      Position position;
      by_position.read(node, position, reading);
      value = position;
    } else {
      Reference name;
      by_name.read(node, name, reading);
      value = std::move(name);
    }
  };
  return kind;
}

namespace {

Kind<Station> station() {
  return Keys<Station>{"station"}
      .optional("name", &Station::name, text(), "as a planner writes it")
      .defaults_to("the key")
      .required("at", &Station::at, measured(place_name()),
                "where it stands: a name of the network, or a position that is moved to the nearest road")
      .optional("area", &Station::area, reference("area"),
                "the own area of its cars, of any layer; for `own area first`")
      .defaults_to("none")
      .optional("detention", &Station::detention, boolean(), "detainees can be brought here")
      .kind();
}

}  // namespace

Kind<Named<Area>> areas_keys() { return named(area(), "area", 1, 500); }

Kind<std::vector<Boundaries>> boundaries_keys() { return list_of(boundaries(), "list of boundary files", 0, 20); }

Kind<Named<Station>> stations_keys() { return named(station(), "station", 1, 500); }

}  // namespace kredsim::scenario
