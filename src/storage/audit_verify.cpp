// The plan: one walk over the leaves, during which each checkpoint is met when the tree has its
// size and (for verify_all) each opening when its leaf is read; then one walk over each table
// beside the openings of its rows, both in order of key.
#include "storage/audit_verify.hpp"

#include "storage/audit_chain.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_evidence.hpp"
#include "storage/audit_objects.hpp"
#include "storage/audit_opening.hpp"
#include "storage/audit_store.hpp"
#include "storage/store_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace evenhand::storage {

namespace audit_verify {

/// Leaves whose openings are read together: an opening holds a whole row, a leaf does not.
constexpr std::int64_t openings_batch = 2'000;

class Walk
{
public:
    Walk(const AuditSubject& subject, AuditReport& report) : subject_(subject), report_(report) {}

    void run(Connection& sql, HeadStream& inside, HeadStream* outside, ObjectCheck* objects);

private:
    void batch(Connection& sql, std::span<const StoredLeaf> leaves, ObjectCheck* objects);
    void meet(HeadStream* stream);
    void compare(const HeadStream& stream, const crypto::TreeHead& head);
    void leftover(HeadStream* stream);
    void tell(std::uint64_t of) const;

    const AuditSubject& subject_;
    AuditReport& report_;
    ChainCheck* chain_ = nullptr;
    HeadStream* inside_ = nullptr;
    HeadStream* outside_ = nullptr;

