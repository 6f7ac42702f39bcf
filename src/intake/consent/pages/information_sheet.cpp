#include "html/components.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/frame.hpp"

namespace evenhand::consent::pages {

http::Response sheet(const InformationServices& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto given = services.information.current(work, *person);
    // Nothing was chosen yet, or the sheet has a new version since.
    if (!given) return information_not_now(services, request, viewer, work, *person);
    const auto found = services.sheets.find(information_key(given->format, given->language));
    if (found == services.sheets.end()) return http::not_found();
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&text = found->second, language = given->language, person = *person] {
            const auto path = participants::person_path(person);
            return html::Page{
                .title = "The information sheet",
                .body = html::fragment(html::element("div", {html::attr("lang", language)}, text),
                                       html::button({.text = "Continue to the questions",
                                                     .href = path + "/information/questions"})),
                .back_href = path + "/information"};
        });
}

} // namespace evenhand::consent::pages
