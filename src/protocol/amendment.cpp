#include "protocol/amendment.hpp"

#include "core/canonical_json.hpp"
#include "crypto/hash.hpp"
#include "protocol/protocol.hpp"

#include <nlohmann/json.hpp>

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

ConsentVersions consent_versions(const ConsentForm& form)
{
    return {.form = form.version, .sheet = form.sheet.version};
}

bool asks_again(const ConsentVersions& agreed_under, const ConsentVersions& now)
{
    return agreed_under != now;
}

std::string draw_hash(const Protocol& protocol)
{
    auto arms = nlohmann::json::array();
    for (const Arm& arm : protocol.randomisation.arms) {
        const bool support = arm.hand_off == HandOff::support_case;
        arms.push_back({{"id", arm.id},
                        {"share", arm.share},
                        {"hand_off", support ? "support-case" : "local-services"}});
    }
    auto labels = nlohmann::json::array();
    for (const Stratum& stratum : strata(protocol))
        labels.push_back(stratum.label);
    const nlohmann::json drawn{{"format", "evenhand-draw/1"},
                               {"trial", protocol.id},
                               {"arms", arms},
                               {"strata", labels},
                               {"scheme", protocol.randomisation.scheme_hash}};
    return crypto::sha256(canonical_json(drawn)).text();
}

} // namespace evenhand::protocol
