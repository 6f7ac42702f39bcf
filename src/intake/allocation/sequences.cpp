#include "intake/allocation/sequences.hpp"

#include "randomisation/sealed/bundle.hpp"

#include <map>
#include <mutex>
#include <utility>

namespace evenhand::allocation {

struct Sequences::Known
{
    OpenedCeremony ceremony;
    std::string digest;
};

struct Sequences::Learnt
{
    std::mutex mutex;
    std::vector<std::shared_ptr<const Known>> ceremonies; ///< in their order
    Source source;
};

std::string digest_of(std::string_view trial, const OpenedCeremony& ceremony)
{
    std::map<std::string, crypto::Hash256> commitments;
    for (const sealed::Contribution& one : ceremony.contributions) {
        commitments.emplace(
            one.party, sealed::commitment(sealed::ceremony_trial(trial, ceremony.number), one));
    }
    return sealed::ceremony_digest(commitments).text();
}

Sequences::Sequences(TrialSpec spec) : spec_(std::move(spec)), learnt_(std::make_shared<Learnt>())
{
}

void Sequences::learn_from(Source source) const
{
    const std::lock_guard held(learnt_->mutex);
    learnt_->source = std::move(source);
}

void Sequences::learn() const
{
    Source source;
    {
        const std::lock_guard held(learnt_->mutex);
        source = learnt_->source;
    }
    std::vector<std::shared_ptr<const Known>> all;
    for (OpenedCeremony& one : source ? source() : std::vector<OpenedCeremony>{}) {
        std::string digest = digest_of(spec_.trial(), one);
        all.push_back(std::make_shared<const Known>(Known{std::move(one), std::move(digest)}));
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

std::optional<sealed::Sequence> Sequences::behind(const Epoch& epoch) const
{
    const auto of = spec_.is_of(epoch) ? known(epoch.commitment) : nullptr;
    if (of == nullptr) return std::nullopt;
    std::vector<sealed::Contribution> contributions;
    for (const sealed::Contribution& one : of->ceremony.contributions) {
        contributions.push_back(
            sealed::epoch_contribution(one, static_cast<std::uint32_t>(epoch.number)));
    }
    return sealed::Sequence{spec_.leaf_trial(epoch.number), spec_.of(epoch.capacity),
                            sealed::EpochKeys::derive(contributions, of->ceremony.beacon,
                                                      spec_.hash_of(epoch.capacity))};
}

} // namespace evenhand::allocation
