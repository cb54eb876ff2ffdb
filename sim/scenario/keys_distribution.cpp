#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

using Law = Distribution::Kind;

constexpr Milliseconds longest = std::chrono::days{28};

struct Part {
  double weight = 0;
  Distribution of;
};

/// Whether a mixture may be written here: its own parts are no mixtures.
enum class Mixtures : std::uint8_t { allowed, refused };

/// The keys as they are written; which of them belong depends on the distribution.
struct DistributionKeys {
  Law law = Law::constant;
  std::optional<Milliseconds> mean;
  std::optional<Milliseconds> sd;
  std::optional<Milliseconds> value;
  std::optional<std::vector<Milliseconds>> values;
  std::optional<std::vector<double>> weights;
  std::optional<std::vector<Part>> parts;
};

struct Need {
  const char* key;
  bool given;
  bool wanted;
  bool may = false;  ///< wanted, but can be left out
};

/// Whether exactly the keys are there that the distribution takes.
bool fits(const DistributionKeys& keys, const Yaml& node, Reading& reading) {
  const bool has_sd = keys.law == Law::lognormal || keys.law == Law::gamma;
  const Need needs[] = {{"mean", keys.mean.has_value(), has_sd || keys.law == Law::exponential},
                        {"sd", keys.sd.has_value(), has_sd},
                        {"value", keys.value.has_value(), keys.law == Law::constant},
                        {"values", keys.values.has_value(), keys.law == Law::empirical},
                        {"weights", keys.weights.has_value(), keys.law == Law::empirical, true},
                        {"parts", keys.parts.has_value(), keys.law == Law::mixture}};
  const std::string law = "`" + node.find("distribution")->text + "`";
  bool fit = true;
  for (const Need& need : needs) {
    if (need.given == need.wanted || (need.wanted && need.may)) continue;
    fit = false;
    if (need.wanted) {
      reading.problem(node, "the " + law + " distribution needs `" + need.key + "`");
    } else {
      const Reading::Step step{reading, need.key};
      reading.problem(*node.find(need.key), "the " + law + " distribution has no `" + need.key +
                                                "` (leave it out, or choose another distribution)");
    }
  }
  return fit;
}

void turn(DistributionKeys&& keys, const Yaml& node, Distribution& value, Reading& reading) {
  if (!fits(keys, node, reading)) return;
  const auto positive = [&](const char* key, Milliseconds duration) {
    if (duration > Milliseconds{0}) return true;
    const Reading::Step step{reading, key};
    reading.problem(*node.find(key), "must be more than 0");
    return false;
  };
  switch (keys.law) {
    case Law::constant: value = Distribution::constant(*keys.value); return;
    case Law::exponential:
      if (positive("mean", *keys.mean)) value = Distribution::exponential(*keys.mean);
      return;
    case Law::lognormal:
    case Law::gamma: {
      if (!positive("mean", *keys.mean) || !positive("sd", *keys.sd)) return;
      constexpr int most_variation = 100;
      if (*keys.sd > most_variation * *keys.mean) return reading.problem(node, "`sd` is more than 100 times `mean`");
      value = keys.law == Law::gamma ? Distribution::gamma(*keys.mean, *keys.sd)
                                     : Distribution::lognormal(*keys.mean, *keys.sd);
      return;
    }
    case Law::empirical: {
      std::vector<double> weights = keys.weights.value_or(std::vector<double>{});
      if (!weights.empty() && weights.size() != keys.values->size())
        return reading.problem(node, "has " + std::to_string(keys.values->size()) + " `values` but " +
                                         std::to_string(weights.size()) + " `weights` (write one weight a value)");
      double sum = weights.empty() ? 1 : 0;
      for (const double weight : weights) sum += weight;
      if (!(sum > 0)) return reading.problem(node, "no weight is more than 0");
      value = Distribution::empirical(std::move(*keys.values), std::move(weights));
      return;
    }
    case Law::mixture: {
      std::vector<Distribution> parts;
      std::vector<double> weights;
      for (Part& part : *keys.parts) {
        parts.push_back(std::move(part.of));
        weights.push_back(part.weight);
      }
      value = Distribution::mixture(std::move(parts), weights);
      return;
    }
  }
}

Kind<Distribution> distribution_of(const std::string& example_unit, Mixtures mixtures) {
  const Kind<Milliseconds> plain = duration(example_unit, Milliseconds{0}, longest);
  std::vector<std::pair<std::string, Law>> laws{{"constant", Law::constant},
                                                {"exponential", Law::exponential},
                                                {"lognormal", Law::lognormal},
                                                {"gamma", Law::gamma},
                                                {"empirical", Law::empirical}};
  if (mixtures == Mixtures::allowed) laws.emplace_back("mixture", Law::mixture);
  auto table =
      Keys<DistributionKeys>{"distribution"}
          .required("distribution", &DistributionKeys::law, one_of<Law>(laws), "its law")
          .optional("mean", &DistributionKeys::mean, plain, "mean (exponential, lognormal, gamma)")
          .optional("sd", &DistributionKeys::sd, plain, "standard deviation of the duration itself (lognormal, gamma)")
          .optional("value", &DistributionKeys::value, plain, "the value (constant)")
          .optional("values", &DistributionKeys::values, list_of(plain, "list of durations", 1, 10'000),
                    "the values that occur (empirical)")
          .optional("weights", &DistributionKeys::weights, list_of(number({0, 1e12}), "list of numbers", 1, 10'000),
                    "how often each occurs, in proportion (empirical); equal if left out");
  if (mixtures == Mixtures::allowed)
    table.optional(
        "parts", &DistributionKeys::parts,
        list_of(Keys<Part>{"part"}
                    .required("weight", &Part::weight, number({0, 1e12, true}), "how often it is drawn, in proportion")
                    .required("of", &Part::of, distribution_of(example_unit, Mixtures::refused), "its law")
                    .kind(),
                "list of parts", 2, 100),
        "one of these, in proportion to their weights (mixture)");
  const Kind<DistributionKeys> keys = table.kind();
  const Kind<Distribution> map = converted<Distribution, DistributionKeys>(keys, turn);
  Kind<Distribution> kind;
  kind.description = forms("distribution of durations", {plain.description, map.description});
  kind.description.merge = KeyDescription::Merge::whole;
  kind.description.head = "distribution";
  kind.description.example = "{ distribution: lognormal, mean: 48 " + example_unit + ", sd: 35 " + example_unit + " }";
  kind.read = [=](const Yaml& node, Distribution& value, Reading& reading) {
    if (node.kind == Yaml::Kind::map) return map.read(node, value, reading);
    if (!reading.is(Yaml::Kind::scalar, node, "distribution (write `30 min`, or `{ distribution: ..., ... }`)")) return;
    const std::size_t before = reading.problem_count();
    Milliseconds constant{0};
    plain.read(node, constant, reading);
    if (reading.problem_count() == before) value = Distribution::constant(constant);
  };
  return kind;
}

}  // namespace

Kind<Distribution> distribution_keys(std::string example_unit) {
  return distribution_of(example_unit, Mixtures::allowed);
}

}  // namespace kredsim::scenario
