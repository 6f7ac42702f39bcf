#include "people/identity/merge_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace evenhand::identity {

namespace merge_store {

using storage::Statement;
using Text = std::string;
using Number = std::int64_t;

constexpr Statement leader{"merged_person.leader",
                           "SELECT leader_id FROM merged_person WHERE person_id = :person"};

constexpr Statement followers{"merged_person.followers",
                              "SELECT person_id FROM merged_person WHERE leader_id = :person "
                              "ORDER BY recorded_at, person_id LIMIT :most"};

constexpr Statement of_follower{
    "merged_person.of_follower",
    "SELECT id, leader_id, reason, recorded_at, actor FROM merged_person "
    "WHERE person_id = :person"};

constexpr Statement count_places{"person_merge.places",
                                 "SELECT count(*) FROM person_merge WHERE follower_id = :person"};

constexpr Statement list{
    "person_merge.list",
    "SELECT m.id, m.leader_id, m.follower_id, m.reason, m.recorded_at, m.actor, u.recorded_at, "
    "coalesce(u.actor, '') FROM person_merge m LEFT JOIN person_merge u ON u.supersedes = m.id "
    "WHERE m.finding = 'one_person' AND (m.recorded_at, m.id) < (:after_at, :after_id) "
    "ORDER BY m.recorded_at DESC, m.id DESC LIMIT :most"};

constexpr Statement find_alike{
    "person_index.alike",
    "SELECT DISTINCT o.person_id FROM person_index p JOIN person_index o ON o.kind = p.kind "
    "AND o.value = p.value AND o.person_id <> p.person_id WHERE p.person_id = :person "
    "AND NOT EXISTS (SELECT 1 FROM merged_person f WHERE f.person_id = o.person_id) "
    "ORDER BY o.person_id LIMIT :most"};

// Each agreement of this record with another, and of which person the other is. It is left out
// where the confirmed referrals of both said it, for then triage was shown the one beside the
// other; where a lead told the two apart; and where a merge of them was undone.
constexpr Statement find_undecided{
    "person_index.undecided",
    "SELECT DISTINCT a.who FROM (SELECT coalesce((SELECT m.leader_id FROM merged_person m "
    "WHERE m.person_id = o.person_id), o.person_id) AS who, o.person_id AS found, "
    "p.person_id AS me, p.kind AS kind, p.value AS value FROM person_index p "
    "JOIN person_index o ON o.kind = p.kind AND o.value = p.value AND o.person_id <> p.person_id "
    "WHERE p.person_id = :person) a WHERE a.who <> a.me "
    "AND NOT (EXISTS (SELECT 1 FROM claim_decided d JOIN claim_index c ON c.claim_id = d.claim_id "
    "WHERE d.person_id = a.me AND d.decision = 'confirmed' AND c.kind = a.kind "
    "AND c.value = a.value) "
    "AND EXISTS (SELECT 1 FROM claim_decided d JOIN claim_index c ON c.claim_id = d.claim_id "
    "WHERE d.person_id = a.found AND d.decision = 'confirmed' AND c.kind = a.kind "
    "AND c.value = a.value)) "
    "AND NOT EXISTS (SELECT 1 FROM told_apart t WHERE (t.first_id = a.me "
    "AND t.second_id IN (a.who, a.found)) OR (t.second_id = a.me "
    "AND t.first_id IN (a.who, a.found))) "
    "AND NOT EXISTS (SELECT 1 FROM person_merge u WHERE u.finding = 'two_people' "
    "AND ((u.leader_id = a.me AND u.follower_id IN (a.who, a.found)) "
    "OR (u.follower_id = a.me AND u.leader_id IN (a.who, a.found)))) "
    "ORDER BY a.who LIMIT :most"};

constexpr Statement count_told_apart{
    "told_apart.count",
    "SELECT count(*) FROM told_apart WHERE first_id = :first AND second_id = :second"};

template <class IdType>
IdType id_of(const Text& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

MergeGround ground_of(const Text& name)
{
    const auto ground = merge_ground_named(name);
    CHECK(ground.has_value());
    return *ground;
}

MergeId append(storage::UnitOfWork& work, const Order& order, MergeGround ground,
               const std::optional<MergeId>& undone)
{
    const auto id = work.new_id<MergeId>();
    auto row = storage::fact_columns(work, id.text(), name_of(ground));
    if (undone) storage::set(row, "supersedes", undone->text());
    const auto places = work.sql().one<Number>(count_places, {{"person", order.follower.text()}});
    row.insert(row.end(), {{"leader_id", order.leader.text()},
                           {"follower_id", order.follower.text()},
                           {"place", places + 1},
                           {"finding", undone ? "two_people" : "one_person"}});
    work.append(merge_table, row);
    return id;
}

/// One more than `most` tells that there are others.
std::vector<PersonId> people(storage::UnitOfWork& work, const Statement& statement, PersonId person,
                             std::size_t most)
{
    std::vector<PersonId> all;
    const storage::Binds binds{{"person", person.text()}, {"most", static_cast<Number>(most + 1)}};
    for (const auto& [id] : work.sql().rows<Text>(statement, binds))
        all.push_back(id_of<PersonId>(id));
    return all;
}

Alike alike_by(storage::UnitOfWork& work, const Statement& statement, PersonId person)
{
    Alike found{.people = people(work, statement, person, MergeStore::most_alike)};
    if (found.people.size() > MergeStore::most_alike) {
        found.people.pop_back();
        found.more = true;
    }
    return found;
}

} // namespace merge_store

std::optional<PersonId> MergeStore::leader_of(storage::UnitOfWork& work, PersonId person)
{
    const auto row = work.sql().row<std::string>(merge_store::leader, {{"person", person.text()}});
    if (!row) return std::nullopt;
    return merge_store::id_of<PersonId>(std::get<0>(*row));
}

std::vector<PersonId> MergeStore::followers_of(storage::UnitOfWork& work, PersonId person)
{
    auto all = merge_store::people(work, merge_store::followers, person, most_followers);
    CHECK(all.size() <= most_followers); // merge() refuses another
    return all;
}

std::optional<Merge> MergeStore::merge_of(storage::UnitOfWork& work, PersonId follower)
{
    using namespace merge_store;
    const auto row =
        work.sql().row<Text, Text, Text, Number, Text>(of_follower, {{"person", follower.text()}});
    if (!row) return std::nullopt;
    const auto& [id, leads, reason, at, actor] = *row;
    return Merge{.id = id_of<MergeId>(id),
                 .leader = id_of<PersonId>(leads),
                 .follower = follower,
                 .ground = ground_of(reason),
                 .at = Instant::from_micros(at),
                 .actor = actor};
}

MergeId MergeStore::merge(storage::UnitOfWork& work, const Order& order, MergeGround ground)
{
    return merge_store::append(work, order, ground, std::nullopt);
}

void MergeStore::undo(storage::UnitOfWork& work, const Merge& merge, MergeGround ground)
{
    const auto standing = merge_of(work, merge.follower);
    CHECK(standing && standing->id == merge.id);
    merge_store::append(work, {.leader = merge.leader, .follower = merge.follower}, ground,
                        merge.id);
}

MergePage MergeStore::page(storage::UnitOfWork& work, const std::optional<AfterMerge>& after)
{
    using namespace merge_store;
    MergePage page;
    // One row more than a page tells whether there is another.
    for (auto& [id, leads, follows, reason, at, actor, undone, undone_by] :
         work.sql().rows<Text, Text, Text, Text, Number, Text, std::optional<Number>, Text>(
             list, {{"after_at", after ? after->at.micros() : INT64_MAX},
                    {"after_id", after ? after->id.text() : ""},
                    {"most", page_size + 1}})) {
        MergeLine line{.merge = {.id = id_of<MergeId>(id),
                                 .leader = id_of<PersonId>(leads),
                                 .follower = id_of<PersonId>(follows),
                                 .ground = ground_of(reason),
                                 .at = Instant::from_micros(at),
                                 .actor = std::move(actor)},
                       .undone = {},
                       .undone_by = std::move(undone_by)};
        if (undone) line.undone = Instant::from_micros(*undone);
        page.lines.push_back(std::move(line));
    }
    if (page.lines.size() > page_size) {
        page.lines.pop_back();
        const Merge& last = page.lines.back().merge;
        page.next = AfterMerge{.at = last.at, .id = last.id};
    }
    return page;
}

Alike MergeStore::alike(storage::UnitOfWork& work, PersonId person)
{
    return merge_store::alike_by(work, merge_store::find_alike, person);
}

Alike MergeStore::undecided(storage::UnitOfWork& work, PersonId person)
{
    return merge_store::alike_by(work, merge_store::find_undecided, person);
}

void MergeStore::tell_apart(storage::UnitOfWork& work, PersonId one, PersonId other,
                            MergeGround ground)
{
    CHECK(one != other);
    const storage::Binds pair{{"first_id", std::min(one, other).text()},
                              {"second_id", std::max(one, other).text()}};
    const auto found = work.sql().one<std::int64_t>(
        merge_store::count_told_apart, {{"first", pair[0].value}, {"second", pair[1].value}});
    if (found > 0) return;
    auto row = storage::fact_columns(work, work.new_id<Id<struct ToldApartIdTag>>().text(),
                                     name_of(ground));
    row.insert(row.end(), pair.begin(), pair.end());
    work.append(told_apart_table, row);
}

} // namespace evenhand::identity
