#include "intake/allocation/sequences.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"
#include "randomisation/sealed/bundle.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>
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

struct Sequences::Known
{
    std::int64_t number = 1;
    std::vector<sealed::Contribution> contributions;
    std::optional<sealed::Public32> beacon;
    std::string digest;
};

struct Sequences::Learnt
{
    std::mutex mutex;
    std::vector<std::shared_ptr<const Known>> ceremonies; ///< in their order
    std::function<std::vector<Ceremony>()> source;
};

namespace sequences {

/// What a demonstration or a training gives by itself: nothing there is secret.
sealed::Contribution made_up(const crypto::Keys& keys, const std::string& party)
{
    return {.party = party,
            .bytes = keys.derived(crypto::KeyPurpose::allocation_seed,
                                  fmt::format("ceremony/1/1/{}", party))};
}

std::string digest_of(std::string_view trial, const Sequences::Ceremony& ceremony)
{
    std::map<std::string, crypto::Hash256> commitments;
    for (const sealed::Contribution& one : ceremony.contributions) {
        commitments.emplace(
            one.party, sealed::commitment(sealed::ceremony_trial(trial, ceremony.number), one));
    }
    return sealed::ceremony_digest(commitments).text();
}

} // namespace sequences

Sequences::Sequences(const protocol::Protocol& protocol, const crypto::Keys& keys,
                     schemes::SequenceSpec spec, sealed::Public32 nonce)
    : protocol_(&protocol), keys_(&keys), spec_(std::move(spec)), nonce_(nonce),
      learnt_(std::make_shared<Learnt>())
{
}

void Sequences::learn_from(std::function<std::vector<Ceremony>()> ceremonies) const
{
    const std::lock_guard held(learnt_->mutex);
    learnt_->source = std::move(ceremonies);
}

void Sequences::learn() const
{
    std::function<std::vector<Ceremony>()> source;
    {
        const std::lock_guard held(learnt_->mutex);
        source = learnt_->source;
    }
    auto ceremonies = source ? source() : std::vector<Ceremony>{};
    if (ceremonies.empty() && keys_->mode() != crypto::Mode::live) {
        ceremonies.emplace_back();
        for (const std::string& party : protocol_->randomisation.parties)
            ceremonies.back().contributions.push_back(sequences::made_up(*keys_, party));
    }
    std::vector<std::shared_ptr<const Known>> all;
    for (Ceremony& one : ceremonies) {
        std::string digest = sequences::digest_of(trial_name(*protocol_, keys_->mode()), one);
        all.push_back(std::make_shared<const Known>(
            Known{one.number, std::move(one.contributions), one.beacon, std::move(digest)}));
    }
    const std::lock_guard held(learnt_->mutex);
    if (all.size() >= learnt_->ceremonies.size()) learnt_->ceremonies = std::move(all);
}

std::shared_ptr<const Sequences::Known> Sequences::known(const std::string& digest) const
{
    const auto find = [&]() -> std::shared_ptr<const Known> {
        const std::lock_guard held(learnt_->mutex);
        for (const auto& one : learnt_->ceremonies) {
            if (one->digest == digest) return one;
        }
        return nullptr;
    };
    if (auto found = find()) return found;
    learn();
    return find();
}

std::shared_ptr<const Sequences::Known> Sequences::latest() const
{
    const std::lock_guard held(learnt_->mutex);
    return learnt_->ceremonies.empty() ? nullptr : learnt_->ceremonies.back();
}

bool Sequences::ready() const
{
    if (latest() == nullptr) learn();
    return latest() != nullptr;
}

std::int64_t Sequences::ceremony() const
{
    CHECK(ready());
    return latest()->number;
}

std::string Sequences::ceremony_digest() const
{
    CHECK(ready());
    return latest()->digest;
}

std::string Sequences::spec_hash() const
{
    return hash_of(spec_.capacity).text();
}

std::string Sequences::spec_text() const
{
    return schemes::canonical_text(spec_);
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

sealed::Sequence Sequences::sequence(const Known& ceremony, std::int64_t epoch,
                                     std::uint32_t capacity) const
{
    std::vector<sealed::Contribution> contributions;
    for (const sealed::Contribution& one : ceremony.contributions) {
        contributions.push_back(sealed::epoch_contribution(one, static_cast<std::uint32_t>(epoch)));
    }
    return {leaf_trial(*protocol_, keys_->mode(), epoch), spec_of(capacity),
            sealed::EpochKeys::derive(contributions, ceremony.beacon, hash_of(capacity))};
}

Epoch Sequences::commit(const protocol::Stratum& stratum, std::int64_t number,
                        std::int64_t first_position) const
{
    CHECK(ready());
    const auto ceremony = latest();
    const sealed::Sequence drawn = sequence(*ceremony, number, spec_.capacity);
    const auto index = sequences::whole(stratum.index);
    return {.stratum = stratum.label,
            .stratum_index = index,
            .number = number,
            .first_position = first_position,
            .capacity = spec_.capacity,
            .trial = drawn.trial(),
            .spec_hash = hash_of(spec_.capacity).text(),
            .root = drawn.head(index).root.text(),
            .commitment = ceremony->digest};
}

std::optional<sealed::Sequence> Sequences::behind(const Epoch& epoch) const
{
    const bool same = epoch.spec_hash == hash_of(epoch.capacity).text() &&
                      spec_.stratum_named(epoch.stratum) == epoch.stratum_index;
    const auto ceremony = same ? known(epoch.commitment) : nullptr;
    if (ceremony == nullptr) return std::nullopt;
    return sequence(*ceremony, epoch.number, epoch.capacity);
}

} // namespace evenhand::allocation
