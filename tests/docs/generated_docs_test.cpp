#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/cli/reference.hpp"
#include "analysis/experiment/sweep_file.hpp"
#include "analysis/store/schema.hpp"
#include "analysis/store/sweep_folder.hpp"

using namespace kredsim;

namespace {

/// Holds a file of the tree to what the program says, or rewrites it under KREDSIM_UPDATE=1.
void check_file(const std::string& name, const std::string& text) {
  const std::string path = std::string{KREDSIM_SOURCE_DIR} + "/" + name;
  const char* wanted = std::getenv("KREDSIM_UPDATE");
  if (wanted != nullptr && std::string{wanted} == "1") std::ofstream{path, std::ios::binary} << text;
  std::ifstream in{path, std::ios::binary};
  std::ostringstream content;
  content << in.rdbuf();
  INFO(name << " is not what the table of keys says; KREDSIM_UPDATE=1 writes it anew");
  CHECK((content.str() == text));
}

}  // namespace

TEST_CASE("the key reference is what the table of keys says", "[docs]") {
  check_file("docs/reference/scenario-keys.md", key_reference_markdown(scenario::scenario_keys()));
}

TEST_CASE("the reference of sweeps is what the tables say", "[docs]") {
  check_file("docs/reference/sweep.md", sweep_reference_markdown(sweep_keys(), sweep_dictionary()));
}

TEST_CASE("the schema beside the scenarios is what the table of keys says", "[docs]") {
  check_file("scenarios/kredsim.schema.json", json_schema(scenario::scenario_keys()));
}

TEST_CASE("the schema knows keys, forms and what excludes each other", "[docs]") {
  const auto json = nlohmann::json::parse(json_schema(scenario::scenario_keys()));
  CHECK(json["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(json["required"] == nlohmann::json{"kredsim"});
  CHECK(json["additionalProperties"] == false);
  const auto& incident = json["properties"]["incidents"]["additionalProperties"];
  CHECK(incident["properties"]["priority"]["enum"].size() == 4);
  CHECK(incident["allOf"].size() == 3);
  CHECK(incident["properties"]["per_year"]["anyOf"][1]["properties"].contains("source"));
  const auto& shift = json["properties"]["force"]["additionalProperties"]["properties"]["roster"]["items"];
  CHECK(shift["required"] == nlohmann::json{"shift", "from", "length", "cars"});
}
