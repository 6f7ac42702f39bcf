#include "storage/audit_proof.hpp"

#include "core/check.hpp"
#include "crypto/checkpoint.hpp"
#include "crypto/merkle.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace evenhand::storage {

namespace audit_proof_text {

constexpr std::string_view header = "c2sp.org/tlog-proof@v1";
constexpr std::string_view index_label = "index ";

/// The end of a log: the complete subtrees up to a size, and every leaf hash after it. That is
/// enough for the path of any of those leaves, because a block to the left of the path that ends
/// at or before that size is itself one of the complete subtrees.
class TailHashes final : public crypto::HashReader
{
public:
    TailHashes(std::uint64_t size, const std::vector<crypto::Hash256>& peaks) : size_(size)
    {
        std::uint64_t begin = 0;
        auto peak = peaks.begin();
        for (auto level = static_cast<unsigned>(std::bit_width(size)); level-- > 0;) {
            const std::uint64_t width = std::uint64_t{1} << level;
            if ((size & width) == 0) continue;
            peaks_.emplace(std::pair(level, begin >> level), *peak++);
            begin += width;
        }
    }
    void append(const crypto::Hash256& leaf) { leaves_.push_back(leaf); }
    [[nodiscard]] std::uint64_t size() const { return size_ + leaves_.size(); }

    [[nodiscard]] crypto::Hash256 node(unsigned level, std::uint64_t index) const override
    {
        const auto peak = peaks_.find({level, index});
        if (peak != peaks_.end()) return peak->second;
        if (level == 0) {
            CHECK(index >= size_ && index < size());
            return leaves_[index - size_];
        }
        return crypto::node_hash(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
    }

private:
    std::uint64_t size_;
    std::map<std::pair<unsigned, std::uint64_t>, crypto::Hash256> peaks_;
    std::vector<crypto::Hash256> leaves_;
};

/// The complete subtrees that a frontier's text names, largest first.
std::vector<crypto::Hash256> peaks_of(const crypto::Frontier& tree)
{
    std::vector<crypto::Hash256> peaks;
    std::string text = tree.text();
    for (std::string_view rest = text; !rest.empty();) {
        const auto space = rest.find(' ');
        if (const auto hash = crypto::Hash256::parse(rest.substr(0, space))) peaks.push_back(*hash);
        rest = space == std::string_view::npos ? "" : rest.substr(space + 1);
    }
    return peaks;
}

/// The tree at the last checkpoint that does not cover the leaf; empty if there is none.
std::optional<crypto::Frontier> tree_before(Connection& sql, std::uint64_t index)
{
    const auto stored = checkpoint_at_most(sql, static_cast<std::int64_t>(index));
    if (!stored) return crypto::Frontier();
    return crypto::Frontier::parse(stored->frontier);
}

bool read_tail(Connection& sql, TailHashes& tail, std::uint64_t size)
{
    while (tail.size() < size) {
        const auto before = tail.size();
        const auto wanted = std::min(static_cast<std::int64_t>(size - before), audit_batch);
        for (const auto& row : leaves_from(sql, static_cast<std::int64_t>(before), wanted)) {
            const auto bytes = from_base64url(row.entry);
            const bool next = static_cast<std::uint64_t>(row.idx) == tail.size();
            if (!bytes || !next) break;
            tail.append(crypto::leaf_hash(*bytes));
        }
        if (tail.size() == before) return false;
    }
    return true;
}

/// Takes a line off the front; nothing if there is no whole one.
std::optional<std::string_view> line(std::string_view& text)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto taken = text.substr(0, end);
    text.remove_prefix(end + 1);
    return taken;
}

std::optional<std::uint64_t> index_in(std::string_view said)
{
    if (!said.starts_with(index_label)) return std::nullopt;
    said.remove_prefix(index_label.size());
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), index);
    const bool whole = error == std::errc() && end == said.data() + said.size();
    if (!whole || said != std::to_string(index)) return std::nullopt;
    return index;
}

} // namespace audit_proof_text

Result<std::string, ProofRefusal> audit_proof(Connection& sql, const crypto::NoteVerifier& log,
                                              std::uint64_t index)
{
    const auto head = read_head(sql);
    if (!head) return refuse(ProofRefusal::log_damaged);
    if (index >= static_cast<std::uint64_t>(head->size)) return refuse(ProofRefusal::no_such_leaf);
    const auto later = checkpoints_after(sql, static_cast<std::int64_t>(index));
    if (later.empty()) return refuse(ProofRefusal::not_signed_yet);
    const auto& note = later.front().note;
    const auto checkpoint = crypto::open_checkpoint(note, log);
    const auto tree = audit_proof_text::tree_before(sql, index);
    if (!checkpoint || checkpoint->head.size <= index || !tree || tree->size() > index) {
        return refuse(ProofRefusal::log_damaged);
    }
    audit_proof_text::TailHashes tail(tree->size(), audit_proof_text::peaks_of(*tree));
    if (!audit_proof_text::read_tail(sql, tail, checkpoint->head.size)) {
        return refuse(ProofRefusal::log_damaged);
    }
    const auto path = crypto::inclusion_proof(tail, index, checkpoint->head.size);
    if (!crypto::verify_inclusion(tail.node(0, index), index, checkpoint->head, path)) {
        return refuse(ProofRefusal::log_damaged);
    }
    std::string text =
        fmt::format("{}\n{}{}\n", audit_proof_text::header, audit_proof_text::index_label, index);
    for (const auto& hash : path)
        text += to_base64(hash.bytes()) + "\n";
    return text + "\n" + note;
}

bool proves(std::string_view proof, ByteView leaf, const crypto::NoteVerifier& log)
{
    if (audit_proof_text::line(proof) != audit_proof_text::header) return false;
    const auto said = audit_proof_text::line(proof);
    const auto index = said ? audit_proof_text::index_in(*said) : std::nullopt;
    if (!index) return false;
    crypto::Proof path;
    while (true) {
        const auto text = audit_proof_text::line(proof);
        if (!text) return false;
        if (text->empty()) break;
        const auto bytes = from_base64(*text);
        const auto hash = bytes ? crypto::Hash256::from_bytes(*bytes) : std::nullopt;
        if (!hash) return false;
        path.push_back(*hash);
    }
    const auto checkpoint = crypto::open_checkpoint(proof, log);
    return checkpoint &&
           crypto::verify_inclusion(crypto::leaf_hash(leaf), *index, checkpoint->head, path);
}

} // namespace evenhand::storage
