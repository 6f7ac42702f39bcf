#include "people/concerns/concerns.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <array>

namespace evenhand::concerns {

namespace concerns {

constexpr std::array kinds{
    Words<Kind>{Kind::safeguarding, "safeguarding", "Safeguarding"},
    Words<Kind>{Kind::adverse_event, "adverse_event", "Adverse event"},
    Words<Kind>{Kind::complaint, "complaint", "Complaint"},
    Words<Kind>{Kind::incident, "incident", "Incident"},
};
constexpr std::array changes{
    Words<Change>{Change::taken_on, "taken_on", "Taken on"},
    Words<Change>{Change::due_moved, "due_moved", "Due day moved"},
    Words<Change>{Change::noted, "noted", "Note added"},
    Words<Change>{Change::closed, "closed", "Closed"},
    Words<Change>{Change::reopened, "reopened", "Opened again"},
};
constexpr std::array outcomes{
    Words<Outcome>{Outcome::resolved, "resolved", "Resolved"},
    Words<Outcome>{Outcome::passed_on, "passed_on", "Passed on to another service"},
    Words<Outcome>{Outcome::no_action_needed, "no_action_needed", "No action needed"},
    Words<Outcome>{Outcome::unfounded, "unfounded", "Unfounded"},
    Words<Outcome>{Outcome::duplicate, "duplicate", "Raised before"},
};

constexpr auto kind_list = values_of(kinds);
constexpr auto outcome_list = values_of(outcomes);

} // namespace concerns

std::span<const Kind> all_kinds()
{
    return concerns::kind_list;
}

std::span<const Outcome> all_outcomes()
{
    return concerns::outcome_list;
}

std::string_view name_of(Kind kind)
{
    return words_of(concerns::kinds, kind).name;
}

std::string_view name_of(Change change)
{
    return words_of(concerns::changes, change).name;
}

std::string_view name_of(Outcome outcome)
{
    return words_of(concerns::outcomes, outcome).name;
}

std::optional<Kind> kind_named(std::string_view name)
{
    return value_named(concerns::kinds, name);
}

std::optional<Change> change_named(std::string_view name)
{
    return value_named(concerns::changes, name);
}

std::optional<Outcome> outcome_named(std::string_view name)
{
    return value_named(concerns::outcomes, name);
}

std::string_view label_of(Kind kind)
{
    return words_of(concerns::kinds, kind).label;
}

std::string_view label_of(Change change)
{
    return words_of(concerns::changes, change).label;
}

std::string_view label_of(Outcome outcome)
{
    return words_of(concerns::outcomes, outcome).label;
}

LocalDate due_of(Kind kind, LocalDate raised, const DueRules& rules, BankHolidays holidays)
{
    const int days = [&] {
        switch (kind) {
        case Kind::safeguarding:
            return rules.safeguarding;
        case Kind::adverse_event:
            return rules.adverse_event;
        case Kind::complaint:
            return rules.complaint;
        case Kind::incident:
            return rules.incident;
        }
        CHECK(false);
    }();
    // Harm does not wait for a working day.
    if (days == 0) return raised;
    return plus_working_days(raised, days, holidays);
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::is_closed:
        return "is_closed";
    case Refusal::is_open:
        return "is_open";
    case Refusal::incomplete:
        return "incomplete";
    case Refusal::note_needed:
        return "note_needed";
    case Refusal::already:
        return "already";
    case Refusal::erased:
        return "erased";
    case Refusal::not_there:
        return "not_there";
    case Refusal::moved_on:
        return "moved_on";
    }
    CHECK(false);
}

Result<State, Refusal> changed(const State& state, const NewChange& change)
{
    // A note stands beside whatever was done meanwhile; all else would undo it unread.
    const bool read_it = !change.seen || *change.seen == state.place;
    if (!read_it && change.change != Change::noted) return refuse(Refusal::moved_on);
    State after = state;
    ++after.place;
    if (change.change == Change::reopened) {
        if (state.open) return refuse(Refusal::is_open);
        if (change.note.empty()) return refuse(Refusal::note_needed);
        after.open = true;
        after.outcome = std::nullopt;
        return after;
    }
    if (!state.open) return refuse(Refusal::is_closed);
    switch (change.change) {
    case Change::taken_on:
        if (change.owner.empty()) return refuse(Refusal::incomplete);
        if (change.owner == state.owner) return refuse(Refusal::already);
        after.owner = change.owner;
        break;
    case Change::due_moved:
        if (!change.due) return refuse(Refusal::incomplete);
        if (change.note.empty()) return refuse(Refusal::note_needed);
        after.due = *change.due;
        break;
    case Change::noted:
        if (change.note.empty()) return refuse(Refusal::note_needed);
        break;
    case Change::closed:
        if (!change.outcome) return refuse(Refusal::incomplete);
        after.open = false;
        after.outcome = change.outcome;
        break;
    case Change::reopened:
        CHECK(false); // above
    }
    return after;
}

} // namespace evenhand::concerns
