#include "recruitment/directory/csv.hpp"

#include "core/csv.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <streambuf>

namespace evenhand::directory {

namespace csv {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void trim(std::string& field)
{
    const auto end = field.find_last_not_of(" \t");
    field.erase(end == std::string::npos ? 0 : end + 1);
    field.erase(0, std::min(field.find_first_not_of(" \t"), field.size()));
}

bool is_text(std::string_view line)
{
    const bool controls = std::ranges::any_of(
        line, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; });
    return !controls && is_valid_utf8(line);
}

CsvFault of_line(evenhand::CsvFault fault)
{
    switch (fault) {
    case evenhand::CsvFault::open_quote:
        return CsvFault::open_quote;
    case evenhand::CsvFault::text_after_quote:
        return CsvFault::text_after_quote;
    case evenhand::CsvFault::quote_within:
        break;
    }
    return CsvFault::quote_within;
}

} // namespace csv

std::string_view sentence(CsvFault fault)
{
    switch (fault) {
    case CsvFault::too_long:
        return "the line is longer than 16 KiB";
    case CsvFault::not_text:
        return "the line holds bytes that are no UTF-8 text";
    case CsvFault::open_quote:
        return "a quote is opened and not closed on the line";
    case CsvFault::text_after_quote:
        return evenhand::sentence(evenhand::CsvFault::text_after_quote);
    case CsvFault::quote_within:
        break;
    }
    return evenhand::sentence(evenhand::CsvFault::quote_within);
}

std::optional<CsvFault> split_line(std::string_view line, std::vector<std::string>& fields)
{
    fields.clear();
    if (!csv::is_text(line)) return CsvFault::not_text;
    CsvRows rows(line);
    CsvRow row;
    if (const auto fault = rows.next(row)) return csv::of_line(*fault);
    fields = std::move(row.fields);
    std::ranges::for_each(fields, csv::trim);
    return std::nullopt;
}

bool CsvReader::read_line()
{
    line_.clear();
    too_long_ = false;
    std::streambuf* const bytes = stream_.rdbuf();
    constexpr auto end = std::char_traits<char>::eof();
    int next = bytes->sbumpc();
    if (next == end) return false;
    std::string raw;
    for (; next != end && next != '\n'; next = bytes->sbumpc()) {
        raw += static_cast<char>(next);
        if (raw.size() < longest_line) continue;
        // What is too long is hashed and dropped as it comes.
        too_long_ = true;
        hash_.add(ByteView(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()));
        bytes_ += raw.size();
        raw.clear();
    }
    if (next == '\n') raw += '\n';
    hash_.add(ByteView(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()));
    bytes_ += raw.size();
    while (raw.ends_with('\n') || raw.ends_with('\r'))
        raw.pop_back();
    line_ = std::move(raw);
    return true;
}

bool CsvReader::next(CsvRecord& record)
{
    record.fault.reset();
    record.fields.clear();
    while (read_line()) {
        record.line = ++line_number_;
        if (line_number_ == 1 && line_.starts_with(csv::byte_order_mark)) line_.erase(0, 3);
        if (too_long_) {
            record.fault = CsvFault::too_long;
            return true;
        }
        if (line_.empty()) continue;
        record.fault = split_line(line_, record.fields);
        return true;
    }
    return false;
}

} // namespace evenhand::directory
