#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/signing_in.hpp"

namespace evenhand::staff {

http::Response post_sign_out(const StaffServices& services, const http::Request&,
                             const http::Viewer& viewer, storage::Units& units)
{
    units.write(viewer.actor(), "sign out",
                [&](storage::UnitOfWork& work) { end_session(services, work, viewer); });
    auto response = http::see_other("/sign-in");
    response.cookies.push_back({std::string(http::session_cookie), {}});
    response.clear_site_data = true;
    return response;
}

http::Response post_extend(const StaffServices&, const http::Request&, const http::Viewer&,
                           storage::Units&)
{
    // The gatekeeper has noted that the session was seen; that is all it takes.
    return http::see_other("/session");
}

http::Response get_session(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork&)
{
    return answer_staff_page(services, 200, request, viewer, [ends = viewer.session_ends] {
        html::Html until;
        if (ends) {
            until = paragraph(html::fragment("You will be signed out on ", moment(*ends),
                                             ", unless you open another page before then."));
        }
        return html::Page{
            .title = "You are still signed in",
            .body = html::fragment(heading("You are still signed in"), until,
                                   paragraph("You can close this tab and go on where you were."))};
    });
}

} // namespace evenhand::staff
