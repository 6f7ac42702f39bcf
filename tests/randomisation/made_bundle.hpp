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
    void put_in(std::uint32_t person);
    [[nodiscard]] sealed::Sequence sequence(const sealed::BundleEpoch& epoch) const;

    schemes::SequenceSpec spec_;
    std::vector<std::uint32_t> given_;
};

} // namespace evenhand::tests
