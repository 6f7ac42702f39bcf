#include "storage/audit_objects.hpp"

#include "storage/audit_erasure.hpp"
#include "storage/audit_row.hpp"
#include "storage/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace evenhand::storage {

namespace audit_objects {

constexpr int rows_batch = 2'000;

/// The rows of a table one after another, in order of their key.
class Rows
{
public:
    Rows(Connection& sql, const Table& table) : sql_(sql), table_(table) {}

    /// Null at the end.
    const std::vector<Value>* next()
    {
        if (at_ == batch_.size()) {
            batch_ = rows_after(sql_, table_, last_key_, rows_batch);
            at_ = 0;
            if (batch_.empty()) return nullptr;
            last_key_ = key(batch_.back());
        }
        return &batch_[at_++];
    }

    static std::string key(const std::vector<Value>& row)
    {
        const std::string* text = row.front().text();
        return text != nullptr ? *text : std::string();
    }

private:
    Connection& sql_;
    const Table& table_;
    std::vector<std::vector<Value>> batch_;
    std::size_t at_ = 0;
    std::string last_key_;
};

} // namespace audit_objects

/// The steps of one object after another, in order of their ids. Events, which are no rows, are
/// left out, and so is what cannot be opened: that was reported with its leaf.
class ObjectCheck::Groups
{
public:
    Groups(Connection& sql, const crypto::SecretKey& key, std::string_view type)
        : sql_(sql), key_(key), type_(type)
    {
    }

    std::optional<Group> next()
    {
        Group group;
        while (const PlacedOpening* placed = peek()) {
            const auto& opening = placed->opening;
            if (!group.steps.empty() && opening.object_id != group.id) break;
            group.id = opening.object_id;
            if (auto step = open(*placed)) group.steps.push_back(*std::move(step));
            ++at_;
        }
        if (group.steps.empty()) return std::nullopt;
        std::stable_sort(group.steps.begin(), group.steps.end(),
                         [](const Step& a, const Step& b) { return a.leaf < b.leaf; });
        return group;
    }

private:
    const PlacedOpening* peek()
    {
        if (at_ == batch_.size()) {
            if (!batch_.empty()) {
                const auto& last = batch_.back().opening;
                after_ = {last.object_id, last.unit, last.entry};
            }
            batch_ = openings_after(sql_, type_, after_);
            at_ = 0;
        }
        return batch_.empty() ? nullptr : &batch_[at_];
    }

    std::optional<Step> open(const PlacedOpening& placed) const
    {
        const auto unit = UnitId::parse(placed.opening.unit);
        if (!unit || placed.leaf < 0) return std::nullopt;
        auto opened = open_opening(key_, {*unit, placed.opening.entry}, placed.opening.sealed);
        if (!opened || opened->after.empty()) return std::nullopt;
        return Step{static_cast<std::uint64_t>(placed.leaf), std::move(opened->before),
                    std::move(opened->after)};
    }

    Connection& sql_;
    const crypto::SecretKey& key_;
    std::string_view type_;
    OpeningKey after_;
    std::vector<PlacedOpening> batch_;
    std::size_t at_ = 0;
};

void ObjectCheck::report(Breach breach, std::optional<std::uint64_t> leaf, const Object& object,
                         std::string what)
{
    findings_.add({breach, leaf, object.first, object.second, std::move(what)});
}

void ObjectCheck::leaf(std::uint64_t index, const Leaf& leaf,
                       std::span<const PlacedOpening> openings)
{
    index_ = index;
    std::size_t at = 0;
    for (std::size_t ordinal = 0; ordinal < leaf.entries.size(); ++ordinal) {
        const bool there = at < openings.size() &&
                           openings[at].opening.entry == static_cast<std::int64_t>(ordinal);
        entry(leaf, ordinal, there ? &openings[at] : nullptr);
        if (there) ++at;
        // A second one under the same number, which the primary key would have refused.
        while (at < openings.size() &&
               openings[at].opening.entry <= static_cast<std::int64_t>(ordinal)) {
            ++at;
            ++openings_;
            report(Breach::opening_extra, index_, {},
                   fmt::format("leaf {} has an opening too many", index_));
        }
    }
    openings_ += openings.size() - at;
    for (; at < openings.size(); ++at) {
        report(Breach::opening_extra, index_, {},
               fmt::format("leaf {} has an opening for an entry that it does not hold", index_));
    }
}

