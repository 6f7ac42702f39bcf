#include "app/randomise_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/terminal.hpp"
#include "core/secret.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/schemes/spec_reader.hpp"
#include "randomisation/sealed/keys.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace evenhand::app {

namespace randomise_commands {

using Json = nlohmann::json;

constexpr std::size_t key_digits = 64;

/// PARTY=HEX. A party's name may hold an equals sign; hexadecimal digits cannot.
sealed::Contribution contribution_from(const std::string& given)
{
    const auto equals = given.rfind('=');
    if (equals == std::string::npos)
        throw CannotRun("--contribution is given as PARTY=HEX, such as custodian=00ff…");
    std::string party = given.substr(0, equals);
    check_name("The party of a --contribution", party);
    const std::string_view hex = std::string_view(given).substr(equals + 1);
    auto bytes = from_hex(hex);
    auto key = bytes ? crypto::SecretKey::from_bytes(*bytes) : std::nullopt;
    if (bytes) wipe(bytes->data(), bytes->size());
    if (!key || hex.size() != key_digits) {
        throw CannotRun(
            fmt::format("the contribution of {} is not 64 hexadecimal digits (32 bytes)", party));
    }
    return {std::move(party), std::move(*key)};
}

std::vector<sealed::Contribution> contributions_from(const std::vector<std::string>& given)
{
    std::vector<sealed::Contribution> all;
    for (const std::string& one : given) {
        all.push_back(contribution_from(one));
        const auto same = [&](const auto& earlier) { return earlier.party == all.back().party; };
        if (std::any_of(all.begin(), all.end() - 1, same))
            throw CannotRun(fmt::format("{} contributes twice", all.back().party));
    }
    if (all.empty()) throw CannotRun("at least one --contribution PARTY=HEX is needed");
    return all;
}

sealed::Public32 public32_from(std::string_view option, const std::string& hex)
{
    const auto value = sealed::public32_from_hex(hex);
    if (!value) throw CannotRun(fmt::format("{} is not 64 hexadecimal digits (32 bytes)", option));
    return *value;
}

schemes::SequenceSpec spec_from(const std::string& file)
{
    auto spec = schemes::read_sequence_spec(text_of_file(file));
    if (!spec) throw CannotRun(fmt::format("{}: {}", file, spec.error()));
    return std::move(*spec);
}

Json stratum_json(const sealed::Sequence& sequence, std::uint32_t stratum)
{
    std::string arms;
    for (const schemes::Arm arm : sequence.arms(stratum))
        arms += static_cast<char>('0' + schemes::index_of(arm));
    const sealed::Opening first = sequence.open({.stratum = stratum, .position = 0});
    return {{"blocks", sequence.block_sizes(stratum)},
            {"arms", std::move(arms)},
            {"leaf0", sealed::leaf_of(sequence.trial(), first).text()},
            {"root", sequence.head(stratum).root.text()}};
}

} // namespace randomise_commands

void check_name(std::string_view option, const std::string& name)
{
    if (schemes::fault_of_texts({name}, "name")) {
        throw CannotRun(
            fmt::format("{} must be 1 to 200 bytes of text without control characters", option));
    }
}

std::string text_of_file(const std::string& path)
{
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored))
        throw CannotRun(fmt::format("{} cannot be read", path));
    return {std::istreambuf_iterator<char>(file), {}};
}

int randomise_derive(const DeriveOptions& options)
{
    check_name("--trial", options.trial);
    auto spec = randomise_commands::spec_from(options.spec_file);
    const auto contributions = randomise_commands::contributions_from(options.contributions);
    const auto nonce = randomise_commands::public32_from("--nonce", options.nonce);
    std::optional<sealed::Public32> beacon;
    if (options.beacon) beacon = randomise_commands::public32_from("--beacon", *options.beacon);

    auto commitments = nlohmann::json::object();
    for (const auto& contribution : contributions)
        commitments[contribution.party] = sealed::commitment(options.trial, contribution).text();
    const auto hash = sealed::spec_hash(nonce, schemes::canonical_text(spec));
    const sealed::Sequence sequence(options.trial, std::move(spec),
                                    sealed::EpochKeys::derive(contributions, beacon, hash));
    auto strata = nlohmann::json::array();
    for (std::uint32_t stratum = 0; stratum < sequence.spec().strata.size(); ++stratum)
        strata.push_back(randomise_commands::stratum_json(sequence, stratum));
    const nlohmann::ordered_json out{{"commitments", std::move(commitments)},
                                     {"h_spec", hash.text()},
                                     {"strata", std::move(strata)}};
    print(out.dump(options.json ? -1 : 2) + "\n");
    return 0;
}

} // namespace evenhand::app
