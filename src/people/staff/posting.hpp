#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/staff/account.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// In which areas of the trial an account works, and how much of full time. Whoever has a role that
// sees an area's cases sees those of their own areas only; without a posting, of none.

namespace evenhand::staff {

using PostingId = Id<struct PostingTag>;

/// An area of the protocol, as the pages of staff offer it.
struct WorkArea
{
    std::string id;
    std::string name;
};

struct Posting
{
    /// Ids of areas, in the protocol's order. A trial without areas is one area whose id is empty.
    std::vector<std::string> areas = {};
    std::int64_t share_percent = 100; ///< of full time: 80 for four days a week
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// As the table keeps the areas: "barnsley sheffield".
std::string text_of_areas(const std::vector<std::string>& areas);
std::vector<std::string> areas_in(std::string_view text);
/// "Barnsley and Sheffield, 80 % of full time".
std::string words_of(const Posting& posting, const std::vector<WorkArea>& areas);

/// A posting that somebody proposed and nobody has approved yet.
struct PostingProposal
{
    PostingId id;
    Posting wanted;
    Instant at;
    std::string proposed_by; ///< the fact's actor: "staff:4f0c…"
    std::string reason;
};

enum class PostingRefusal {
    own_account, ///< nobody widens what they see themselves
    account_ended,
    already, ///< it is so, or waits to be approved
};

/// Nothing: it may be proposed.
std::optional<PostingRefusal> refuse_posting(const Account& account, std::string_view proposed_by,
                                             const Posting& wanted,
                                             const std::optional<Posting>& now,
                                             const std::optional<PostingProposal>& waiting);
/// Nothing: the approver may approve it. Two people are needed, as for a role: an area gives its
/// holder the cases of everybody in it.
std::optional<ApprovalRefusal> refuse_posting_approval(const Account& account,
                                                       std::string_view approved_by,
                                                       const PostingProposal& waiting);

} // namespace evenhand::staff
