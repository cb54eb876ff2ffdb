#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace kredsim::theory {

/// M(t)/M/c(t): the distribution of the number in the system through time, by Kolmogorov's forward equations and the
/// classical Runge-Kutta method of order 4. Times in hours, rates per hour.
///
/// Waits are those of calls as they arrive if the number of units stays: with n in the system a call waits for
/// n - c + 1 ends of service at rate c / service. Where units change, `queue_hours / arrivals` is the mean wait of a
/// whole period (Little 1961).
class QueueOverTime {
 public:
  using Rate = std::function<double(double hour)>;

  /// What has gathered since the last `forget`.
  struct Totals {
    double arrivals = 0;
    double waiting = 0;      ///< arrivals that find all units busy
    double wait_hours = 0;   ///< of those who arrive
    double queue_hours = 0;  ///< hours spent in the queue
    double busy_hours = 0;   ///< of units
  };

  /// Empty at hour 0.
  /// @param most where the number in the system is cut; `cut()` says what that loses
  /// @param step of the integration, hours; the error goes with its fourth power (`steps_agree` in the tests)
  QueueOverTime(int servers, double service, Rate arrivals, std::size_t most, double step);

  /// On to `hour`; whole steps, the last shortened.
  void advance(double hour);
  /// Units come or go; those who wait move up at once, those who lose their unit wait again.
  void set_servers(int servers) { servers_ = servers; }
  /// The whole crew is relieved: busy ones finish elsewhere, the new crew is free and takes those who wait.
  /// @return how many are busy at that moment, on average
  double relieve(int servers);

  [[nodiscard]] double hour() const { return hour_; }
  [[nodiscard]] double busy() const;
  [[nodiscard]] double waiting() const;
  [[nodiscard]] double in_system() const { return busy() + waiting(); }
  [[nodiscard]] double share_all_busy() const;
  [[nodiscard]] const Totals& totals() const { return totals_; }
  void forget() { totals_ = {}; }
  /// Share of time at the cut: what lies beyond is of this order.
  [[nodiscard]] double cut() const { return share_.back(); }

 private:
  struct Slope {
    std::vector<double> share;
    Totals totals;
  };
  void slope_at(double hour, const std::vector<double>& share, Slope& slope) const;
  void step(double length);

  int servers_;
  double service_;
  Rate arrivals_;
  double step_;
  double hour_ = 0;
  std::vector<double> share_;
  Totals totals_;
  std::vector<Slope> slopes_;
  std::vector<double> scratch_;
};

}  // namespace kredsim::theory
