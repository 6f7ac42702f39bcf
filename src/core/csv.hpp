#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Comma-separated text after RFC 4180: a field may be quoted, and then holds commas, line ends and
// doubled quotes. Spaces before and after a quoted field are no part of it.

namespace evenhand {

/// Why a row cannot be taken apart. What follows it in the text cannot be trusted.
enum class CsvFault { open_quote, text_after_quote, quote_within };
/// What is wrong, as one clause: "a quote is opened and not closed".
std::string_view sentence(CsvFault fault);

struct CsvRow
{
    std::size_t line = 1; ///< on which it begins, from 1
    std::vector<std::string> fields;
};

/// Takes a text apart from the front. Empty lines are rows of one empty field; a byte-order mark is
/// passed over. The text must outlive it.
class CsvRows
{
public:
    explicit CsvRows(std::string_view text);

    [[nodiscard]] bool done() const { return rest_.empty(); }
    /// The next row, into storage that is used again; not to be called when done.
    [[nodiscard]] std::optional<CsvFault> next(CsvRow& row);

private:
    bool take(std::string_view mark);
    void skip_spaces();
    [[nodiscard]] std::optional<CsvFault> field(std::string& text);
    [[nodiscard]] std::optional<CsvFault> quoted(std::string& text);

    std::string_view rest_;
    std::size_t line_ = 1;
};

/// All rows, with the head first; empty lines are left out. A refusal is one clause with its line:
/// a quote in the wrong place, a row with more or fewer fields than the head, nothing.
Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text);

/// The text of one field as it is written: in quotes where it could be misread without them.
std::string csv_field(std::string_view text);

} // namespace evenhand
