#include "storage/audit_checkpoints.hpp"

#include "core/check.hpp"
#include "crypto/checkpoint.hpp"
#include "storage/audit_chain.hpp"
#include "storage/audit_checkpoint_file.hpp"
#include "storage/audit_findings.hpp"
#include "storage/audit_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::storage {

namespace audit_checkpoints {

constexpr auto clock_slack = std::chrono::minutes(5);

std::optional<StoredLeaf> leaf_before(Connection& sql, std::uint64_t size)
{
    if (size == 0) return std::nullopt;
    const auto index = static_cast<std::int64_t>(size) - 1;
    auto leaves = leaves_from(sql, index, 1);
    if (leaves.empty() || leaves.front().idx != index) return std::nullopt;
    return std::move(leaves.front());
}

/// The tree of the first `size` leaves: from the frontier kept beside the store's own checkpoint,
/// which proves itself by adding up to the signed root, or else from the leaves.
std::optional<crypto::Frontier> tree_of(Connection& sql, const crypto::TreeHead& head)
{
    const auto stored = checkpoint_of_size(sql, static_cast<std::int64_t>(head.size));
    if (stored) {
        auto tree = crypto::Frontier::parse(stored->frontier);
        if (tree && tree->size() == head.size && tree->root() == head.root) return tree;
    }
    crypto::Frontier tree;
    while (tree.size() < head.size) {
        const auto before = tree.size();
        for (const auto& leaf : leaves_from(sql, static_cast<std::int64_t>(before))) {
            const auto bytes = from_base64url(leaf.entry);
            if (!bytes || tree.size() == head.size) break;
            tree.append(crypto::leaf_hash(*bytes));
        }
        if (tree.size() == before) return std::nullopt;
    }
    if (tree.root() != head.root) return std::nullopt;
    return tree;
}

std::string sentence(const Findings& findings)
{
    return fmt::format("The audit log is damaged: {}.", findings.kept().front().what);
}

} // namespace audit_checkpoints

crypto::NoteVerifier checkpoint_verifier(const crypto::Keys& keys, const std::string& origin)
{
    auto verifier = crypto::NoteVerifier::make(origin, keys.audit_signing_key().public_key());
    CHECK(verifier.has_value());
    return *std::move(verifier);
}

Checkpointer::Checkpointer(Database& database, const crypto::Keys& keys,
                           CheckpointSettings settings)
    : database_(database), mode_(keys.mode()), key_(keys.audit_signing_key()),
      verifier_(checkpoint_verifier(keys, settings.origin)), settings_(std::move(settings))
{
}

Result<Checkpointer::Outside, std::string> Checkpointer::read_outside()
{
    CheckpointFileReader reader(settings_.file, whole_bytes_);
    Outside outside;
    outside.exists = reader.exists();
    while (auto note = reader.next())
        outside.last_note = *std::move(note);
    whole_bytes_ = reader.whole_bytes();
    if (outside.last_note.empty()) return outside;
    const auto checkpoint = crypto::open_checkpoint(outside.last_note, verifier_);
    if (!checkpoint) {
        return refuse(fmt::format("The last checkpoint in {} is not one that this log signed.",
                                  settings_.file.string()));
    }
    outside.last = checkpoint->head;
    return outside;
}

std::optional<std::string> Checkpointer::reason_not_to_start(Instant now)
{
    const std::scoped_lock held(mutex_);
    whole_bytes_ = 0;
    auto outside = read_outside();
    if (!outside) return outside.error();

    std::optional<std::string> reason;
    bool outside_is_inside = true;
    std::optional<StoredCheckpoint> inside;
    database_.read([&](Connection& sql) {
        inside = last_checkpoint(sql);
        if (!outside->last && inside) {
            // A new machine of several, or a file that was lost: begin from what the store vouches
            // for. The checkpoints that lie elsewhere still tell if it lies.
            const auto own = crypto::open_checkpoint(inside->note, verifier_);
            if (own) outside->last = own->head;
            if (own) outside->last_note = inside->note;
        }
        if (outside->last) {
            outside_is_inside =
                checkpoint_of_size(sql, static_cast<std::int64_t>(outside->last->size)).has_value();
        }
        reason = adopt(sql, *outside);
        if (!reason) reason = walk_new_leaves(sql);
    });
    if (reason) return reason;
    if (last_at_ > now + audit_checkpoints::clock_slack) {
        return fmt::format("The clock says {}, but the last entry of the audit log is dated {}.",
                           now.iso(), last_at_.iso());
    }
    if (!outside->exists && outside->last) {
        whole_bytes_ = CheckpointFileWriter(settings_.file).append(outside->last_note, 0);
    }
    // The program stopped between the two copies: the outside one is written first.
    if (!outside_is_inside) keep(outside->last_note);
    started_ = true;
    return std::nullopt;
}

