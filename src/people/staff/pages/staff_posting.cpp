#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_posting {

constexpr std::array messages{
    html::FieldMessage{"area", "missing", "Choose at least one area"},
    html::FieldMessage{"area", "own_account", "You cannot propose where you work yourself"},
    html::FieldMessage{"area", "account_ended", "This account has ended"},
    html::FieldMessage{"area", "already", "It is so already, or it waits to be approved"},
    html::FieldMessage{"share", "missing", "Enter how much of full time they work"},
    html::FieldMessage{"share", "not_a_share",
                       "The share of full time must be a whole number from 1 to 100"},
    reason_missing,
    reason_too_long,
    reason_not_text,
};

std::string_view code_of(PostingRefusal refusal)
{
    switch (refusal) {
    case PostingRefusal::own_account:
        return "own_account";
    case PostingRefusal::account_ended:
        return "account_ended";
    case PostingRefusal::already:
        return "already";
    }
    CHECK(false);
}

/// In the order of the protocol, so that the same choice is the same posting.
std::vector<std::string> areas_chosen(const std::vector<WorkArea>& areas,
                                      const http::FormData& form)
{
    if (areas.empty()) return {""};
    const auto ticked = form.values("area");
    std::vector<std::string> chosen;
    for (const WorkArea& area : areas)
        if (std::ranges::find(ticked, area.id) != ticked.end()) chosen.push_back(area.id);
    return chosen;
}

Result<std::int64_t, std::string_view> share_of(std::string_view typed)
{
    if (typed.empty()) return refuse(std::string_view("missing"));
    std::int64_t share = 0;
    const char* const end = typed.data() + typed.size();
    const auto [read, fault] = std::from_chars(typed.data(), end, share);
    if (fault != std::errc() || read != end || share < 1 || share > 100)
        return refuse(std::string_view("not_a_share"));
    return share;
}

struct Wanted
{
    Posting posting;
    std::string reason;
};

Result<Wanted, std::vector<html::FieldError>> parse(const std::vector<WorkArea>& areas,
                                                    const http::FormData& form)
{
    std::vector<html::FieldError> errors;
    auto chosen = areas_chosen(areas, form);
    if (chosen.empty()) errors.push_back({"area", "missing"});
    const auto share = share_of(form.value("share"));
    if (!share) errors.push_back({"share", std::string(share.error())});
    const auto reason = parse_reason(form.value("reason"));
    if (!reason) errors.push_back({"reason", std::string(reason.error())});
    if (!errors.empty()) return refuse(std::move(errors));
    return Wanted{.posting = {.areas = std::move(chosen), .share_percent = *share},
                  .reason = *reason};
}

