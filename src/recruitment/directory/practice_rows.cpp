#include "recruitment/directory/practice_rows.hpp"

#include "core/postcode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::directory {

namespace practice_rows {

constexpr std::size_t width = 27;
constexpr std::string_view gp_practice_setting = "4";

/// Where the columns that are used stand, from 0.
struct Place
{
    static constexpr std::size_t code = 0;
    static constexpr std::size_t name = 1;
    static constexpr std::size_t address_first = 4;
    static constexpr std::size_t address_last = 8;
    static constexpr std::size_t postcode = 9;
    static constexpr std::size_t opened = 10;
    static constexpr std::size_t closed = 11;
    static constexpr std::size_t status = 12;
    static constexpr std::size_t commissioner = 14;
    static constexpr std::size_t setting = 25;
};

/// "EXAMPLE SURGERY," is how some names and lines stand in the file.
std::string_view without_comma(std::string_view text)
{
    while (!text.empty() && (text.back() == ',' || text.back() == ' '))
        text.remove_suffix(1);
    return text;
}

std::string address_of(const CsvRecord& record)
{
    std::string address;
    for (std::size_t i = Place::address_first; i <= Place::address_last; ++i) {
        const std::string_view line = without_comma(record.fields[i]);
        if (line.empty()) continue;
        if (!address.empty()) address += ", ";
        address += line;
    }
    return address;
}

std::optional<PracticeState> state_of(std::string_view status)
{
    if (status == "A") return PracticeState::active;
    if (status == "C") return PracticeState::closed;
    if (status == "D") return PracticeState::dormant;
    if (status == "P") return PracticeState::proposed;
    return std::nullopt;
}

/// "20260131"; an empty text is no day and no mistake.
bool read_day(std::string_view text, std::optional<LocalDate>& into)
{
    if (text.empty()) return true;
    if (text.size() != 8) return false;
    into = LocalDate::parse(
        fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
    return into.has_value();
}

std::optional<BadRow> read_days(const CsvRecord& record, Practice& row)
{
    const std::string& opened = record.fields[Place::opened];
    const std::string& closed = record.fields[Place::closed];
    if (!read_day(opened, row.valid.from))
        return BadRow{fmt::format("the day of opening \"{}\" is not such as 20260131", opened)};
    if (!read_day(closed, row.valid.until))
        return BadRow{fmt::format("the day of closing \"{}\" is not such as 20260131", closed)};
    if (row.valid.from && row.valid.until && *row.valid.until < *row.valid.from)
        return BadRow{"it closed before it opened"};
    if (row.state == PracticeState::closed && !row.valid.until)
        return BadRow{"it is closed and no day of closing is given"};
    return std::nullopt;
}

} // namespace practice_rows

Reading practice_row(const CsvRecord& record)
{
    using namespace practice_rows;
    if (record.fields.size() != width)
        return BadRow{
            fmt::format("the row has {} columns in place of {}", record.fields.size(), width)};
    if (record.fields[Place::setting] != gp_practice_setting) return LeftOut{};
    const auto code = OdsCode::parse(record.fields[Place::code], OdsKind::gp_practice);
    if (!code)
        return BadRow{
            fmt::format("\"{}\" is not the code of a GP practice", record.fields[Place::code])};
    const std::string_view name = without_comma(record.fields[Place::name]);
    if (name.empty()) return BadRow{"the practice has no name"};
    const auto state = state_of(record.fields[Place::status]);
    if (!state)
        return BadRow{fmt::format("the status \"{}\" is none of A, C, D and P",
                                  record.fields[Place::status])};
    const auto postcode =
        Postcode::parse(record.fields[Place::postcode], PostcodeEntry::public_form);
    if (!postcode)
        return BadRow{fmt::format("\"{}\" is not a postcode", record.fields[Place::postcode])};
    Practice row{.code = *code,
                 .name = std::string(name),
                 .address = address_of(record),
                 .postcode = postcode->reveal(),
                 .commissioner = record.fields[Place::commissioner],
                 .district = {},
                 .state = *state,
                 .valid = {}};
    if (auto bad = read_days(record, row)) return *std::move(bad);
    return Row{std::move(row)};
}

} // namespace evenhand::directory
