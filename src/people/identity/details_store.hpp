#pragma once

#include "people/identity/identity.hpp"
#include "people/identity/vault.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::identity {

using DetailsId = Id<struct DetailsIdTag>;

/// Why what is known of somebody's details is replaced.
enum class DetailsChange {
    changed,          ///< it was right, and is no longer so
    entered_in_error, ///< it was never theirs: hidden, and may be destroyed
};
/// As the fact keeps it: "entered_in_error".
std::string_view name_of(DetailsChange change);
std::optional<DetailsChange> details_change_named(std::string_view name);

enum class DetailsRefusal {
    no_such_person,
    erased,          ///< nothing more is written of who they are
    number_is_taken, ///< another person has this NHS number
    nothing_changed,
};
std::string_view code(DetailsRefusal refusal);

/// A version that holds no longer.
struct EarlierDetails
{
    DetailsId id;
    Instant replaced_at;
    std::string replaced_by = {}; ///< the actor, as facts keep it
    DetailsChange why = DetailsChange::changed;
    std::optional<IdentityView> said = {}; ///< nothing where it was destroyed
};

/// Correcting who somebody is and how they are reached, forward only: a new version replaces the
/// one before, which nobody but the data-protection officer sees again (design 1.3).
class DetailsStore
{
public:
    /// Borrows the vault.
    explicit DetailsStore(const Vault& vault) : vault_(vault) {}

    /// Writes the new version and what the person is found by from now on.
    Result<DetailsId, DetailsRefusal> replace(storage::UnitOfWork& work, PersonId person,
                                              const Details& now, DetailsChange why) const;
    /// The same for the day on which they were born alone, where the rest stays as it is.
    Result<DetailsId, DetailsRefusal> set_birth_date(storage::UnitOfWork& work, PersonId person,
                                                     LocalDate birth, DetailsChange why) const;
    /// The latest first, at most 50; empty once the contact class was erased. The caller audits.
    std::vector<EarlierDetails> earlier(storage::UnitOfWork& work, PersonId person) const;
    /// Destroys a version that was entered in error, and keeps as a fact that it was done. False if
    /// there is no such version, or it was destroyed before. `reason` is not personal.
    bool destroy(storage::UnitOfWork& work, PersonId person, DetailsId version,
                 std::string_view reason) const;

private:
    const Vault& vault_;
};

} // namespace evenhand::identity