    /// A checkpoint that the leaves do not add up to. Told only if no leaf below it turns out to be
    /// at fault: a broken link shows one leaf late.
    struct Contradiction
    {
        std::uint64_t from = 0;
        std::uint64_t size = 0;
        std::string_view place;
    };
    void explain();
    std::optional<Contradiction> contradiction_;
    bool told_ = false;
};

void Walk::explain()
{
    const auto fault = chain_->last_fault();
    if (!contradiction_ || !fault) return;
    if (*fault >= contradiction_->from && *fault < contradiction_->size) contradiction_.reset();
}

void Walk::tell(std::uint64_t of) const
{
    if (subject_.on_progress) subject_.on_progress({"audit leaves", report_.leaves, of});
}

void Walk::run(Connection& sql, HeadStream& inside, HeadStream* outside, ObjectCheck* objects)
{
    ChainCheck chain(subject_.keys.mode(), subject_.checks, report_.findings);
    chain_ = &chain;
    inside_ = &inside;
    outside_ = outside;
    const auto head = read_head(sql);
    const auto range = leaf_range(sql);
    const auto of = range ? static_cast<std::uint64_t>(range->last) + 1 : 0;
    auto from = range ? std::optional(range->first) : std::nullopt;
    while (from) {
        const auto leaves = leaves_from(sql, *from);
        for (std::size_t at = 0; at < leaves.size(); at += openings_batch) {
            const auto count = std::min<std::size_t>(openings_batch, leaves.size() - at);
            batch(sql, std::span(leaves).subspan(at, count), objects);
        }
        tell(of);
        if (leaves.empty() || leaves.back().idx == range->last) break;
        from = next_leaf(sql, leaves.back().idx + 1);
    }
    chain.finish(head);
    explain();
    if (contradiction_) {
        report_.findings.add(
            {Breach::checkpoint_contradicts,
             contradiction_->from,
             {},
             {},
             fmt::format("leaves {} to {} are not those that the checkpoint {} was signed for: one "
                         "of them was rewritten together with all after it",
                         contradiction_->from, contradiction_->size - 1, contradiction_->place)});
    }
    leftover(inside_);
    leftover(outside_);
    report_.checkpoints_inside = inside.count();
    report_.checkpoints_outside = outside != nullptr ? outside->count() : 0;
}

void Walk::batch(Connection& sql, std::span<const StoredLeaf> leaves, ObjectCheck* objects)
{
    std::vector<PlacedOpening> openings;
    if (objects != nullptr) {
        const auto first = leaves.front().idx;
        openings = openings_from(sql, first, leaves.back().idx - first + 1);
    }
    std::size_t at = 0;
    for (const auto& row : leaves) {
        const auto leaf = chain_->next(row);
        ++report_.leaves;
        explain();
        meet(inside_);
        meet(outside_);
        const std::size_t begin = at;
        while (at < openings.size() && openings[at].leaf == row.idx)
            ++at;
        if (objects == nullptr) continue;
        const auto own = std::span<const PlacedOpening>(openings).subspan(begin, at - begin);
        if (leaf) {
            objects->leaf(static_cast<std::uint64_t>(row.idx), *leaf, own);
        } else {
            objects->unreadable_leaf(own);
        }
    }
}

void Walk::meet(HeadStream* stream)
{
    if (stream == nullptr) return;
    while (stream->peek() && stream->peek()->size <= chain_->size()) {
        // A size inside a gap was never reached, and the gap is what is wrong.
        if (stream->peek()->size == chain_->size()) compare(*stream, *stream->peek());
        stream->take();
    }
}

void Walk::compare(const HeadStream& stream, const crypto::TreeHead& head)
{
    if (!subject_.checks.roots) return;
    if (chain_->tree().size() == head.size && chain_->tree().root() == head.root) {
        report_.vouched_size = std::max(report_.vouched_size, head.size);
        return;
    }
    // What follows from a fault already named, or from an earlier contradiction, is not told again.
    const auto fault = chain_->last_fault();
    if (told_ || (fault && *fault >= report_.vouched_size)) return;
    told_ = true;
    contradiction_ = {report_.vouched_size, head.size, stream.place()};
}

void Walk::leftover(HeadStream* stream)
{
    if (stream == nullptr || !stream->peek()) return;
    std::uint64_t most = 0;
    for (; stream->peek(); stream->take())
        most = std::max(most, stream->peek()->size);
    if (!subject_.checks.roots) return;
    report_.findings.add({Breach::leaf_missing,
                          chain_->size(),
                          {},
                          {},
                          fmt::format("a checkpoint {} was signed for {} leaves, but they end at "
                                      "{}: the log was cut",
                                      stream->place(), most, chain_->size())});
}

void verify_tables(Connection& sql, const AuditSubject& subject, ObjectCheck& objects,
                   std::span<const Table* const> tables)
{
    objects.after_leaves(sql);
    for (const Table* table : tables) {
        if (subject.on_progress) subject.on_progress({table->name, objects.rows(), 0});
        objects.table(sql, *table);
    }
    objects.after_tables();
}

AuditReport verify(const AuditSubject& subject, const std::span<const Table* const>* tables)
{
    AuditReport report;
    const auto verifier = checkpoint_verifier(subject.keys, subject.origin);
    const auto key = opening_key(subject.keys);
    // Before the transaction begins: see OutsideHeads.
    std::optional<CheckpointFileReader> file;
    if (subject.checkpoints_file) file.emplace(*subject.checkpoints_file);
    report.outside_compared = file && file->exists();

    subject.database.read([&](Connection& sql) {
        const HeadSource source{sql, verifier, subject.checks, report.findings};
        InsideHeads inside(source);
        std::optional<OutsideHeads> outside;
        if (file && !file->exists() && last_checkpoint(sql)) {
            report.findings.add({Breach::checkpoint_missing,
                                 std::nullopt,
                                 {},
                                 {},
                                 "the store has checkpoints, but the file outside is not there"});
        }
        if (file) outside.emplace(source, *std::move(file));
        ObjectCheck objects(key, subject.checks, report.findings);
        Walk(subject, report)
            .run(sql, inside, outside ? &*outside : nullptr,
                 tables != nullptr ? &objects : nullptr);
        if (tables == nullptr) return;
        verify_tables(sql, subject, objects, *tables);
        check_store(sql, report.findings);
        report.rows_verified = true;
        report.openings = objects.openings();
        report.erased = objects.erased();
        report.tables = tables->size();
        report.rows = objects.rows();
    });
    return report;
}

} // namespace audit_verify

AuditReport verify_audit(const AuditSubject& subject)
{
    return audit_verify::verify(subject, nullptr);
}

AuditReport verify_all(const AuditSubject& subject, std::span<const Table* const> tables)
{
    return audit_verify::verify(subject, &tables);
}

} // namespace evenhand::storage
