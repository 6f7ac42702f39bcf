#pragma once

#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "people/withdrawal/withdrawal.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace evenhand::withdrawal {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// The sealed note of that withdrawal, for the data-protection officer; nothing where it has none.
std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work,
                                                const std::string& withdrawal);

/// What people want and what became of them. Every function runs in the caller's unit of work.
class WithdrawalStore
{
public:
    explicit WithdrawalStore(const identity::NoteStore& notes) : notes_(notes) {}

    Result<WithdrawalId, Refusal> withdraw(storage::UnitOfWork& work, PersonId person,
                                           const NewWithdrawal& wanted) const;
    /// From now on it takes nothing away any more.
    std::optional<Refusal> take_back(storage::UnitOfWork& work, PersonId person,
                                     const NewTakingBack& wanted) const;
    std::optional<Refusal> live_on(storage::UnitOfWork& work, PersonId person, LifeKind kind,
                                   bool ended, LocalDate effective) const;

    /// Every withdrawal and every one that was taken back, in the order in which they were written.
    std::vector<Written> written(storage::UnitOfWork& work, PersonId person) const;
    /// What was noted with it; nothing where nothing was, it was entered in error or destroyed.
    std::optional<std::string> note(storage::UnitOfWork& work, PersonId person,
                                    WithdrawalId withdrawal) const;
    /// How that withdrawal of theirs was taken back; nothing where it stands, or there is none.
    static std::optional<Written> taken_back(storage::UnitOfWork& work, PersonId person,
                                             WithdrawalId withdrawal);
    Standing standing(storage::UnitOfWork& work, PersonId person) const;
    /// The same of each record of the person: this one first, then those that follow it.
    std::vector<Standing> standings(storage::UnitOfWork& work, PersonId person) const;
    /// The three answers at this moment, with their reasons, over all records of the person.
    Permissions permissions(storage::UnitOfWork& work, PersonId person) const;
    /// The same for a list page, in three statements. CHECKs at most 100.
    static std::map<PersonId, Permissions> permissions_of(storage::UnitOfWork& work,
                                                          std::span<const PersonId> people);

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::withdrawal
