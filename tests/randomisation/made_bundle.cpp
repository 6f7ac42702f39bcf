#include "tests/randomisation/made_bundle.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "crypto/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace evenhand::tests {

namespace made_bundle {

constexpr std::string_view trial = "example/demo";
constexpr std::uint32_t strata = 3;
constexpr std::uint8_t some_byte = 17;

crypto::SigningKey signing_key()
{
    return crypto::SigningKey::from_seed(*crypto::SecretKey::from_bytes(Bytes(32, some_byte)));
}

crypto::NoteVerifier verifier()
{
    return *crypto::NoteVerifier::make("evenhand/example", signing_key().public_key());
}

sealed::Public32 bytes_of(std::string_view label)
{
    sealed::Public32 value{};
    std::ranges::copy(crypto::sha256(label).bytes(), value.begin());
    return value;
}

sealed::Contribution contribution_of(const sealed::BundleParty& party)
{
    return {party.party, *crypto::SecretKey::from_bytes(party.contribution)};
}

bool is_number(std::string_view name)
{
    constexpr std::array<std::string_view, 6> numbers{"stratum_index", "epoch",    "first_position",
                                                      "capacity",      "position", "ceremony"};
    return std::ranges::find(numbers, name) != numbers.end();
}

schemes::SequenceSpec spec_for(std::uint32_t people)
{
    auto spec = schemes::read_sequence_spec(fmt::format(
        R"({{"alg":"blocks/1","arms":["usual","new"],"block_sizes":[4,6],"capacity":{},"ratio":[1,1],"strata":["a","b","c"]}})",
        people / 2 + 10));
    CHECK(spec.has_value());
    return *std::move(spec);
}

Bytes row_of(const MadeTrial::Fact& fact)
{
    crypto::CanonicalWriter row;
    row.u8(1).field(fact.table).u32(static_cast<std::uint32_t>(fact.texts.size()));
    for (const auto& [name, value] : fact.texts) {
        row.field(name);
        if (is_number(name))
            row.u8(1).i64(std::stoll(value));
        else
            row.u8(2).field(value);
    }
    return row.bytes();
}

Bytes leaf_of(std::uint64_t index, const MadeTrial::Fact& fact, const crypto::Hash256& after,
              const crypto::Hash256& previous)
{
    crypto::CanonicalWriter leaf;
    const Bytes unit(16, static_cast<std::uint8_t>(index));
    const crypto::Hash256 reason = crypto::sha256(fmt::format("reason {}", index));
    leaf.u8(1).u64(index).i64(static_cast<std::int64_t>(index)).u8(1).fixed(unit);
    leaf.u8(1).field("").field("").field("made").u32(1);
    leaf.u8(1).field("appended").field(fact.table).field(fmt::format("id-{}", index));
    leaf.fixed(after.bytes()).fixed(reason.bytes()).fixed(previous.bytes());
    return leaf.bytes();
}

} // namespace made_bundle

using namespace made_bundle;

MadeTrial::MadeTrial(std::uint32_t people, bool with_log) : spec_(spec_for(people)), given_(strata)
{
    bundle.trial = trial;
    if (with_log) bundle.log.emplace();
    hold_ceremony(1);
    publish(1, std::vector<std::uint32_t>(strata, 1));
    for (std::uint32_t person = 0; person < people; ++person) {
        if (person == people / 3) {
            hold_ceremony(2);
            publish(2, next_positions());
        }
        put_in(person);
    }
    std::ranges::stable_sort(bundle.epochs, {}, &sealed::BundleEpoch::stratum);
    tell();
}

std::vector<std::uint32_t> MadeTrial::next_positions() const
{
    std::vector<std::uint32_t> next;
    for (const std::uint32_t given : given_)
        next.push_back(given + 1);
    return next;
}

void MadeTrial::go_round(std::uint32_t lost_epochs, std::uint32_t more_people)
{
    constexpr std::uint32_t ceremony = 3;
    hold_ceremony(ceremony);
    const auto first = next_positions();
    publish(ceremony, first);
    for (std::uint32_t lost = 1; lost <= lost_epochs; ++lost) {
        sealed::BundleEpoch epoch;
        epoch.number = ceremony + lost;
        epoch.ceremony = ceremony;
        epoch.first = first.front();
        publish_epoch(std::move(epoch));
    }
    for (const std::uint32_t until = people_ + more_people; people_ < until;)
        put_in(people_);
    std::ranges::stable_sort(bundle.epochs, {}, &sealed::BundleEpoch::stratum);
    tell();
}

void MadeTrial::hold_ceremony(std::uint32_t number)
{
    sealed::BundleCeremony ceremony;
    ceremony.number = number;
    ceremony.nonce = bytes_of(fmt::format("nonce {}", number));
    ceremony.spec = schemes::canonical_text(spec_);
    ceremony.spec_hash = sealed::spec_hash(ceremony.nonce, ceremony.spec);
    for (const char* party : {"custodian", "platform"}) {
        sealed::BundleParty one{.party = party,
                                .commitment = {},
                                .contribution = bytes_of(fmt::format("{} {}", party, number))};
        one.commitment =
            sealed::commitment(sealed::ceremony_trial(trial, number), contribution_of(one));
        ceremony.parties.push_back(one);
    }
    const auto act = [&](const char* kind, const std::string& party, const std::string& value) {
        facts.push_back({"ceremony_act",
                         {{"id", fmt::format("act-{}", facts.size())},
                          {"ceremony", fmt::format("{}", number)},
                          {"kind", kind},
                          {"party", party},
                          {"value", value}}});
    };
    act("frozen", "", ceremony.spec_hash.text());
    for (const auto& party : ceremony.parties)
        act("committed", party.party, party.commitment.text());
    for (const auto& party : ceremony.parties)
        act("revealed", party.party, party.commitment.text());
    bundle.ceremonies.push_back(std::move(ceremony));
}

