#pragma once

// From the log to the rows and back: does every commitment open, and is every row of every audited
// table what the last leaf about it committed to?

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "storage/audit_findings.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_opening.hpp"
#include "storage/audit_store.hpp"
#include "storage/table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::storage {

/// Takes the leaves of a log in order, with their openings, and afterwards the tables. Remembers
/// only the objects that lack an opening or were erased.
class ObjectCheck
{
public:
    ObjectCheck(const crypto::SecretKey& key, const AuditChecks& checks, Findings& findings)
        : key_(key), checks_(checks), findings_(findings)
    {
    }

    /// The leaf that stands at an index, and all openings that stand beside it, in order of their
    /// entries. What the leaf itself calls its index is the chain's affair.
    void leaf(std::uint64_t index, const Leaf& leaf, std::span<const PlacedOpening> openings);
    /// A leaf that could not be read: its openings cannot be held against anything.
    void unreadable_leaf(std::span<const PlacedOpening> openings);
    /// After the last leaf: settles which missing openings were erased, and looks for openings that
    /// no leaf has and for such as outlived their erasure.
    void after_leaves(Connection& sql);

    /// Holds every row of a table against the log. After after_leaves.
    void table(Connection& sql, const Table& table);
    /// After the last table: speaks of the tables that leaves name and nobody registered.
    void after_tables();

    [[nodiscard]] std::uint64_t openings() const { return openings_; }
    [[nodiscard]] std::uint64_t erased() const { return erased_; }
    [[nodiscard]] std::uint64_t rows() const { return rows_; }

private:
    using Object = std::pair<std::string, std::string>; ///< type and id
    /// What is remembered of an object with an opening that is missing or cannot be opened.
    struct Unopened
    {
        std::vector<std::uint64_t> missing;       ///< the leaves whose opening is not there
        std::optional<std::uint64_t> wrote_a_row; ///< the first of the leaves that did
        bool seen = false;                        ///< its row was met
    };
    /// What the remaining openings say of one object, in order of time.
    struct Step
    {
        std::uint64_t leaf = 0;
        Bytes before;
        Bytes after;
    };
    struct Group
    {
        std::string id;
        std::vector<Step> steps;
    };
    class Groups;

    void report(Breach breach, std::optional<std::uint64_t> leaf, const Object& object,
                std::string what);
    void entry(const Leaf& leaf, std::size_t ordinal, const PlacedOpening* opening);
    void check_opening(const Leaf& leaf, std::size_t ordinal, const StoredOpening& opening);
    Unopened& remember(const LeafEntry& entry);
    void settle_missing(const Object& object, Unopened& unopened);
    void check_outlived(Connection& sql, const Object& object, std::uint64_t erased_at);
    void check_group(const Table& table, const Group& group, std::span<const Value> row);
    void check_fact(const Table& table, const Group& group);
    void check_history(const Table& table, const Group& group);
    void row_without_steps(const Table& table, const std::string& id);
    void steps_without_row(const Table& table, const Group& group);
    void rows_never_met(const Table& table);

    const crypto::SecretKey& key_;
    const AuditChecks& checks_;
    Findings& findings_;
    std::uint64_t index_ = 0; ///< of the present leaf
    std::map<Object, Unopened> unopened_;
    std::map<Object, std::uint64_t> erased_at_; ///< the last leaf that says so
    std::set<std::string> tables_named_;        ///< by leaves that wrote rows
    std::set<std::string, std::less<>> tables_checked_;
    std::uint64_t openings_ = 0;
    std::uint64_t erased_ = 0;
    std::uint64_t rows_ = 0;
};

} // namespace evenhand::storage
