#include "tests/audit/forgeries.hpp"

#include "core/check.hpp"
#include "crypto/merkle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace evenhand::tests {

namespace forgeries_list {

using storage::Leaf;
using storage::StoredLeaf;

constexpr storage::Statement all_visits{"forge.visits", "SELECT id FROM visit ORDER BY id"};
constexpr storage::Statement all_worklists{"forge.worklists",
                                           "SELECT id FROM worklist ORDER BY id"};

StoredLeaf stored(const Leaf& leaf)
{
    const Bytes bytes = canonical_leaf(leaf);
    return {static_cast<std::int64_t>(leaf.index), leaf.unit.text(), to_base64url(bytes),
            crypto::leaf_hash(bytes).text()};
}

void put(Forger& forger, const StoredLeaf& row)
{
    forger.run(fmt::format("UPDATE audit_leaf SET entry = '{}', hash = '{}' WHERE idx = {}",
                           row.entry, row.hash, row.idx));
}

void set_head(Forger& forger, std::uint64_t size, const std::string& hash, Instant at)
{
    forger.run(fmt::format("UPDATE audit_head SET size = {}, last_hash = '{}', last_at = {}", size,
                           hash, at.micros()));
}

/// Another letter or digit in a random place; what else stands there has a meaning of its own.
std::string with_a_slip(std::string text, Rng& rng)
{
    while (true) {
        auto& character = text[rng.uniform(text.size())];
        if (std::isalnum(static_cast<unsigned char>(character)) == 0) continue;
        character = character == 'b' ? 'c' : 'b';
        return text;
    }
}

template <class Items>
const auto& any(const Items& items, Rng& rng)
{
    return items[rng.uniform(items.size())];
}

std::uint64_t leaf_of(const Spoils& spoils, const std::string& id)
{
    return spoils.last_leaf.at(id);
}

/// An opening of a row that still bears an opening: the fill erases nothing, so any.
std::string where(const storage::PlacedOpening& placed)
{
    return fmt::format(" WHERE unit = '{}' AND entry = {}", placed.opening.unit,
                       placed.opening.entry);
}

std::string where(std::string_view column, const std::string& value)
{
    return fmt::format(" WHERE {} = '{}'", column, value);
}

void edit_leaves(std::vector<Forgery>& list)
{
    for (const char* column : {"entry", "hash", "unit"}) {
        list.push_back({column, [column](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                            const auto& row = any(spoils.rows, rng);
                            const std::string name = column;
                            const auto& text = name == "entry"  ? row.entry
                                               : name == "hash" ? row.hash
                                                                : row.unit;
                            forger.run(fmt::format("UPDATE audit_leaf SET {} = '{}' WHERE idx = {}",
                                                   name, with_a_slip(text, rng), row.idx));
                            return {static_cast<std::uint64_t>(row.idx)};
                        }});
    }
    list.push_back({"a leaf edited, its hash made to fit",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = rng.uniform(spoils.size());
                        rewrite(forger, spoils, {at, at + 1, false},
                                [](Leaf& leaf) { leaf.role = "auditor"; });
                        return {at};
                    }});
    list.push_back({"a leaf edited, all after it rewritten",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = rng.uniform(spoils.signed_size());
                        rewrite(forger, spoils, {at, spoils.size(), true},
                                [](Leaf& leaf) { leaf.actor_id = "c3d4"; });
                        return {spoils.signed_before(at)};
                    }});
    list.push_back({"dated back, its hash made to fit",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = 1 + rng.uniform(spoils.size() - 1);
                        rewrite(forger, spoils, {at, at + 1, false},
                                [](Leaf& leaf) { leaf.at = leaf.at - std::chrono::hours(1); });
                        return {at};
                    }});
    list.push_back({"dated back, all after it rewritten",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = 1 + rng.uniform(spoils.size() - 1);
                        rewrite(forger, spoils, {at, spoils.size(), true},
                                [](Leaf& leaf) { leaf.at = leaf.at - std::chrono::hours(1); });
                        return {at};
                    }});
}

