#include "tests/randomisation/random_spec.hpp"

#include "core/encoding.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <numeric>

namespace evenhand::tests {

namespace random_spec {

std::size_t between(Rng& rng, std::size_t least, std::size_t most)
{
    return least + rng.uniform(most - least + 1);
}

std::string hex32(Rng& rng)
{
    Bytes bytes;
    for (int i = 0; i < 32; ++i)
        bytes.push_back(static_cast<std::uint8_t>(rng.uniform(256)));
    return to_hex(bytes);
}

/// A label that another reader might spoil: quotes, a backslash, letters of two, three and four
/// bytes.
std::string label(Rng& rng, std::string_view stem, std::size_t number)
{
    constexpr std::array<std::string_view, 6> odd = {
        "", "|dur=<1y", "\"quoted\\", "\xC3\xA9t\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    return fmt::format("{}={}{}", stem, number, odd[rng.uniform(odd.size())]);
}

std::vector<std::string> labels(Rng& rng, std::string_view stem, std::size_t count)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(label(rng, stem, i));
    return all;
}

nlohmann::ordered_json members(Rng& rng)
{
    const std::size_t arms = rng.uniform(5) == 0 ? between(rng, 2, 8) : between(rng, 2, 3);
    std::vector<std::uint32_t> ratio;
    for (std::size_t arm = 0; arm < arms; ++arm)
        ratio.push_back(static_cast<std::uint32_t>(between(rng, 1, 4)));
    std::uint32_t divisor = 0;
    for (const std::uint32_t share : ratio)
        divisor = std::gcd(divisor, share);
    const std::uint32_t unit = std::accumulate(ratio.begin(), ratio.end(), 0U) / divisor;

    nlohmann::ordered_json spec{
        {"arms", labels(rng, "arm", arms)},
        {"ratio", ratio},
        {"strata", labels(rng, "site", between(rng, 1, 200))},
        {"capacity", between(rng, 1, 60)},
    };
    switch (rng.uniform(3)) {
    case 0:
        spec["alg"] = "simple/1";
        break;
    case 1:
        spec["alg"] = "bigstick/1";
        spec["mti"] = between(rng, 1, 5);
        break;
    default:
        spec["alg"] = "blocks/1";
        spec["block_sizes"] = nlohmann::ordered_json::array();
        for (std::size_t i = between(rng, 1, 3); i > 0; --i)
            spec["block_sizes"].push_back(unit * between(rng, 1, 4));
    }
    return spec;
}

/// The members in a random order, and spaces where JSON has no need of them.
std::string written(Rng& rng, const nlohmann::ordered_json& members)
{
    std::vector<std::string> parts;
    for (const auto& [name, value] : members.items())
        parts.push_back(fmt::format("\"{}\" :  {}", name, value.dump()));
    rng.shuffle(parts);
    return fmt::format("{{\n{}\n}}\n", fmt::join(parts, " ,\n  "));
}

} // namespace random_spec

std::vector<std::string> Ceremony::arguments() const
{
    std::vector<std::string> words{"--trial", trial, "--nonce", nonce};
    for (const auto& [party, hex] : contributions) {
        words.emplace_back("--contribution");
        words.push_back(party + "=" + hex);
    }
    if (!beacon.empty()) {
        words.emplace_back("--beacon");
        words.push_back(beacon);
    }
    return words;
}

Ceremony random_ceremony(Rng& rng)
{
    Ceremony ceremony;
    ceremony.spec = random_spec::written(rng, random_spec::members(rng));
    ceremony.trial = random_spec::label(rng, "TRIAL", rng.uniform(1000));
    ceremony.nonce = random_spec::hex32(rng);
    constexpr std::array<std::string_view, 4> parties = {"platform", "custodian",
                                                         "\xC3\xB6versight", "a=b"};
    for (std::size_t i = random_spec::between(rng, 1, parties.size()); i > 0; --i)
        ceremony.contributions.emplace_back(parties[i - 1], random_spec::hex32(rng));
    rng.shuffle(ceremony.contributions);
    if (rng.uniform(2) == 0) ceremony.beacon = random_spec::hex32(rng);
    return ceremony;
}

} // namespace evenhand::tests
