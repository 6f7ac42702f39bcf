#pragma once

#include "core/result.hpp"
#include "followup/interviews/interviews.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::interviews {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// The sealed words of a telling, for the data-protection officer; nothing where it has none.
std::optional<identity::SealedText> sealed_words(storage::UnitOfWork& work,
                                                 const std::string& unblinding);

/// Which unblindings a list shows.
enum class Which { to_change, in_force };

/// Where a page of the list begins: after the last line of the page before.
struct After
{
    Instant recorded;
    UnblindingId id;
};
struct UnblindingPage
{
    std::vector<Unblinding> rows; ///< the oldest first
    std::optional<After> next;    ///< nothing on the last page
};

/// One as its own page shows it.
struct Opened
{
    Unblinding unblinding;
    std::optional<std::string> words; ///< nothing: there are none, or they were erased
    bool had_words = false;
    bool to_change = false;
    std::optional<staff::AccountId> taken_over_by; ///< who was named last
};

/// What a new unblinding is held against that other rooms know.
struct Known
{
    std::optional<LocalDate> randomised;
    std::span<const std::string> groups; ///< what the protocol calls the arms, in every way
};

/// Interviewers who were told a group. Every function runs in the caller's unit of work, which
/// holds the person where it writes.
class InterviewStore
{
public:
    explicit InterviewStore(const identity::NoteStore& notes) : notes_(notes) {}

    Result<UnblindingId, Refusal> tell(storage::UnitOfWork& work, PersonId person,
                                       const NewUnblinding& wanted, const Known& known) const;
    /// It stays written and counts for nothing.
    static std::optional<Refusal> mark_in_error(storage::UnitOfWork& work, UnblindingId id,
                                                InError because);
    /// Another interviewer takes over.
    static std::optional<Refusal> take_over(storage::UnitOfWork& work, UnblindingId id,
                                            const Successor& wanted);

    /// One that is in force, without its words; nothing where it is not.
    static std::optional<Unblinding> find(storage::UnitOfWork& work, UnblindingId id);
    /// Whether nobody who may interview the person was named yet.
    static bool is_to_change(storage::UnitOfWork& work, UnblindingId id);
    /// One that is in force, with its words: whoever opens it writes that into the log.
    std::optional<Opened> open(storage::UnitOfWork& work, UnblindingId id) const;
    /// Those in force about a person, over all records of theirs.
    static std::vector<Unblinding> of_person(storage::UnitOfWork& work, PersonId person);
    /// The rule that a room asks before it gives an interview to somebody.
    static bool may_interview(storage::UnitOfWork& work, PersonId person,
                              const staff::AccountId& account);
    static UnblindingPage list(storage::UnitOfWork& work, Which which,
                               const std::optional<After>& after);
    static constexpr int page_size = 50;
    /// Two records of one person count once.
    static Counts counts(storage::UnitOfWork& work);

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::interviews
