#include "core/check.hpp"
#include "evidence/reports/figure_words.hpp"
#include "evidence/reports/lines.hpp"
#include "oversight/targets/recruitment.hpp"

#include <fmt/format.h>

// Figures as text: frozen for later, and as a file for a spreadsheet.

namespace evenhand::targets {

namespace kept_figures {

constexpr std::string_view month_line = "month";
constexpr std::string_view table_line = "table";
constexpr std::string_view row_line = "row";

template <class Number>
std::string text(const std::optional<Number>& number)
{
    return number ? std::to_string(*number) : std::string();
}

template <class Number>
std::optional<Number> number(const std::string& text)
{
    if (text.empty()) return std::nullopt;
    return static_cast<Number>(reports::number_in(text));
}

/// RFC 4180; a cell that a spreadsheet would run as a formula begins with an apostrophe.
std::string cell(std::string_view text)
{
    const bool formula = !text.empty() && std::string_view("=+-@\t").find(text[0]) != text.npos;
    std::string quoted = formula ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csv_line(const std::vector<std::string>& cells)
{
    std::string line;
    for (const auto& text : cells)
        line += (line.empty() ? "" : ",") + cell(text);
    return line + "\r\n";
}

} // namespace kept_figures

std::string text_of(const Figures& figures)
{
    using namespace kept_figures;
    std::string all;
    for (const auto& row : figures.months)
        all += reports::line_of({std::string(month_line), row.month.text(),
                                 std::to_string(row.actual), std::to_string(row.expected)});
    for (const auto& breakdown : figures.breakdowns) {
        all += reports::line_of({std::string(table_line), breakdown.id, breakdown.title,
                                 breakdown.withheld ? "withheld" : "shown"});
        for (const auto& row : breakdown.rows)
            all += reports::line_of({std::string(row_line), row.label, text(row.people),
                                     text(row.expected), text(row.percent),
                                     text(row.expected_percent)});
    }
    return all;
}

Figures figures_in(std::string_view text)
{
    using namespace kept_figures;
    Figures figures;
    for (const auto& fields : reports::lines_in(text)) {
        if (fields[0] == month_line) {
            CHECK(fields.size() == 4);
            figures.months.push_back({.month = Month::parse(fields[1]).value(),
                                      .actual = reports::number_in(fields[2]),
                                      .expected = reports::number_in(fields[3])});
        } else if (fields[0] == table_line) {
            CHECK(fields.size() == 4);
            figures.breakdowns.push_back({.id = fields[1],
                                          .title = fields[2],
                                          .rows = {},
                                          .withheld = fields[3] == "withheld"});
        } else {
            CHECK(fields[0] == row_line && fields.size() == 6 && !figures.breakdowns.empty());
            figures.breakdowns.back().rows.push_back({.label = fields[1],
                                                      .people = number<std::int64_t>(fields[2]),
                                                      .expected = number<std::int64_t>(fields[3]),
                                                      .percent = number<int>(fields[4]),
                                                      .expected_percent = number<int>(fields[5])});
        }
    }
    return figures;
}

std::string csv_of(const Figures& figures)
{
    using namespace kept_figures;
    std::string csv =
        csv_line({"table", "row", "people", "expected", "per cent", "expected per cent"});
    for (const auto& row : figures.months)
        csv += csv_line({"Randomised by month", row.month.text(), std::to_string(row.actual),
                         std::to_string(row.expected), "", ""});
    for (const auto& breakdown : figures.breakdowns) {
        for (const auto& row : breakdown.rows)
            csv += csv_line({breakdown.title, row.label,
                             row.people ? std::to_string(*row.people) : reports::hidden_mark,
                             text(row.expected), text(row.percent), text(row.expected_percent)});
    }
    return csv;
}

} // namespace evenhand::targets
