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

/// What an erasure destroys, told before it is done.
struct ErasurePlan
{
    KeyClass key_class = KeyClass::contact;
    std::vector<std::string> subjects; ///< the person and each linked claim that has a key to lose
    std::int64_t sealed_texts = 0;     ///< of this room; other rooms count their own by subject
    std::int64_t index_rows = 0;
    friend bool operator==(const ErasurePlan&, const ErasurePlan&) = default;
};

/// The tables of this room that the audit log answers for, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// Claims, people and how to find them. Every function runs in the caller's unit of work.
class IdentityStore
{
public:
    explicit IdentityStore(const Vault& vault) : vault_(vault) {}

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

    /// Others who may be the same person: exact agreement of an index. At most 100 rows are looked
    /// at; decided claims are left out, since their person stands for them.
    std::vector<Candidate> candidates(storage::UnitOfWork& work, ClaimId claim) const;
    /// People and undecided claims found by the key. Writes the audit event itself.
    std::vector<Candidate> search(storage::UnitOfWork& work, const SearchKey& key) const;

    /// A human decided: this is someone new. Their details are those of the claim.
    Result<PersonId, DecisionRefusal> confirm_claim(storage::UnitOfWork& work, ClaimId claim,
                                                    std::string_view reason) const;
    /// A human decided: this is someone known. Their details stay as they are.
    Result<PersonId, DecisionRefusal> link_claim(storage::UnitOfWork& work, ClaimId claim,
                                                 PersonId person, std::string_view reason) const;
    std::optional<ClaimDecision> decision_of(storage::UnitOfWork& work, ClaimId claim) const;

    /// What erase() would destroy. Changes nothing.
    ErasurePlan plan_erasure(storage::UnitOfWork& work, PersonId person, KeyClass key_class) const;
    /// The same for a claim that was never decided.
    ErasurePlan plan_erasure(storage::UnitOfWork& work, ClaimId claim, KeyClass key_class) const;
    /// Destroys the class key of each subject of the plan and, for the contact class, their index
    /// rows; a fact keeps that it was done.
    void erase(storage::UnitOfWork& work, const ErasurePlan& plan, std::string_view reason) const;

private:
    const Vault& vault_;
};

} // namespace evenhand::identity
