#include "recruitment/appointments/calls.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace evenhand::appointments {

namespace calls {

constexpr std::array kinds{
    Words<CallKind>{CallKind::attempt, "attempt", "Reach them"},
    Words<CallKind>{CallKind::letter, "letter", "Send the last letter"},
    Words<CallKind>{CallKind::close, "close", "Close: could not be reached"},
    Words<CallKind>{CallKind::decide, "decide", "A team lead decides"},
};

/// They came, and left before they were in a group: whoever is still there is called tomorrow.
bool is_left_half_way(participants::Stage stage)
{
    using participants::Stage;
    return stage == Stage::attended || stage == Stage::eligible || stage == Stage::taught ||
           stage == Stage::goes_on || stage == Stage::consented || stage == Stage::baseline_locked;
}

constexpr int minutes_of_hour = 60;
constexpr int noon = 12 * minutes_of_hour;

/// The minute of the London day. Nothing where only the day is known, because it was written down
/// later: that one is taken as at another time.
std::optional<int> minute_of(const Tried& tried)
{
    if (!tried.time_known) return std::nullopt;
    const LondonTime time = london_time(tried.occurred);
    return time.hour * minutes_of_hour + time.minute;
}

int part_of(int minute)
{
    constexpr int evening_begins = 17 * minutes_of_hour;
    if (minute < noon) return morning;
    return minute < evening_begins ? afternoon : evening;
}

/// What was tried since the start, or since we last spoke.
struct Run
{
    std::vector<LocalDate> days = {}; ///< of the attempts that count
    std::vector<int> minutes = {};    ///< of the day, where they are known
    int parts = 0;
    std::optional<Instant> last = {};
    bool last_time_known = true;
    std::optional<Instant> spoke = {};
    bool wrong_details = false;

    void count(LocalDate day, std::optional<int> minute)
    {
        if (minute) parts |= part_of(*minute);
        // T2: on another day, and at another hour than each that counts.
        if (!days.empty() && days.back() == day) return;
        const bool same_hour = minute && std::ranges::any_of(minutes, [&](int other) {
                                   return std::abs(other - *minute) < minutes_of_hour;
                               });
        if (same_hour) return;
        days.push_back(day);
        if (minute) minutes.push_back(*minute);
    }
};

Run run_since(LocalDate start, std::span<const Tried> tried)
{
    Run run;
    for (const Tried& each : tried) {
        const LocalDate day = london_date(each.occurred);
        if (day < start) continue;
        if (each.two_way) {
            run = {.spoke = each.occurred};
            continue;
        }
        run.count(day, minute_of(each));
        run.last = each.occurred;
        run.last_time_known = each.time_known;
        run.wrong_details = run.wrong_details || each.wrong_details;
    }
    return run;
}

} // namespace calls

std::string_view name_of(CallKind kind)
{
    return words_of(calls::kinds, kind).name;
}

std::optional<CallKind> call_kind_named(std::string_view name)
{
    return value_named(calls::kinds, name);
}

std::string_view label_of(CallKind kind)
{
    return words_of(calls::kinds, kind).label;
}

std::string_view other_times(int tried_parts)
{
    switch (tried_parts) {
    case 0:
        return "";
    case morning:
        return "Try the afternoon or the evening";
    case afternoon:
        return "Try the morning or the evening";
    case evening:
        return "Try the morning or the afternoon";
    case morning + afternoon:
        return "Try the evening";
    case morning + evening:
        return "Try the afternoon";
    case afternoon + evening:
        return "Try the morning";
    }
    return "Try another hour than before";
}

bool is_called(participants::Stage stage)
{
    using participants::Stage;
    return stage == Stage::referred || stage == Stage::contacted ||
           stage == Stage::did_not_attend || stage == Stage::wants_time ||
           calls::is_left_half_way(stage);
}

std::optional<Owed> what_is_owed(const Waits& waits, std::span<const Tried> tried,
                                 std::optional<Instant> letter, const protocol::ContactRules& rules,
                                 BankHolidays holidays)
{
    if (!is_called(waits.stage)) return std::nullopt;
    const LocalDate start = london_date(waits.since);
    const auto run = calls::run_since(start, tried);
    Owed owed{.kind = CallKind::attempt,
              .on = waits.due,
              .attempts = static_cast<int>(run.days.size()),
              .wrong_details = run.wrong_details};
    owed.last_try = run.last;
    owed.last_time_known = run.last_time_known;
    owed.tried_parts = run.parts;
    if (calls::is_left_half_way(waits.stage))
        owed.on = std::max(owed.on, plus_working_days(start, 1, holidays));
    if (!protocol::may_rebook(rules, waits.missed)) {
        owed.kind = CallKind::decide;
        return owed;
    }
    // A talk answers a letter that went before it.
    if (letter && run.spoke && *letter <= *run.spoke) letter.reset();
    if (run.days.empty() && !letter) return owed;

    const auto letter_day = letter ? std::optional(london_date(*letter)) : std::nullopt;
    const LocalDate from = run.spoke ? london_date(*run.spoke) : start;
    const auto next = protocol::next_contact(rules, from, run.days, letter_day, holidays);
    owed.on = next.on;
    switch (next.step) {
    case protocol::ContactStep::attempt:
        break;
    case protocol::ContactStep::letter:
        owed.kind = CallKind::letter;
        break;
    case protocol::ContactStep::close:
        owed.kind = CallKind::close;
        break;
    }
    return owed;
}

std::string_view code(CloseRefusal refusal)
{
    switch (refusal) {
    case CloseRefusal::attempts_left:
        return "attempts_left";
    case CloseRefusal::letter_not_sent:
        return "letter_not_sent";
    case CloseRefusal::letter_not_due:
        return "letter_not_due";
    case CloseRefusal::details_not_tried:
        return "details_not_tried";
    }
    CHECK(false);
}

std::optional<CloseRefusal> fault_of_closing(const Owed& owed, std::string_view detail,
                                             LocalDate today)
{
    if (detail == "no_working_details") {
        if (owed.wrong_details) return std::nullopt;
        return CloseRefusal::details_not_tried;
    }
    switch (owed.kind) {
    case CallKind::attempt:
    case CallKind::decide:
        return CloseRefusal::attempts_left;
    case CallKind::letter:
        return CloseRefusal::letter_not_sent;
    case CallKind::close:
        break;
    }
    if (today < owed.on) return CloseRefusal::letter_not_due;
    return std::nullopt;
}

} // namespace evenhand::appointments
