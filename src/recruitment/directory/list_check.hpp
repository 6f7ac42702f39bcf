#pragma once

#include "core/result.hpp"
#include "recruitment/directory/list_rows.hpp"

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

// A list is read twice: here to check it, so that a file that is refused has changed nothing, and
// once more to load it (loading_store.hpp). Memory does not grow with the rows but for 16 bytes a
// row, by which a key that stands twice is found.

namespace evenhand::directory {

/// A row that is not kept.
struct RejectedRow
{
    std::int64_t line = 0;
    std::string sentence; ///< without a full stop
};

/// Who is told while a list is read; either may be empty.
struct Listeners
{
    std::function<void(const RejectedRow&)> on_rejected;  ///< every one, keys that stand twice last
    std::function<void(std::uint64_t bytes)> on_progress; ///< read so far, now and then
};

/// A list that may be loaded.
struct CheckedList
{
    Kind kind = Kind::practices;
    std::string file_hash;
    std::int64_t good = 0;
    std::int64_t left_out = 0;
    std::int64_t rejected = 0;
    std::vector<std::int64_t>
        repeated_lines; ///< rows whose key stands on an earlier line, in order
};

/// Reads all of it and changes nothing. Refused, with a sentence: a file of another kind, one
/// without a good row, and one of which more than a twentieth of the rows is bad (up to three bad
/// rows never are too many beside as many good ones).
Result<CheckedList, std::string> check_list(std::istream& stream, Kind kind,
                                            const std::vector<protocol::Area>& areas,
                                            const Listeners& listeners);

} // namespace evenhand::directory
