#pragma once

#include "protocol/protocol.hpp"
#include "recruitment/referral/referral.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::referral {

/// Which version of a notice somebody was given, when and how.
inline constexpr auto notice_table =
    storage::fact_table("notice_given", storage::text("referral_id"), storage::text("notice_id"),
                        storage::text("notice_version"), storage::text("channel"));

/// Notes that the notice was given with the referral: shown on the web, or read out by whoever took
/// it down by telephone.
void note_given(storage::UnitOfWork& work, ReferralId referral, const protocol::Notice& notice,
                ReferralRoute route);

/// "referral-privacy, version 1 (web)", or nothing if that notice was never given with it.
std::optional<std::string> notice_given(storage::UnitOfWork& work, ReferralId referral,
                                        std::string_view notice_id);

} // namespace evenhand::referral
