#include "people/wishes/wishes_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::wishes {

namespace wishes_store {

using identity::KeyClass;
using storage::Statement;
using Text = std::string;

constexpr std::string_view name = "contact_wishes";
constexpr std::size_t most_at_once = 100; // what the vault opens in one statement
constexpr auto wishes_table =
    storage::fact_table("contact_wishes", storage::text("person_id"), storage::text("told_in"),
                        storage::text("sealed_wishes"), storage::added_text("referral_id", ""),
                        storage::added_text("state", "told"));
constexpr std::array<const storage::Table*, 1> tables{&wishes_table};

constexpr Statement lock_person{"contact_wishes.lock_person",
                                "SELECT count(*) FROM person WHERE id = :person",
                                "SELECT count(*) FROM (SELECT id FROM person WHERE id = :person "
                                "FOR UPDATE) locked"};
constexpr Statement find_standing{
    "contact_wishes.standing",
    "SELECT w.person_id, w.id, w.told_in, w.occurred_at, w.recorded_at, w.actor, w.sealed_wishes "
    "FROM contact_wishes w WHERE w.person_id = :person AND w.state = 'told' AND NOT EXISTS "
    "(SELECT 1 FROM contact_wishes later WHERE later.supersedes = w.id)"};
// The ids come as one JSON list, so that a page of fifty is one statement on both engines.
constexpr Statement find_standing_of{
    "contact_wishes.standing_of",
    "SELECT w.person_id, w.id, w.told_in, w.occurred_at, w.recorded_at, w.actor, w.sealed_wishes "
    "FROM contact_wishes w WHERE w.person_id IN (SELECT value FROM json_each(:ids)) "
    "AND w.state = 'told' "
    "AND NOT EXISTS (SELECT 1 FROM contact_wishes later WHERE later.supersedes = w.id)",
    "SELECT w.person_id, w.id, w.told_in, w.occurred_at, w.recorded_at, w.actor, w.sealed_wishes "
    "FROM contact_wishes w WHERE w.person_id IN "
    "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) AND w.state = 'told' "
    "AND NOT EXISTS (SELECT 1 FROM contact_wishes later WHERE later.supersedes = w.id)"};
// By the follower, whose telling is looked up next; a person has few records (merge_store.hpp).
constexpr Statement find_followers{
    "contact_wishes.followers",
    "SELECT person_id, leader_id FROM merged_person WHERE leader_id IN "
    "(SELECT value FROM json_each(:ids)) ORDER BY recorded_at, person_id",
    "SELECT person_id, leader_id FROM merged_person WHERE leader_id IN "
    "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) ORDER BY recorded_at, person_id"};
constexpr Statement list_tellings{
    "contact_wishes.tellings",
    "SELECT id, told_in, occurred_at, recorded_at, actor FROM contact_wishes "
    "WHERE person_id = :person AND state = 'told' ORDER BY recorded_at, id LIMIT 100"};
// Each row with the one that it stands in place of, so that what held before can be found.
constexpr Statement list_chain{
    "contact_wishes.chain",
    "SELECT id, coalesce(supersedes, ''), state, referral_id, told_in, occurred_at, sealed_wishes "
    "FROM contact_wishes WHERE person_id = :person"};
constexpr Statement list_ids{"contact_wishes.ids",
                             "SELECT id FROM contact_wishes WHERE person_id = :person ORDER BY id"};

template <class IdType>
IdType id_of(const Text& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

identity::Place place_of(std::string_view row)
{
    return {name, "sealed_wishes", row};
}

Text json_list(std::span<const PersonId> people)
{
    Text list = "[";
    for (const PersonId person : people)
        list += (list.size() > 1 ? ",\"" : "\"") + person.text() + '"';
    return list + "]";
}

/// The records that follow one of these, each with the one that leads.
std::vector<std::pair<PersonId, PersonId>> followers_of(storage::UnitOfWork& work,
                                                        std::span<const PersonId> leaders)
{
    std::vector<std::pair<PersonId, PersonId>> all;
    for (const auto& [follower, leader] :
         work.sql().rows<Text, Text>(find_followers, {{"ids", json_list(leaders)}}))
        all.emplace_back(id_of<PersonId>(follower), id_of<PersonId>(leader));
    return all;
}

/// What holds of the leader when a no of that telling is heeded. Where nobody asked under the
/// leader's record, the no is all that is known.
void heed(std::map<PersonId, Standing>& all, PersonId leader, const Standing& other)
{
    Wishes noes;
    heed_noes(noes, other.wishes);
    if (noes == Wishes{}) return;
    const auto [found, is_new] = all.try_emplace(leader, Standing{other.told, noes});
    if (!is_new) heed_noes(found->second.wishes, noes);
}

/// What stands of somebody, still sealed.
struct Row
{
    PersonId person;
    Telling told;
    Text sealed;
};

std::vector<Row> rows_of(storage::UnitOfWork& work, const Statement& statement,
                         const storage::Binds& binds)
{
    std::vector<Row> all;
    for (auto& [person, id, told_in, occurred, recorded, actor, sealed] :
         work.sql().rows<Text, Text, Text, std::int64_t, std::int64_t, Text, Text>(statement,
                                                                                   binds)) {
        all.push_back({id_of<PersonId>(person),
                       {.id = id_of<WishesId>(id),
                        .told_in = told_in_named(told_in).value(),
                        .occurred = Instant::from_micros(occurred),
                        .recorded = Instant::from_micros(recorded),
                        .actor = std::move(actor)},
                       std::move(sealed)});
    }
    return all;
}

/// A row with what it stands in place of.
struct Link
{
    Text id;
    Text before; ///< empty for the first
    bool told = true;
    Text referral; ///< empty: no referral told it
    Text told_in;
    std::int64_t occurred = 0;
    Text sealed;
};

std::map<Text, Link> chain_of(storage::UnitOfWork& work, PersonId person)
{
    std::map<Text, Link> all;
    for (auto& [id, before, state, referral, told_in, occurred, sealed] :
         work.sql().rows<Text, Text, Text, Text, Text, std::int64_t, Text>(
             list_chain, {{"person", person.text()}})) {
        Link link{
            id,       std::move(before), state == "told", std::move(referral), std::move(told_in),
            occurred, std::move(sealed)};
        all.emplace(id, std::move(link));
    }
    return all;
}

/// What held before that row; nothing where nothing did. What another person's referral told is
/// passed over.
std::optional<Link> held_before(const std::map<Text, Link>& chain, const Link& from,
                                std::span<const participants::ReferralId> theirs)
{
    auto next = chain.find(from.before);
    while (next != chain.end() && next->second.told) {
        const Link& link = next->second;
        const auto is_its = [&](participants::ReferralId one) {
            return one.text() == link.referral;
        };
        if (link.referral.empty() || std::ranges::any_of(theirs, is_its)) return link;
        next = chain.find(link.before);
    }
    return std::nullopt;
}

Standing opened(const identity::Vault& vault, const identity::ClassKey& key, Row row)
{
    const Text id = row.told.id.text();
    auto wishes = read_back(vault.open(key, place_of(id), row.sealed).text());
    CHECK(wishes.has_value());
    return {std::move(row.told), *std::move(wishes)};
}

} // namespace wishes_store

std::span<const storage::Table* const> audited_tables()
{
    return wishes_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::contact) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(wishes_store::list_ids, {{"person", whose}}))
        rows.push_back({wishes_store::name, id});
    return rows;
}

