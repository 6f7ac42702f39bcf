#include "intake/allocation/sequences.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::allocation {

namespace sequences {

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

} // namespace sequences

Result<Sequences, std::string> Sequences::beside(const std::string& path,
                                                 const protocol::Protocol& protocol,
                                                 const crypto::Keys& keys)
{
    const auto scheme = protocol::load_scheme_beside(path, protocol.randomisation);
    if (!scheme) {
        return refuse(fmt::format("{} cannot be used: {}", protocol.randomisation.scheme_file,
                                  scheme.error().front().sentence));
    }
    const auto nonce = sealed::public32_from_hex(scheme->nonce);
    CHECK(nonce.has_value());
    auto spec = sequences::spec_of(protocol, *scheme);
    if (!spec) return refuse("the scheme does not fit the protocol: " + spec.error());
    return Sequences(protocol, keys, *std::move(spec), *nonce);
}

Sequences::Sequences(const protocol::Protocol& protocol, const crypto::Keys& keys,
                     schemes::SequenceSpec spec, sealed::Public32 nonce)
    : protocol_(&protocol), keys_(&keys), spec_(std::move(spec)), nonce_(nonce)
{
}

schemes::SequenceSpec Sequences::spec_of(std::uint32_t capacity) const
{
    schemes::SequenceSpec spec = spec_;
    spec.capacity = capacity;
    return spec;
}

crypto::Hash256 Sequences::hash_of(std::uint32_t capacity) const
{
    return sealed::spec_hash(nonce_, schemes::canonical_text(spec_of(capacity)));
}

sealed::Contribution Sequences::contribution(std::int64_t epoch) const
{
    return {.party = std::string(platform_party),
            .bytes = keys_->derived(crypto::KeyPurpose::allocation_seed,
                                    fmt::format("contribution/1/epoch-{}", epoch))};
}

sealed::Sequence Sequences::sequence(std::int64_t epoch, std::uint32_t capacity) const
{
    const sealed::Contribution only = contribution(epoch);
    return {leaf_trial(*protocol_, keys_->mode(), epoch), spec_of(capacity),
            sealed::EpochKeys::derive({&only, 1}, std::nullopt, hash_of(capacity))};
}

Epoch Sequences::commit(const protocol::Stratum& stratum, std::int64_t number,
                        std::int64_t first_position) const
{
    const sealed::Sequence drawn = sequence(number, spec_.capacity);
    const auto index = sequences::whole(stratum.index);
    return {.stratum = stratum.label,
            .stratum_index = index,
            .number = number,
            .first_position = first_position,
            .capacity = spec_.capacity,
            .trial = drawn.trial(),
            .spec_hash = hash_of(spec_.capacity).text(),
            .root = drawn.head(index).root.text(),
            .commitment = sealed::commitment(drawn.trial(), contribution(number)).text()};
}

std::optional<sealed::Sequence> Sequences::behind(const Epoch& epoch) const
{
    const bool same = epoch.spec_hash == hash_of(epoch.capacity).text() &&
                      spec_.stratum_named(epoch.stratum) == epoch.stratum_index;
    if (!same) return std::nullopt;
    return sequence(epoch.number, epoch.capacity);
}

} // namespace evenhand::allocation
