#pragma once

#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace evenhand::tests {

/// A trial as it might have been: two parties, three strata, a second ceremony after a third of the
/// people, and a log of all of it, put together by hand from docs/methods. Equal numbers of people
/// give equal bundles.
class MadeTrial
{
public:
    explicit MadeTrial(std::uint32_t people, bool with_log);

    /// A third ceremony as the way back for the first stratum, which an older copy had frozen: so
    /// many of its epochs have numbers that a lost part of the store may have used, and nobody is
    /// drawn from them. Then so many more people come.
    void go_round(std::uint32_t lost_epochs, std::uint32_t more_people);

    sealed::Bundle bundle;
    /// As the trial's log would sign it, whatever was done to the bundle.
    [[nodiscard]] std::string file() const;
    /// Puts the log together anew from these facts, chained and signed: what a dishonest operator
    /// can do who holds every key.
    struct Fact
    {
        std::string table;
        std::vector<std::pair<std::string, std::string>> texts;
    };
    std::vector<Fact> facts;
    void tell();

private:
    void hold_ceremony(std::uint32_t number);
    void publish(std::uint32_t ceremony, const std::vector<std::uint32_t>& first);
    void publish_epoch(sealed::BundleEpoch epoch);
    [[nodiscard]] std::vector<std::uint32_t> next_positions() const;
    void put_in(std::uint32_t person);
    [[nodiscard]] sealed::Sequence sequence(const sealed::BundleEpoch& epoch) const;

    schemes::SequenceSpec spec_;
    std::vector<std::uint32_t> given_;
    std::uint32_t people_ = 0; ///< that were put in
};

} // namespace evenhand::tests
