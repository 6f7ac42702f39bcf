#include "people/staff/posting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::staff {
namespace posting {

std::string name_of_area(const std::string& id, const std::vector<WorkArea>& areas)
{
    const auto found = std::ranges::find(areas, id, &WorkArea::id);
    // The protocol in force may no longer list an area that somebody once worked in.
    return found == areas.end() ? id : found->name;
}

} // namespace posting

std::string text_of_areas(const std::vector<std::string>& areas)
{
    return fmt::format("{}", fmt::join(areas, " "));
}

std::vector<std::string> areas_in(std::string_view text)
{
    std::vector<std::string> areas;
    for (auto space = text.find(' '); space != std::string_view::npos; space = text.find(' ')) {
        areas.emplace_back(text.substr(0, space));
        text.remove_prefix(space + 1);
    }
    areas.emplace_back(text);
    return areas;
}

std::string words_of(const Posting& posting, const std::vector<WorkArea>& areas)
{
    std::string words;
    for (std::size_t i = 0; i < posting.areas.size(); ++i) {
        if (i > 0) words += i + 1 == posting.areas.size() ? " and " : ", ";
        words += posting::name_of_area(posting.areas[i], areas);
    }
    if (words.empty()) words = "The whole trial";
    return fmt::format("{}, {}% of full time", words, posting.share_percent);
}

std::optional<PostingRefusal> refuse_posting(const Account& account, std::string_view proposed_by,
                                             const Posting& wanted,
                                             const std::optional<Posting>& now,
                                             const std::optional<PostingProposal>& waiting)
{
    if (is_own(proposed_by, account.id)) return PostingRefusal::own_account;
    if (account.state == AccountState::ended) return PostingRefusal::account_ended;
    if (waiting && waiting->wanted == wanted) return PostingRefusal::already;
    if (!waiting && now == wanted) return PostingRefusal::already;
    return std::nullopt;
}

std::optional<ApprovalRefusal> refuse_posting_approval(const Account& account,
                                                       std::string_view approved_by,
                                                       const PostingProposal& waiting)
{
    if (is_own(approved_by, account.id)) return ApprovalRefusal::own_account;
    if (waiting.proposed_by == fmt::format("staff:{}", approved_by))
        return ApprovalRefusal::own_proposal;
    if (account.state == AccountState::ended) return ApprovalRefusal::no_longer_possible;
    return std::nullopt;
}

} // namespace evenhand::staff
