#include "people/staff/pages/code_page.hpp"
#include "people/staff/pages/pages.hpp"

namespace evenhand::staff {
namespace sign_in_code {

constexpr CodePage page{.kind = CodeKind::app,
                        .path = "/sign-in/code",
                        .title = "Enter your one-time code",
                        .hint = "The 6 numbers that the app on your phone shows for this service",
                        .other_path = "/sign-in/recovery-code",
                        .other_words = "I do not have my phone: use a recovery code"};

} // namespace sign_in_code

http::Response get_sign_in_code(const StaffServices& services, const http::Request& request,
                                const http::Viewer&, storage::UnitOfWork&)
{
    return show_code_page(services, request, sign_in_code::page);
}

http::Response post_sign_in_code(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::Units& units)
{
    return take_code(services, request, viewer, units, sign_in_code::page);
}

} // namespace evenhand::staff
