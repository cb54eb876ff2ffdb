#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kredsim::cli {

/// `count` decimal numbers with commas between, as somebody wrote them behind `option`. Otherwise a usage error that
/// says what is `wanted`, thrown out of `App::parse`.
std::vector<double> numbers(const std::string& option, const std::string& text, std::size_t count,
                            const std::string& wanted);

}  // namespace kredsim::cli
