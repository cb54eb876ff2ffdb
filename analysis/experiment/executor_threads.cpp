#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "analysis/experiment/executor.hpp"

namespace kredsim {

std::size_t slots_for(int threads) { return 3 * static_cast<std::size_t>(threads); }

namespace {

class InOrder {
 public:
  using Step = std::function<void(std::size_t, std::size_t)>;

  InOrder(std::size_t count, std::size_t slots, const std::function<bool()>& more, const Step& work, const Step& take)
      : count_{count}, done_(slots, false), more_{more}, work_{work}, take_{take} {}

  void run_one_thread() {
    std::unique_lock lock{mutex_};
    for (;;) {
      free_slot_.wait(lock, [&] { return over_ || next_ < taken_ + done_.size(); });
      if (over_ || next_ == count_ || !more_()) break;
      const std::size_t index = next_++;
      lock.unlock();
      std::exception_ptr failure;
      try {
        work_(index, index % done_.size());
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      if (failure) return fail(failure);
      done_[index % done_.size()] = true;
      take_what_is_ready();
    }
    over_ = true;
    free_slot_.notify_all();
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void take_what_is_ready() {
    while (taken_ < next_ && done_[taken_ % done_.size()]) {
      done_[taken_ % done_.size()] = false;
      try {
        take_(taken_, taken_ % done_.size());
      } catch (...) {
        return fail(std::current_exception());
      }
      ++taken_;
    }
    free_slot_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    if (!failure_) failure_ = std::move(failure);
    over_ = true;
    free_slot_.notify_all();
  }

  std::size_t count_;
  std::vector<bool> done_;
  const std::function<bool()>& more_;
  const Step& work_;
  const Step& take_;
  std::mutex mutex_;
  std::condition_variable free_slot_;
  std::size_t next_ = 0;
  std::size_t taken_ = 0;
  bool over_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void for_each_in_order(std::size_t count, int threads, const std::function<bool()>& more,
                       const std::function<void(std::size_t, std::size_t)>& work,
                       const std::function<void(std::size_t, std::size_t)>& take) {
  InOrder in_order{count, slots_for(threads), more, work, take};
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) workers.emplace_back([&] { in_order.run_one_thread(); });
  for (std::thread& worker : workers) worker.join();
  in_order.rethrow();
}

}  // namespace kredsim
