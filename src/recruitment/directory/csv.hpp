#pragma once

#include "crypto/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// CSV as the national files write it: a record a line, fields quoted where they hold a comma, a
// quote in a quoted field doubled. A line end in a field is refused, so that a quote left open
// spoils its own line and no other.

namespace evenhand::directory {

/// Why a line is no record.
enum class CsvFault { too_long, not_text, open_quote, text_after_quote, quote_within };
/// As the report of an import says it.
std::string_view sentence(CsvFault fault);

struct CsvRecord
{
    std::int64_t line = 0;           ///< from 1, as editors count
    std::vector<std::string> fields; ///< without quotes and without spaces at their ends
    std::optional<CsvFault> fault;
};

/// Reads record by record in memory that does not grow with the file. Empty lines are passed over;
/// a byte-order mark and carriage returns are dropped.
class CsvReader
{
public:
    static constexpr std::size_t longest_line = 16 * 1024;

    explicit CsvReader(std::istream& stream) : stream_(stream) {}

    /// False at the end of the file.
    bool next(CsvRecord& record);
    /// SHA-256 of all bytes. Only after next() was false, and once.
    [[nodiscard]] crypto::Hash256 hash() { return hash_.finish(); }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    bool read_line();

    std::istream& stream_;
    crypto::Sha256 hash_;
    std::uint64_t bytes_ = 0;
    std::int64_t line_number_ = 0;
    std::string line_;
    bool too_long_ = false;
};

/// The fields of one line, or why it is no record.
std::optional<CsvFault> split_line(std::string_view line, std::vector<std::string>& fields);

} // namespace evenhand::directory
