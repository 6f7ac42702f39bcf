#include "intake/consent/pages/linkage_asking.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

namespace evenhand::consent::pages {

namespace linkage_asking_parts {

/// Nothing: there is no such person.
std::optional<LinkageAsking>
linkage_asking_of(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return std::nullopt;
    const auto journey = services.participants.journeys.find(work, *person);
    LinkageAsking asking{.person = *person,
                         .stage = journey ? journey->stage : participants::Stage::referred,
                         .agreed = false,
                         .in_time = false,
                         .standing = services.linkage.standing(work, *person)};
    const auto consent = services.consents.in_force(work, *person);
    asking.agreed = consent && consent->allows(protocol::ConsentScope::government_records);
    asking.in_time = linkage_effect_at(asking.stage) != LinkageEffect::refused;
    return asking;
}

} // namespace linkage_asking_parts

Result<LinkageAsking, http::Response> linkage_asking_now(const Services& services,
                                                         const http::Request& request,
                                                         const http::Viewer& viewer,
                                                         storage::UnitOfWork& work)
{
    auto asking = linkage_asking_parts::linkage_asking_of(services, request, work);
    if (!asking) return refuse(http::not_found());
    if (!asking->may()) return refuse(cannot_ask_linkage(services, request, viewer, *asking));
    return std::move(*asking);
}

http::Response cannot_ask_linkage(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, const LinkageAsking& asking)
{
    const auto path = participants::person_path(asking.person);
    const auto next =
        participants::next_page(services.participants, viewer, asking.person, asking.stage);
    // The page that asks this very thing is no way on.
    const auto on = next.ends_with("/linkage-keys") ? path : next;
    return staff::answer_staff_page(
        services.participants.staff, 409, request, viewer, [asking, path, on] {
            const std::string_view why =
                asking.in_time
                    ? "They did not agree to their government records being looked up, or have "
                      "taken it back. So nothing is asked."
                    : "It is asked once they have consented.";
            return html::Page{
                .title = "Nothing is asked about their records",
                .body = html::fragment(staff::heading("Nothing is asked about their records"),
                                       staff::paragraph(why),
                                       html::button({.text = "Continue", .href = on})),
                .back_href = path};
        });
}

} // namespace evenhand::consent::pages
