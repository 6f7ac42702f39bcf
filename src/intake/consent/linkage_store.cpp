#include "intake/consent/linkage_store.hpp"

#include "core/check.hpp"
#include "intake/consent/linkage_table_store.hpp"
#include "storage/connection.hpp"

#include <utility>

namespace evenhand::consent {

namespace linkage_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr auto key_class = identity::KeyClass::linkage;

constexpr Statement latest{"linkage_keys.latest",
                           "SELECT id, place, skip_reason, recorded_at, actor FROM linkage_keys "
                           "WHERE person_id = :person ORDER BY place DESC LIMIT 1"};
constexpr Statement latest_given{
    "linkage_keys.latest_given",
    "SELECT id, sealed_keys FROM linkage_keys WHERE person_id = :person AND state = 'given' "
    "ORDER BY place DESC LIMIT 1"};
constexpr Statement sealed_of{"linkage_keys.sealed",
                              "SELECT id FROM linkage_keys WHERE person_id = :person "
                              "AND sealed_keys IS NOT NULL ORDER BY id"};
constexpr Statement keep_index{
    "linkage_index.keep", "INSERT INTO linkage_index (person_id, value) VALUES (:person, :value) "
                          "ON CONFLICT (person_id) DO UPDATE SET value = excluded.value"};
constexpr Statement drop_index{"linkage_index.drop",
                               "DELETE FROM linkage_index WHERE person_id = :person"};
// One number on more than ten records is no longer somebody's number.
constexpr Statement same_number{
    "linkage_index.same",
    "SELECT o.person_id FROM linkage_index m JOIN linkage_index o ON o.value = m.value "
    "WHERE m.person_id = :person AND o.person_id <> m.person_id ORDER BY o.person_id LIMIT 10"};

identity::Place place_of(std::string_view row)
{
    return {"linkage_keys", "sealed_keys", row};
}

struct Latest
{
    LinkageId id;
    std::int64_t place = 0;
    Maybe skipped;
    Instant at;
    std::string actor;
};

std::optional<Latest> latest_of(storage::UnitOfWork& work, PersonId person)
{
    auto row = work.sql().row<Text, std::int64_t, Maybe, std::int64_t, Text>(
        latest, {{"person", person.text()}});
    if (!row) return std::nullopt;
    auto& [id, place, skipped, at, actor] = *row;
    const auto known = LinkageId::parse(id);
    CHECK(known.has_value());
    return Latest{*known, place, std::move(skipped), Instant::from_micros(at), std::move(actor)};
}

struct Row
{
    PersonId person;
    LinkageId id;
    const std::string& consent;
    Maybe skip_reason;
    Maybe sealed;
};

void append(storage::UnitOfWork& work, const Row& row)
{
    const auto before = latest_of(work, row.person);
    auto binds = storage::fact_columns(work, row.id.text(), "");
    if (before) storage::set(binds, "supersedes", before->id.text());
    binds.insert(binds.end(), {{"person_id", row.person.text()},
                               {"place", before ? before->place + 1 : 1},
                               {"state", row.sealed ? "given" : "skipped"},
                               {"skip_reason", row.skip_reason},
                               {"consent_id", row.consent},
                               {"sealed_keys", row.sealed}});
    work.append(linkage_table, binds);
}

} // namespace linkage_store

std::vector<identity::SealedRow> sealed_linkage_rows(storage::UnitOfWork& work,
                                                     std::string_view whose)
{
    std::vector<identity::SealedRow> rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(linkage_store::sealed_of, {{"person", whose}}))
        rows.push_back({"linkage_keys", id});
    return rows;
}

void forget_linkage_index(storage::UnitOfWork& work, std::string_view whose,
                          identity::KeyClass key_class)
{
    if (key_class != linkage_store::key_class) return;
    work.sql().execute(linkage_store::drop_index, {{"person", whose}});
}

