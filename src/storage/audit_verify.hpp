#pragma once

#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_findings.hpp"
#include "storage/database.hpp"
#include "storage/table.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// Told now and then how far a stage is, for work of over a second.
struct Progress
{
    std::string_view stage; ///< "audit leaves", "rows of referral"
    std::uint64_t done = 0;
    std::uint64_t of = 0; ///< zero where it is not known
};
using OnProgress = std::function<void(const Progress&)>;

/// What is verified, and against what.
struct AuditSubject
{
    Database& database;
    const crypto::Keys& keys;
    std::string origin; ///< as in CheckpointSettings
    /// The checkpoints outside. Without them the store is only held against itself, and whoever can
    /// write to all of it can rewrite its end; the report says that they were not compared.
    std::optional<std::filesystem::path> checkpoints_file;
    OnProgress on_progress;
    AuditChecks checks = {};
};

struct AuditReport
{
    std::uint64_t leaves = 0;
    std::uint64_t checkpoints_inside = 0;
    std::uint64_t checkpoints_outside = 0;
    bool outside_compared = false;
    /// Every leaf below this index is vouched for by a signed checkpoint that agreed. What was
    /// rewritten from end to end after it can be told only by a later copy outside.
    std::uint64_t vouched_size = 0;

    bool rows_verified = false; ///< verify_all made this report; the rest is zero otherwise
    std::uint64_t openings = 0;
    std::uint64_t erased = 0; ///< commitments whose opening was erased, as a later leaf says
    std::uint64_t tables = 0;
    std::uint64_t rows = 0;

    Findings findings;

    [[nodiscard]] bool good() const { return findings.count() == 0; }
};

/// Walks the whole log: every leaf's form, hash, place, predecessor and time; the head; and every
/// signed checkpoint inside and outside, each of which must be the root of the leaves before it.
/// Reads by key range, so memory does not grow with the log. Throws StorageError, and
/// std::runtime_error if the file outside cannot be read.
AuditReport verify_audit(const AuditSubject& subject);

/// The same, and the rest of security.md 3.1 as far as the store holds it: every opening opens its
/// commitments; every row of every audited table is what the last leaf about it committed to; facts
/// have exactly one event, records an unbroken history; one effect for each idempotency key; the
/// engine's own checks. `tables` names all audited tables of the program.
AuditReport verify_all(const AuditSubject& subject, std::span<const Table* const> tables);

} // namespace evenhand::storage
