#pragma once

#include "core/result.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"
#include "support/casework/casework.hpp"
#include "support/casework/casework_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::casework {

using DeviationId = Id<struct DeviationTag>;

/// Which support somebody actually received. It is a deviation where it is not what their arm
/// gives; the arm that is analysed never follows from it.
inline constexpr auto deviation_table =
    storage::fact_table("deviation", storage::text("person_id"), storage::text("received"),
                        storage::text("from_day"), storage::text("sealed_note"));

/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// The sealed note of a deviation; nothing where there is none.
std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work,
                                                const std::string& deviation);

struct NewDeviation
{
    Received received = Received::nothing;
    LocalDate from; ///< the day from which it is so
    std::string note = {};
};

struct Deviation
{
    DeviationId id;
    Received received = Received::nothing;
    LocalDate from;
    Instant recorded;
    std::string actor;
    std::optional<std::string> note; ///< nothing: there is none, or it was erased
};

enum class DeviationRefusal { in_future, erased };

/// Support actually received, in both arms. Every function runs in the caller's unit of work.
class DeviationStore
{
public:
    explicit DeviationStore(const identity::NoteStore& notes) : notes_(notes) {}

    /// Whether the asker may write about this person: somebody put into a group, in an area of the
    /// asker's posting, or anywhere where `everywhere` is true. Reads no arm.
    bool may_record(storage::UnitOfWork& work, std::string_view account, bool everywhere,
                    PersonId person) const;
    Result<DeviationId, DeviationRefusal> record(storage::UnitOfWork& work, PersonId person,
                                                 const NewDeviation& wanted) const;
    /// Those that stand, the latest first, at most 50: more changes of support within a year than
    /// anybody tells.
    std::vector<Deviation> of_person(storage::UnitOfWork& work, PersonId person) const;

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::casework