void move_leaves(std::vector<Forgery>& list)
{
    list.push_back({"a leaf deleted", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = rng.uniform(spoils.size());
                        forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx = {}", at));
                        return {at};
                    }});
    list.push_back(
        {"a run of leaves deleted", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto at = rng.uniform(spoils.size());
             forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx >= {} AND idx < {}", at,
                                    at + 1 + rng.uniform(50)));
             return {at};
         }});
    list.push_back({"a leaf deleted and the rest moved up",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = rng.uniform(spoils.size() - 1);
                        forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx = {}", at));
                        // By way of the negative numbers, for the key is checked row by row.
                        forger.run(
                            fmt::format("UPDATE audit_leaf SET idx = -idx WHERE idx > {}", at));
                        forger.run("UPDATE audit_leaf SET idx = -idx - 1 WHERE idx < 0");
                        forger.run("UPDATE audit_head SET size = size - 1");
                        return {at};
                    }});
    list.push_back(
        {"two leaves exchanged", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto one = rng.uniform(spoils.size());
             const auto other = (one + 1 + rng.uniform(spoils.size() - 1)) % spoils.size();
             forger.run(fmt::format("UPDATE audit_leaf SET idx = -1 WHERE idx = {}", one));
             forger.run(fmt::format("UPDATE audit_leaf SET idx = {} WHERE idx = {}", one, other));
             forger.run(fmt::format("UPDATE audit_leaf SET idx = {} WHERE idx = -1", other));
             return {std::min(one, other)};
         }});
}

void change_the_end(std::vector<Forgery>& list)
{
    list.push_back(
        {"the end cut off", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto at = rng.uniform(spoils.size());
             forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx >= {}", at));
             return {at};
         }});
    list.push_back({"the end cut off, head and checkpoints made to fit",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto at = 1 + rng.uniform(spoils.signed_size() - 1);
                        forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx >= {}", at));
                        forger.run(fmt::format("DELETE FROM audit_checkpoint WHERE size > {}", at));
                        set_head(forger, at, spoils.rows[at - 1].hash, spoils.leaves[at - 1].at);
                        return {at};
                    }});
    list.push_back(
        {"a leaf copied to the end", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto& row = any(spoils.rows, rng);
             forger.run(fmt::format("INSERT INTO audit_leaf (idx, unit, entry, hash)"
                                    " VALUES ({}, '{}', '{}', '{}')",
                                    spoils.size(), with_a_slip(row.unit, rng), row.entry,
                                    row.hash));
             return {spoils.size()};
         }});
    list.push_back({"a leaf made up at the end, head made to fit",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        Leaf leaf = spoils.leaves.back();
                        leaf.index = spoils.size();
                        leaf.unit = *storage::UnitId::parse(with_a_slip(leaf.unit.text(), rng));
                        leaf.previous = *crypto::Hash256::parse(spoils.rows.back().hash);
                        const auto row = stored(leaf);
                        forger.run(fmt::format("INSERT INTO audit_leaf (idx, unit, entry, hash)"
                                               " VALUES ({}, '{}', '{}', '{}')",
                                               row.idx, row.unit, row.entry, row.hash));
                        set_head(forger, spoils.size() + 1, row.hash, leaf.at);
                        return {spoils.size()};
                    }});
}

void change_head(std::vector<Forgery>& list)
{
    list.push_back(
        {"the head counts one more", [](Forger& forger, const Spoils& spoils, Rng&) -> Traces {
             forger.run("UPDATE audit_head SET size = size + 1");
             return {spoils.size()};
         }});
    list.push_back({"the head names another leaf",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        forger.run(fmt::format("UPDATE audit_head SET last_hash = '{}'",
                                               with_a_slip(spoils.rows.back().hash, rng)));
                        return {spoils.size() - 1};
                    }});
    list.push_back(
        {"the head is dated back", [](Forger& forger, const Spoils& spoils, Rng&) -> Traces {
             forger.run("UPDATE audit_head SET last_at = last_at - 1");
             return {spoils.size() - 1};
         }});
    list.push_back({"the head deleted", [](Forger& forger, const Spoils&, Rng&) -> Traces {
                        forger.run("DELETE FROM audit_head");
                        return {};
                    }});
}

