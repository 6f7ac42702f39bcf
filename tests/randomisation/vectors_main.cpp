// Prints what the randomisation derives and simulates from fixed seeds, one line each, so that two
// builds can be compared byte by byte: another compiler or standard library must change nothing.
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/draws.hpp"
#include "randomisation/sealed/sequence.hpp"
#include "randomisation/simulation/simulation.hpp"
#include "tests/randomisation/random_spec.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace evenhand::tests::vectors_main {

std::vector<sealed::Contribution> contributions_of(const Ceremony& ceremony)
{
    std::vector<sealed::Contribution> all;
    for (const auto& [party, hex] : ceremony.contributions)
        all.push_back({party, *crypto::SecretKey::from_bytes(*from_hex(hex))});
    return all;
}

std::string arms_text(const std::vector<schemes::Arm>& arms)
{
    std::string text;
    for (const schemes::Arm arm : arms)
        text += static_cast<char>('0' + schemes::index_of(arm));
    return text;
}

void print_ceremony(const Ceremony& ceremony)
{
    const auto spec = schemes::read_sequence_spec(ceremony.spec);
    const auto hash = sealed::spec_hash(*sealed::public32_from_hex(ceremony.nonce),
                                        schemes::canonical_text(*spec));
    const auto beacon =
        ceremony.beacon.empty() ? std::nullopt : sealed::public32_from_hex(ceremony.beacon);
    const sealed::Sequence sequence(
        ceremony.trial, *spec, sealed::EpochKeys::derive(contributions_of(ceremony), beacon, hash));
    fmt::print("{}\n", hash.text());
    for (std::uint32_t stratum = 0; stratum < spec->strata.size(); ++stratum)
        fmt::print("{} {}\n", arms_text(sequence.arms(stratum)),
                   sequence.head(stratum).root.text());
    fmt::print("{}\n", text_of(sequence.receipt({0, spec->capacity / 2})));
}

void print_minimisation(schemes::ImbalanceMeasure measure)
{
    const auto key = *crypto::SecretKey::from_bytes(Bytes(32, 9));
    schemes::Minimiser minimiser(
        {.ratio = *schemes::Ratio::from(std::vector<std::uint32_t>{3, 2, 2}),
         .factors = {{5, 0.7}, {3, 1.1}, {2, 0.3}},
         .measure = measure,
         .preferred_probability = 0.8});
    std::string arms;
    for (std::uint32_t person = 0; person < 2'000; ++person) {
        const std::array<std::uint16_t, 3> levels{static_cast<std::uint16_t>(person * 13 % 5),
                                                  static_cast<std::uint16_t>(person * 7 % 3),
                                                  static_cast<std::uint16_t>(person * 11 % 2)};
        sealed::NewcomerDraws draws(key, person);
        const auto choice = minimiser.choose(levels, draws);
        minimiser.add(levels, choice.arm);
        arms += static_cast<char>('0' + schemes::index_of(choice.arm));
    }
    fmt::print("{}\n", arms);
}

void print_simulation(const Ceremony& ceremony)
{
    const auto spec = *schemes::read_spec(ceremony.spec);
    const auto found =
        simulation::simulate(spec, simulation::Population::without_file(spec),
                             {.people = 50, .trials = 20, .seed = 5, .threads = 2}, {});
    fmt::print("{} {} {} {} {}\n", found.overall.mean(), found.groups.imbalance.mean(),
               found.groups.bets.right, found.unadjusted, found.adjusted);
}

void print_all()
{
    const Rng root(20261122);
    for (int number = 0; number < 40; ++number) {
        Rng rng = root.stream(fmt::format("vector/{}", number));
        const Ceremony ceremony = random_ceremony(rng);
        print_ceremony(ceremony);
        print_simulation(ceremony);
    }
    for (const auto measure :
         {schemes::ImbalanceMeasure::range, schemes::ImbalanceMeasure::variance,
          schemes::ImbalanceMeasure::standard_deviation})
        print_minimisation(measure);
}

} // namespace evenhand::tests::vectors_main

int main()
{
    evenhand::tests::vectors_main::print_all();
    return 0;
}