sealed::Sequence MadeTrial::sequence(const sealed::BundleEpoch& epoch) const
{
    const auto& ceremony = bundle.ceremonies.at(epoch.ceremony - 1);
    std::vector<sealed::Contribution> contributions;
    for (const auto& party : ceremony.parties)
        contributions.push_back(sealed::epoch_contribution(contribution_of(party), epoch.number));
    return {sealed::epoch_trial(trial, epoch.number), spec_,
            sealed::EpochKeys::derive(contributions, std::nullopt, ceremony.spec_hash)};
}

void MadeTrial::publish(std::uint32_t ceremony, const std::vector<std::uint32_t>& first)
{
    for (std::uint32_t stratum = 0; stratum < strata; ++stratum) {
        sealed::BundleEpoch epoch;
        epoch.stratum = stratum;
        epoch.number = ceremony;
        epoch.ceremony = ceremony;
        epoch.first = first[stratum];
        publish_epoch(std::move(epoch));
    }
}

void MadeTrial::publish_epoch(sealed::BundleEpoch epoch)
{
    epoch.root = sequence(epoch).head(epoch.stratum).root;
    facts.push_back({"allocation_epoch",
                     {{"stratum", spec_.strata[epoch.stratum]},
                      {"stratum_index", fmt::format("{}", epoch.stratum)},
                      {"epoch", fmt::format("{}", epoch.number)},
                      {"first_position", fmt::format("{}", epoch.first)},
                      {"capacity", fmt::format("{}", spec_.capacity)},
                      {"trial", sealed::epoch_trial(trial, epoch.number)},
                      {"root", epoch.root.text()}}});
    bundle.epochs.push_back(std::move(epoch));
}

void MadeTrial::put_in(std::uint32_t person)
{
    // More come to the first stratum than to the last.
    const std::uint32_t stratum = person % 7 < 4 ? 0 : person % 7 < 6 ? 1 : 2;
    sealed::BundleEpoch* epoch = nullptr;
    for (sealed::BundleEpoch& one : bundle.epochs) {
        if (one.stratum == stratum) epoch = &one;
    }
    // Deriving a whole stratum for each person would take minutes: the openings once, then one
    // each.
    static thread_local std::map<std::string, std::vector<sealed::Opening>> known;
    auto& openings = known[epoch->root.text()];
    if (openings.empty()) openings = sequence(*epoch).openings(stratum);
    const std::uint32_t position = ++given_[stratum];
    people_ = person + 1;
    const sealed::Opening& opening = openings.at(position - epoch->first);
    const auto arm = schemes::index_of(opening.arm);
    epoch->arms += static_cast<char>('0' + arm);
    epoch->salts.push_back(opening.salt);
    const sealed::Receipt receipt{.trial = sealed::epoch_trial(trial, epoch->number),
                                  .opening = opening,
                                  .capacity = spec_.capacity,
                                  .root = epoch->root,
                                  .path = {}};
    const std::string who = fmt::format("person-{}", person);
    facts.push_back({"allocation_intent",
                     {{"id", "intent-" + who},
                      {"person_id", who},
                      {"stratum", spec_.strata[stratum]},
                      {"position", fmt::format("{}", position)}}});
    facts.push_back({"allocation",
                     {{"id", "allocation-" + who},
                      {"intent_id", "intent-" + who},
                      {"person_id", who},
                      {"stratum", spec_.strata[stratum]},
                      {"epoch", fmt::format("{}", epoch->number)},
                      {"position", fmt::format("{}", position)},
                      {"arm", spec_.arms[arm]},
                      {"receipt", sealed::text_of(receipt)}}});
}

void MadeTrial::tell()
{
    std::vector<Bytes> leaves;
    std::vector<sealed::BundleRow> rows;
    crypto::Frontier tree;
    crypto::Hash256 previous;
    for (const Fact& fact : facts) {
        const auto index = static_cast<std::uint32_t>(leaves.size());
        const crypto::Hash256 salt = crypto::sha256(fmt::format("salt {}", index));
        const Bytes row = row_of(fact);
        Bytes message{2};
        message.insert(message.end(), row.begin(), row.end());
        leaves.push_back(
            leaf_of(index, fact, crypto::hmac_sha256(salt.bytes(), message), previous));
        rows.push_back({index, salt, row});
        previous = crypto::leaf_hash(leaves.back());
        tree.append(previous);
        if (index == 8) // the first roots are published
            bundle.checkpoints = {crypto::sign_checkpoint(
                {verifier().name(), {tree.size(), tree.root()}}, verifier(), signing_key())};
    }
    bundle.checkpoints.push_back(crypto::sign_checkpoint(
        {verifier().name(), {tree.size(), tree.root()}}, verifier(), signing_key()));
    if (bundle.log) bundle.log = sealed::BundleLog{std::move(leaves), std::move(rows)};
}

std::string MadeTrial::file() const
{
    return sealed::write_bundle(bundle, verifier(), signing_key());
}

} // namespace evenhand::tests
