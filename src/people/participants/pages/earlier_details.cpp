#include "people/participants/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>

// What once stood as somebody's details, for the data-protection officer alone, who destroys what
// was never theirs.

namespace evenhand::participants::pages {

namespace earlier_details_page {

using html::Html;
using identity::DetailsChange;
using identity::EarlierDetails;

struct Version
{
    EarlierDetails details;
    std::string by;
};

struct Shown
{
    PersonId person;
    std::vector<Version> versions;
};

std::string destroy_path(PersonId person, identity::DetailsId version)
{
    return person_path(person, "/details/" + version.text() + "/destroy");
}

bool may_be_destroyed(const EarlierDetails& version)
{
    return version.why == DetailsChange::entered_in_error && version.said;
}

Html destroy_link(const Shown& shown, const EarlierDetails& version)
{
    if (!may_be_destroyed(version)) return {};
    return staff::paragraph(
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", destroy_path(shown.person, version.id))},
                      "Destroy these details",
                      html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                    ", replaced ", staff::moment(version.replaced_at))));
}

Html card(const Shown& shown, const Version& version)
{
    const auto& details = version.details;
    html::SummaryList list{
        .card = html::SummaryCard{.title = details.why == DetailsChange::entered_in_error
                                               ? "Entered in error"
                                               : "Until they changed"}};
    list.rows = {{.key = "Replaced", .value = staff::moment(details.replaced_at)},
                 {.key = "By whom", .value = version.by}};
    if (details.said) {
        const auto& said = *details.said;
        const std::array<std::pair<std::string_view, std::string>, 7> cells{
            {{"Name", said.full_name()},
             {"Date of birth", said.birth_date ? said.birth_date->plain() : std::string()},
             {"Phone", said.phone},
             {"Email", said.email},
             {"Address", said.postal_address},
             {"Postcode", said.postcode},
             {"NHS number", said.nhs_number}}};
        for (const auto& [key, value] : cells)
            if (!value.empty()) list.rows.push_back({.key = key, .value = value});
    } else {
        list.rows.push_back({.key = "Details", .value = "Destroyed"});
    }
    return html::summary_list(list) + destroy_link(shown, details);
}

html::Page view(const Shown& shown)
{
    Html cards;
    for (const Version& version : shown.versions)
        cards += card(shown, version);
    if (cards.empty()) cards = staff::paragraph("Their details were never changed.");
    return {.title = "Earlier details",
            .body = html::fragment(
                staff::heading("Earlier details"),
                staff::paragraph("Only the data-protection officer sees this page, and that you "
                                 "opened it has been written down. Details that are destroyed can "
                                 "never be read again."),
                cards),
            .back_href = person_path(shown.person)};
}

html::Page destroy_view(PersonId person, const EarlierDetails& version,
                        const http::FormTokens& tokens)
{
    return {.title = "Destroy these details",
            .body = html::fragment(
                staff::heading("Destroy these details"),
                staff::paragraph(html::fragment("Entered in error, replaced ",
                                                staff::moment(version.replaced_at), ".")),
                html::warning_text({.text = "Nobody will be able to read these details again, from "
                                            "the database or from a backup's keys. That they were "
                                            "written and destroyed stays in the audit log."}),
                html::form(staff::posting_to(destroy_path(person, version.id), tokens),
                           html::button({.text = "Destroy these details",
                                         .classes = "govuk-button--warning"}))),
            .back_href = person_path(person, "/details/earlier")};
}

} // namespace earlier_details_page

http::Response earlier_details(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return http::not_found();
    work.log({.action = "participant.earlier_details_opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    earlier_details_page::Shown shown{.person = *person, .versions = {}};
    for (auto& version : services.details.earlier(work, *person)) {
        auto by = actor_name(services.staff, work, version.replaced_by);
        shown.versions.push_back({std::move(version), std::move(by)});
    }
    return staff::answer_staff_page(
        services.staff, 200, request, viewer,
        [shown = std::move(shown)] { return earlier_details_page::view(shown); });
}

http::Response ask_destroy_details(const Services& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto wanted = request.id<identity::DetailsId>("details");
    if (!person || !wanted) return http::not_found();
    const auto versions = services.details.earlier(work, *person);
    const auto found = std::ranges::find(versions, *wanted, &identity::EarlierDetails::id);
    if (found == versions.end() || !earlier_details_page::may_be_destroyed(*found))
        return http::not_found();
    work.log({.action = "participant.earlier_details_opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [person = *person, version = *found, tokens = request.tokens] {
                                        return earlier_details_page::destroy_view(person, version,
                                                                                  tokens);
                                    });
}

http::Response destroy_details(const Services& services, const http::Request& request,
                               const http::Viewer&, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto version = request.id<identity::DetailsId>("details");
    if (!person || !version) return http::not_found();
    if (!services.details.destroy(work, *person, *version, "entered_in_error"))
        return http::not_found();
    return http::see_other(person_path(*person, "/details/earlier"));
}

} // namespace evenhand::participants::pages