Result<WishesId, Refusal> WishesStore::record(storage::UnitOfWork& work, PersonId person,
                                              const NewWishes& told) const
{
    using namespace wishes_store;
    const storage::Binds who{{"person", person.text()}};
    CHECK(work.sql().one<std::int64_t>(lock_person, who) == 1);
    if (vault_.was_destroyed(work, person, KeyClass::contact)) return refuse(Refusal::erased);
    const auto before = rows_of(work, find_standing, who);
    const auto stood = before.empty() ? std::nullopt : std::optional(before.front().told.id);
    // Who was never asked under this record is shown the noes of the others, and answers to those.
    auto seen = stood;
    if (!stood) {
        if (const auto shown = standing(work, person)) seen = shown->told.id;
    }
    if (seen != told.instead_of) return refuse(Refusal::changed_meanwhile);

    const auto id = work.new_id<WishesId>();
    const Text row_id = id.text();
    const auto key = vault_.key_for(work, person, KeyClass::contact);
    auto row = storage::fact_columns(work, row_id, {});
    if (told.occurred) storage::set(row, "occurred_at", told.occurred->micros());
    if (stood) storage::set(row, "supersedes", stood->text());
    row.insert(row.end(), {{"person_id", person.text()},
                           {"told_in", name_of(told.told_in)},
                           {"referral_id", told.referral ? told.referral->text() : Text()},
                           {"state", "told"},
                           {"sealed_wishes", vault_.seal(key, place_of(row_id),
                                                         written(told.wishes), work.random())}});
    work.append(wishes_table, row);
    return id;
}

