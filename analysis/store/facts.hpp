#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/statistics/comparison.hpp"
#include "analysis/statistics/estimates.hpp"
#include "analysis/store/comparison_folder.hpp"

namespace kredsim {

/// What an answer is made of: read back from a results folder, or taken from a run that just ended. What is told of a
/// result - on the terminal, by `kredsim show`, in the briefing - is told from these.
struct AnswerFacts {
  scenario::Text title;
  scenario::Text question;
  scenario::Text district;
  bool stylised = false;
  scenario::AreasCalled areas_called = scenario::AreasCalled::municipalities;
  scenario::Text ring_fenced;  ///< the groups whose hours count as local
  Milliseconds period{0};
  int replications = 0;
  bool published = false;              ///< some types are of those whose response time the police publish
  bool set_against_published = false;  ///< published figures stand beside the simulated ones
  struct Area {
    std::string key;
    std::string name;
  };
  std::vector<Area> areas;                   ///< of the coarsest layer that splits the district: municipalities mostly
  std::map<std::string, std::string> names;  ///< of all areas, by key

  /// A year, within some days: then the spread of periods is that of years.
  [[nodiscard]] bool is_year() const;
  /// The name of an area, or the key if there is none of it.
  [[nodiscard]] std::string name_of(const std::string& area) const;
  /// The types that are told of first: `published`, or `all`.
  [[nodiscard]] std::string scope() const { return published ? "published" : "all"; }
};

struct RunFacts : AnswerFacts {
  std::vector<Estimate> estimates;
  std::vector<double> targets_s;  ///< as in the scenario
  bool all_published = false;     ///< no type is of another kind
  bool control_centre = false;
  int most_waiting = 0;
  int sourced = 0;  ///< inputs with a source ...
  int assumed = 0;  ///< ... that are called an assumption ...
  int unsourced = 0;
  struct Published {
    std::string measure;
    std::string statistic;
    std::string area;  ///< `all`
    double value = 0;
    int year = 0;
    std::string source;
  };
  std::vector<Published> published_figures;
  std::vector<PooledBin> responses;  ///< of the types told of first; may be empty
  std::optional<double> year_sd;     ///< of the mean response of single periods, where replications are kept apart
};

/// A plan set against a base.
struct ComparisonFacts : AnswerFacts {
  scenario::Text base_title;
  std::string plan;  ///< as in the column `compared`
  std::vector<Difference> rows;
  struct AreaGains {
    std::string area;  ///< `all`
    std::int64_t answered = 0;
    std::int64_t gained = 0;
    std::int64_t lost = 0;
    std::optional<double> mean_gain_s;
    std::optional<double> mean_loss_s;
  };
  std::vector<AreaGains> gains;  ///< of the types told of first: the district, then its areas
  struct Post {
    std::string group;
    std::string post;
    double base_hours = 0;  ///< officers' hours a year; 0: not there
    double plan_hours = 0;
  };
  std::vector<Post> posts;  ///< that differ
  struct Officers {
    std::string group;
    double base = 0;  ///< årsværk
    double plan = 0;
  };
  std::vector<Officers> officers;  ///< of the groups that have more or fewer
  std::int64_t only_in_base = 0;
  std::int64_t only_in_plan = 0;
  int unstable_base = 0;  ///< replications that ended early because a queue grew without bound
  int unstable_plan = 0;
};

struct ComparedFacts {
  std::vector<ComparisonFacts> plans;
};

struct SweepFacts : AnswerFacts {
  scenario::Text base_title;
  std::string design;
  struct Factor {
    std::string name;
    std::string keys;
  };
  std::vector<Factor> factors;
  /// The figure that tells the points apart: that of `best`, else the mean response.
  std::string measure = "response_s";
  std::string statistic = "mean";
  std::string type = "all";
  std::string area = "all";
  bool largest = false;  ///< the best is the largest
  struct Point {
    std::int64_t number = 0;
    std::vector<std::string> levels;  ///< by factor
    std::optional<Estimate> figure;
  };
  std::vector<Point> points;
  std::optional<Point> best;  ///< with what fresh seeds say
};

using Facts = std::variant<RunFacts, ComparedFacts, SweepFacts>;

/// How much a figure of one period differs from that of the next.
class PeriodSpread {
 public:
  void add(double figure);
  /// Standard deviation; none of fewer than two.
  [[nodiscard]] std::optional<double> sd() const;

 private:
  int n_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

/// The mean response in one replication, of the types told of first.
std::optional<double> mean_response(const Tables& tables, const Tally& replication);

/// Of a run that just ended; `periods` of mean_response() of all replications.
RunFacts facts_of(const Summary& summary, const std::vector<Estimate>& estimates, const PeriodSpread& periods);
ComparisonFacts facts_of(const ComparedPlan& plan);

/// Of a results folder of any kind. @throws InputError if it holds no results of this version.
Facts read_facts(const std::string& folder);

}  // namespace kredsim
