#include "core/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand {

std::string_view sentence(CsvFault fault)
{
    switch (fault) {
    case CsvFault::open_quote:
        return "a quote is opened and not closed";
    case CsvFault::text_after_quote:
        return "there is text between a closing quote and the next comma";
    case CsvFault::quote_within:
        break;
    }
    return "there is a quote within a field that does not begin with one";
}

CsvRows::CsvRows(std::string_view text) : rest_(text)
{
    take("\xEF\xBB\xBF"); // the byte-order mark that spreadsheets write
}

bool CsvRows::take(std::string_view mark)
{
    if (!rest_.starts_with(mark)) return false;
    rest_.remove_prefix(mark.size());
    return true;
}

void CsvRows::skip_spaces()
{
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
}

std::optional<CsvFault> CsvRows::next(CsvRow& row)
{
    row.line = line_;
    std::size_t used = 0;
    do {
        if (used == row.fields.size()) row.fields.emplace_back();
        if (const auto fault = field(row.fields[used])) return fault;
        ++used;
    } while (take(","));
    row.fields.resize(used);
    if (!take("\r\n") && !take("\n") && !take("\r") && !rest_.empty())
        return CsvFault::quote_within;
    ++line_;
    return std::nullopt;
}

std::optional<CsvFault> CsvRows::field(std::string& text)
{
    const auto start = std::min(rest_.find_first_not_of(' '), rest_.size());
    if (start < rest_.size() && rest_[start] == '"') {
        rest_.remove_prefix(start + 1);
        return quoted(text);
    }
    const auto end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
    text.assign(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return std::nullopt;
}

std::optional<CsvFault> CsvRows::quoted(std::string& text)
{
    text.clear();
    while (!rest_.empty()) {
        const auto plain = std::min(rest_.find('"'), rest_.size());
        const auto part = rest_.substr(0, plain);
        line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
        text += part;
        rest_.remove_prefix(plain);
        if (take("\"\"")) {
            text += '"';
        } else if (take("\"")) {
            skip_spaces();
            const bool ends = rest_.empty() || rest_.front() == ',' || rest_.front() == '\r' ||
                              rest_.front() == '\n';
            if (ends) return std::nullopt;
            return CsvFault::text_after_quote;
        }
    }
    return CsvFault::open_quote;
}

Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text)
{
    std::vector<CsvRow> rows;
    CsvRows reader(text);
    while (!reader.done()) {
        CsvRow row;
        if (const auto fault = reader.next(row))
            return refuse(fmt::format("line {}: {}", row.line, sentence(*fault)));
        if (row.fields.size() == 1 && row.fields[0].empty()) continue;
        if (!rows.empty() && row.fields.size() != rows[0].fields.size()) {
            return refuse(fmt::format("line {} has {} fields and the head {}", row.line,
                                      row.fields.size(), rows[0].fields.size()));
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return refuse(std::string("it is empty"));
    return rows;
}

std::string csv_field(std::string_view text)
{
    const bool outer_space = text.starts_with(' ') || text.ends_with(' ');
    if (!outer_space && text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace evenhand
