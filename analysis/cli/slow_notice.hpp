#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace kredsim::cli {

/// Says on stderr what is going on, once, if it is still going on after two seconds.
class SlowNotice {
 public:
  explicit SlowNotice(std::string text);
  ~SlowNotice();
  SlowNotice(const SlowNotice&) = delete;
  SlowNotice& operator=(const SlowNotice&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_ = false;
  std::thread watcher_;  // last: it uses the others
};

}  // namespace kredsim::cli
