#pragma once

#include "html/html.hpp"

#include <string>
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

} // namespace evenhand::html
