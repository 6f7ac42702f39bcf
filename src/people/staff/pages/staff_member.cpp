#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/pages/member.hpp"
#include "people/staff/pages/show_account.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace evenhand::staff {
namespace staff_member {

/// What the viewer may do here; nothing on their own account.
struct Rights
{
    bool manage = false;
    bool grant = false;
    bool approve = false;
};

struct Model
{
    Account who;
    std::vector<RoleGrant> roles;
    std::vector<Proposal> proposals;
    std::string works_in;
    std::optional<PostingProposal> posting; ///< that waits
    std::string posting_words;
    std::vector<Training> trainings;
    std::string invitation; ///< the link; empty where there is none, or the viewer may not see it
    LocalDate today;
    Rights rights;
};

html::Html link(const std::string& href, const html::Html& text)
{
    return html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text);
}

html::Html subheading(std::string_view text)
{
    return html::element("h2", {html::attr("class", "govuk-heading-m")}, text);
}

html::Html invitation(const Model& model)
{
    if (model.invitation.empty()) return {};
    return html::inset_text(
        {.text = html::fragment(
             paragraph("Hand this link to them in person or by a way you trust. It works once and "
                       "for seven days. Whoever has it can set up this account."),
             html::element("p", {html::attr("class", "govuk-body govuk-!-margin-bottom-0")},
                           html::element("code", {}, model.invitation)))});
}

html::Html role_table(const Model& model)
{
    if (model.roles.empty()) return paragraph("None yet.");
    std::vector<html::TableRow> rows;
    for (const auto& grant : model.roles) {
        html::Html revoke;
        if (model.rights.grant) {
            revoke = link(
                member_path(model.who.id, "/roles/" + grant.id.text() + "/revoke"),
                html::fragment("Take away",
                               html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                             " ", title_of(grant.role))));
        }
        rows.push_back(
            {{.text = title_of(grant.role)}, {.text = moment(grant.since)}, {.text = revoke}});
    }
    return html::scrolling_table({.caption = "Roles now",
                                  .caption_classes = "govuk-visually-hidden",
                                  .head = {{.text = "Role"}, {.text = "Since"}, {.text = "Change"}},
                                  .rows = std::move(rows)},
                                 "Roles now");
}

html::Html proposal(const Proposal& waiting, const Model& model)
{
    html::Html decide;
    if (model.rights.approve) {
        decide = paragraph(link(
            member_path(model.who.id, "/proposals/" + waiting.id.text()),
            html::fragment("Approve or decline",
                           html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                         " ", title_of(waiting.role)))));
    }
    return html::inset_text(
        {.text = html::fragment(
             paragraph(html::fragment(html::element("strong", {}, title_of(waiting.role)),
                                      ", proposed on ", moment(waiting.at),
                                      ". Reason: ", waiting.reason)),
             decide)});
}

html::Html roles(const Model& model)
{
    html::Html waiting;
    for (const auto& one : model.proposals)
        waiting += proposal(one, model);
    html::Html propose;
    if (model.rights.grant) {
        propose = html::button({.text = "Propose a role",
                                .href = member_path(model.who.id, "/roles/new"),
                                .classes = "govuk-button--secondary"});
    }
    return html::fragment(subheading("Roles"), role_table(model), waiting, propose);
}

html::Html posting(const Model& model)
{
    html::Html waiting;
    if (model.posting) {
        html::Html decide;
        if (model.rights.approve)
            decide =
                paragraph(link(member_path(model.who.id, "/postings/" + model.posting->id.text()),
                               "Approve or decline where they work"));
        waiting = html::inset_text(
            {.text = html::fragment(
                 paragraph(html::fragment(html::element("strong", {}, model.posting_words),
                                          ", proposed on ", moment(model.posting->at),
                                          ". Reason: ", model.posting->reason)),
                 decide)});
    }
    html::Html propose;
    if (model.rights.grant)
        propose = html::button({.text = "Propose where they work",
                                .href = member_path(model.who.id, "/postings/new"),
                                .classes = "govuk-button--secondary"});
    return waiting + propose;
}

html::Html actions(const Model& model)
{
    if (!model.rights.manage) return {};
    return html::fragment(html::button({.text = "Record training",
                                        .href = member_path(model.who.id, "/training"),
                                        .classes = "govuk-button--secondary"}),
                          subheading("End the account"),
                          paragraph(link(member_path(model.who.id, "/end"), "End this account")));
}

html::Page view(const Model& model)
{
    return {.title = model.who.name,
            .body = html::fragment(heading(model.who.name),
                                   show_account(model.who, model.roles, model.works_in),
                                   invitation(model), roles(model), posting(model),
                                   show_trainings(model.trainings, model.today), actions(model)),
            .back_href = "/staff"};
}

Rights rights_of(const http::Viewer& viewer, const Account& who)
{
    if (is_own(viewer.account_id, who.id) || who.state == AccountState::ended) return {};
    return {.manage = may(viewer, "staff.manage"),
            .grant = may(viewer, "staff.grant"),
            .approve = may(viewer, "staff.approve")};
}

std::string invitation_link(const StaffServices& services, storage::UnitOfWork& work,
                            const Account& who)
{
    const auto token = services.credentials.invitation_token(work, who.id, services.clock.now());
    if (token.empty()) return {};
    return fmt::format("{}/set-up/{}", services.settings.base_url, token);
}

} // namespace staff_member

http::Response get_staff_member(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto id = who->id;
    const auto rights = staff_member::rights_of(viewer, *who);
    staff_member::Model model{.who = *std::move(who),
                              .roles = services.roles.current(work, id),
                              .proposals = services.roles.proposals(work, id),
                              .works_in = works_in(services, work, id),
                              .posting = services.postings.waiting(work, id),
                              .posting_words = {},
                              .trainings = services.trainings.of(work, id),
                              .invitation = {},
                              .today = london_date(work.now()),
                              .rights = rights};
    if (model.posting)
        model.posting_words = words_of(model.posting->wanted, services.settings.areas);
    if (rights.manage) {
        model.invitation = staff_member::invitation_link(services, work, model.who);
    }
    work.log({.action = "staff.account_viewed",
              .object_type = "staff_account",
              .object_id = id.text(),
              .detail = {}});
    return answer_staff_page(services, 200, request, viewer,
                             [model = std::move(model)] { return staff_member::view(model); });
}

} // namespace evenhand::staff
