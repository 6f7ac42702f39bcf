#pragma once

#include "storage/connection.hpp"
#include "support/casework/casework.hpp"

#include <string>

// How an open case stands in `caseload`. For the stores of this room only.

namespace evenhand::casework {

struct OpenCase
{
    std::string id;
    std::string person;
    std::string area;
    std::string group;
    Instant opened;
    Clocks clocks;
    std::string specialist = {}; ///< has it from the beginning; empty: it waits
};

/// Writes the row of a case that was just opened.
void keep_open_case(storage::Connection& sql, const OpenCase& opened);
/// Whose it is now.
void keep_assignment(storage::Connection& sql, const std::string& case_id, std::int64_t place,
                     const std::string& specialist, Instant at);

/// Dates as the tables keep them; empty where there is none.
std::string text_of(const std::optional<LocalDate>& date);
std::optional<LocalDate> date_in(const std::string& text);

} // namespace evenhand::casework