bool WishesStore::take_back(storage::UnitOfWork& work, PersonId person,
                            participants::ReferralId referral,
                            std::span<const participants::ReferralId> theirs) const
{
    using namespace wishes_store;
    const storage::Binds who{{"person", person.text()}};
    CHECK(work.sql().one<std::int64_t>(lock_person, who) == 1);
    const auto key = vault_.find_key(work, person, KeyClass::contact);
    const auto stands = rows_of(work, find_standing, who);
    if (!key || stands.empty()) return false; // never asked, or erased
    const auto chain = chain_of(work, person);
    const Link& last = chain.at(stands.front().told.id.text());
    if (last.referral != referral.text()) return false;

    const auto before = held_before(chain, last, theirs);
    const Text row_id = work.new_id<WishesId>().text();
    Text wishes = written({});
    if (before) wishes = Text(vault_.open(*key, place_of(before->id), before->sealed).text());
    auto row = storage::fact_columns(work, row_id, "not_theirs");
    if (before) storage::set(row, "occurred_at", before->occurred);
    storage::set(row, "supersedes", last.id);
    row.insert(row.end(),
               {{"person_id", person.text()},
                {"told_in", before ? before->told_in : last.told_in},
                {"referral_id", before ? before->referral : Text()},
                {"state", before ? "told" : "taken_back"},
                {"sealed_wishes", vault_.seal(*key, place_of(row_id), wishes, work.random())}});
    work.append(wishes_table, row);
    return true;
}

std::optional<Standing> WishesStore::standing(storage::UnitOfWork& work, PersonId person) const
{
    const std::array people{person};
    auto all = standing_of(work, people);
    const auto found = all.find(person);
    if (found == all.end()) return std::nullopt;
    return std::move(found->second);
}

std::map<PersonId, Standing> WishesStore::standing_of(storage::UnitOfWork& work,
                                                      std::span<const PersonId> people) const
{
    CHECK(people.size() <= wishes_store::most_at_once);
    auto all = told_under(work, people);
    if (people.empty()) return all;
    const auto records = wishes_store::followers_of(work, people);
    for (std::size_t from = 0; from < records.size(); from += wishes_store::most_at_once) {
        const auto end = std::min(records.size(), from + wishes_store::most_at_once);
        std::vector<PersonId> followers;
        for (std::size_t i = from; i < end; ++i)
            followers.push_back(records[i].first);
        const auto told = told_under(work, followers);
        for (std::size_t i = from; i < end; ++i) {
            const auto said = told.find(records[i].first);
            if (said != told.end()) wishes_store::heed(all, records[i].second, said->second);
        }
    }
    return all;
}

std::map<PersonId, Standing> WishesStore::told_under(storage::UnitOfWork& work,
                                                     std::span<const PersonId> people) const
{
    using namespace wishes_store;
    std::map<PersonId, Standing> all;
    if (people.empty()) return all;
    std::vector<identity::ClaimId> subjects; // ids of all kinds have one form
    for (const PersonId person : people)
        subjects.push_back(id_of<identity::ClaimId>(person.text()));
    const auto keys = vault_.find_keys(work, subjects, KeyClass::contact);
    for (Row& row : rows_of(work, find_standing_of, {{"ids", json_list(people)}})) {
        const auto key = keys.find(id_of<identity::ClaimId>(row.person.text()));
        if (key == keys.end()) continue; // erased
        const PersonId person = row.person;
        all.emplace(person, opened(vault_, key->second, std::move(row)));
    }
    return all;
}

std::vector<Telling> WishesStore::tellings(storage::UnitOfWork& work, PersonId person)
{
    using namespace wishes_store;
    std::vector<Telling> all;
    for (auto& [id, told_in, occurred, recorded, actor] :
         work.sql().rows<Text, Text, std::int64_t, std::int64_t, Text>(
             list_tellings, {{"person", person.text()}})) {
        all.push_back({.id = id_of<WishesId>(id),
                       .told_in = told_in_named(told_in).value(),
                       .occurred = Instant::from_micros(occurred),
                       .recorded = Instant::from_micros(recorded),
                       .actor = std::move(actor)});
    }
    return all;
}

} // namespace evenhand::wishes