std::optional<std::string> Checkpointer::adopt(Connection& sql, const Outside& outside)
{
    tree_ = crypto::Frontier();
    signed_size_ = 0;
    if (!outside.last) return std::nullopt;
    const auto head = read_head(sql);
    const auto stored = head ? static_cast<std::uint64_t>(head->size) : 0;
    if (stored < outside.last->size) {
        return fmt::format("The store holds {} audit leaves, but a checkpoint was signed for {}: "
                           "this is an older copy of the store, or its log was cut.",
                           stored, outside.last->size);
    }
    auto tree = audit_checkpoints::tree_of(sql, *outside.last);
    if (!tree) {
        return fmt::format("The first {} audit leaves do not add up to the checkpoint that was "
                           "signed for them: run `evenhand verify audit`.",
                           outside.last->size);
    }
    tree_ = *std::move(tree);
    signed_size_ = tree_.size();
    return std::nullopt;
}

std::optional<std::string> Checkpointer::walk_new_leaves(Connection& sql)
{
    const auto head = read_head(sql);
    if (!head) return "The head of the audit log is missing.";
    const auto size = static_cast<std::uint64_t>(head->size);
    if (size < tree_.size()) {
        return fmt::format("The store holds {} audit leaves, but there were {} before.", size,
                           tree_.size());
    }
    Findings findings;
    ChainCheck chain(mode_, findings, tree_, audit_checkpoints::leaf_before(sql, tree_.size()));
    while (findings.count() == 0 && chain.size() < size) {
        const auto before = chain.size();
        for (const auto& leaf : leaves_from(sql, static_cast<std::int64_t>(before))) {
            // On PostgreSQL others go on appending; what they add is for the next time.
            if (static_cast<std::uint64_t>(leaf.idx) >= size) break;
            chain.next(leaf);
        }
        if (chain.size() == before) break;
    }
    chain.finish(head);
    if (findings.count() > 0) return audit_checkpoints::sentence(findings);
    tree_ = chain.tree();
    last_at_ = head->last_at;
    return std::nullopt;
}

Result<std::optional<crypto::TreeHead>, std::string> Checkpointer::sign()
{
    const std::scoped_lock held(mutex_);
    CHECK(started_);
    std::optional<std::string> reason;
    // A rehearsal commits in batches; what is signed must be durable.
    database_.flush();
    database_.read([&](Connection& sql) { reason = walk_new_leaves(sql); });
    if (reason) return refuse(*std::move(reason));
    if (tree_.size() <= signed_size_) return std::nullopt;

    CheckpointFileWriter file(settings_.file);
    // Another server on this machine may have signed meanwhile.
    const auto outside = read_outside();
    if (!outside) return refuse(outside.error());
    if (outside->last) signed_size_ = std::max(signed_size_, outside->last->size);
    if (tree_.size() <= signed_size_) return std::nullopt;

    const crypto::TreeHead head{tree_.size(), tree_.root()};
    const auto note = crypto::sign_checkpoint({settings_.origin, head}, verifier_, key_);
    // Outside first: if the program stops in between, the next start puts the other copy right.
    whole_bytes_ = file.append(note, whole_bytes_);
    signed_size_ = head.size;
    keep(note);
    return head;
}

void Checkpointer::keep(const std::string& note)
{
    // The frontier is that of the note's size: both callers come here with the tree at it.
    const auto checkpoint = crypto::open_checkpoint(note, verifier_);
    CHECK(checkpoint.has_value());
    database_.write([&](Connection& sql) {
        auto tree = tree_.size() == checkpoint->head.size
                        ? tree_
                        : audit_checkpoints::tree_of(sql, checkpoint->head);
        CHECK(tree.has_value());
        insert_checkpoint(sql,
                          {static_cast<std::int64_t>(checkpoint->head.size), tree->text(), note});
        return Database::Ending::commit;
    });
}

} // namespace evenhand::storage
