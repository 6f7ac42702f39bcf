#pragma once

#include "people/participants/participants.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::participants {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// Where everybody stands, as the steps give it, for `evenhand rebuild`.
storage::DerivedTable derived_journeys();

/// Which journeys a list shows. Empty: all.
struct Filter
{
    std::optional<Stage> stage = {};
    std::string area = {};
};

/// Where a page begins: after the last row of the page before. Days as ISO text.
struct After
{
    std::string due;
    std::string person;
};

/// One page of those who are owed something, the most overdue first.
struct StuckPage
{
    std::vector<Journey> rows;
    std::optional<After> next; ///< nothing on the last page
};

/// How many stand somewhere, and how many of them are overdue.
struct StageCount
{
    Stage stage = Stage::referred;
    std::int64_t people = 0;
    std::int64_t overdue = 0;
};

/// The flow at a moment, as known now: how many had reached each step at least once, and where
/// everybody stood. Each person stands in exactly one stage.
struct Flow
{
    std::map<Step, std::int64_t> reached;
    std::map<Stage, std::int64_t> standing;
    std::int64_t people = 0;
};

/// What tells a record from others of the same person, where a name would not.
struct RecordMark
{
    std::string study_number; ///< empty: none yet
    Instant referred;         ///< first
};

/// The spine. Every function runs in the caller's unit of work, so that a room's own fact and the
/// step it makes are kept together or not at all.
class JourneyStore
{
public:
    /// Called in the same unit of work whenever somebody moved, or stayed by a step of their own.
    /// `app/` hands in what the rooms above keep of where people stand.
    using Moved = std::function<void(storage::UnitOfWork&, const Journey&)>;
    /// Borrows the holidays.
    JourneyStore(Timing timing, BankHolidays holidays, Moved moved = {})
        : timing_(timing), holidays_(holidays), moved_(std::move(moved))
    {
    }

    /// Takes the step, or says why not and writes nothing. Two units that take a step of one
    /// person at once run one after the other. `reason` is a code, never free text.
    Result<Stage, Refusal> take(storage::UnitOfWork& work, PersonId person, const NewStep& wanted,
                                std::string_view reason = {}) const;
    /// Whether take() would take it in this unit, and the stage it leads to; nothing is written.
    Result<Stage, Refusal> would_take(storage::UnitOfWork& work, PersonId person,
                                      const NewStep& wanted) const;
    /// The last step was entered in error: it stays written and counts for nothing.
    Result<Stage, Refusal> take_back(storage::UnitOfWork& work, PersonId person, StepId last,
                                     std::string_view reason) const;

    std::optional<Journey> find(storage::UnitOfWork& work, PersonId person) const;
    /// The same, and no other unit moves this person on until this one ends: for a room that must
    /// write something of its own while they stand where they stand.
    std::optional<Journey> hold(storage::UnitOfWork& work, PersonId person) const;
    std::optional<PersonId> find_by_study_number(storage::UnitOfWork& work,
                                                 const StudyNumber& number) const;
    /// The marks of the records of a list, in one statement; who has no journey is left out. CHECKs
    /// at most 100.
    std::map<PersonId, RecordMark> marks_of(storage::UnitOfWork& work,
                                            std::span<const PersonId> people) const;
    /// Every step that stands or was taken back, in order.
    std::vector<StepTaken> steps(storage::UnitOfWork& work, PersonId person) const;
    /// A study number that nobody has. `prefix` is the protocol's.
    StudyNumber unused_study_number(storage::UnitOfWork& work, std::string_view prefix) const;

    /// At most `page_size` who are owed something.
    StuckPage stuck(storage::UnitOfWork& work, const Filter& filter,
                    const std::optional<After>& after) const;
    static constexpr int page_size = 50;
    /// Every stage in which somebody stands. `area` empty: all areas.
    std::vector<StageCount> counts(storage::UnitOfWork& work, std::string_view area,
                                   LocalDate today) const;
    Flow flow_at(storage::UnitOfWork& work, Instant at) const;

private:
    Timing timing_;
    BankHolidays holidays_;
    Moved moved_;
};

} // namespace evenhand::participants
