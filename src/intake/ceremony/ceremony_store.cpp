#include "intake/ceremony/ceremony_store.hpp"

#include "core/check.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <map>
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

std::string new_row(storage::UnitOfWork& work)
{
    return work.new_id<Id<struct CeremonyActIdTag>>().text();
}

} // namespace ceremony_store

std::span<const storage::Table* const> audited_tables()
{
    return ceremony_store::tables;
}

struct CeremonyStore::NewAct
{
    Kind kind = Kind::frozen;
    std::string_view party = {};
    std::string_view value = {};
    std::string_view reason = {};
    std::string id = {};                    ///< empty: any
    std::optional<std::string> sealed = {}; ///< what was given with it
};

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

void CeremonyStore::append(storage::UnitOfWork& work, std::int64_t ceremony,
                           const NewAct& act) const
{
    auto row = storage::fact_columns(work, act.id.empty() ? ceremony_store::new_row(work) : act.id,
                                     act.reason);
    row.insert(row.end(), {{"ceremony", ceremony},
                           {"kind", name_of(act.kind)},
                           {"party", act.party},
                           {"value", act.value},
                           {"wrapped_contribution", act.sealed}});
    work.append(ceremony_store::act_table, row);
}

std::optional<Refusal> CeremonyStore::propose(storage::UnitOfWork& work,
                                              std::string_view reason) const
{
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (auto refusal = why_not_propose(standing, storage::actor_text(work.actor()))) return refusal;
    append(work, standing.ceremony + 1, {.kind = Kind::proposed, .reason = reason});
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
    const auto commitment = custody_.commitment(platform, number);
    if (!commitment) return Refusal::allocator_away;
    append(work, number, {.kind = Kind::frozen, .value = spec_hash});
    append(work, number, {.kind = Kind::committed, .party = platform, .value = *commitment});
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
    append(work, standing.ceremony, {.kind = Kind::committed, .party = party, .value = commitment});
    return std::nullopt;
}

std::optional<Refusal> CeremonyStore::reveal(storage::UnitOfWork& work,
                                             const sealed::Contribution& contribution) const
{
    take_turn(work);
    const auto all = acts(work);
    Standing standing = standing_of(all);
    const std::string& party = contribution.party;
    if (auto refusal = why_not_reveal(standing, cast_.parties, party)) return refusal;
    const auto number = standing.ceremony;
    const std::string commitment =
        sealed::commitment(sealed::ceremony_trial(cast_.trial, number), contribution).text();
    if (commitment != standing.commitments.at(party)) return Refusal::does_not_open;
    const std::string row = ceremony_store::new_row(work);
    const auto sealed = custody_.seal(row, contribution.bytes);
    if (!sealed) return Refusal::allocator_away;
    append(
        work, number,
        {.kind = Kind::revealed, .party = party, .value = commitment, .id = row, .sealed = sealed});
    standing.revealed.insert(party);
    if (standing.revealed.size() + 1 < cast_.parties.size()) return std::nullopt;
    append(work, number,
           {.kind = Kind::revealed,
            .party = platform,
            .value = standing.commitments.at(std::string(platform))});
    return std::nullopt;
}

std::optional<Refusal> CeremonyStore::why_not_published(const Standing& standing,
                                                        std::string_view beacon) const
{
    if (auto early = why_not_publish(standing, cast_.parties)) return early;
    if (auto refusal = why_not_beacon(cast_.beacon, beacon)) return refusal;
    const auto commitment = custody_.commitment(platform, standing.ceremony);
    if (!commitment) return Refusal::allocator_away;
    const bool same = *commitment == standing.commitments.at(std::string(platform));
    return same ? std::nullopt : std::optional(Refusal::other_keys);
}

bool CeremonyStore::published(storage::UnitOfWork& work, std::int64_t ceremony,
                              std::string_view beacon) const
{
    if (why_not_beacon(cast_.beacon, beacon)) return false;
    take_turn(work);
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    if (standing.ceremony != ceremony || standing.published) return false;
    append(work, ceremony, {.kind = Kind::published, .value = beacon, .reason = cast_.beacon});
    return true;
}

std::optional<Refusal> CeremonyStore::play(storage::UnitOfWork& work,
                                           std::string_view spec_hash) const
{
    constexpr std::int64_t first = 1;
    if (auto refusal = freeze(work, spec_hash)) return refusal;
    for (const std::string& party : cast_.parties) {
        if (party == platform) continue;
        const auto commitment = custody_.commitment(party, first);
        if (!commitment) return Refusal::allocator_away;
        CHECK(!commit(work, party, *commitment));
    }
    const auto all = acts(work);
    const Standing standing = standing_of(all);
    for (const auto& [party, commitment] : standing.commitments)
        append(work, first, {.kind = Kind::revealed, .party = party, .value = commitment});
    // No beacon is waited for: zeros stand for none (rct/1).
    CHECK(published(work, first, cast_.beacon.empty() ? "" : std::string(64, '0')));
    return std::nullopt;
}

std::optional<InForce> CeremonyStore::in_force(storage::UnitOfWork& work) const
{
    std::map<std::int64_t, std::map<std::string, crypto::Hash256>> commitments;
    std::optional<std::int64_t> last;
    for (const Act& act : acts(work)) {
        if (act.kind == Kind::committed) {
            const auto hash = crypto::Hash256::parse(act.value);
            CHECK(hash.has_value());
            commitments[act.ceremony].emplace(act.party, *hash);
        }
        if (act.kind == Kind::published) last = act.ceremony;
    }
    if (!last) return std::nullopt;
    return InForce{*last, sealed::ceremony_digest(commitments[*last]).text()};
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

} // namespace evenhand::ceremony
