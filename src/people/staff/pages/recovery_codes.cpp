#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/show_codes.hpp"

namespace evenhand::staff {
namespace recovery_codes {

AccountId own(const http::Viewer& viewer)
{
    const auto id = AccountId::parse(viewer.account_id);
    CHECK(id.has_value());
    return *id;
}

html::Page view(const std::vector<std::string>& codes, const http::FormTokens& tokens)
{
    return {.title = "Your new recovery codes",
            .body =
                html::fragment(heading("Your new recovery codes"), show_codes(codes),
                               paragraph("Your old codes stop working when you press the button."),
                               html::form(posting_to("/account/recovery-codes/kept", tokens),
                                          html::button({.text = "I have kept these codes"})))};
}

} // namespace recovery_codes

http::Response get_new_recovery_codes(const StaffServices& services, const http::Request& request,
                                      const http::Viewer& viewer, storage::UnitOfWork&)
{
    return answer_staff_page(services, 200, request, viewer, [tokens = request.tokens] {
        return html::Page{
            .title = "Make new recovery codes",
            .body = html::fragment(
                heading("Make new recovery codes"),
                paragraph("You are shown 10 new codes, once. The codes you have now stop working "
                          "when you say that you have kept the new ones."),
                html::form(posting_to("/account/recovery-codes/new", tokens),
                           html::button({.text = "Make new codes"}))),
            .back_href = "/account"};
    });
}

http::Response post_recovery_codes(const StaffServices& services, const http::Request&,
                                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    services.credentials.prepare_codes(work, recovery_codes::own(viewer),
                                       crypto::make_recovery_codes(work.random()),
                                       services.clock.now());
    work.log({.action = "staff.recovery_codes_made",
              .object_type = "staff_account",
              .object_id = viewer.account_id,
              .detail = {}});
    return http::see_other("/account/recovery-codes");
}

http::Response get_recovery_codes(const StaffServices& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto codes = services.credentials.prepared_codes(work, recovery_codes::own(viewer));
    if (codes.empty()) return http::not_found();
    return answer_staff_page(services, 200, request, viewer,
                             [codes = std::move(codes), tokens = request.tokens] {
                                 return recovery_codes::view(codes, tokens);
                             });
}

http::Response post_recovery_codes_kept(const StaffServices& services, const http::Request&,
                                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto account = recovery_codes::own(viewer);
    if (!services.credentials.keep_codes(work, account, services.clock.now())) {
        return http::not_found();
    }
    services.sessions.end_all(work, viewer.account_id, viewer.session_id);
    work.log({.action = "staff.recovery_codes_changed",
              .object_type = "staff_account",
              .object_id = viewer.account_id,
              .detail = {}});
    return http::see_other("/account");
}

} // namespace evenhand::staff
