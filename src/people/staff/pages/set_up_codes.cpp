#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/set_up.hpp"
#include "people/staff/pages/show_codes.hpp"

namespace evenhand::staff {
namespace set_up_codes {

html::Page view(const std::string& path, const std::vector<std::string>& codes,
                const http::FormTokens& tokens)
{
    return {.title = "Keep your recovery codes",
            .body = html::fragment(
                html::element("span", {html::attr("class", "govuk-caption-l")}, "Step 3 of 3"),
                heading("Keep your recovery codes"), show_codes(codes),
                html::form(posting_to(path + "/codes", tokens),
                           html::button({.text = "I have kept these codes"})))};
}

} // namespace set_up_codes

http::Response get_set_up_codes(const StaffServices& services, const http::Request& request,
                                const http::Viewer&, storage::UnitOfWork& work)
{
    const auto who = find_set_up(services, work, request);
    if (!who) return http::not_found();
    auto codes = services.credentials.prepared_codes(work, who->account.id);
    if (codes.empty()) return http::not_found();
    return answer_page(services, 200,
                       [path = who->path, codes = std::move(codes), tokens = request.tokens] {
                           return set_up_codes::view(path, codes, tokens);
                       });
}

http::Response post_set_up_codes(const StaffServices& services, const http::Request& request,
                                 const http::Viewer&, storage::UnitOfWork& work)
{
    const auto who = find_set_up(services, work, request);
    if (!who) return http::not_found();
    const auto account = who->account.id;
    if (!services.credentials.keep_codes(work, account, services.clock.now())) {
        return http::not_found();
    }
    services.credentials.end_invitation(work, account);
    services.accounts.set_state(work, account, AccountState::active, "set up by its owner");
    return http::see_other("/sign-in");
}

} // namespace evenhand::staff
