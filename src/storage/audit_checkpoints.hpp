#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "crypto/merkle.hpp"
#include "crypto/signed_note.hpp"
#include "storage/database.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace evenhand::storage {

struct CheckpointSettings
{
    std::string origin; ///< the log's name in its checkpoints, without spaces: "evenhand/TRIAL"
    std::filesystem::path file; ///< beside the keys; never in the database's folder or its backups
};

/// The key that checkpoints of this log are checked with. CHECKs that the origin may be a name.
crypto::NoteVerifier checkpoint_verifier(const crypto::Keys& keys, const std::string& origin);

/// Signs the head of the log (C2SP tlog-checkpoint), keeps it in the store, and adds it to a file
/// outside. It believes nothing it is told: before each signature it reads the new leaves back
/// from the database and recomputes hashes, chain and root from their bytes, because a log that
/// signs what it remembers can sign a flipped bit and never be able to prove itself again. It never
/// signs a size at or below its last. Safe from many threads; one for each process.
class Checkpointer
{
public:
    Checkpointer(Database& database, const crypto::Keys& keys, CheckpointSettings settings);

    /// What a server does before it accepts anything: compares the store with the last checkpoint
    /// outside, and checks the leaves since. Gives the sentence to stop with if the store is
    /// smaller than what was signed (an old backup restored), does not lead to the same root, or
    /// is dated more than five minutes after `now`. Where no file is outside yet, it begins one
    /// from the store's own last checkpoint. Leaves before the checkpoint are not read again here:
    /// that is `verify audit`, nightly and by hand. Throws StorageError, std::system_error.
    std::optional<std::string> reason_not_to_start(Instant now);

    /// Signs the head if it moved since the last checkpoint: called each 60 s and after each
    /// allocation. Gives nothing if it did not move, and a sentence if what stands in the
    /// store must not be signed. Only after reason_not_to_start. Throws StorageError,
    /// std::system_error.
    Result<std::optional<crypto::TreeHead>, std::string> sign();

private:
    struct Outside
    {
        std::optional<crypto::TreeHead> last;
        std::string last_note;
        bool exists = false;
    };
    /// What was added to the file since it was last read.
    Result<Outside, std::string> read_outside();
    std::optional<std::string> adopt(Connection& sql, const Outside& outside);
    std::optional<std::string> walk_new_leaves(Connection& sql);
    void keep(const std::string& note);

    Database& database_;
    crypto::Mode mode_;
    crypto::SigningKey key_;
    crypto::NoteVerifier verifier_;
    CheckpointSettings settings_;
    std::mutex mutex_;
    crypto::Frontier tree_;         ///< up to the last leaf that was read and found sound
    std::uint64_t signed_size_ = 0; ///< of the last checkpoint
    std::uint64_t whole_bytes_ = 0; ///< of the file outside
    Instant last_at_;               ///< of the last leaf read
    bool started_ = false;
};

} // namespace evenhand::storage
