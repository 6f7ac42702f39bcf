#pragma once

// The only SQL on the tables of the audit log. Everything is read by key range, at most
// audit_batch rows at a time, because both engines buffer whole results (design 8.12).

#include "core/time.hpp"
#include "crypto/hash.hpp"
#include "storage/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

constexpr std::int64_t audit_batch = 10'000;

/// The end of the log. The tree is not kept here: only checkpoints need it, and they recompute it
/// from the leaves, so that the lock is held for one hash and no more.
struct AuditHead
{
    std::int64_t size = 0;
    crypto::Hash256 last_hash; ///< zero while the log is empty
    Instant last_at;
};

/// A leaf as the table holds it; nothing in it is believed.
struct StoredLeaf
{
    std::int64_t idx = 0;
    std::string unit;
    std::string entry; ///< base64url of the canonical bytes
    std::string hash;  ///< hexadecimal RFC 6962 leaf hash
};

struct StoredOpening
{
    std::string unit;
    std::int64_t entry = 0;
    std::string object_type;
    std::string object_id;
    std::string sealed;
};

/// An opening beside the index of the leaf of its unit.
struct PlacedOpening
{
    std::int64_t leaf = 0;
    StoredOpening opening;
};

struct StoredCheckpoint
{
    std::int64_t size = 0;
    std::string frontier; ///< crypto::Frontier::text() at that size; its root is the signed one
    std::string note;     ///< the signed checkpoint
};

/// Locks the head until the end of the transaction and reads it. Throws StorageError, also when
/// what stands there is no head.
AuditHead lock_head(Connection& sql);
/// The head without a lock; nothing if the row is missing or holds no head.
std::optional<AuditHead> read_head(Connection& sql);
/// Inserts the leaf and moves the head past it. The head must be locked.
void append_leaf(Connection& sql, const StoredLeaf& leaf, Instant at);
void insert_opening(Connection& sql, const StoredOpening& opening);

/// The leaves with from <= idx < from + count, in order of idx.
std::vector<StoredLeaf> leaves_from(Connection& sql, std::int64_t from,
                                    std::int64_t count = audit_batch);
/// The lowest and the highest idx, whatever the head says; nothing if there are no leaves.
struct IndexRange
{
    std::int64_t first = 0;
    std::int64_t last = 0;
};
std::optional<IndexRange> leaf_range(Connection& sql);
/// The lowest idx that is at least `from`; nothing if there is none.
std::optional<std::int64_t> next_leaf(Connection& sql, std::int64_t from);
/// The openings of the leaves with from <= idx < from + count, in order of leaf and entry.
std::vector<PlacedOpening> openings_from(Connection& sql, std::int64_t from, std::int64_t count);

/// Where a walk over openings in order of object stands.
struct OpeningKey
{
    std::string object_id;
    std::string unit;
    std::int64_t entry = -1;
};
/// The next openings of one type of object, in order of object, unit and entry. The leaf is that
/// of the unit, or -1 if no leaf has it.
std::vector<PlacedOpening> openings_after(Connection& sql, std::string_view object_type,
                                          const OpeningKey& after);
/// How many openings stand in the table.
std::int64_t count_openings(Connection& sql);
/// Up to ten openings whose unit has no leaf.
std::vector<StoredOpening> homeless_openings(Connection& sql);
/// Deletes the openings of an object; returns how many there were.
std::int64_t delete_openings(Connection& sql, std::string_view object_type,
                             std::string_view object_id);

/// Checkpoints with a size above `size`, in order, at most 1,000.
std::vector<StoredCheckpoint> checkpoints_after(Connection& sql, std::int64_t size);
std::optional<StoredCheckpoint> checkpoint_of_size(Connection& sql, std::int64_t size);
/// The last checkpoint with at most that size.
std::optional<StoredCheckpoint> checkpoint_at_most(Connection& sql, std::int64_t size);
std::optional<StoredCheckpoint> last_checkpoint(Connection& sql);
/// Does nothing if there is one of that size: another process was first.
void insert_checkpoint(Connection& sql, const StoredCheckpoint& checkpoint);

} // namespace evenhand::storage
