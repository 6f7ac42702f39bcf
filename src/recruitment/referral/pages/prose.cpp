#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::referral::pages {

using html::attr;
using html::element;
using html::Html;

Html paragraph(const Html& words)
{
    return element("p", {attr("class", "govuk-body")}, words);
}

Html heading(std::string_view words)
{
    return element("h2", {attr("class", "govuk-heading-m")}, words);
}

Html link(std::string_view href, std::string_view words)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, words);
}

Html unbroken(std::string_view text)
{
    return element("span", {attr("class", "evenhand-nowrap")}, text);
}

Html with_whole_numbers(std::string_view text)
{
    constexpr std::string_view of_numbers = "0123456789 ";
    constexpr std::ptrdiff_t digits_least = 5; // no year and no house is as long
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    Html all;
    while (!text.empty()) {
        const auto begin = std::min(text.find_first_of("0123456789"), text.size());
        all += text.substr(0, begin);
        text.remove_prefix(begin);
        auto run = text.substr(0, text.find_first_not_of(of_numbers));
        while (run.ends_with(' '))
            run.remove_suffix(1);
        if (run.empty()) break;
        all += std::ranges::count_if(run, is_digit) < digits_least ? Html{run} : unbroken(run);
        text.remove_prefix(run.size());
    }
    return all;
}

Html mail_link(std::string_view address)
{
    return link(fmt::format("mailto:{}", address), address);
}

} // namespace evenhand::referral::pages
