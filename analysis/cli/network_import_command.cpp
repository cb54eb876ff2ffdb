#include "analysis/cli/network_import_command.hpp"

#include <filesystem>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "analysis/cli/numbers.hpp"
#include "analysis/cli/slow_notice.hpp"
#include "analysis/store/output_error.hpp"
#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::cli {

namespace {

Box box_of(const std::string& text) {
  const auto n = numbers("--bbox", text, 4, "W,S,E,N in degrees, such as 14.6,54.9,15.2,55.4");
  const Box box{n[0], n[1], n[2], n[3]};
  const bool on_earth = box.west >= -180 && box.east <= 180 && box.south >= -90 && box.north <= 90;
  if (!on_earth || box.west >= box.east || box.south >= box.north)
    throw CLI::ValidationError("--bbox", text + " is no box (west < east in -180 to 180, south < north in -90 to 90)");
  return box;
}

Millimetres length_of(const std::string& option, const std::string& text) {
  const auto length = scenario::parse_length(text);
  if (const auto* wrong = std::get_if<scenario::Wrong>(&length)) throw CLI::ValidationError(option, wrong->why);
  return std::get<Millimetres>(length);
}

std::map<std::string, RoadClass> classes_by_name() {
  std::map<std::string, RoadClass> classes;
  for (std::size_t i = 0; i < scenario::road_classes; ++i) {
    const auto road_class = static_cast<RoadClass>(i);
    if (road_class != RoadClass::motorway && road_class != RoadClass::ferry)
      classes.emplace(name(road_class), road_class);
  }
  return classes;
}

struct ImportCommand {
  ImportOptions options;
  std::string box;
  std::string buffer;
  std::string out;
  bool force = false;

  void run() {
    ImportReport report;
    if (!buffer.empty() && box.empty() && options.boundary_file.empty())
      throw CLI::ValidationError("--buffer", "goes with --bbox or --boundary (there is nothing to put it around)");
    if (!box.empty()) options.box = box_of(box);
    if (!buffer.empty()) options.buffer_m = metres(length_of("--buffer", buffer));
    {
      const SlowNotice notice{fmt::format("reading {} (a whole country takes minutes) ...", options.osm_file)};
      // Found out before the work rather than after it; write_network looks again.
      if (!force && std::filesystem::exists(out))
        throw OutputError{fmt::format("{}: exists already (choose another name, or add --force to replace it)", out)};
      write(import_osm(options, report), report);
    }
    for (const std::string& line : report.lines) fmt::print("{}\n", line);
    fmt::print("Written to {}\n", out);
  }

 private:
  /// To the road layer a folder is a folder; to the user this one is what comes out.
  void write(const Network& network, const ImportReport& report) const {
    try {
      write_network(network, report, out, force);
    } catch (const InputError& problem) {
      throw OutputError{problem.what()};
    }
  }
};

}  // namespace

void add_import_command(CLI::App& network) {
  auto command = std::make_shared<ImportCommand>();
  ImportOptions& options = command->options;
  CLI::App* importer = network.add_subcommand("import", "Make a road network from an OpenStreetMap extract");
  importer->add_option("FILE", options.osm_file, "The extract: .osm.pbf, .osm, .osm.bz2 or .osm.gz")->required();
  importer->add_option("--out", command->out, "Folder to write")->required();
  importer->add_option(
      "--addresses", options.addresses_file,
      "CSV with the columns lat, lon and perhaps postcode: where people are (else along residential streets)");
  importer->add_option("--snap-limit", options.snap_limit_m, "Metres from a road beyond which an address is left out")
      ->capture_default_str()
      ->check(CLI::Range(1.0, 100'000.0));
  CLI::Option* box = importer->add_option("--bbox", command->box,
                                          "W,S,E,N in degrees: only this part of the extract, and a buffer around it");
  CLI::Option* boundary =
      importer->add_option("--boundary", options.boundary_file, "The same by the polygons of a GeoJSON file");
  box->excludes(boundary);
  importer->add_option("--buffer", command->buffer,
                       "So far around it roads are kept, whole where they cross; demand arises inside only [2 km]");
  importer
      ->add_option_function<std::vector<std::string>>(
          "--two-way",
          [command](const std::vector<std::string>& names) {
            for (const std::string& name : names) command->options.two_way.push_back(classes_by_name().at(name));
          },
          "Classes of road (primary, secondary, ...) whose one-way tags are wrong in this extract")
      ->check(CLI::IsMember(classes_by_name()));
  importer->add_flag("--gates-block", options.gates_block, "Gates stop cars, as bollards do");
  importer->add_flag("--force", command->force, "Replace an earlier import of that name");
  importer->callback([command] { command->run(); });
}

}  // namespace kredsim::cli