html::Html area_boxes(const std::vector<WorkArea>& areas, const http::FormData& typed,
                      const html::FieldErrors& errors)
{
    if (areas.empty()) return {};
    std::vector<html::ChoiceItem> items;
    for (const WorkArea& area : areas)
        items.push_back({.value = area.id, .text = area.name});
    std::vector<std::string> ticked;
    for (const auto& value : typed.values("area"))
        ticked.emplace_back(value);
    return html::checkboxes(
        {.name = "area",
         .fieldset =
             html::Fieldset{.legend = {.text = "Areas", .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = "Employment specialists get cases of these areas, and team leads see "
                          "theirs. Choose all that they work in"},
         .error = errors.on("area"),
         .items = std::move(items),
         .values = std::move(ticked),
         .classes = "govuk-checkboxes--small"});
}

html::Page view(const StaffServices& services, const Account& who, const http::FormData& typed,
                const std::vector<html::FieldError>& found, const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const auto inputs = html::fragment(
        area_boxes(services.settings.areas, typed, errors),
        html::input({.name = "share",
                     .label = {.text = "How much of full time do they work, in per cent?"},
                     .hint = {.text = "100 for full time, 80 for four days a week"},
                     .error = errors.on("share"),
                     .value = std::string(typed.value("share")),
                     .inputmode = "numeric",
                     .classes = "govuk-input--width-3"}),
        html::input(reason_input(errors, typed.value("reason"))),
        html::button({.text = "Propose this"}));
    const auto title = "Propose where " + who.name + " works";
    return {.title = title,
            .body = html::fragment(
                errors.summary(), heading(title),
                paragraph("A second person has to approve it. It then takes the place of where "
                          "they work now."),
                html::form(posting_to(member_path(who.id, "/postings/new"), tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = member_path(who.id)};
}

http::Response show(const StaffServices& services, const http::Request& request,
                    const http::Viewer& viewer, const Account& who,
                    std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_staff_page(
        services, status, request, viewer,
        [&services, who, typed = request.form, errors = std::move(errors),
         tokens = request.tokens] { return view(services, who, typed, errors, tokens); });
}

html::Page decision_page(const Account& who, const PostingProposal& waiting,
                         const std::string& words, const http::FormTokens& tokens)
{
    const auto title = "Where " + who.name + " works";
    const auto path = member_path(who.id, "/postings/" + waiting.id.text());
    return {
        .title = title,
        .body = html::fragment(
            heading(title),
            paragraph(html::fragment(html::element("strong", {}, words), ", proposed on ",
                                     moment(waiting.at), ". Reason: ", waiting.reason)),
            paragraph("Whoever proposed it cannot approve it."),
            html::form(posting_to(path + "/approve", tokens), html::button({.text = "Approve"})),
            html::form(posting_to(path + "/decline", tokens),
                       html::button({.text = "Decline", .classes = "govuk-button--secondary"}))),
        .back_href = member_path(who.id)};
}

http::Response refused(const StaffServices& services, const http::Request& request,
                       const http::Viewer& viewer, const Account& who, ApprovalRefusal why)
{
    if (why == ApprovalRefusal::not_there) return http::not_found();
    const bool ended = why == ApprovalRefusal::no_longer_possible;
    return answer_staff_page(services, 409, request, viewer, [who, ended] {
        return html::Page{
            .title = "This was not approved",
            .body = html::fragment(
                heading("This was not approved"),
                paragraph(ended ? "The account has ended."
                                : "Somebody else has to approve it: you proposed it, or it is for "
                                  "your own account.")),
            .back_href = member_path(who.id)};
    });
}

} // namespace staff_posting

http::Response get_propose_posting(const StaffServices& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    return staff_posting::show(services, request, viewer, *who, {});
}

http::Response post_propose_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto wanted = staff_posting::parse(services.settings.areas, request.form);
    if (!wanted) return staff_posting::show(services, request, viewer, *who, wanted.error());
    const auto refusal =
        services.postings.propose(work, *who, wanted->posting, viewer.account_id, wanted->reason);
    if (refusal) {
        return staff_posting::show(services, request, viewer, *who,
                                   {{"area", std::string(staff_posting::code_of(*refusal))}});
    }
    return http::see_other(member_path(who->id));
}

http::Response get_posting(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    const auto wanted = request.id<PostingId>("posting");
    if (!who || !wanted) return http::not_found();
    const auto waiting = services.postings.waiting(work, who->id);
    if (!waiting || waiting->id != *wanted) return http::not_found();
    return answer_staff_page(services, 200, request, viewer,
                             [who = *who, waiting = *waiting,
                              words = words_of(waiting->wanted, services.settings.areas),
                              tokens = request.tokens] {
                                 return staff_posting::decision_page(who, waiting, words, tokens);
                             });
}

http::Response post_approve_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    const auto proposal = request.id<PostingId>("posting");
    if (!who || !proposal) return http::not_found();
    const auto refusal = services.postings.approve(work, *who, *proposal, viewer.account_id);
    if (refusal) return staff_posting::refused(services, request, viewer, *who, *refusal);
    return http::see_other(member_path(who->id));
}

http::Response post_decline_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer&, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    const auto proposal = request.id<PostingId>("posting");
    if (!who || !proposal) return http::not_found();
    if (!services.postings.decline(work, who->id, *proposal, "declined")) return http::not_found();
    return http::see_other(member_path(who->id));
}

} // namespace evenhand::staff
