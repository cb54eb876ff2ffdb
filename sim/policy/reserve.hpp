#pragma once

#include <memory>
#include <utility>

#include "sim/policy/dispatch_policy.hpp"

namespace kredsim {

/// Keeps the last free units for urgent work, whatever policy chooses among the others.
class Reserve final : public DispatchPolicy {
 public:
  Reserve(std::unique_ptr<const DispatchPolicy> others, std::size_t kept) : others_{std::move(others)}, kept_{kept} {}
  [[nodiscard]] std::optional<Choice> choose(const Outlook& outlook, const Call& call) const override;

 private:
  std::unique_ptr<const DispatchPolicy> others_;
  std::size_t kept_;
};

}  // namespace kredsim
