#include "html/components.hpp"
#include "intake/paper/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "protocol/protocol.hpp"

#include <array>

// The form that is filled in by hand while the program is down. It asks what puts people in their
// order and nothing of their health: the rest is on the trial's own paper forms.

namespace evenhand::paper::pages {

namespace empty_form_page {

using html::attr;
using html::element;
using html::Html;

constexpr std::array lines{
    "Number of this form (letters of the place and a number from 1 on, such as A1; "
    "written before it is used)",
    "Name",
    "Date of birth",
    "Study number, if there is one",
    "How we can reach them to tell the result",
    "Day and time at which they were ready, by the clock on the wall",
    "Place",
    "Name and signature of whoever sat with them"};

Html form_to_print(const protocol::Protocol& protocol)
{
    Html boxes;
    for (const char* const line : lines) {
        boxes += element("div", {attr("class", "govuk-body evenhand-paper-line")}, line);
    }
    return element(
        "article", {attr("class", "evenhand-pack")},
        element("h2", {attr("class", "govuk-heading-m")}, "Paper intent form: ", protocol.name),
        staff::paragraph("Use one form a person, in the order of their numbers. Tick each before "
                         "you write down the time:"),
        element(
            "ul", {attr("class", "govuk-list")}, element("li", {}, "☐ who may join was checked"),
            element("li", {}, "☐ they read the information and explained it in their own words"),
            element("li", {}, "☐ they signed the consent form on paper"),
            element("li", {}, "☐ they answered every question before allocation")),
        boxes,
        staff::paragraph("Tell them: \"The computer will put you into a group by chance as soon as "
                         "it can be reached. We will call you on the same day or the next.\" "
                         "Nobody chooses the group, and nobody knows it before."));
}

} // namespace empty_form_page

http::Response empty_form(const participants::Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork&)
{
    return staff::answer_staff_page(
        services.staff, 200, request, viewer, [&protocol = services.protocol] {
            return html::Page{
                .title = "Paper intent form to print",
                .body = html::fragment(
                    html::element(
                        "div", {html::attr("class", "evenhand-not-printed")},
                        staff::heading("Paper intent form to print"),
                        staff::paragraph("Print this page: only the form is printed. Keep "
                                         "numbered copies wherever appointments are held.")),
                    empty_form_page::form_to_print(protocol)),
                .back_href = std::string(list_path)};
        });
}

} // namespace evenhand::paper::pages
