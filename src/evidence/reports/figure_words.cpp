#include "evidence/reports/figure_words.hpp"

#include "core/check.hpp"

namespace evenhand::reports {

std::string grouped(std::int64_t number)
{
    CHECK(number >= 0);
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string shown_count(const std::optional<std::int64_t>& count)
{
    return count ? grouped(*count) : hidden_mark;
}

} // namespace evenhand::reports
