#include "recruitment/referral/tally_store.hpp"

#include "core/check.hpp"
#include "http/request.hpp"
#include "storage/connection.hpp"

namespace evenhand::referral {

namespace tally_store {

constexpr storage::Statement find_told{
    "referral.find_told", "SELECT campaign, claim_id, sealed_answers FROM referral WHERE id = :id"};

/// The field of the pages on health, as NewReferral::told keeps it.
constexpr std::string_view kind_of_condition = "health.kind";

} // namespace tally_store

void TallyStore::add(storage::UnitOfWork& work, std::span<const ReferralId> referrals,
                     Tally& tally) const
{
    for (const ReferralId& referral : referrals) {
        const auto row = work.sql().row<std::string, std::string, std::string>(
            tally_store::find_told, {{"id", referral.text()}});
        CHECK(row.has_value());
        const auto& [campaign, claim, sealed] = *row;
        ++tally.referrals;
        ++tally.campaigns[campaign];
        if (const auto answers = equality_.open(work, referral)) {
            for (const EqualityAnswer& answer : *answers)
                ++tally.answers[answer.question][answer.choice];
        }
        const auto claim_id = identity::ClaimId::parse(claim);
        CHECK(claim_id.has_value());
        const auto key = vault_.find_key(work, *claim_id, identity::KeyClass::casework);
        if (!key) continue;
        const auto told =
            vault_.open(*key, {"referral", "sealed_answers", referral.text()}, sealed);
        const auto form = http::FormData::parse(told.text());
        if (!form) continue;
        for (const auto& [name, value] : form->pairs())
            if (name == tally_store::kind_of_condition) ++tally.conditions[value];
    }
}

} // namespace evenhand::referral
