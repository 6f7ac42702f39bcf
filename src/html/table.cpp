#include "html/table.hpp"

namespace evenhand::html {

namespace table_parts {

enum class Part : std::uint8_t { column_header, row_header, cell };

std::string format_class(const TableCell& cell, Part part)
{
    if (cell.format.empty() || part == Part::row_header) return {};
    return (part == Part::cell ? "govuk-table__cell--" : "govuk-table__header--") + cell.format;
}

Html one(const TableCell& cell, Part part)
{
    const std::string_view block = part == Part::cell ? "govuk-table__cell" : "govuk-table__header";
    Attributes attributes;
    if (part != Part::cell)
        attributes += attr("scope", part == Part::column_header ? "col" : "row");
    attributes += attr("class", class_names({block, format_class(cell, part), cell.classes}));
    if (cell.colspan > 0) attributes += attr("colspan", cell.colspan);
    if (cell.rowspan > 0) attributes += attr("rowspan", cell.rowspan);
    attributes += cell.attributes;
    return part == Part::cell ? element("td", attributes, cell.text)
                              : element("th", attributes, cell.text);
}

Html row_of(const Html& cells)
{
    return element("tr", {attr("class", "govuk-table__row")}, cells);
}

Html head(const std::vector<TableCell>& cells)
{
    if (cells.empty()) return {};
    Html html;
    for (const TableCell& cell : cells)
        html += one(cell, Part::column_header);
    return element("thead", {attr("class", "govuk-table__head")}, row_of(html));
}

Html body(const Table& options)
{
    Html rows;
    for (const TableRow& row : options.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells +=
                one(row[i], i == 0 && options.first_cell_is_header ? Part::row_header : Part::cell);
        rows += row_of(cells);
    }
    return element("tbody", {attr("class", "govuk-table__body")}, rows);
}

} // namespace table_parts

Html table(const Table& options)
{
    Html caption;
    if (!options.caption.empty())
        caption =
            element("caption",
                    {attr("class", class_names({"govuk-table__caption", options.caption_classes}))},
                    options.caption);
    return element("table",
                   Attributes{attr("class", class_names({"govuk-table", options.classes}))} +
                       options.attributes,
                   caption, table_parts::head(options.head), table_parts::body(options));
}

Html scrolling_table(const Table& options, std::string_view label)
{
    return element("div",
                   {attr("class", "evenhand-scroll"), attr("tabindex", "0"), attr("role", "region"),
                    attr("aria-label", label)},
                   table(options));
}

} // namespace evenhand::html
