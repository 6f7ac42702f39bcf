#pragma once

#include "core/id.hpp"
#include "core/reference.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/participants.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::referral {

using ReferralId = participants::ReferralId;
using ReceiptId = Id<struct ReceiptIdTag>;

/// How it reached us.
enum class ReferralRoute { self, call_me, phone };
std::string_view name_of(ReferralRoute route);
std::optional<ReferralRoute> route_named(std::string_view name);
/// As staff read it: "Self-referral", "Asked to be called", "By telephone".
std::string_view label_of(ReferralRoute route);

/// What one referral says, checked: who it is about, and what stands beside it in the open or
/// sealed.
struct NewReferral
{
    ReferralRoute route = ReferralRoute::self;
    std::string on_behalf; ///< "me", "someone", "staff"
    identity::Details who; ///< goes to an identity claim
    std::string area;      ///< of the protocol, or "not-sure"; empty where nobody asked
    std::string group; ///< provisional: the first appointment settles it; empty where nobody asked
    std::string campaign; ///< the code in the link by which they came
    std::string told;     ///< all that is not identity, as the pages wrote it; sealed as casework
};

/// A campaign code as it comes in a link: up to 40 letters, digits and hyphens; anything else is
/// dropped whole.
std::string campaign_code(std::string_view typed);

} // namespace evenhand::referral