void ObjectCheck::unreadable_leaf(std::span<const PlacedOpening> openings)
{
    openings_ += openings.size();
}

void ObjectCheck::entry(const Leaf& leaf, std::size_t ordinal, const PlacedOpening* opening)
{
    const LeafEntry& entry = leaf.entries[ordinal];
    if (entry.kind != AuditEntry::Kind::event) tables_named_.insert(entry.object_type);
    if (entry.kind == AuditEntry::Kind::event && entry.action == openings_erased) {
        erased_at_[{entry.object_type, entry.object_id}] = index_;
    }
    if (opening == nullptr) {
        remember(entry).missing.push_back(index_);
        return;
    }
    ++openings_;
    check_opening(leaf, ordinal, opening->opening);
}

void ObjectCheck::check_opening(const Leaf& leaf, std::size_t ordinal, const StoredOpening& stored)
{
    const LeafEntry& entry = leaf.entries[ordinal];
    const Object object{entry.object_type, entry.object_id};
    if (!checks_.commitments) return;
    if (stored.object_type != entry.object_type || stored.object_id != entry.object_id) {
        report(Breach::opening_changed, index_, object,
               fmt::format("an opening of leaf {} names another object than the leaf", index_));
    }
    const auto opening =
        open_opening(key_, {leaf.unit, static_cast<std::int64_t>(ordinal)}, stored.sealed);
    if (!opening) {
        remember(entry);
        report(Breach::opening_changed, index_, object,
               fmt::format("an opening of leaf {} was not sealed by us for that place", index_));
        return;
    }
    if (const auto what = first_unopened(entry, *opening)) {
        report(Breach::opening_changed, index_, object,
               fmt::format("leaf {} committed to another \"{}\" than its opening holds", index_,
                           *what));
    }
}

ObjectCheck::Unopened& ObjectCheck::remember(const LeafEntry& entry)
{
    Unopened& unopened = unopened_[{entry.object_type, entry.object_id}];
    if (entry.kind != AuditEntry::Kind::event && !unopened.wrote_a_row) {
        unopened.wrote_a_row = index_;
    }
    return unopened;
}

void ObjectCheck::after_leaves(Connection& sql)
{
    for (auto& [object, unopened] : unopened_)
        settle_missing(object, unopened);
    for (const auto& [object, leaf] : erased_at_)
        check_outlived(sql, object, leaf);
    if (!checks_.openings || count_openings(sql) == static_cast<std::int64_t>(openings_)) return;
    for (const auto& opening : homeless_openings(sql)) {
        report(Breach::opening_extra, std::nullopt, {opening.object_type, opening.object_id},
               "an opening stands without a leaf");
    }
}

void ObjectCheck::settle_missing(const Object& object, Unopened& unopened)
{
    const auto erasure = erased_at_.find(object);
    for (const std::uint64_t leaf : unopened.missing) {
        if (erasure != erased_at_.end() && leaf <= erasure->second) {
            ++erased_;
        } else if (checks_.openings) {
            report(Breach::opening_missing, leaf, object,
                   fmt::format("an opening of leaf {} is missing, and nothing says it was erased",
                               leaf));
        }
    }
}

void ObjectCheck::check_outlived(Connection& sql, const Object& object, std::uint64_t erased_at)
{
    if (!checks_.openings) return;
    for (const auto& placed : openings_after(sql, object.first, {object.second, {}, -1})) {
        if (placed.opening.object_id != object.second) break;
        if (placed.leaf < 0 || static_cast<std::uint64_t>(placed.leaf) >= erased_at) continue;
        report(Breach::opening_extra, static_cast<std::uint64_t>(placed.leaf), object,
               fmt::format("an opening of leaf {} is there, although leaf {} says it was erased",
                           placed.leaf, erased_at));
    }
}

