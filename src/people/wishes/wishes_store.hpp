#pragma once

#include "core/result.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/participants.hpp"
#include "people/wishes/wishes.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::wishes {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// What somebody wants, as it was told.
struct NewWishes
{
    Wishes wishes;
    ToldIn told_in = ToldIn::telephone;
    std::optional<Instant> occurred = {}; ///< empty: at this moment
    /// Those that the writer had before them; empty: there were none.
    std::optional<WishesId> instead_of = {};
    /// Which one told them, where a referral did.
    std::optional<participants::ReferralId> referral = {};
};

/// When and where wishes were told, without what they say.
struct Telling
{
    WishesId id;
    ToldIn told_in = ToldIn::telephone;
    Instant occurred;
    Instant recorded;
    std::string actor = {};
};

/// The wishes that hold.
struct Standing
{
    Telling told;
    Wishes wishes;
};

/// How people want to be reached. Every function runs in the caller's unit of work; the caller
/// audits what it opens.
class WishesStore
{
public:
    /// Borrows the vault.
    explicit WishesStore(const identity::Vault& vault) : vault_(vault) {}

    /// Writes them in place of the ones that stood. The person is locked, so that two who write at
    /// once do it one after the other.
    Result<WishesId, Refusal> record(storage::UnitOfWork& work, PersonId person,
                                     const NewWishes& told) const;
    /// The referral was somebody else's. Where what it told holds, what held before it holds again,
    /// as it was told then; of that, what came from a referral that is not among `theirs` is passed
    /// over. What was told since stays. False, and nothing is written, where nothing of it holds.
    bool take_back(storage::UnitOfWork& work, PersonId person, participants::ReferralId referral,
                   std::span<const participants::ReferralId> theirs) const;
    /// What holds; nothing if nobody was ever asked, or it was erased. A "no" that was said under a
    /// record that follows this one holds too, even where nobody asked under this one.
    std::optional<Standing> standing(storage::UnitOfWork& work, PersonId person) const;
    /// The same for a list page, in three statements, and two more where records follow; those of
    /// whom nothing holds are left out. CHECKs at most 100.
    std::map<PersonId, Standing> standing_of(storage::UnitOfWork& work,
                                             std::span<const PersonId> people) const;
    /// Every telling, the first first, at most 100. Nothing is opened.
    static std::vector<Telling> tellings(storage::UnitOfWork& work, PersonId person);

private:
    /// What was told under those records themselves.
    std::map<PersonId, Standing> told_under(storage::UnitOfWork& work,
                                            std::span<const PersonId> people) const;

    const identity::Vault& vault_;
};

} // namespace evenhand::wishes
