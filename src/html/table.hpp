#pragma once

#include "html/html.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::html {

struct TableCell
{
    Html text = {};
    std::string format = {}; // "numeric" sets figures under each other
    std::string classes = {};
    int colspan = 0;
    int rowspan = 0;
    Attributes attributes = {};
};
using TableRow = std::vector<TableCell>;
struct Table
{
    Html caption = {};
    std::string caption_classes = {};
    std::vector<TableCell> head = {};
    std::vector<TableRow> rows = {};
    bool first_cell_is_header = false;
    std::string classes = {};
    Attributes attributes = {};
};
Html table(const Table& options);
/// The same in a box that scrolls sideways where the screen is narrow, so that the page does not.
/// The keyboard reaches the box, and `label` says to a screen reader what is in it.
Html scrolling_table(const Table& options, std::string_view label);

} // namespace evenhand::html
