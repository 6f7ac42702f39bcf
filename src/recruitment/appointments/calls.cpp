#include "recruitment/appointments/calls.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace evenhand::appointments {

namespace calls {

struct KindWords
{
    CallKind kind;
    std::string_view name;
    std::string_view label;
};

constexpr std::array kinds{
    KindWords{CallKind::attempt, "attempt", "Reach them"},
    KindWords{CallKind::letter, "letter", "Send the last letter"},
    KindWords{CallKind::close, "close", "Close: could not be reached"},
    KindWords{CallKind::decide, "decide", "A team lead decides"},
};

/// What was tried since the start, or since we last spoke.
struct Run
{
    std::vector<LocalDate> days = {};
    std::optional<Instant> spoke = {};
    bool wrong_details = false;
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
        if (run.days.empty() || run.days.back() != day) run.days.push_back(day);
        run.wrong_details = run.wrong_details || each.wrong_details;
    }
    return run;
}

} // namespace calls

std::string_view name_of(CallKind kind)
{
    return std::ranges::find(calls::kinds, kind, &calls::KindWords::kind)->name;
}

std::optional<CallKind> call_kind_named(std::string_view name)
{
    const auto found = std::ranges::find(calls::kinds, name, &calls::KindWords::name);
    if (found == calls::kinds.end()) return std::nullopt;
    return found->kind;
}

std::string_view label_of(CallKind kind)
{
    return std::ranges::find(calls::kinds, kind, &calls::KindWords::kind)->label;
}

bool is_called(participants::Stage stage)
{
    using participants::Stage;
    return stage == Stage::referred || stage == Stage::contacted ||
           stage == Stage::did_not_attend || stage == Stage::wants_time;
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
    if (!run.days.empty()) owed.last_try = run.days.back();
    const bool missed = waits.stage == participants::Stage::did_not_attend;
    if (missed && !protocol::may_rebook(rules, waits.missed)) {
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
