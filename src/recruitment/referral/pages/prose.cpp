#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

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

Html mail_link(std::string_view address)
{
    return link(fmt::format("mailto:{}", address), address);
}

} // namespace evenhand::referral::pages
