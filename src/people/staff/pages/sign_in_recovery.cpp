#include "people/staff/pages/code_page.hpp"
#include "people/staff/pages/pages.hpp"

namespace evenhand::staff {
namespace sign_in_recovery {

constexpr CodePage page{
    .kind = CodeKind::recovery,
    .path = "/sign-in/recovery-code",
    .title = "Enter a recovery code",
    .hint = "One of the codes that you were given when you set up your account. Each works once",
    .other_path = "/sign-in/code",
    .other_words = "I have my phone: use a one-time code"};

} // namespace sign_in_recovery

http::Response get_sign_in_recovery(const StaffServices& services, const http::Request& request,
                                    const http::Viewer&, storage::UnitOfWork&)
{
    return show_code_page(services, request, sign_in_recovery::page);
}

http::Response post_sign_in_recovery(const StaffServices& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::Units& units)
{
    return take_code(services, request, viewer, units, sign_in_recovery::page);
}

} // namespace evenhand::staff
