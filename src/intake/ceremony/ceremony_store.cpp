#include "intake/ceremony/ceremony_store.hpp"

#include "core/check.hpp"
#include "crypto/sealing.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <tuple>

namespace evenhand::ceremony {

namespace ceremony_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;
using Number = std::int64_t;

constexpr auto act_table =
    storage::fact_table("ceremony_act", number("ceremony"), text("kind"), text("party"),
                        text("value"), text("wrapped_contribution"));
constexpr std::array<const storage::Table*, 1> tables{&act_table};

// SQLite has one writer anyway. PostgreSQL has no row to lock before the first act, so it is the
// table that is locked: some ten acts in the life of a trial, and whoever reads does not wait.
constexpr Statement lock_acts{"ceremony_act.lock",
                              "LOCK TABLE ceremony_act IN SHARE ROW EXCLUSIVE MODE"};

constexpr Statement list_acts{
    "ceremony_act.all",
    "SELECT ceremony, kind, party, value, actor, reason, occurred_at FROM ceremony_act "
    "ORDER BY ceremony, recorded_at, CASE kind WHEN 'proposed' THEN 1 WHEN 'frozen' THEN 2 "
    "WHEN 'committed' THEN 3 WHEN 'revealed' THEN 4 ELSE 5 END, party LIMIT 1000"};

constexpr Statement list_given{
    "ceremony_act.given",
    "SELECT r.id, r.ceremony, r.party, r.wrapped_contribution, p.value FROM ceremony_act r "
    "JOIN ceremony_act p ON p.ceremony = r.ceremony AND p.kind = 'published' "
    "WHERE r.kind = 'revealed' ORDER BY r.ceremony, r.party LIMIT 1000"};

crypto::SealContext place_of(std::string_view id)
{
    return {.table = "ceremony_act", .column = "wrapped_contribution", .row = id};
}

} // namespace ceremony_store

std::span<const storage::Table* const> audited_tables()
{
    return ceremony_store::tables;
}

crypto::SecretKey CeremonyStore::sealing_key() const
{
    return keys_.derived(crypto::KeyPurpose::allocation_seed, "ceremony-sealing/1");
}

sealed::Contribution CeremonyStore::own(std::string_view party, std::int64_t ceremony) const
{
    return {.party = std::string(party),
            .bytes = keys_.derived(crypto::KeyPurpose::allocation_seed,
                                   fmt::format("ceremony/1/{}/{}", ceremony, party))};
}

std::string CeremonyStore::commitment_to(const sealed::Contribution& contribution,
                                         std::int64_t ceremony) const
{
    return sealed::commitment(sealed::ceremony_trial(cast_.trial, ceremony), contribution).text();
}

std::vector<Act> CeremonyStore::acts(storage::UnitOfWork& work) const
{
    using namespace ceremony_store;
    std::vector<Act> all;
    for (auto& [ceremony, kind, party, value, actor, reason, at] :
         work.sql().rows<Number, Text, Text, Text, Text, Text, Number>(list_acts)) {
        all.push_back({.ceremony = ceremony,
                       .kind = kind_named(kind).value(),
                       .party = std::move(party),
                       .value = std::move(value),
                       .actor = std::move(actor),
                       .reason = std::move(reason),
                       .at = Instant::from_micros(at)});
    }
    return all;
}

void CeremonyStore::take_turn(storage::UnitOfWork& work) const
{
    if (work.sql().engine() == storage::Engine::sqlite) return;
    work.sql().execute(ceremony_store::lock_acts);
}

void CeremonyStore::append(storage::UnitOfWork& work, const Act& act,
                           const sealed::Contribution* contribution) const
{
    const std::string id = work.new_id<Id<struct CeremonyActIdTag>>().text();
    std::optional<std::string> sealed;
    if (contribution != nullptr) {
        sealed = crypto::seal(sealing_key(), ceremony_store::place_of(id),
                              ByteView(contribution->bytes.bytes()), work.random());
    }
    auto row = storage::fact_columns(work, id, act.reason);
    row.insert(row.end(), {{"ceremony", act.ceremony},
                           {"kind", name_of(act.kind)},
                           {"party", act.party},
                           {"value", act.value},
                           {"wrapped_contribution", sealed}});
    work.append(ceremony_store::act_table, row);
}

std::optional<Refusal> CeremonyStore::propose(storage::UnitOfWork& work,
                                              std::string_view reason) const
{
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (auto refusal = why_not_propose(standing, storage::actor_text(work.actor()))) return refusal;
    append(work, {.ceremony = standing.ceremony + 1,
                  .kind = Kind::proposed,
                  .party = {},
                  .value = {},
                  .actor = {},
                  .reason = std::string(reason),
                  .at = {}});
    return std::nullopt;
}

