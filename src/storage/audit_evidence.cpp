#include "storage/audit_evidence.hpp"

#include "crypto/checkpoint.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::storage {

namespace audit_evidence {

void report(const HeadSource& source, Breach breach, std::string what)
{
    source.findings.add({breach, std::nullopt, {}, {}, std::move(what)});
}

/// The head a note speaks of: believed only if the log signed it. With the check of signatures out
/// of work (in tests of the tests) any note that can be read is taken.
std::optional<crypto::TreeHead> head_of(const HeadSource& source, const std::string& note)
{
    if (source.checks.signatures) {
        const auto checkpoint = crypto::open_checkpoint(note, source.verifier);
        if (!checkpoint) return std::nullopt;
        return checkpoint->head;
    }
    const auto parsed = crypto::parse_note(note);
    if (!parsed) return std::nullopt;
    const auto checkpoint = crypto::parse_checkpoint_text(parsed->text);
    if (!checkpoint) return std::nullopt;
    return checkpoint->head;
}

} // namespace audit_evidence

const std::optional<crypto::TreeHead>& HeadStream::peek()
{
    if (!ready_) head_ = next();
    ready_ = true;
    return head_;
}

std::optional<crypto::TreeHead> InsideHeads::next()
{
    while (true) {
        if (at_ == batch_.size()) {
            batch_ = checkpoints_after(source_.sql, last_size_);
            at_ = 0;
            if (batch_.empty()) return std::nullopt;
        }
        const auto& stored = batch_[at_++];
        last_size_ = stored.size;
        ++count_;
        if (auto head = believed(stored)) return head;
    }
}

std::optional<crypto::TreeHead> InsideHeads::believed(const StoredCheckpoint& stored)
{
    const auto head = audit_evidence::head_of(source_, stored.note);
    if (!head) {
        audit_evidence::report(
            source_, Breach::checkpoint_unreadable,
            fmt::format("the checkpoint kept under size {} is not one that this log signed",
                        stored.size));
        return std::nullopt;
    }
    if (static_cast<std::int64_t>(head->size) != stored.size) {
        audit_evidence::report(source_, Breach::checkpoint_misplaced,
                               fmt::format("the checkpoint kept under size {} was signed for {}",
                                           stored.size, head->size));
        return std::nullopt;
    }
    const auto tree = crypto::Frontier::parse(stored.frontier);
    if (!tree || tree->size() != head->size || tree->root() != head->root) {
        audit_evidence::report(
            source_, Breach::checkpoint_misplaced,
            fmt::format("the edge of the tree kept beside checkpoint {} is not the one signed for",
                        stored.size));
    }
    return head;
}

std::optional<crypto::TreeHead> OutsideHeads::next()
{
    while (auto note = reader_.next()) {
        ++count_;
        if (auto head = believed(*note)) return head;
    }
    return std::nullopt;
}

std::optional<crypto::TreeHead> OutsideHeads::believed(const std::string& note)
{
    if (not_inside_) {
        audit_evidence::report(
            source_, Breach::checkpoint_missing,
            fmt::format("a checkpoint signed for {} leaves is outside but no longer in the store",
                        *not_inside_));
        not_inside_.reset();
    }
    const auto head = audit_evidence::head_of(source_, note);
    if (!head) {
        audit_evidence::report(
            source_, Breach::checkpoint_unreadable,
            fmt::format("checkpoint {} of the file outside is not one that this log signed",
                        count_));
        return std::nullopt;
    }
    if (head->size <= last_size_) {
        audit_evidence::report(source_, Breach::checkpoint_misplaced,
                               fmt::format("the file outside goes back from size {} to size {}",
                                           last_size_, head->size));
        return std::nullopt;
    }
    last_size_ = head->size;
    if (!checkpoint_of_size(source_.sql, static_cast<std::int64_t>(head->size))) {
        not_inside_ = head->size;
    }
    return head;
}

} // namespace evenhand::storage
