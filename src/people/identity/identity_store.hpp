#pragma once

#include "people/identity/identity.hpp"
#include "people/identity/vault.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::identity {

/// Why a claim was not decided.
enum class DecisionRefusal {
    no_such_claim,
    already_decided,
    no_such_person,
    number_is_taken, ///< a known person has this NHS number: link, do not confirm
    erased,          ///< its details can no longer be opened
};

/// How a claim was decided, and when.
enum class Decision { confirmed, linked };
struct ClaimDecision
{
    PersonId person;
    Decision decision = Decision::confirmed;
    Instant at;
};

/// A row with texts that are sealed under a subject's class key, by the name under which the audit
/// log commits to it.
struct SealedRow
{
    std::string_view table; ///< a literal
    std::string id;
    bool tells_group = false; ///< that there is such a row tells the group: it is not counted
    friend bool operator==(const SealedRow&, const SealedRow&) = default;
};
/// How a room above tells which of its rows hold such texts of a claim or person, within the unit
/// of work that asks. `whose` is its id.
using FindSealedRows = std::vector<SealedRow> (*)(storage::UnitOfWork& work, std::string_view whose,
                                                  KeyClass key_class);

/// How a room above deletes what it finds a person by once their class was erased.
using ForgetIndex = void (*)(storage::UnitOfWork& work, std::string_view whose, KeyClass key_class);

/// What an erasure destroys, told before it is done.
struct ErasurePlan
{
    KeyClass key_class = KeyClass::contact;
    std::vector<std::string> subjects; ///< the person and each linked claim that has a key to lose
    std::int64_t sealed_texts = 0;     ///< of this room; other rooms count their own by subject
    std::int64_t index_rows = 0;
    std::vector<SealedRow> rows = {}; ///< of every room: those whose openings go with the key
    friend bool operator==(const ErasurePlan&, const ErasurePlan&) = default;
};

/// The tables of this room that the audit log answers for, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// Claims, people and how to find them. Every function runs in the caller's unit of work.
class IdentityStore
{
public:
    /// `elsewhere`: each other room that seals texts under a subject's keys; `forget`: each that
    /// keeps an index of its own.
    explicit IdentityStore(const Vault& vault, std::vector<FindSealedRows> elsewhere = {},
                           std::vector<ForgetIndex> forget = {})
        : vault_(vault), elsewhere_(std::move(elsewhere)), forget_(std::move(forget))
    {
    }

    /// Keeps what a referral says. Reads no index, so nothing tells whether the person is known.
    ClaimId make_claim(storage::UnitOfWork& work, const Details& said) const;

    /// What the claim said; nothing if there is no such claim or it was erased. The caller audits.
    std::optional<IdentityView> open_claim(storage::UnitOfWork& work, ClaimId claim) const;
    /// The same for a list page, in one statement; claims that are not there or erased are left
    /// out. CHECKs at most 100. The caller audits the list.
    std::map<ClaimId, IdentityView> open_claims(storage::UnitOfWork& work,
                                                std::span<const ClaimId> claims) const;
    /// The person's details as known now; nothing if there is no such person or it was erased.
    std::optional<IdentityView> open_person(storage::UnitOfWork& work, PersonId person) const;
    /// The same for a list page, in two statements; people who are not there or erased are left
    /// out. CHECKs at most 100. The caller audits the list.
    std::map<PersonId, IdentityView> open_people(storage::UnitOfWork& work,
                                                 std::span<const PersonId> people) const;

    /// Others who may be the same person: exact agreement of an index. Every person who agrees; of
    /// claims that wait at most 100 rows are looked at, since each is compared with the people
    /// when it is decided. Decided claims are left out: their person stands for them.
    std::vector<Candidate> candidates(storage::UnitOfWork& work, ClaimId claim) const;
    /// People and undecided claims found by the key. Writes the audit event itself.
    std::vector<Candidate> search(storage::UnitOfWork& work, const SearchKey& key) const;

    /// A human decided: this is someone new. Their details are those of the claim.
    Result<PersonId, DecisionRefusal> confirm_claim(storage::UnitOfWork& work, ClaimId claim,
                                                    std::string_view reason) const;
    /// A human decided: this is someone known. Their details stay as they are.
    Result<PersonId, DecisionRefusal> link_claim(storage::UnitOfWork& work, ClaimId claim,
                                                 PersonId person, std::string_view reason) const;
    /// A link was wrong: the claim waits to be decided again. False where no link of it stands.
    /// What stood stays written, and the next decision supersedes it.
    bool return_claim(storage::UnitOfWork& work, ClaimId claim, std::string_view reason) const;
    /// Whether there is such a person, erased or not.
    bool knows(storage::UnitOfWork& work, PersonId person) const;
    std::optional<ClaimDecision> decision_of(storage::UnitOfWork& work, ClaimId claim) const;

    /// What erase() would destroy. Changes nothing.
    ErasurePlan plan_erasure(storage::UnitOfWork& work, PersonId person, KeyClass key_class) const;
    /// The same for a claim that was never decided.
    ErasurePlan plan_erasure(storage::UnitOfWork& work, ClaimId claim, KeyClass key_class) const;
    /// Destroys the class key of each subject of the plan, the openings of what the audit log says
    /// of the plan's rows and, for the contact class, their index rows; a fact keeps that it was
    /// done.
    void erase(storage::UnitOfWork& work, const ErasurePlan& plan, std::string_view reason) const;

private:
    ErasurePlan plan(storage::UnitOfWork& work, const std::vector<Subject>& subjects,
                     KeyClass key_class) const;

    const Vault& vault_;
    std::vector<FindSealedRows> elsewhere_;
    std::vector<ForgetIndex> forget_;
};

} // namespace evenhand::identity
