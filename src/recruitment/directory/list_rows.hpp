#pragma once

#include "recruitment/directory/csv.hpp"
#include "recruitment/directory/directory.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::directory {

/// A sound row of no use here: a pharmacy in the practice file, a postcode that lies nowhere.
struct LeftOut
{
};
/// A row that is not kept, and why, as a sentence without a full stop.
struct BadRow
{
    std::string sentence;
};
/// The line that names the columns.
struct Header
{
};
/// The file is of another kind: nothing of it is kept.
struct WrongFile
{
    std::string sentence;
};
/// What one record is.
using Reading = std::variant<Row, LeftOut, BadRow, Header, WrongFile>;

/// Makes rows out of records of one kind of list.
class ListRows
{
public:
    /// `areas` are those of the protocol: a venue or service of another is a bad row.
    ListRows(Kind kind, const std::vector<protocol::Area>& areas) : kind_(kind), areas_(areas) {}

    Reading take(const CsvRecord& record);

private:
    /// Where the wanted columns stand, by our name of each; npos: the file has none.
    using Columns = std::map<std::string_view, std::size_t>;

    Reading header(const CsvRecord& record);
    [[nodiscard]] std::string_view field(const CsvRecord& record, std::string_view column) const;
    [[nodiscard]] Reading postcode(const CsvRecord& record) const;
    [[nodiscard]] Reading venue(const CsvRecord& record) const;
    [[nodiscard]] Reading service(const CsvRecord& record) const;
    [[nodiscard]] std::optional<BadRow> bad_place(std::string_view id, std::string_view area) const;

    Kind kind_;
    const std::vector<protocol::Area>& areas_;
    Columns columns_;
    std::size_t width_ = 0;
    bool has_header_ = false;
};

/// By what a row is told from others of its list: code, postcode or id.
std::string key_of(const Row& row);

} // namespace evenhand::directory
