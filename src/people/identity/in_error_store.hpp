#pragma once

#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/identity/in_error.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::identity {

using InErrorId = Id<struct InErrorIdTag>;

/// That a row about a person does not stand, and why.
inline constexpr auto entered_in_error_table =
    storage::fact_table("entered_in_error", storage::text("person_id"), storage::text("table_name"),
                        storage::text("row_id"));

/// A row of another room that somebody wrote about a person.
struct WrittenRow
{
    PersonId person;
    std::string_view table; ///< a literal
    std::string row;
};

/// One row that does not stand.
struct InError
{
    InErrorId id;
    std::string table;
    std::string row;
    std::string reason; ///< in words for staff
    std::string actor;
    Instant at;
};

/// Whether rows that were entered in error are left out of a list.
enum class InErrorRows { hidden, shown };

/// What was entered in error: notes of any room, by their rows. The rooms that own them hide them;
/// the data-protection officer sees them all, and destroys their texts (design 1.3). Every function
/// runs in the caller's unit of work.
class InErrorStore
{
public:
    /// False if somebody has marked it already. The caller holds the person, so that of two at once
    /// the second is told.
    static bool mark(storage::UnitOfWork& work, const WrittenRow& row, InErrorBecause because);
    static bool is_marked(storage::UnitOfWork& work, std::string_view table, std::string_view row);
    /// The rows of that table about the person that do not stand.
    static std::set<std::string> rows(storage::UnitOfWork& work, PersonId person,
                                      std::string_view table);
    /// The latest first. All of them, for one person: somebody marked each by hand.
    static std::vector<InError> of_person(storage::UnitOfWork& work, PersonId person);
    static std::optional<InError> find(storage::UnitOfWork& work, PersonId person, InErrorId id);
};

} // namespace evenhand::identity
