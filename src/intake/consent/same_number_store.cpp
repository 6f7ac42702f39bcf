#include "intake/consent/same_number_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace evenhand::consent {

namespace same_number_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

// Of each pair the finding that stands.
constexpr Statement standing{
    "number_match.standing",
    "SELECT f.id, f.first_id, f.second_id, f.place, f.duplicate_id, f.reason, f.recorded_at, "
    "f.actor FROM number_match f WHERE (f.first_id = :first OR f.second_id = :second) "
    "AND NOT EXISTS (SELECT 1 FROM number_match later WHERE later.supersedes = f.id) "
    "ORDER BY f.first_id, f.second_id"};
// A record that follows another is never drawn, so that its number stands in nobody's way.
constexpr Statement undecided{
    "number_match.undecided",
    "SELECT count(*) FROM linkage_index m JOIN linkage_index o ON o.value = m.value "
    "AND o.person_id <> m.person_id WHERE m.person_id = :person "
    "AND o.person_id NOT IN (SELECT person_id FROM merged_person) AND NOT EXISTS "
    "(SELECT 1 FROM number_match f WHERE (f.first_id = m.person_id AND f.second_id = o.person_id) "
    "OR (f.first_id = o.person_id AND f.second_id = m.person_id))"};

// The numbers that stand twice are found on the index alone, whatever the number of people.
constexpr Statement all_undecided{
    "number_match.all_undecided",
    "SELECT a.person_id, b.person_id FROM (SELECT value FROM linkage_index GROUP BY value "
    "HAVING count(*) > 1) twice JOIN linkage_index a ON a.value = twice.value "
    "JOIN linkage_index b ON b.value = a.value AND b.person_id > a.person_id WHERE NOT EXISTS "
    "(SELECT 1 FROM number_match f WHERE f.first_id = a.person_id AND f.second_id = b.person_id) "
    "AND a.person_id NOT IN (SELECT person_id FROM merged_person) "
    "AND b.person_id NOT IN (SELECT person_id FROM merged_person) ORDER BY a.person_id, "
    "b.person_id LIMIT :most"};

struct Row
{
    Text id;
    PersonId other;
    std::int64_t place = 0;
    MatchSettled settled;
};

PersonId person_in(const Text& text)
{
    const auto person = PersonId::parse(text);
    CHECK(person.has_value());
    return *person;
}

MatchFinding finding_for(PersonId person, const Maybe& duplicate)
{
    if (!duplicate) return MatchFinding::two_people;
    return *duplicate == person.text() ? MatchFinding::this_is_the_duplicate
                                       : MatchFinding::other_is_the_duplicate;
}

std::vector<Row> rows_of(storage::UnitOfWork& work, PersonId person)
{
    std::vector<Row> rows;
    for (const auto& [id, first, second, place, duplicate, reason, at, actor] :
         work.sql().rows<Text, Text, Text, std::int64_t, Maybe, Text, std::int64_t, Text>(
             standing, {{"first", person.text()}, {"second", person.text()}})) {
        const auto ground = match_ground_named(reason);
        CHECK(ground.has_value());
        rows.push_back({.id = id,
                        .other = person_in(first == person.text() ? second : first),
                        .place = place,
                        .settled = {.finding = finding_for(person, duplicate),
                                    .ground = *ground,
                                    .at = Instant::from_micros(at),
                                    .actor = actor}});
    }
    return rows;
}

/// Nothing of two people: neither is a duplicate.
std::optional<PersonId> duplicate_of(PersonId person, PersonId other, MatchFinding finding)
{
    switch (finding) {
    case MatchFinding::two_people:
        return std::nullopt;
    case MatchFinding::this_is_the_duplicate:
        return person;
    case MatchFinding::other_is_the_duplicate:
        return other;
    }
    CHECK(false);
}

bool is_at_the_draw(const std::optional<participants::Journey>& journey)
{
    using participants::Stage;
    return journey &&
           (journey->stage == Stage::intended || participants::is_randomised(journey->stage));
}

} // namespace same_number_store

std::vector<NumberMatch> SameNumberStore::matches(storage::UnitOfWork& work, PersonId person) const
{
    std::vector<NumberMatch> all;
    for (auto& row : same_number_store::rows_of(work, person))
        all.push_back({.other = row.other, .settled = std::move(row.settled)});
    for (const PersonId other : linkage_.others_with_number(work, person)) {
        if (std::ranges::find(all, other, &NumberMatch::other) == all.end())
            all.push_back({.other = other, .settled = {}});
    }
    return all;
}

std::vector<SameNumberStore::Undecided> SameNumberStore::undecided(storage::UnitOfWork& work)
{
    using namespace same_number_store;
    std::vector<Undecided> all;
    for (const auto& [first, second] :
         work.sql().rows<Text, Text>(all_undecided, {{"most", most_undecided}}))
        all.push_back({person_in(first), person_in(second)});
    return all;
}

NumberGate SameNumberStore::gate(storage::UnitOfWork& work, PersonId person) const
{
    const auto open =
        work.sql().one<std::int64_t>(same_number_store::undecided, {{"person", person.text()}});
    const auto rows = same_number_store::rows_of(work, person);
    return {.undecided = open > 0,
            .duplicate = std::ranges::any_of(rows, [](const same_number_store::Row& row) {
                return row.settled.finding == MatchFinding::this_is_the_duplicate;
            })};
}

std::optional<SettleRefusal> SameNumberStore::settle(storage::UnitOfWork& work, PersonId person,
                                                     PersonId other, MatchFinding finding,
                                                     MatchGround ground) const
{
    const PersonId first = std::min(person, other);
    const PersonId second = std::max(person, other);
    // Both are held, always in this order, so that neither comes to the draw meanwhile and two
    // leads write one after the other.
    std::array journeys{journeys_.hold(work, first), journeys_.hold(work, second)};
    const auto known = matches(work, person);
    if (std::ranges::find(known, other, &NumberMatch::other) == known.end())
        return SettleRefusal::not_there;
    const auto duplicate = same_number_store::duplicate_of(person, other, finding);
    const auto& stopped = journeys.at(duplicate == second ? 1 : 0);
    if (duplicate && same_number_store::is_at_the_draw(stopped)) return SettleRefusal::randomised;

    const auto rows = same_number_store::rows_of(work, person);
    const auto before = std::ranges::find(rows, other, &same_number_store::Row::other);
    auto row = storage::fact_columns(work, work.new_id<Id<struct NumberMatchIdTag>>().text(),
                                     name_of(ground));
    if (before != rows.end()) storage::set(row, "supersedes", before->id);
    same_number_store::Maybe stops;
    if (duplicate) stops = duplicate->text();
    row.insert(row.end(), {{"first_id", first.text()},
                           {"second_id", second.text()},
                           {"place", before == rows.end() ? 1 : before->place + 1},
                           {"finding", duplicate ? "one_person" : "two_people"},
                           {"duplicate_id", stops}});
    work.append(number_match_table, row);
    const bool can_close =
        stopped && participants::may_follow(stopped->stage, participants::Step::closed);
    if (duplicate && can_close) {
        const auto closed = journeys_.take(
            work, *duplicate, {.step = participants::Step::closed, .detail = "duplicate"});
        CHECK(closed.has_value());
    }
    return std::nullopt;
}

} // namespace evenhand::consent
