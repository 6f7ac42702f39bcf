#include "html/components.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>

namespace evenhand::consent::pages {

namespace information_again {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    participants::PersonId person;
    std::vector<std::string> questions; ///< in words
};

html::Page view(const Shown& shown)
{
    const auto path = participants::person_path(shown.person);
    std::vector<Html> items;
    for (const auto& question : shown.questions)
        items.push_back(element("li", {}, question));
    const Html list =
        items.empty() ? staff::paragraph("Everything was understood.")
                      : staff::paragraph("This is not clear yet:") +
                            element("ul", {attr("class", "govuk-list govuk-list--bullet")}, items);
    constexpr std::string_view title = "Explain it again";
    return {.title = std::string(title),
            .body = html::fragment(
                participants::intake_heading(participants::IntakePage::information, title), list,
                staff::paragraph("Explain it again now, in other words, in Easy Read or with "
                                 "somebody they trust beside them. Or arrange another day: it is "
                                 "no failure, and nothing is lost."),
                html::button({.text = "Go through it again", .href = path + "/information"}),
                staff::paragraph(
                    element("a", {attr("class", "govuk-link"), attr("href", path + "/appointment")},
                            "Arrange another day"))),
            .back_href = path};
}

} // namespace information_again

http::Response explain_again(const InformationServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto given = services.information.current(work, *person);
    if (!given) return information_not_now(services, request, viewer, work, *person);
    const auto& form = services.participants.protocol.consent;
    const auto said = services.information.said_of(work, given->id);
    const auto open = answered(form, said, Understood::not_yet);
    information_again::Shown shown{.person = *person, .questions = {}};
    for (const auto& question : form.teach_back)
        if (std::ranges::find(open, question.id) != open.end())
            shown.questions.push_back(question.ask);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [shown = std::move(shown)] { return information_again::view(shown); });
}

} // namespace evenhand::consent::pages
