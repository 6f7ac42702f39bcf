#include "recruitment/referral/referral.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>

namespace evenhand::referral {

namespace referral {

struct RouteName
{
    ReferralRoute route;
    std::string_view name;
    std::string_view label;
};
constexpr std::array route_names{RouteName{ReferralRoute::self, "self", "Self-referral"},
                                 RouteName{ReferralRoute::call_me, "call_me", "Asked to be called"},
                                 RouteName{ReferralRoute::phone, "phone", "By telephone"}};

const RouteName& entry(ReferralRoute route)
{
    const auto found = std::ranges::find(route_names, route, &RouteName::route);
    CHECK(found != route_names.end());
    return *found;
}

} // namespace referral

std::string_view name_of(ReferralRoute route)
{
    return referral::entry(route).name;
}

std::optional<ReferralRoute> route_named(std::string_view name)
{
    const auto found = std::ranges::find(referral::route_names, name, &referral::RouteName::name);
    if (found == referral::route_names.end()) return std::nullopt;
    return found->route;
}

std::string_view label_of(ReferralRoute route)
{
    return referral::entry(route).label;
}

std::string campaign_code(std::string_view typed)
{
    constexpr std::size_t most = 40;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    };
    if (typed.size() > most || !std::ranges::all_of(typed, allowed)) return {};
    return std::string(typed);
}

} // namespace evenhand::referral
