#include "people/participants/pages/about.hpp"

#include "people/staff/pages/gatekeeper.hpp"

namespace evenhand::participants {

std::optional<About> about_in(const Services& services, const OwnCase& own_case,
                              const http::Request& request, const http::Viewer& viewer,
                              storage::UnitOfWork& work, std::string_view permission)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return std::nullopt;
    About about{.person = *person, .own_case = own_case(work, viewer, *person)};
    if (!about.own_case && !staff::may(viewer, permission)) return std::nullopt;
    about.by_case = about.own_case && !staff::may(viewer, "participants.open");
    return about;
}

std::string back_of(const About& about)
{
    return about.by_case ? "/cases/" + *about.own_case : person_path(about.person);
}

storage::Event opening(const About& about, std::string_view action)
{
    return {.action = action,
            .object_type = about.by_case ? "case" : "person",
            .object_id = about.by_case ? *about.own_case : about.person.text(),
            .detail = {}};
}

} // namespace evenhand::participants
