#pragma once

#include "people/identity/vault.hpp"
#include "recruitment/referral/equality.hpp"
#include "recruitment/referral/referral.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>

namespace evenhand::referral {

inline constexpr auto equality_table = storage::fact_table(
    "equality_answer", storage::text("referral_id"), storage::text("sealed_answers"));

/// The referral that the optional questions belong to.
struct SentReferral
{
    ReferralId id;
    identity::ClaimId claim;
    ReceiptId receipt;
    bool answered = false; ///< once; another answer is not taken
};

/// Answers to the optional questions, sealed under the research key of the referral's claim, which
/// nobody who decides about the person opens. Every function runs in the caller's unit of work.
class EqualityStore
{
public:
    explicit EqualityStore(const identity::Vault& vault) : vault_(vault) {}

    /// The referral that whoever asks now sent last: the same journey, within `equality_open`.
    /// Nothing if there is none, if it was a request to be called, or if something of it was
    /// erased. Reads only what this journey wrote, so it tells nothing of anybody else.
    std::optional<SentReferral> sent_last(storage::UnitOfWork& work) const;

    /// Keeps the answers and that the notice was given. CHECKs that `sent` was not answered yet.
    void keep(storage::UnitOfWork& work, const SentReferral& sent, const EqualityAnswers& answers,
              const protocol::Notice& notice) const;

    /// What was answered with that referral; nothing if nothing was, or if it was erased.
    std::optional<EqualityAnswers> open(storage::UnitOfWork& work, ReferralId referral) const;

private:
    const identity::Vault& vault_;
};

} // namespace evenhand::referral
