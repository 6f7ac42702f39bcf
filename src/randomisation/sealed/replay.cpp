#include "randomisation/sealed/replay.hpp"

#include "core/canonical_json.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/schemes/spec_reader.hpp"
#include "randomisation/sealed/draws.hpp"
#include "randomisation/sealed/keys.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

// Minimisation decides by who came before, so nothing could be committed to but its key. What is
// checked is that no newcomer's arm is another than the keyed draw gives after those before them,
// as the log has them: one who was given another arm is found at their place, and those after are
// held against what was given, so that one fault is told once.

namespace evenhand::sealed {

namespace replay {

using schemes::SpecReader;

constexpr std::size_t most_faults = 20;
constexpr std::uint32_t most_levels = std::numeric_limits<std::uint16_t>::max();

struct Party
{
    std::string name;
    crypto::Hash256 commitment;
    Public32 contribution{};
};

struct Newcomer
{
    std::vector<std::uint16_t> levels;
    schemes::Arm arm{};
};

struct File
{
    std::string trial;
    std::vector<Party> parties;
    Public32 nonce{};
    Public32 beacon{};
    crypto::Hash256 spec_hash;
    std::string spec_text;
    schemes::MinimisationSpec spec;
    std::vector<Newcomer> newcomers;
};

Result<Public32, std::string> read_bytes(SpecReader& reader, const char* name)
{
    const auto bytes = public32_from_hex(TRY(reader.text(name)));
    if (!bytes) return refuse(fmt::format("\"{}\" is not 64 hexadecimal digits", name));
    return *bytes;
}

Result<crypto::Hash256, std::string> read_hash(SpecReader& reader, const char* name)
{
    const auto hash = crypto::Hash256::parse(TRY(reader.text(name)));
    if (!hash) return refuse(fmt::format("\"{}\" is not 64 lower-case hexadecimal digits", name));
    return *hash;
}

Result<Party, std::string> read_party(SpecReader& reader)
{
    Party party;
    party.name = TRY(reader.text("party"));
    party.commitment = TRY(read_hash(reader, "commitment"));
    party.contribution = TRY(read_bytes(reader, "contribution"));
    TRY(reader.nothing_else("a party"));
    return party;
}

Result<Newcomer, std::string> read_newcomer(SpecReader& reader,
                                            const schemes::MinimisationSpec& spec)
{
    Newcomer newcomer;
    const auto levels = TRY(reader.whole_list("levels", most_levels));
    if (levels.size() != spec.factors.size())
        return refuse(fmt::format("it has {} levels, and the spec {} factors", levels.size(),
                                  spec.factors.size()));
    for (std::size_t factor = 0; factor < levels.size(); ++factor) {
        if (levels[factor] >= spec.factors[factor].levels.size())
            return refuse(fmt::format("factor \"{}\" has no level {}", spec.factors[factor].name,
                                      levels[factor]));
        newcomer.levels.push_back(static_cast<std::uint16_t>(levels[factor]));
    }
    const auto arm = TRY(reader.whole("arm", schemes::most_arms));
    if (arm >= spec.arms.size()) return refuse(fmt::format("there is no arm {}", arm));
    newcomer.arm = schemes::arm_number(arm);
    TRY(reader.nothing_else("a newcomer"));
    return newcomer;
}

Result<schemes::MinimisationSpec, std::string> read_minimisation(const std::string& text)
{
    auto spec = schemes::read_spec(text);
    if (!spec) return refuse(fmt::format("its spec cannot be used: {}", spec.error()));
    auto* minimisation = std::get_if<schemes::MinimisationSpec>(&*spec);
    if (minimisation == nullptr)
        return refuse(std::string("its spec has a sequence, which a bundle replays"));
    return std::move(*minimisation);
}

Result<File, std::string> read_file(SpecReader& reader)
{
    const auto version = TRY(reader.whole("rct", std::numeric_limits<std::uint32_t>::max()));
    if (version != 1) return refuse(std::string("\"rct\" is 1"));
    auto trial = TRY(reader.text("trial"));
    std::vector<Party> parties;
    auto named = TRY(reader.objects("parties"));
    for (SpecReader& one : named)
        parties.push_back(TRY(read_party(one)));
    const auto nonce = TRY(read_bytes(reader, "nonce"));
    const auto beacon = TRY(read_bytes(reader, "beacon"));
    const auto hash = TRY(read_hash(reader, "spec_hash"));
    auto text = TRY(reader.text("spec"));
    auto spec = TRY(read_minimisation(text));
    auto listed = TRY(reader.objects("newcomers"));
    std::vector<Newcomer> newcomers;
    for (std::size_t number = 0; number < listed.size(); ++number) {
        auto newcomer = read_newcomer(listed[number], spec);
        if (!newcomer) return refuse(fmt::format("newcomer {}: {}", number + 1, newcomer.error()));
        newcomers.push_back(*std::move(newcomer));
    }
    TRY(reader.nothing_else("a replay"));
    return File{.trial = std::move(trial),
                .parties = std::move(parties),
                .nonce = nonce,
                .beacon = beacon,
                .spec_hash = hash,
                .spec_text = std::move(text),
                .spec = std::move(spec),
                .newcomers = std::move(newcomers)};
}

void add(ReplayVerdict& verdict, std::string fault)
{
    if (verdict.faults.size() < most_faults) verdict.faults.push_back(std::move(fault));
}

/// The contributions; nothing where no key follows from them.
std::vector<Contribution> contributions_of(const File& file, ReplayVerdict& verdict)
{
    std::vector<Contribution> all;
    std::set<std::string_view> seen;
    for (const Party& party : file.parties) {
        if (!seen.insert(party.name).second) {
            add(verdict, fmt::format("{} contributes twice.", party.name));
            return {};
        }
        all.push_back(
            {.party = party.name, .bytes = *crypto::SecretKey::from_bytes(party.contribution)});
        if (commitment(file.trial, all.back()) != party.commitment)
            add(verdict,
                fmt::format("The contribution of {} does not open its commitment.", party.name));
    }
    if (all.empty()) add(verdict, "Nobody contributed.");
    return all;
}

/// What somebody hits who bets on the preferred arms, by their shares.
double hit(const schemes::Ratio& ratio, const schemes::OpenArms& preferred, schemes::Arm given)
{
    if (!preferred.at(schemes::index_of(given))) return 0;
    double among = 0;
    for (std::size_t arm = 0; arm < ratio.arms(); ++arm)
        among += preferred.at(arm) ? ratio.share(arm) : 0;
    return ratio.share(schemes::index_of(given)) / among;
}

double largest_lead(const schemes::Minimiser& minimiser)
{
    const auto& rules = minimiser.rules();
    double lead = 0;
    for (std::size_t factor = 0; factor < rules.factors.size(); ++factor) {
        for (std::uint16_t level = 0; level < rules.factors[factor].levels; ++level) {
            std::vector<double> scaled;
            for (std::size_t arm = 0; arm < rules.ratio.arms(); ++arm)
                scaled.push_back(double{1} * minimiser.counts(factor, level).at(arm) /
                                 rules.ratio.share(arm));
            const auto [least, most] = std::ranges::minmax(scaled);
            lead = std::max(lead, most - least);
        }
    }
    return lead;
}

void decide_again(const File& file, const EpochKeys& keys, ReplayVerdict& verdict)
{
    schemes::Minimiser minimiser(file.spec.rules());
    for (std::uint32_t place = 0; place < file.newcomers.size(); ++place) {
        const Newcomer& one = file.newcomers[place];
        NewcomerDraws draws(keys.permutation(), place);
        const auto choice = minimiser.choose(one.levels, draws);
        if (choice.arm != one.arm) {
            add(verdict,
                fmt::format("Newcomer {} was given arm {}, and the keyed draw gives arm {} "
                            "after those before.",
                            place + 1, schemes::index_of(one.arm), schemes::index_of(choice.arm)));
        }
        verdict.guessed += hit(file.spec.ratio, choice.preferred, one.arm);
        ++verdict.given.at(schemes::index_of(one.arm));
        minimiser.add(one.levels, one.arm);
    }
    verdict.largest_lead = largest_lead(minimiser);
    verdict.people = static_cast<std::uint32_t>(file.newcomers.size());
    verdict.guessed /= std::max(1.0, static_cast<double>(verdict.people));
}

} // namespace replay

bool is_replay(std::string_view bytes)
{
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '{';
}

Result<ReplayVerdict, std::string> verify_replay(std::string_view bytes)
{
    const auto json = parse_json(bytes);
    if (!json) {
        return refuse(fmt::format("line {}, column {}: {}", json.error().line, json.error().column,
                                  json.error().sentence));
    }
    if (!json->is_object()) return refuse(std::string("it is not a JSON object"));
    schemes::SpecReader reader(*json);
    const auto file = TRY(replay::read_file(reader));
    ReplayVerdict verdict;
    verdict.trial = file.trial;
    verdict.arms = file.spec.arms;
    verdict.given.resize(file.spec.arms.size());
    const auto contributions = replay::contributions_of(file, verdict);
    const auto hash = spec_hash(file.nonce, file.spec_text);
    if (hash != file.spec_hash)
        replay::add(verdict, "The spec is not the one whose hash was frozen.");
    if (contributions.empty()) return verdict;
    replay::decide_again(file, EpochKeys::derive(contributions, file.beacon, hash), verdict);
    return verdict;
}

} // namespace evenhand::sealed
