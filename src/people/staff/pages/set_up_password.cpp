#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/new_password.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/set_up.hpp"

#include <vector>

namespace evenhand::staff {
namespace set_up_password {

html::Page view(const SetUp& who, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, new_password_messages());
    return {
        .title = "Choose a password",
        .body = html::fragment(
            errors.summary(),
            html::element("span", {html::attr("class", "govuk-caption-l")}, "Step 1 of 3"),
            heading("Choose a password"),
            html::summary_list({.rows = {{.key = "Name", .value = who.account.name},
                                         {.key = "Email address", .value = who.account.email}}}),
            html::form(
                posting_to(who.path, tokens),
                html::fragment(new_password_inputs(errors), html::button({.text = "Continue"})))),
        .has_errors = errors.any()};
}

http::Response show(const StaffServices& services, const http::Request& request, SetUp who,
                    std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_page(services, status,
                       [who = std::move(who), errors = std::move(errors), tokens = request.tokens] {
                           return view(who, errors, tokens);
                       });
}

} // namespace set_up_password

http::Response get_set_up(const StaffServices& services, const http::Request& request,
                          const http::Viewer&, storage::UnitOfWork& work)
{
    auto who = find_set_up(services, work, request);
    if (!who) return http::not_found();
    return set_up_password::show(services, request, *std::move(who), {});
}

http::Response post_set_up(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::Units& units)
{
    auto who = units.read(viewer.actor(), "set up", [&](storage::UnitOfWork& work) {
        return find_set_up(services, work, request);
    });
    if (!who) return http::not_found();
    const NewPassword typed{std::string(request.form.value("new_password")),
                            std::string(request.form.value("again"))};
    auto errors = errors_of(typed, who->account, services);
    if (!errors.empty()) {
        return set_up_password::show(services, request, *std::move(who), std::move(errors));
    }
    const auto account = who->account.id;
    const auto hash = services.hasher.hash(typed.password, account.text(), services.random);
    if (!hash) return status_only(503);
    const bool kept = units.write(viewer.actor(), "set up", [&](storage::UnitOfWork& work) {
        if (!find_set_up(services, work, request)) return false; // it ran out meanwhile
        const auto now = services.clock.now();
        services.credentials.set_password(work, account, *hash, now);
        // Each time, so that a link left open on a screen shows no secret that is in use.
        services.credentials.set_code_secret(work, account,
                                             crypto::TotpSecret::random(work.random()), now);
        work.log({.action = "staff.password_chosen",
                  .object_type = "staff_account",
                  .object_id = account.text(),
                  .detail = {}});
        return true;
    });
    if (!kept) return http::not_found();
    return http::see_other(who->path + "/app");
}

} // namespace evenhand::staff
