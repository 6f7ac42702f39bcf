#pragma once

#include "intake/allocation/trial_spec.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::allocation {

/// What was given in one ceremony: whoever has it can derive every arm.
struct OpenedCeremony
{
    std::int64_t number = 1;
    std::vector<sealed::Contribution> contributions;
    std::optional<sealed::Public32> beacon = {}; ///< its value, where one was named
};

/// The digest by which epochs name a ceremony of that trial.
std::string digest_of(std::string_view trial, const OpenedCeremony& ceremony);

/// The sequences of this trial, by rct/1: derived anew at each call from the spec and what the
/// parties of a ceremony gave (intake/ceremony). Only the allocator's side has them (ADR 0022).
/// Until it was told of a ceremony there is no sequence of it. Safe from any thread; copies share
/// what they were told.
class Sequences
{
public:
    /// Who knows the published ceremonies, in their order: asked where one is missing, and never
    /// within a unit of work.
    using Source = std::function<std::vector<OpenedCeremony>()>;
    explicit Sequences(TrialSpec spec);

    void learn_from(Source source) const;
    /// Asks again, because another was published.
    void learn() const;
    /// The sequence of an epoch, committed or about to be; nothing if it is of another scheme,
    /// ratio or list of strata than those of now, or of a ceremony that nobody knows. May ask for
    /// it.
    [[nodiscard]] std::optional<sealed::Sequence> behind(const Epoch& epoch) const;

private:
    /// A ceremony that was learnt, with its digest.
    struct Known;
    struct Learnt;
    [[nodiscard]] std::shared_ptr<const Known> known(const std::string& digest) const;

    TrialSpec spec_;
    std::shared_ptr<Learnt> learnt_;
};

} // namespace evenhand::allocation
