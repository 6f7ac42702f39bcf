#include "recruitment/directory/list_rows.hpp"

#include "core/check.hpp"
#include "core/postcode.hpp"
#include "recruitment/directory/practice_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace evenhand::directory {

namespace list_rows {

constexpr std::size_t longest_text = 600;

/// A column of ours, the names by which files call it, and whether a file may lack it.
struct Column
{
    std::string_view name;
    std::vector<std::string_view> called;
    bool optional = false;
};

/// The postcode file of the trial areas and the ONS Postcode Directory, whose column of districts
/// bears the year of its codes: "oslaua", "lad23cd".
const std::vector<Column>& postcode_columns()
{
    static const std::vector<Column> all{
        {"postcode", {"postcode", "pcds", "pcd8", "pcd7", "pcd2", "pcd"}},
        {"district", {"district", "oslaua", "laua", "lad*cd"}},
        {"introduced", {"dointr"}, true},
        {"terminated", {"doterm"}, true}};
    return all;
}

const std::vector<Column>& venue_columns()
{
    static const std::vector<Column> all{{"id", {"id"}},
                                         {"area", {"area"}},
                                         {"name", {"name"}},
                                         {"address", {"address"}},
                                         {"postcode", {"postcode"}},
                                         {"access", {"access"}},
                                         {"valid_from", {"valid_from"}, true},
                                         {"valid_until", {"valid_until"}, true}};
    return all;
}

const std::vector<Column>& service_columns()
{
    static const std::vector<Column> all{{"id", {"id"}},
                                         {"area", {"area"}},
                                         {"name", {"name"}},
                                         {"what", {"what"}},
                                         {"for_whom", {"for_whom"}},
                                         {"how", {"how_to_reach", "how"}},
                                         {"valid_from", {"valid_from"}, true},
                                         {"valid_until", {"valid_until"}, true}};
    return all;
}

const std::vector<Column>& columns_of(Kind kind)
{
    if (kind == Kind::postcodes) return postcode_columns();
    return kind == Kind::venues ? venue_columns() : service_columns();
}

std::string lower(std::string_view text)
{
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return made;
}

/// "lad*cd" is "lad", a year of two digits, and "cd".
bool is_called(std::string_view heading, std::string_view name)
{
    if (name != "lad*cd") return heading == name;
    return heading.size() == 7 && heading.starts_with("lad") && heading.ends_with("cd");
}

std::size_t place_of(const std::vector<std::string>& headings, const Column& column)
{
    // In the order of the column's names, so that the postcode with its space is taken first.
    for (const std::string_view name : column.called) {
        const auto found = std::ranges::find_if(
            headings, [&](const std::string& heading) { return is_called(lower(heading), name); });
        if (found != headings.end()) return static_cast<std::size_t>(found - headings.begin());
    }
    return std::string::npos;
}

/// A council's code: "E08000019". Of no place: the Channel Islands and the Isle of Man have
/// stand-ins.
bool is_district(std::string_view code)
{
    constexpr std::size_t size = 9;
    return code.size() == size &&
           std::string_view("EWSN").find(code[0]) != std::string_view::npos &&
           std::ranges::all_of(code.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_of_no_place(std::string_view code)
{
    return code.empty() || code.ends_with("99999999");
}

/// "201406" is the first day of that month; a day that is not there is none.
bool month(std::string_view text, std::optional<LocalDate>& into)
{
    if (text.empty()) return true;
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.size() != 6 || read.ptr != text.data() + text.size()) return false;
    into = LocalDate::from_ymd(number / 100, static_cast<unsigned>(number % 100), 1);
    return into.has_value();
}

std::optional<BadRow> bad_text(std::string_view name, std::string_view text)
{
    if (text.empty()) return BadRow{fmt::format("the {} is empty", name)};
    if (text.size() > longest_text)
        return BadRow{fmt::format("the {} is longer than {} characters", name, longest_text)};
    return std::nullopt;
}

/// Both days, or which of them is no day or stands before the other.
std::optional<BadRow> read_validity(std::string_view from, std::string_view until, Validity& into)
{
    if (!from.empty()) into.from = LocalDate::parse(from);
    if (!until.empty()) into.until = LocalDate::parse(until);
    if (!from.empty() && !into.from)
        return BadRow{fmt::format("valid_from \"{}\" is not a day such as 2026-01-31", from)};
    if (!until.empty() && !into.until)
        return BadRow{fmt::format("valid_until \"{}\" is not a day such as 2026-01-31", until)};
    if (into.from && into.until && *into.until < *into.from)
        return BadRow{"valid_until is before valid_from"};
    return std::nullopt;
}

struct KeyOf
{
    std::string operator()(const Practice& row) const { return row.code.text(); }
    std::string operator()(const PostcodeRow& row) const { return row.postcode; }
    std::string operator()(const Venue& row) const { return row.id; }
    std::string operator()(const Service& row) const { return row.id; }
};

bool is_id(std::string_view text)
{
    constexpr std::size_t most = 60;
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace list_rows

std::string key_of(const Row& row)
{
    return std::visit(list_rows::KeyOf{}, row);
}

Reading ListRows::take(const CsvRecord& record)
{
    if (record.fault) return BadRow{std::string(sentence(*record.fault))};
    if (kind_ == Kind::practices) return practice_row(record);
    if (!has_header_) return header(record);
    if (record.fields.size() != width_)
        return BadRow{fmt::format("the row has {} columns and the heading has {}",
                                  record.fields.size(), width_)};
    switch (kind_) {
    case Kind::postcodes:
        return postcode(record);
    case Kind::venues:
        return venue(record);
    case Kind::services:
        return service(record);
    case Kind::practices:
        break;
    }
    fail_check("a list with a heading", __FILE_NAME__, __LINE__);
}

Reading ListRows::header(const CsvRecord& record)
{
    has_header_ = true;
    width_ = record.fields.size();
    for (const list_rows::Column& column : list_rows::columns_of(kind_)) {
        columns_[column.name] = list_rows::place_of(record.fields, column);
        if (column.optional || columns_[column.name] != std::string::npos) continue;
        return WrongFile{
            fmt::format("its first line names no column {}", fmt::join(column.called, " or "))};
    }
    return Header{};
}

std::string_view ListRows::field(const CsvRecord& record, std::string_view column) const
{
    const std::size_t place = columns_.at(column);
    return place == std::string::npos ? std::string_view() : record.fields[place];
}

Reading ListRows::postcode(const CsvRecord& record) const
{
    using namespace list_rows;
    const std::string_view district = field(record, "district");
    if (is_of_no_place(district)) return LeftOut{};
    const auto parsed = Postcode::parse(field(record, "postcode"), PostcodeEntry::public_form);
    if (!parsed)
        return BadRow{fmt::format("\"{}\" is not a postcode ({})", field(record, "postcode"),
                                  code(parsed.error()))};
    if (!is_district(district))
        return BadRow{fmt::format("\"{}\" is not the code of a district", district)};
    PostcodeRow row{.postcode = parsed->reveal(),
                    .district = std::string(current_district(district)),
                    .valid = {}};
    if (!month(field(record, "introduced"), row.valid.from) ||
        !month(field(record, "terminated"), row.valid.until))
        return BadRow{"the month in which it was introduced or terminated is not such as 202601"};
    return Row{std::move(row)};
}

std::optional<BadRow> ListRows::bad_place(std::string_view id, std::string_view area) const
{
    if (!list_rows::is_id(id))
        return BadRow{
            fmt::format("the id \"{}\" is not up to 60 small letters, digits and hyphens", id)};
    if (std::ranges::find(areas_, area, &protocol::Area::id) == areas_.end())
        return BadRow{fmt::format("the protocol has no area \"{}\"", area)};
    return std::nullopt;
}

Reading ListRows::venue(const CsvRecord& record) const
{
    using namespace list_rows;
    Venue row{.id = std::string(field(record, "id")),
              .area = std::string(field(record, "area")),
              .name = std::string(field(record, "name")),
              .address = std::string(field(record, "address")),
              .postcode = {},
              .access = std::string(field(record, "access")),
              .valid = {}};
    if (auto bad = bad_place(row.id, row.area)) return *std::move(bad);
    for (const auto& [name, text] :
         {std::pair<std::string_view, std::string_view>{"name", row.name},
          {"address", row.address},
          {"access", row.access}}) {
        if (auto bad = bad_text(name, text)) return *std::move(bad);
    }
    const auto parsed = Postcode::parse(field(record, "postcode"), PostcodeEntry::public_form);
    if (!parsed) return BadRow{fmt::format("\"{}\" is not a postcode", field(record, "postcode"))};
    row.postcode = parsed->reveal();
    if (auto bad =
            read_validity(field(record, "valid_from"), field(record, "valid_until"), row.valid))
        return *std::move(bad);
    return Row{std::move(row)};
}

Reading ListRows::service(const CsvRecord& record) const
{
    using namespace list_rows;
    Service row{.id = std::string(field(record, "id")),
                .area = std::string(field(record, "area")),
                .name = std::string(field(record, "name")),
                .what = std::string(field(record, "what")),
                .for_whom = std::string(field(record, "for_whom")),
                .how = std::string(field(record, "how")),
                .valid = {}};
    if (auto bad = bad_place(row.id, row.area)) return *std::move(bad);
    for (const auto& [name, text] :
         {std::pair<std::string_view, std::string_view>{"name", row.name},
          {"what", row.what},
          {"for_whom", row.for_whom},
          {"how to reach it", row.how}}) {
        if (auto bad = bad_text(name, text)) return *std::move(bad);
    }
    if (auto bad =
            read_validity(field(record, "valid_from"), field(record, "valid_until"), row.valid))
        return *std::move(bad);
    return Row{std::move(row)};
}

} // namespace evenhand::directory
