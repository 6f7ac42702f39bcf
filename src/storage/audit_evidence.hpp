#pragma once

// Where the signed heads come from while a log is walked: two streams in order of size, one from
// the store, one from the file outside. Neither is held in memory.

#include "crypto/merkle.hpp"
#include "crypto/signed_note.hpp"
#include "storage/audit_checkpoint_file.hpp"
#include "storage/audit_findings.hpp"
#include "storage/audit_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::storage {

/// Signed heads in ascending order of size. Those that cannot be believed are reported and left
/// out.
class HeadStream
{
public:
    virtual ~HeadStream() = default;
    /// The next head, without taking it.
    const std::optional<crypto::TreeHead>& peek();
    void take() { ready_ = false; }
    /// How many were read, believed or not.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// "in the store", "outside"
    [[nodiscard]] virtual std::string_view place() const = 0;

protected:
    virtual std::optional<crypto::TreeHead> next() = 0;
    std::uint64_t count_ = 0;

private:
    bool ready_ = false;
    std::optional<crypto::TreeHead> head_;
};

struct HeadSource
{
    Connection& sql;
    const crypto::NoteVerifier& verifier;
    const AuditChecks& checks;
    Findings& findings;
};

/// The table audit_checkpoint.
class InsideHeads final : public HeadStream
{
public:
    explicit InsideHeads(const HeadSource& source) : source_(source) {}
    [[nodiscard]] std::string_view place() const override { return "in the store"; }

protected:
    std::optional<crypto::TreeHead> next() override;

private:
    std::optional<crypto::TreeHead> believed(const StoredCheckpoint& stored);

    HeadSource source_;
    std::vector<StoredCheckpoint> batch_;
    std::size_t at_ = 0;
    std::int64_t last_size_ = -1;
};

/// The file outside. Each of its checkpoints but the last must also be in the store: the program
/// may have stopped between the two copies, but then puts it right when it starts.
class OutsideHeads final : public HeadStream
{
public:
    /// The reader is made before the transaction begins, so that it holds no checkpoint of leaves
    /// that the transaction does not see.
    OutsideHeads(const HeadSource& source, CheckpointFileReader reader)
        : source_(source), reader_(std::move(reader))
    {
    }
    [[nodiscard]] std::string_view place() const override { return "outside"; }
    [[nodiscard]] bool exists() const { return reader_.exists(); }

protected:
    std::optional<crypto::TreeHead> next() override;

private:
    std::optional<crypto::TreeHead> believed(const std::string& note);

    HeadSource source_;
    CheckpointFileReader reader_;
    std::uint64_t last_size_ = 0;
    std::optional<std::uint64_t> not_inside_; ///< the last one read, if the store lacks it
};

} // namespace evenhand::storage
