#include "storage/audit_chain.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::storage {

namespace audit_chain {

std::string_view reason(LeafFault fault)
{
    switch (fault) {
    case LeafFault::unknown_version:
        return "its version is unknown";
    case LeafFault::cut_short:
        return "it is cut short";
    case LeafFault::not_strict:
        return "it is not in the one form that we write";
    }
    CHECK(false);
}

std::string missing(std::uint64_t first, std::uint64_t last)
{
    return first == last ? fmt::format("leaf {} is missing", first)
                         : fmt::format("leaves {} to {} are missing", first, last);
}

} // namespace audit_chain

ChainCheck::ChainCheck(crypto::Mode mode, const AuditChecks& checks, Findings& findings)
    : mode_(mode), checks_(checks), findings_(findings)
{
}

ChainCheck::ChainCheck(crypto::Mode mode, Findings& findings, crypto::Frontier tree,
                       const std::optional<StoredLeaf>& last)
    : mode_(mode), findings_(findings), tree_(std::move(tree)), next_index_(tree_.size())
{
    if (next_index_ == 0) return;
    if (!last || static_cast<std::uint64_t>(last->idx) + 1 != next_index_) {
        report(Breach::leaf_missing, next_index_ - 1,
               audit_chain::missing(next_index_ - 1, next_index_ - 1));
        return;
    }
    Neighbour known;
    known.index = next_index_ - 1;
    const auto leaf = read(*last, known);
    if (leaf) known.at = leaf->at;
    known.at_fault = !leaf;
    last_ = known;
}

void ChainCheck::report(Breach breach, std::uint64_t leaf, std::string what)
{
    last_fault_ = leaf;
    fault_here_ = true;
    findings_.add({breach, leaf, {}, {}, std::move(what)});
}

std::optional<Leaf> ChainCheck::next(const StoredLeaf& row)
{
    fault_here_ = false;
    if (!check_place(row)) return std::nullopt;
    Neighbour present;
    present.index = next_index_ - 1;
    const auto leaf = read(row, present);
    if (leaf) {
        check_leaf(row, *leaf);
        if (checks_.chain) check_link(*leaf, present);
        // A leaf that does not follow the one before is judged by that alone: whichever of the two
        // was changed may have brought the wrong time with it.
        const bool ordered = !last_ || !last_->at || *last_->at <= leaf->at;
        if (checks_.time && !present.suspect && !ordered) {
            report(Breach::time_turned_back, present.index,
                   fmt::format("leaf {} is dated earlier than the leaf before it", present.index));
        }
        present.at = leaf->at;
    } else {
        settle(/*successor_disagrees=*/false);
    }
    tree_.append(present.hash);
    present.at_fault = fault_here_;
    last_ = present;
    return leaf;
}

bool ChainCheck::check_place(const StoredLeaf& row)
{
    const auto idx = static_cast<std::uint64_t>(row.idx);
    if (row.idx < 0 || idx < next_index_) {
        // Passed over, so that the true leaves are still held against each other.
        report(Breach::leaf_misplaced, row.idx < 0 ? 0 : idx,
               fmt::format("a second leaf stands at index {}, or one where none can", row.idx));
        return false;
    }
    if (idx > next_index_) {
        if (checks_.leaf_index) {
            report(Breach::leaf_missing, next_index_, audit_chain::missing(next_index_, idx - 1));
        }
        settle(/*successor_disagrees=*/false);
        last_.reset(); // nothing is known of this leaf's neighbour
    }
    next_index_ = idx + 1;
    return true;
}

std::optional<Leaf> ChainCheck::read(const StoredLeaf& row, Neighbour& present)
{
    const auto stored = crypto::Hash256::parse(row.hash);
    const auto bytes = from_base64url(row.entry);
    present.stored_hash = stored.value_or(crypto::Hash256{});
    present.hash = bytes ? crypto::leaf_hash(*bytes) : present.stored_hash;
    if (!bytes) {
        report(Breach::leaf_unreadable, present.index,
               fmt::format("leaf {} cannot be read: it is not base64url", present.index));
        return std::nullopt;
    }
    const bool agrees = stored && *stored == present.hash;
    if (checks_.leaf_hash && !agrees) {
        report(Breach::leaf_changed, present.index,
               fmt::format("leaf {} does not hash to what is stored beside it", present.index));
    }
    auto leaf = parse_leaf(*bytes);
    if (!leaf) {
        report(Breach::leaf_unreadable, present.index,
               fmt::format("leaf {} cannot be read: {}", present.index,
                           audit_chain::reason(leaf.error())));
        return std::nullopt;
    }
    return *std::move(leaf);
}

void ChainCheck::check_leaf(const StoredLeaf& row, const Leaf& leaf)
{
    const std::uint64_t index = next_index_ - 1;
    if (checks_.leaf_index && leaf.index != index) {
        report(Breach::leaf_misplaced, index,
               fmt::format("what stands as leaf {} calls itself leaf {}", index, leaf.index));
    }
    if (checks_.leaf_hash && leaf.unit.text() != row.unit) {
        report(Breach::leaf_changed, index,
               fmt::format("leaf {} stands beside the name of another unit of work", index));
    }
    if (checks_.mode && leaf.mode != mode_) {
        report(Breach::wrong_mode, index,
               fmt::format("leaf {} is of a {} installation, and the keys are of a {} one", index,
                           name_of(leaf.mode), name_of(mode_)));
    }
}

bool ChainCheck::joins(const crypto::Hash256& named) const
{
    // Where the stored hash is the true one and the bytes were changed, that was reported already.
    return named == last_->hash || named == last_->stored_hash;
}

void ChainCheck::check_link(const Leaf& leaf, Neighbour& present)
{
    if (last_) {
        const bool broken = !joins(leaf.previous);
        settle(broken);
        present.suspect = broken && !last_->at_fault && !fault_here_;
        return;
    }
    if (present.index == 0 && leaf.previous != crypto::Hash256{}) {
        report(Breach::chain_broken, 0, "leaf 0 names a leaf before it");
    }
}

void ChainCheck::settle(bool successor_disagrees)
{
    if (!last_ || !last_->suspect) return;
    last_->suspect = false;
    const bool here_before = fault_here_;
    if (successor_disagrees) {
        report(Breach::leaf_changed, last_->index,
               fmt::format("leaf {} agrees with neither of its neighbours", last_->index));
        last_->at_fault = true;
    } else {
        report(Breach::leaf_changed, last_->index - 1,
               fmt::format("leaf {} is not the one that leaf {} follows", last_->index - 1,
                           last_->index));
    }
    fault_here_ = here_before;
}

void ChainCheck::finish(const std::optional<AuditHead>& head)
{
    settle(head && last_ && !joins(head->last_hash));
    if (!checks_.head) return;
    if (!head) {
        findings_.add({Breach::head_wrong, std::nullopt, {}, {}, "the head of the log is missing"});
        return;
    }
    const auto size = static_cast<std::uint64_t>(head->size);
    if (size > next_index_) {
        report(Breach::leaf_missing, next_index_, audit_chain::missing(next_index_, size - 1));
    } else if (size < next_index_) {
        report(Breach::leaf_inserted, size,
               fmt::format("the head counts {} leaves, but leaf {} stands after them", size, size));
    } else if (last_ && !last_->at_fault &&
               (!joins(head->last_hash) || head->last_at != last_->at)) {
        report(Breach::head_wrong, last_->index,
               fmt::format("leaf {} is not the last leaf that the head names", last_->index));
    }
}

} // namespace evenhand::storage
