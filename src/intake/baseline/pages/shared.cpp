#include "intake/baseline/pages/pages.hpp"

#include <utility>

namespace evenhand::baseline::pages {

std::optional<Asked> find_person(const Services& services, const http::Request& request,
                                 storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    auto journey = services.participants.journeys.find(work, *person);
    if (!journey) return std::nullopt;
    return Asked{*person, *std::move(journey)};
}

std::string baseline_path(PersonId person, std::string_view more)
{
    std::string path = "/baseline";
    path += more;
    return participants::person_path(person, path);
}

const Questionnaire& questionnaire_of(const Services& services)
{
    return services.participants.protocol.baseline;
}

void log_opened(storage::UnitOfWork& work, PersonId person)
{
    work.log({.action = "baseline.opened",
              .object_type = "person",
              .object_id = person.text(),
              .detail = {}});
}

html::Page questions_page(PersonId person, html::Page page)
{
    page.navigation = {{.text = "Questions", .href = baseline_path(person)}};
    return page;
}

html::Html link(const std::string& href, const html::Html& words)
{
    return html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, words);
}

} // namespace evenhand::baseline::pages
