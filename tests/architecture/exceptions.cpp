#include "tests/architecture/exceptions.hpp"

#include <algorithm>

namespace evenhand::architecture {

namespace exceptions {

constexpr std::string_view file = "tests/architecture/exceptions.txt";

bool covers(const Exception& exception, const Finding& finding)
{
    if (exception.rule != finding.rule) return false;
    return exception.path.ends_with('/') ? finding.path.starts_with(exception.path)
                                         : finding.path == exception.path;
}

std::string trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin));
}

} // namespace exceptions

std::vector<Exception> parse_exceptions(std::string_view text)
{
    std::vector<Exception> result;
    int line_number = 0;
    for (const auto line : lines_of(text)) {
        ++line_number;
        if (line.empty() || line.starts_with('#')) continue;
        const auto space = line.find(' ');
        const auto colon = std::min(line.find(':'), line.size());
        if (space >= colon) {
            result.push_back({std::string(line), "", "", line_number});
            continue;
        }
        result.push_back({std::string(line.substr(0, space)),
                          std::string(line.substr(space + 1, colon - space - 1)),
                          exceptions::trimmed(line.substr(std::min(colon + 1, line.size()))),
                          line_number});
    }
    return result;
}

Findings without_exceptions(const Findings& found, const std::vector<Exception>& exceptions,
                            const std::vector<std::string>& rules)
{
    Findings left;
    std::vector<bool> used(exceptions.size(), false);
    for (const auto& finding : found) {
        bool excepted = false;
        for (std::size_t i = 0; i < exceptions.size(); ++i) {
            if (!exceptions::covers(exceptions[i], finding)) continue;
            used[i] = true;
            excepted = true;
        }
        if (!excepted) left.push_back(finding);
    }
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        const auto& exception = exceptions[i];
        if (std::ranges::find(rules, exception.rule) == rules.end()) continue;
        if (!used[i]) {
            left.push_back({"exception", std::string(exceptions::file), exception.line,
                            exception.rule + " " + exception.path +
                                " is no longer needed: take the line out"});
        } else if (exception.reason.empty()) {
            left.push_back(
                {"exception", std::string(exceptions::file), exception.line, "gives no reason"});
        }
    }
    return left;
}

} // namespace evenhand::architecture
