#pragma once

#include "crypto/hash.hpp"
#include "crypto/merkle.hpp"
#include "crypto/mode.hpp"
#include "storage/audit_findings.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::storage {

/// Walks a log from its first leaf to its last and says what is wrong with the leaves themselves:
/// each must be readable, hash to what is stored beside it, stand where it says, name its
/// predecessor, and be no earlier. Needs the memory of two leaves. Knows no database.
///
/// When two neighbours disagree, one of them was changed: the later one, if its own successor
/// disagrees with it too, otherwise the earlier one. So a broken link is reported one leaf late.
class ChainCheck
{
public:
    /// From the first leaf.
    ChainCheck(crypto::Mode mode, const AuditChecks& checks, Findings& findings);
    /// From a point that is already vouched for: the tree up to it, and the last leaf in it.
    ChainCheck(crypto::Mode mode, Findings& findings, crypto::Frontier tree,
               const std::optional<StoredLeaf>& last);

    /// The next row of the table, in order of idx. Returns the leaf if its bytes are one.
    std::optional<Leaf> next(const StoredLeaf& row);

    /// After the last leaf: compares with the head, or with its absence.
    void finish(const std::optional<AuditHead>& head);

    /// How many leaves the log should hold up to here, which is one more than the last index.
    [[nodiscard]] std::uint64_t size() const { return next_index_; }
    /// The edge of the tree over what was read. After a gap it means nothing.
    [[nodiscard]] const crypto::Frontier& tree() const { return tree_; }
    /// The leaf that was last found at fault.
    [[nodiscard]] std::optional<std::uint64_t> last_fault() const { return last_fault_; }

private:
    /// What must be remembered of the leaf before the present one.
    struct Neighbour
    {
        std::uint64_t index = 0;
        crypto::Hash256 hash;        ///< as its bytes give it
        crypto::Hash256 stored_hash; ///< as the table gives it
        std::optional<Instant> at;
        bool at_fault = false;
        bool suspect = false; ///< it does not name its predecessor, and nothing explains that yet
    };

    void report(Breach breach, std::uint64_t leaf, std::string what);
    /// Whether a leaf may stand there at all.
    bool check_place(const StoredLeaf& row);
    std::optional<Leaf> read(const StoredLeaf& row, Neighbour& present);
    void check_leaf(const StoredLeaf& row, const Leaf& leaf);
    void check_link(const Leaf& leaf, Neighbour& present);
    void settle(bool successor_disagrees);
    [[nodiscard]] bool joins(const crypto::Hash256& named) const;

    crypto::Mode mode_;
    AuditChecks checks_;
    Findings& findings_;
    crypto::Frontier tree_;
    std::uint64_t next_index_ = 0;
    std::optional<std::uint64_t> last_fault_;
    bool fault_here_ = false; ///< found while reading the present leaf
    std::optional<Neighbour> last_;
};

} // namespace evenhand::storage