void ObjectCheck::table(Connection& sql, const Table& table)
{
    tables_checked_.emplace(table.name);
    audit_objects::Rows rows(sql, table);
    Groups groups(sql, key_, table.name);
    auto group = groups.next();
    std::optional<std::string> last_key;
    while (const auto* row = rows.next()) {
        const std::string key = audit_objects::Rows::key(*row);
        ++rows_;
        if (last_key == key) {
            report(Breach::row_repeated, std::nullopt, {std::string(table.name), key},
                   fmt::format("a key of {} stands in two rows", table.name));
            continue;
        }
        last_key = key;
        for (; group && group->id < key; group = groups.next())
            steps_without_row(table, *group);
        if (group && group->id == key) {
            check_group(table, *group, *row);
            group = groups.next();
        } else {
            row_without_steps(table, key);
        }
    }
    for (; group; group = groups.next())
        steps_without_row(table, *group);
    rows_never_met(table);
}

void ObjectCheck::check_group(const Table& table, const Group& group, std::span<const Value> row)
{
    const Object object{std::string(table.name), group.id};
    const auto unopened = unopened_.find(object);
    if (unopened != unopened_.end()) unopened->second.seen = true;
    if (checks_.history) {
        table.kind == TableKind::fact ? check_fact(table, group) : check_history(table, group);
    }
    if (!checks_.rows) return;
    const auto committed = parse_row(group.steps.back().after);
    const std::uint64_t leaf = group.steps.back().leaf;
    if (!committed || committed->table != table.name) {
        report(Breach::row_changed, leaf, object,
               fmt::format("leaf {} did not commit to a row of {}", leaf, table.name));
    } else if (const auto column = first_difference(*committed, table, row)) {
        report(Breach::row_changed, leaf, object,
               fmt::format("the column {} of a row of {} is not what leaf {} committed to", *column,
                           table.name, leaf));
    }
}

void ObjectCheck::check_fact(const Table& table, const Group& group)
{
    if (group.steps.size() == 1 && group.steps.front().before.empty()) return;
    report(Breach::row_repeated, group.steps.back().leaf, {std::string(table.name), group.id},
           fmt::format("a fact of {} was written more than once, last by leaf {}", table.name,
                       group.steps.back().leaf));
}

void ObjectCheck::check_history(const Table& table, const Group& group)
{
    const Object object{std::string(table.name), group.id};
    // Where openings were erased, the history has lawful holes.
    if (unopened_.contains(object)) return;
    const Bytes* left = nullptr;
    for (const Step& step : group.steps) {
        const bool follows = left == nullptr ? step.before.empty() : step.before == *left;
        if (!follows) {
            report(
                Breach::history_broken, step.leaf, object,
                fmt::format("leaf {} changed a row of {} that was not as the leaf before left it",
                            step.leaf, table.name));
            return;
        }
        left = &step.after;
    }
}

void ObjectCheck::row_without_steps(const Table& table, const std::string& id)
{
    const Object object{std::string(table.name), id};
    const auto unopened = unopened_.find(object);
    if (unopened != unopened_.end() && unopened->second.wrote_a_row) {
        unopened->second.seen = true;
        return;
    }
    if (!checks_.rows) return;
    report(Breach::row_extra, std::nullopt, object,
           fmt::format("a row of {} stands that no leaf tells of", table.name));
}

void ObjectCheck::steps_without_row(const Table& table, const Group& group)
{
    const Object object{std::string(table.name), group.id};
    const auto unopened = unopened_.find(object);
    if (unopened != unopened_.end()) unopened->second.seen = true;
    if (!checks_.rows) return;
    report(Breach::row_missing, group.steps.back().leaf, object,
           fmt::format("a row of {} that leaf {} committed to is missing", table.name,
                       group.steps.back().leaf));
}

void ObjectCheck::rows_never_met(const Table& table)
{
    if (!checks_.rows) return;
    const std::string name(table.name);
    for (auto at = unopened_.lower_bound({name, {}}); at != unopened_.end(); ++at) {
        const auto& [object, unopened] = *at;
        if (object.first != name) break;
        if (!unopened.wrote_a_row || unopened.seen) continue;
        report(
            Breach::row_missing, unopened.wrote_a_row, object,
            fmt::format("a row of {} that leaf {} wrote is missing", name, *unopened.wrote_a_row));
    }
}

void ObjectCheck::after_tables()
{
    for (const auto& name : tables_named_) {
        if (tables_checked_.contains(name)) continue;
        report(Breach::table_unknown, std::nullopt, {name, {}},
               fmt::format("leaves tell of rows of {}, which this program does not know as an "
                           "audited table",
                           name));
    }
}

} // namespace evenhand::storage
