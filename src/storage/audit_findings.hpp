#pragma once

// What verification may find wrong with a store. Shared by the checks of the chain, of checkpoints
// and of rows.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

enum class Breach {
    // The chain of leaves.
    leaf_unreadable,  ///< its bytes are no leaf
    leaf_changed,     ///< its bytes, its stored hash and its neighbours' hashes do not agree
    leaf_missing,     ///< an index without a leaf, or fewer leaves than were counted or signed for
    leaf_misplaced,   ///< a leaf that stands under another index than it names, or twice
    chain_broken,     ///< the first leaf names one before it
    leaf_inserted,    ///< beyond where the head says the log ends
    time_turned_back, ///< earlier than the leaf before it
    wrong_mode,       ///< of another mode than the keys: demo leaves in a live store
    head_wrong,       ///< the head is missing, or does not name the last leaf
    // Checkpoints.
    checkpoint_unreadable,  ///< no checkpoint of this log, or not signed by its key
    checkpoint_contradicts, ///< well signed, but not what the leaves add up to
    checkpoint_misplaced,   ///< kept under another size, out of order, or with a wrong frontier
    checkpoint_missing,     ///< stands outside but not in the store, or the outside file is gone
    // Openings and rows.
    opening_missing, ///< not there, and no leaf says that its object was erased
    opening_changed, ///< does not open what the leaf committed to
    opening_extra,   ///< belongs to no leaf, or outlived the erasure of its object
    table_unknown,   ///< leaves speak of a table that this program does not know as audited
    row_missing,
    row_extra,      ///< no leaf tells of it
    row_changed,    ///< not what the last leaf about it committed to
    row_repeated,   ///< a fact with more than one event, or a key that stands twice
    history_broken, ///< an update that began from another row than the one before it left
    // The rest of the store.
    effect_repeated,  ///< two answers kept for one idempotency key
    engine_damaged,   ///< the engine's own check of its file or references failed
    invariant_broken, ///< rows that a room's own rules never let stand together
};

/// The name used in JSON: "leaf_changed".
std::string_view name_of(Breach breach);

struct Finding
{
    Breach breach{};
    std::optional<std::uint64_t> leaf; ///< the index it is about
    std::string table;                 ///< empty where it is about the log itself
    std::string id;                    ///< the row's key or the object's pseudonym
    std::string what;                  ///< one sentence
};

/// Collects what is wrong. All are counted and the first few kept, so that a store which is wrong
/// from end to end does not fill the memory.
class Findings
{
public:
    static constexpr std::size_t kept_most = 200;

    void add(Finding finding);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] const std::vector<Finding>& kept() const { return kept_; }
    /// The first bad leaf: the lowest that a finding about the log itself names. Where the log
    /// holds, the lowest that a row contradicts; such a leaf is good, and its row is not, and where
    /// leaves are missing it is only the last one that is left of that row.
    [[nodiscard]] std::optional<std::uint64_t> first_leaf() const
    {
        return first_in_log_ ? first_in_log_ : first_of_rows_;
    }

private:
    std::uint64_t count_ = 0;
    std::vector<Finding> kept_;
    std::optional<std::uint64_t> first_in_log_;
    std::optional<std::uint64_t> first_of_rows_;
};

/// Which checks are made. All are, in the program; the tests put one out of work and show that a
/// planted forgery then goes unnoticed, which proves that they can fail (security.md 3, rule e).
struct AuditChecks
{
    bool leaf_hash = true;
    bool leaf_index = true;
    bool chain = true;
    bool time = true;
    bool mode = true;
    bool head = true;
    bool signatures = true;
    bool roots = true;
    bool openings = true;
    bool commitments = true;
    bool rows = true;
    bool history = true;
};

} // namespace evenhand::storage
