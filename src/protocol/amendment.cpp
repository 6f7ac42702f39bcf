#include "protocol/amendment.hpp"

namespace evenhand::protocol {

std::string version_at(const std::string& first_version, std::span<const Amendment> amendments,
                       Instant at)
{
    const Amendment* last = nullptr;
    for (const Amendment& each : amendments) {
        const bool in_force = each.effective <= at;
        if (in_force && (last == nullptr || last->effective <= each.effective)) last = &each;
    }
    return last == nullptr ? first_version : last->to_version;
}

bool asks_again(const ConsentForm& agreed_under, const ConsentForm& now)
{
    return agreed_under.version != now.version || agreed_under.sheet.version != now.sheet.version;
}

} // namespace evenhand::protocol
