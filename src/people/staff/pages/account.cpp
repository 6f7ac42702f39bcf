#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/show_account.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace evenhand::staff {
namespace account {

struct Model
{
    Account who;
    std::vector<RoleGrant> roles;
    std::string works_in;
    std::vector<Training> trainings;
    std::vector<http::Session> sessions;
    std::string this_session;
    std::int64_t recovery_codes = 0;
    LocalDate today;
};

html::Html session_row(const http::Session& session, const Model& model,
                       const http::FormTokens& tokens)
{
    if (session.id == model.this_session) return "The one you are using now";
    return html::form(
        posting_to("/account/sessions/" + session.id + "/end", tokens),
        html::button(
            {.text = html::fragment(
                 "End", html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                      " the session of ", moment(session.began))),
             .classes = "govuk-button--secondary govuk-!-margin-bottom-0"}));
}

html::Html sessions(const Model& model, const http::FormTokens& tokens)
{
    std::vector<html::TableRow> rows;
    for (const auto& session : model.sessions) {
        rows.push_back({{.text = moment(session.began)},
                        {.text = moment(session.seen)},
                        {.text = session_row(session, model, tokens)}});
    }
    return html::scrolling_table(
        {.caption = "Where you are signed in",
         .caption_classes = "govuk-table__caption--m",
         .head = {{.text = "Signed in"}, {.text = "Last used"}, {.text = "End it"}},
         .rows = std::move(rows)},
        "Where you are signed in");
}

html::Html link(std::string_view href, std::string_view text)
{
    return paragraph(
        html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text));
}

html::Html own_codes(const Model& model)
{
    return html::fragment(
        html::element("h2", {html::attr("class", "govuk-heading-m")}, "Password and codes"),
        link("/account/password", "Change your password"),
        paragraph(fmt::format("Recovery codes you have not used: {}", model.recovery_codes)),
        link("/account/recovery-codes/new", "Make new recovery codes"));
}

html::Page view(const Model& model, const http::FormTokens& tokens)
{
    return {.title = "Your account",
            .body = html::fragment(heading("Your account"),
                                   show_account(model.who, model.roles, model.works_in),
                                   show_trainings(model.trainings, model.today), own_codes(model),
                                   sessions(model, tokens))};
}

} // namespace account

http::Response get_account(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = AccountId::parse(viewer.account_id);
    CHECK(id.has_value());
    auto who = services.accounts.find(work, *id);
    CHECK(who.has_value());
    account::Model model{.who = *std::move(who),
                         .roles = services.roles.current(work, *id),
                         .works_in = works_in(services, work, *id),
                         .trainings = services.trainings.of(work, *id),
                         .sessions = services.sessions.list(work, viewer.account_id),
                         .this_session = viewer.session_id,
                         .recovery_codes = services.credentials.unused_recovery_codes(work, *id),
                         .today = london_date(work.now())};
    return answer_staff_page(services, 200, request, viewer,
                             [model = std::move(model), tokens = request.tokens] {
                                 return account::view(model, tokens);
                             });
}

http::Response post_end_session(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    // The account is in the statement, so somebody else's session is not there.
    const auto session = request.parameters.find("session");
    CHECK(session != request.parameters.end());
    if (!services.sessions.end(work, viewer.account_id, session->second)) return http::not_found();
    work.log({.action = "staff.session_ended",
              .object_type = "staff_account",
              .object_id = viewer.account_id,
              .detail = {}});
    return http::see_other("/account");
}

} // namespace evenhand::staff
