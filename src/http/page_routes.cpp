#include "http/page_routes.hpp"

namespace evenhand::http {

Route staff_page(std::string_view path, const StaffAccess& access, Handler handler,
                 Parameters parameters)
{
    return {.method = Method::get,
            .path = path,
            .permission = access.permission,
            .relation = access.relation,
            .view = access.view,
            .audit = access.audit,
            .rate = RateClass::staff_page,
            .step_up = StepUp::no,
            .sample = Sample{.parameters = std::move(parameters), .form = {}},
            .handler = std::move(handler),
            .of_one_group = access.of_one_group};
}

Route staff_form(Route page, std::vector<FormData::Pair> fields)
{
    page.method = Method::post;
    page.audit = AuditClass::change;
    page.rate = RateClass::staff_form;
    page.sample->form = FormData{std::move(fields)};
    return page;
}

} // namespace evenhand::http
