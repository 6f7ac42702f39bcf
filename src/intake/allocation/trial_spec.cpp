#include "intake/allocation/trial_spec.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::allocation {

namespace trial_spec {

std::uint32_t whole(int number)
{
    CHECK(number >= 0);
    return static_cast<std::uint32_t>(number);
}

schemes::SequenceScheme scheme_of(const protocol::Scheme& scheme)
{
    switch (scheme.kind) {
    case protocol::SchemeKind::big_stick:
        return schemes::BigStick{.limit = whole(scheme.limit)};
    case protocol::SchemeKind::blocks:
        break;
    }
    schemes::PermutedBlocks blocks;
    for (const int size : scheme.block_sizes)
        blocks.sizes.push_back(whole(size));
    return blocks;
}

/// As the engine draws from it: arms and strata in the protocol's order, which is part of what is
/// committed. The labels are the protocol's ids.
Result<schemes::SequenceSpec, std::string> spec_of(const protocol::Protocol& protocol,
                                                   const protocol::Scheme& scheme)
{
    std::vector<std::string> arms;
    std::vector<std::uint32_t> shares;
    for (const protocol::Arm& arm : protocol.randomisation.arms) {
        arms.push_back(arm.id);
        shares.push_back(whole(arm.share));
    }
    std::vector<std::string> strata;
    for (const protocol::Stratum& stratum : protocol::strata(protocol))
        strata.push_back(stratum.label);
    auto ratio = TRY(schemes::Ratio::from(shares));
    schemes::SequenceSpec spec{.arms = std::move(arms),
                               .ratio = ratio,
                               .strata = std::move(strata),
                               .capacity = whole(protocol.randomisation.epoch_positions),
                               .scheme = scheme_of(scheme)};
    if (auto fault = schemes::fault_of(spec)) return refuse(*std::move(fault));
    return spec;
}

} // namespace trial_spec

TrialSpec::TrialSpec(const protocol::Protocol& protocol, crypto::Mode mode,
                     schemes::SequenceSpec spec, sealed::Public32 nonce)
    : protocol_(&protocol), mode_(mode), spec_(std::move(spec)), nonce_(nonce)
{
}

Result<TrialSpec, std::string>
TrialSpec::beside(const std::string& path, const protocol::Protocol& protocol, crypto::Mode mode)
{
    const auto scheme = protocol::load_scheme_beside(path, protocol.randomisation);
    if (!scheme) {
        return refuse(fmt::format("{} cannot be used: {}", protocol.randomisation.scheme_file,
                                  scheme.error().front().sentence));
    }
    const auto nonce = sealed::public32_from_hex(scheme->nonce);
    CHECK(nonce.has_value());
    auto spec = trial_spec::spec_of(protocol, *scheme);
    if (!spec) return refuse("the scheme does not fit the protocol: " + spec.error());
    return TrialSpec(protocol, mode, *std::move(spec), *nonce);
}

std::string TrialSpec::hash() const
{
    return hash_of(spec_.capacity).text();
}

std::string TrialSpec::text() const
{
    return schemes::canonical_text(spec_);
}

std::string TrialSpec::trial() const
{
    return trial_name(*protocol_, mode_);
}

schemes::SequenceSpec TrialSpec::of(std::uint32_t capacity) const
{
    schemes::SequenceSpec spec = spec_;
    spec.capacity = capacity;
    return spec;
}

crypto::Hash256 TrialSpec::hash_of(std::uint32_t capacity) const
{
    return sealed::spec_hash(nonce_, schemes::canonical_text(of(capacity)));
}

std::string TrialSpec::leaf_trial(std::int64_t epoch) const
{
    return allocation::leaf_trial(*protocol_, mode_, epoch);
}

Epoch TrialSpec::epoch(const protocol::Stratum& stratum, std::int64_t number,
                       std::string_view ceremony) const
{
    return {.stratum = stratum.label,
            .stratum_index = trial_spec::whole(stratum.index),
            .number = number,
            .first_position = 1,
            .capacity = spec_.capacity,
            .trial = leaf_trial(number),
            .spec_hash = hash(),
            .root = {},
            .commitment = std::string(ceremony)};
}

bool TrialSpec::is_of(const Epoch& epoch) const
{
    const bool in_range = epoch.number >= 1 && epoch.number <= most_epochs &&
                          epoch.first_position >= 1 && epoch.first_position <= last_first_position;
    return in_range && !schemes::fault_of(of(epoch.capacity)) &&
           epoch.trial == leaf_trial(epoch.number) &&
           epoch.spec_hash == hash_of(epoch.capacity).text() &&
           spec_.stratum_named(epoch.stratum) == epoch.stratum_index;
}

} // namespace evenhand::allocation
