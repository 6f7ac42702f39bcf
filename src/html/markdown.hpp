#pragma once

#include "html/html.hpp"

#include <string>
#include <string_view>

namespace evenhand::html {

/// A text of `content/` as markup in the house's type: headings, paragraphs, lists, links,
/// emphasis. Raw HTML in the text is shown as text, so that a content file can carry no markup of
/// its own.
Html markdown(std::string_view text);

/// The words of the first heading of level 1, for a page's title; empty if there is none.
std::string markdown_title(std::string_view text);

} // namespace evenhand::html