std::optional<Refusal> CeremonyStore::freeze(storage::UnitOfWork& work,
                                             std::string_view spec_hash) const
{
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (auto refusal = why_not_freeze(standing, storage::actor_text(work.actor()))) return refusal;
    const auto number = standing.ceremony;
    append(work, {.ceremony = number,
                  .kind = Kind::frozen,
                  .party = {},
                  .value = std::string(spec_hash),
                  .actor = {},
                  .reason = {},
                  .at = {}});
    append(work, {.ceremony = number,
                  .kind = Kind::committed,
                  .party = std::string(platform),
                  .value = commitment_to(own(platform, number), number),
                  .actor = {},
                  .reason = {},
                  .at = {}});
    return std::nullopt;
}

std::optional<Refusal> CeremonyStore::commit(storage::UnitOfWork& work, std::string_view party,
                                             std::string_view commitment) const
{
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (auto refusal = why_not_commit(standing, cast_.parties, party)) return refusal;
    if (!crypto::Hash256::parse(commitment)) return Refusal::not_a_commitment;
    append(work, {.ceremony = standing.ceremony,
                  .kind = Kind::committed,
                  .party = std::string(party),
                  .value = std::string(commitment),
                  .actor = {},
                  .reason = {},
                  .at = {}});
    return std::nullopt;
}

std::optional<Refusal> CeremonyStore::reveal(storage::UnitOfWork& work,
                                             const sealed::Contribution& contribution) const
{
    take_turn(work);
    const auto all = acts(work);
    Standing standing = standing_of(all);
    if (auto refusal = why_not_reveal(standing, cast_.parties, contribution.party)) return refusal;
    const auto number = standing.ceremony;
    const std::string commitment = commitment_to(contribution, number);
    if (commitment != standing.commitments.at(contribution.party)) return Refusal::does_not_open;
    append(work,
           {.ceremony = number,
            .kind = Kind::revealed,
            .party = contribution.party,
            .value = commitment,
            .actor = {},
            .reason = {},
            .at = {}},
           &contribution);
    standing.revealed.insert(contribution.party);
    if (standing.revealed.size() + 1 < cast_.parties.size()) return std::nullopt;
    append(work, {.ceremony = number,
                  .kind = Kind::revealed,
                  .party = std::string(platform),
                  .value = standing.commitments.at(std::string(platform)),
                  .actor = {},
                  .reason = {},
                  .at = {}});
    return std::nullopt;
}

bool CeremonyStore::published(storage::UnitOfWork& work, std::int64_t ceremony,
                              std::string_view beacon) const
{
    if (why_not_beacon(cast_.beacon, beacon)) return false;
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (standing.ceremony != ceremony || standing.published) return false;
    append(work, {.ceremony = ceremony,
                  .kind = Kind::published,
                  .party = {},
                  .value = std::string(beacon),
                  .actor = {},
                  .reason = {},
                  .at = {}});
    return true;
}

void CeremonyStore::play(storage::UnitOfWork& work, std::string_view spec_hash) const
{
    CHECK(keys_.mode() != crypto::Mode::live);
    CHECK(!freeze(work, spec_hash));
    for (const std::string& party : cast_.parties) {
        if (party == platform) continue;
        CHECK(!commit(work, party, commitment_to(own(party, 1), 1)));
    }
    for (const std::string& party : cast_.parties) {
        if (party == platform) continue;
        CHECK(!reveal(work, own(party, 1)));
    }
    // No beacon is waited for: zeros stand for none (rct/1).
    CHECK(published(work, 1, cast_.beacon.empty() ? "" : std::string(64, '0')));
}

std::vector<SealedGift> CeremonyStore::sealed_given(storage::UnitOfWork& work) const
{
    using namespace ceremony_store;
    std::vector<SealedGift> all;
    for (auto& [id, ceremony, party, sealed, beacon] :
         work.sql().rows<Text, Number, Text, std::optional<Text>, Text>(list_given)) {
        all.push_back({.ceremony = ceremony,
                       .row = std::move(id),
                       .party = std::move(party),
                       .sealed = std::move(sealed),
                       .beacon = std::move(beacon)});
    }
    return all;
}

std::optional<std::vector<Given>> CeremonyStore::opened(std::span<const SealedGift> gifts) const
{
    std::vector<Given> all;
    for (const SealedGift& gift : gifts) {
        if (all.empty() || all.back().ceremony != gift.ceremony) {
            all.emplace_back();
            all.back().ceremony = gift.ceremony;
            all.back().beacon = sealed::public32_from_hex(gift.beacon);
        }
        if (!gift.beacon.empty() && !all.back().beacon) return std::nullopt;
        if (!gift.sealed) {
            all.back().contributions.push_back(own(gift.party, gift.ceremony));
            continue;
        }
        const auto plain =
            crypto::open(sealing_key(), ceremony_store::place_of(gift.row), *gift.sealed);
        if (!plain) return std::nullopt;
        auto key = crypto::SecretKey::from_bytes(plain->bytes());
        if (!key) return std::nullopt;
        all.back().contributions.push_back({gift.party, std::move(*key)});
    }
    return all;
}

std::vector<Given> CeremonyStore::given(storage::UnitOfWork& work) const
{
    auto all = opened(sealed_given(work));
    CHECK(all.has_value());
    return *std::move(all);
}

} // namespace evenhand::ceremony