void change_openings(std::vector<Forgery>& list)
{
    const auto each = [&list](const char* name, auto change) {
        list.push_back({name, [change](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                            const auto& placed = any(spoils.openings, rng);
                            change(forger, placed, rng);
                            return {static_cast<std::uint64_t>(placed.leaf)};
                        }});
    };
    each("an opening edited", [](Forger& forger, const storage::PlacedOpening& placed, Rng& rng) {
        forger.run(fmt::format("UPDATE audit_opening SET sealed = '{}'",
                               with_a_slip(placed.opening.sealed, rng)) +
                   where(placed));
    });
    each("an opening deleted", [](Forger& forger, const storage::PlacedOpening& placed, Rng&) {
        forger.run("DELETE FROM audit_opening" + where(placed));
    });
    each("an opening given to another object",
         [](Forger& forger, const storage::PlacedOpening& placed, Rng& rng) {
             forger.run(fmt::format("UPDATE audit_opening SET object_id = '{}'",
                                    with_a_slip(placed.opening.object_id, rng)) +
                        where(placed));
         });
    each("an opening given to another unit",
         [](Forger& forger, const storage::PlacedOpening& placed, Rng& rng) {
             forger.run(fmt::format("UPDATE audit_opening SET unit = '{}'",
                                    with_a_slip(placed.opening.unit, rng)) +
                        where(placed));
         });
    each("an opening too many", [](Forger& forger, const storage::PlacedOpening& placed, Rng&) {
        forger.run("INSERT INTO audit_opening (unit, entry, object_type, object_id, sealed)"
                   " SELECT unit, entry + 7, object_type, object_id, sealed FROM audit_opening" +
                   where(placed));
    });
    list.push_back(
        {"two openings exchanged", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto at = rng.uniform(spoils.openings.size() - 1);
             const auto& one = spoils.openings[at];
             const auto& other = spoils.openings[at + 1];
             for (const auto& [to, from] : {std::pair{&one, &other}, {&other, &one}}) {
                 forger.run(
                     fmt::format("UPDATE audit_opening SET sealed = '{}'", from->opening.sealed) +
                     where(*to));
             }
             return {static_cast<std::uint64_t>(one.leaf)};
         }});
}

void change_checkpoints(std::vector<Forgery>& list)
{
    // The last one is let alone: that the store lacks it is what a power cut leaves.
    const auto each = [&list](const char* name, auto change) {
        list.push_back({name, [change](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                            const auto at = rng.uniform(spoils.checkpoints.size() - 1);
                            change(forger, spoils.checkpoints[at], rng);
                            return {};
                        }});
    };
    using Row = storage::StoredCheckpoint;
    each("a checkpoint edited", [](Forger& forger, const Row& row, Rng& rng) {
        forger.run(fmt::format("UPDATE audit_checkpoint SET note = '{}' WHERE size = {}",
                               with_a_slip(row.note, rng), row.size));
    });
    each("a checkpoint deleted", [](Forger& forger, const Row& row, Rng&) {
        forger.run(fmt::format("DELETE FROM audit_checkpoint WHERE size = {}", row.size));
    });
    each("a checkpoint moved", [](Forger& forger, const Row& row, Rng&) {
        forger.run(
            fmt::format("UPDATE audit_checkpoint SET size = size + 1 WHERE size = {}", row.size));
    });
    each("the edge beside a checkpoint edited", [](Forger& forger, const Row& row, Rng& rng) {
        forger.run(fmt::format("UPDATE audit_checkpoint SET frontier = '{}' WHERE size = {}",
                               with_a_slip(row.frontier, rng), row.size));
    });
    list.push_back(
        {"two checkpoints exchanged", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto at = rng.uniform(spoils.checkpoints.size() - 2);
             const auto one = spoils.checkpoints[at].size;
             const auto other = spoils.checkpoints[at + 1].size;
             forger.run(fmt::format("UPDATE audit_checkpoint SET size = -1 WHERE size = {}", one));
             forger.run(
                 fmt::format("UPDATE audit_checkpoint SET size = {} WHERE size = {}", one, other));
             forger.run(
                 fmt::format("UPDATE audit_checkpoint SET size = {} WHERE size = -1", other));
             return {};
         }});
}

