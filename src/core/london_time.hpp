#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>

namespace evenhand {

/// What the clock and the calendar on a wall in London show.
struct LondonTime
{
    LocalDate date;
    int hour;   ///< 0 to 23
    int minute; ///< 0 to 59
    int second; ///< 0 to 59

    friend bool operator==(const LondonTime&, const LondonTime&) = default;
};

/// The wall clock at an instant. The machine's time zone data reach to 2037; what is later is shown
/// in winter time all year.
LondonTime london_time(Instant at);
LocalDate london_date(Instant at);

/// Which of two equal wall times on the last Sunday of October, 01:00 to 01:59.
enum class ClockChange { before_clocks_go_back, after_clocks_go_back };

/// Why a wall time is not one instant.
enum class LondonTimeRefusal {
    does_not_exist, ///< 01:00 to 01:59 on the last Sunday of March
    happens_twice,  ///< ask which, and give the answer as ClockChange
};

/// A stable name for messages and tests: "happens_twice".
std::string_view code(LondonTimeRefusal refusal);

/// The instant at which London's clocks show this hour (0-23) and minute (0-59). `which` is used
/// only for a time that happens twice.
Result<Instant, LondonTimeRefusal>
instant_in_london(LocalDate date, int hour, int minute,
                  std::optional<ClockChange> which = std::nullopt);

/// The first instant of a day in London: a day has 23 or 25 hours when the clocks change.
Instant start_of_london_day(LocalDate date);

/// As people read it: "20 July 2026 at 9:30am", "20 July 2026 at midday".
std::string london_plain(Instant at);

} // namespace evenhand
