#pragma once

#include "html/html.hpp"

#include <string_view>

// The little that the pages of this room write their sentences with.

namespace evenhand::referral::pages {

html::Html paragraph(const html::Html& words);
/// A heading below the page's own.
html::Html heading(std::string_view words);
html::Html link(std::string_view href, std::string_view words);
/// A telephone number, code or day that stays on one line, so that it can be read out and copied.
html::Html unbroken(std::string_view text);
/// Words of a list in which each telephone number stays on one line.
html::Html with_whole_numbers(std::string_view text);
/// The address as a link that begins a letter to it.
html::Html mail_link(std::string_view address);

} // namespace evenhand::referral::pages
