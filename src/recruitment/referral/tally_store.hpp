#pragma once

#include "recruitment/referral/equality_store.hpp"
#include "recruitment/referral/referral.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace evenhand::referral {

/// Counts of what many referrals say; nothing that any one of them says.
struct Tally
{
    using Counts = std::map<std::string, std::int64_t>;
    std::int64_t referrals = 0;
    Counts campaigns;                      ///< "" for none
    std::map<std::string, Counts> answers; ///< by question on equality, then by choice
    Counts conditions;                     ///< by kind; somebody may have named several
};

/// Counts sealed texts, for figures that name nobody.
class TallyStore
{
public:
    explicit TallyStore(const identity::Vault& vault) : vault_(vault), equality_(vault) {}

    /// Adds these referrals. What was erased counts as not answered. Five statements and two opened
    /// texts a referral; the texts are let go of before the next.
    void add(storage::UnitOfWork& work, std::span<const ReferralId> referrals, Tally& tally) const;

private:
    const identity::Vault& vault_;
    EqualityStore equality_;
};

} // namespace evenhand::referral
