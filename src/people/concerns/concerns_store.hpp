#pragma once

#include "people/concerns/concerns.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/in_error.hpp"
#include "people/identity/note_store.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::concerns {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);
/// The sealed text of a concern, or of the note of a change; nothing where there is none.
std::optional<identity::SealedText> sealed_text(storage::UnitOfWork& work,
                                                const std::string& concern);
std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work,
                                                const std::string& event);
/// Where every concern stands, as the facts give it, for `evenhand rebuild`.
storage::DerivedTable derived_states();

/// One change as it was made, opened.
struct Event
{
    std::string id = {};
    Change change = Change::noted;
    std::string owner = {};
    std::optional<LocalDate> due = {};
    std::optional<Outcome> outcome = {};
    std::optional<std::string> note = {}; ///< nothing: there is none, it is hidden, or was erased
    bool note_in_error = false;           ///< there was one, which does not stand
    Instant at;
    std::string actor = {};
};

/// A concern opened. The caller audits it.
struct Concern
{
    State state;
    std::optional<std::string> text; ///< what was said; nothing where it was erased
    std::string raised_by = {};
    std::vector<Event> events = {};
};

/// Where a page of the queue begins: after the last row of the page before.
struct After
{
    bool owned = false;
    std::string due;
    std::string id;
};
struct QueuePage
{
    std::vector<State> rows;
    std::optional<After> next; ///< nothing on the last page
    std::int64_t open = 0;     ///< in all
    std::int64_t unowned = 0;
    std::int64_t overdue = 0; ///< due on a day before `today`
};

/// Concerns. Every function runs in the caller's unit of work.
class ConcernStore
{
public:
    /// Borrows the notes and the holidays.
    ConcernStore(const identity::NoteStore& notes, DueRules rules, BankHolidays holidays)
        : notes_(notes), rules_(rules), holidays_(holidays)
    {
    }

    /// Nothing if the person's casework class was erased. CHECKs that there is a text.
    std::optional<ConcernId> raise(storage::UnitOfWork& work, PersonId person, Kind kind,
                                   std::string_view text) const;
    Result<State, Refusal> change(storage::UnitOfWork& work, ConcernId concern,
                                  const NewChange& change) const;
    /// Nothing also if it was entered in error.
    std::optional<Concern> open(storage::UnitOfWork& work, ConcernId concern) const;
    /// After the concern was marked as entered in error: its notes do not stand either, and it is
    /// on no list any more.
    void hide(storage::UnitOfWork& work, ConcernId concern, identity::InErrorBecause because) const;

    /// The open ones, nobody's first, then the most overdue.
    QueuePage queue(storage::UnitOfWork& work, const std::optional<After>& after,
                    LocalDate today) const;
    static constexpr int page_size = 50;
    /// The latest first, at most 50.
    std::vector<State> of_person(storage::UnitOfWork& work, PersonId person) const;

private:
    const identity::NoteStore& notes_;
    DueRules rules_;
    BankHolidays holidays_;
};

} // namespace evenhand::concerns
