#include "analysis/store/validation_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analysis/store/build_info.hpp"

namespace kredsim {

std::string to_json(std::span<const CheckedFigure> sheet) {
  using Json = nlohmann::ordered_json;
  Json json;
  json["format"] = "kredsim validation 1";
  json["version"] = program_version();
  json["commit"] = program_commit();
  json["rule"] = {{"level", validation_level},
                  {"test", "Student's t, two-sided, over replications"},
                  {"family", "Holm 1979, over the sheet"}};
  json["agrees"] = std::ranges::none_of(sheet, &CheckedFigure::rejected);
  json["figures"] = Json::array();
  for (const CheckedFigure& row : sheet)
    json["figures"].push_back(Json{{"case", row.id},
                                   {"title", row.title},
                                   {"theory", row.source},
                                   {"file", row.file},
                                   {"figure", row.figure},
                                   {"expected", row.expected},
                                   {"simulated", row.test.estimate},
                                   {"standard_error", row.test.standard_error},
                                   {"low", row.test.interval.low},
                                   {"high", row.test.interval.high},
                                   {"p", row.test.p},
                                   {"replications", row.replications},
                                   {"incidents", row.incidents},
                                   {"verdict", row.rejected ? "disagrees" : "agrees"}});
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kredsim
