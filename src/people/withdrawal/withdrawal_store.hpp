#pragma once

#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "people/withdrawal/withdrawal.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
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

/// What people want and what became of them. Every function runs in the caller's unit of work.
class WithdrawalStore
{
public:
    explicit WithdrawalStore(const identity::NoteStore& notes) : notes_(notes) {}

    Result<WithdrawalId, Refusal> withdraw(storage::UnitOfWork& work, PersonId person,
                                           const NewWithdrawal& wanted) const;
    /// By the person's own wish.
    std::optional<Refusal> take_back(storage::UnitOfWork& work, PersonId person,
                                     WithdrawalId withdrawal, std::string_view reason) const;
    std::optional<Refusal> live_on(storage::UnitOfWork& work, PersonId person, LifeKind kind,
                                   bool ended, LocalDate effective) const;

    Standing standing(storage::UnitOfWork& work, PersonId person) const;
    /// The three answers at this moment, with their reasons.
    Permissions permissions(storage::UnitOfWork& work, PersonId person) const;

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::withdrawal