void change_rows(std::vector<Forgery>& list)
{
    const auto visit = [&list](const char* name, const char* sql) {
        list.push_back({name, [sql](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                            const auto& id = any(spoils.visits, rng);
                            forger.run(sql + where("id", id));
                            return {leaf_of(spoils, id)};
                        }});
    };
    visit("a fact's number edited", "UPDATE visit SET minutes = minutes + 1");
    visit("a fact's text edited", "UPDATE visit SET note = note || ' '");
    visit("a fact's text emptied", "UPDATE visit SET note = NULL");
    visit("a fact dated back", "UPDATE visit SET recorded_at = recorded_at - 1000000");
    visit("a fact deleted", "DELETE FROM visit");
    const auto worklist = [&list](const char* name, const char* sql) {
        list.push_back({name, [sql](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                            const auto& id = any(spoils.worklists, rng);
                            forger.run(sql + where("id", id));
                            return {leaf_of(spoils, id)};
                        }});
    };
    worklist("a record edited", "UPDATE worklist SET size = size + 1");
    worklist("a record given to another", "UPDATE worklist SET holder = 'the forger'");
    worklist("a record deleted", "DELETE FROM worklist");
    list.push_back({"a fact put in", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        forger.run(
                            fmt::format("INSERT INTO visit (id, recorded_at, note, minutes) SELECT"
                                        " '{}z', recorded_at, note, minutes FROM visit",
                                        any(spoils.visits, rng)) +
                            where("id", any(spoils.visits, rng)));
                        return {};
                    }});
    list.push_back(
        {"two facts exchanged", [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto at = rng.uniform(spoils.visits.size() - 1);
             const auto& one = spoils.visits[at];
             const auto& other = spoils.visits[at + 1];
             forger.run("UPDATE visit SET id = 'between'" + where("id", one));
             forger.run("UPDATE visit SET id = '" + one + "'" + where("id", other));
             forger.run("UPDATE visit SET id = '" + other + "' WHERE id = 'between'");
             return {std::min(leaf_of(spoils, one), leaf_of(spoils, other))};
         }});
    list.push_back({"a fact edited and its openings deleted",
                    [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
                        const auto& id = any(spoils.visits, rng);
                        forger.run("UPDATE visit SET minutes = 0" + where("id", id));
                        forger.run("DELETE FROM audit_opening" + where("object_id", id));
                        return {leaf_of(spoils, id)};
                    }});
    list.push_back(
        {"a fact, its openings and its leaf deleted",
         [](Forger& forger, const Spoils& spoils, Rng& rng) -> Traces {
             const auto& id = any(spoils.visits, rng);
             forger.run("DELETE FROM visit" + where("id", id));
             forger.run("DELETE FROM audit_opening" + where("object_id", id));
             forger.run(fmt::format("DELETE FROM audit_leaf WHERE idx = {}", leaf_of(spoils, id)));
             return {leaf_of(spoils, id)};
         }});
}

std::vector<std::string> ids(storage::Connection& sql, const storage::Statement& statement)
{
    std::vector<std::string> found;
    for (auto& [id] : sql.rows<std::string>(statement))
        found.push_back(std::move(id));
    return found;
}

} // namespace forgeries_list

Spoils read_spoils(storage::Connection& sql)
{
    Spoils spoils;
    spoils.rows = storage::leaves_from(sql, 0);
    for (const auto& row : spoils.rows) {
        auto leaf = storage::parse_leaf(*from_base64url(row.entry));
        CHECK(leaf.has_value());
        for (const auto& entry : leaf->entries) {
            if (entry.kind != storage::AuditEntry::Kind::event) {
                spoils.last_leaf[entry.object_id] = leaf->index;
            }
        }
        spoils.leaves.push_back(*std::move(leaf));
    }
    spoils.openings = storage::openings_from(sql, 0, static_cast<std::int64_t>(spoils.size()));
    spoils.checkpoints = storage::checkpoints_after(sql, 0);
    spoils.visits = forgeries_list::ids(sql, forgeries_list::all_visits);
    spoils.worklists = forgeries_list::ids(sql, forgeries_list::all_worklists);
    return spoils;
}

void rewrite(Forger& forger, const Spoils& spoils, const Rewrite& rewrite,
             const std::function<void(storage::Leaf&)>& change)
{
    std::string previous;
    storage::Leaf leaf = spoils.leaves[rewrite.from];
    change(leaf);
    for (auto at = rewrite.from;; leaf = spoils.leaves[at]) {
        if (!previous.empty()) leaf.previous = *crypto::Hash256::parse(previous);
        const auto row = forgeries_list::stored(leaf);
        forgeries_list::put(forger, row);
        previous = row.hash;
        if (++at >= rewrite.to) break;
    }
    if (rewrite.fit_head) forgeries_list::set_head(forger, spoils.size(), previous, leaf.at);
}

const std::vector<Forgery>& forgeries()
{
    static const std::vector<Forgery> all = [] {
        std::vector<Forgery> list;
        forgeries_list::edit_leaves(list);
        forgeries_list::move_leaves(list);
        forgeries_list::change_the_end(list);
        forgeries_list::change_head(list);
        forgeries_list::change_openings(list);
        forgeries_list::change_checkpoints(list);
        forgeries_list::change_rows(list);
        return list;
    }();
    return all;
}

} // namespace evenhand::tests
