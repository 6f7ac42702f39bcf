#include "people/staff/pages/code_page.hpp"
#include "people/staff/pages/pages.hpp"

namespace evenhand::staff {
namespace confirm {

constexpr CodePage page{
    .kind = CodeKind::app,
    .path = "/confirm",
    .title = "Enter your one-time code again",
    .hint = "What you are about to do needs a code that is less than 5 minutes old"};

} // namespace confirm

http::Response get_confirm(const StaffServices& services, const http::Request& request,
                           const http::Viewer&, storage::UnitOfWork&)
{
    return show_code_page(services, request, confirm::page);
}

http::Response post_confirm(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::Units& units)
{
    return take_code(services, request, viewer, units, confirm::page);
}

} // namespace evenhand::staff
