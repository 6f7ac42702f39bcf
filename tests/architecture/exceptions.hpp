#pragma once

#include "tests/architecture/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::architecture {

/// A line of exceptions.txt: `rule path: reason`. A path that ends in `/` stands for a folder.
struct Exception
{
    std::string rule;
    std::string path;
    std::string reason;
    int line = 0;
};

std::vector<Exception> parse_exceptions(std::string_view text);

/// What is left of `found` for these rules once the exceptions are taken out, plus "exception": one
/// that no finding needs any more, or that gives no reason. So the list only shrinks.
Findings without_exceptions(const Findings& found, const std::vector<Exception>& exceptions,
                            const std::vector<std::string>& rules);

} // namespace evenhand::architecture