std::optional<LinkageRefusal> LinkageStore::gate(storage::UnitOfWork& work, PersonId person,
                                                 LinkageEffect& effect, std::string& consent) const
{
    const auto journey = journeys_.find(work, person);
    effect = journey ? linkage_effect_at(journey->stage) : LinkageEffect::refused;
    if (effect == LinkageEffect::refused) return LinkageRefusal::not_now;
    const auto in_force = consents_.in_force(work, person);
    if (!in_force || !in_force->allows(protocol::ConsentScope::government_records))
        return LinkageRefusal::not_agreed;
    consent = in_force->id.text();
    if (vault_.was_destroyed(work, person, linkage_store::key_class)) return LinkageRefusal::erased;
    return std::nullopt;
}

Result<LinkageId, LinkageRefusal> LinkageStore::give(storage::UnitOfWork& work, PersonId person,
                                                     const LinkageKeys& keys) const
{
    auto effect = LinkageEffect::refused;
    std::string consent;
    if (const auto refusal = gate(work, person, effect, consent)) return refuse(*refusal);
    if (effect == LinkageEffect::step) {
        const auto taken =
            journeys_.take(work, person, {.step = participants::Step::linkage_given});
        if (!taken) return refuse(LinkageRefusal::not_now);
    }
    const auto id = work.new_id<LinkageId>();
    const auto key = vault_.key_for(work, person, linkage_store::key_class);
    const auto sealed =
        vault_.seal(key, linkage_store::place_of(id.text()), text_of(keys), work.random());
    linkage_store::append(work, {person, id, consent, std::nullopt, sealed});
    const storage::Binds who{{"person", person.text()}};
    if (!keys.ni_number) {
        work.sql().execute(linkage_store::drop_index, who);
    } else {
        const auto value = vault_.index_value(*keys.ni_number);
        work.sql().execute(linkage_store::keep_index,
                           {{"person", person.text()}, {"value", value}});
    }
    return id;
}

Result<LinkageId, LinkageRefusal> LinkageStore::skip(storage::UnitOfWork& work, PersonId person,
                                                     SkipReason reason) const
{
    auto effect = LinkageEffect::refused;
    std::string consent;
    if (const auto refusal = gate(work, person, effect, consent)) return refuse(*refusal);
    const auto id = work.new_id<LinkageId>();
    linkage_store::append(work, {person, id, consent, std::string(name_of(reason)), std::nullopt});
    return id;
}

std::optional<LinkageStanding> LinkageStore::standing(storage::UnitOfWork& work,
                                                      PersonId person) const
{
    auto latest = linkage_store::latest_of(work, person);
    if (!latest) return std::nullopt;
    LinkageStanding standing{
        .id = latest->id, .skipped = {}, .at = latest->at, .actor = std::move(latest->actor)};
    if (latest->skipped) {
        standing.skipped = skip_reason_named(*latest->skipped);
        CHECK(standing.skipped.has_value());
    }
    return standing;
}

std::optional<LinkageKeys> LinkageStore::open(storage::UnitOfWork& work, PersonId person) const
{
    const auto row = work.sql().row<std::string, std::string>(linkage_store::latest_given,
                                                              {{"person", person.text()}});
    const auto key = vault_.find_key(work, person, linkage_store::key_class);
    if (!row || !key) return std::nullopt;
    const auto& [id, sealed] = *row;
    return linkage_keys_in(vault_.open(*key, linkage_store::place_of(id), sealed).text());
}

std::vector<PersonId> LinkageStore::others_with_number(storage::UnitOfWork& work,
                                                       PersonId person) const
{
    std::vector<PersonId> others;
    for (const auto& [id] :
         work.sql().rows<std::string>(linkage_store::same_number, {{"person", person.text()}})) {
        const auto other = PersonId::parse(id);
        CHECK(other.has_value());
        others.push_back(*other);
    }
    return others;
}

} // namespace evenhand::consent
