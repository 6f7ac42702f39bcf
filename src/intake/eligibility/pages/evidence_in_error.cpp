#include "core/london_time.hpp"
#include "intake/eligibility/pages/pages.hpp"
#include "people/participants/pages/in_error_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// That what a lead wrote as evidence does not stand: it is about somebody else, say. Its words are
// hidden, and what it decided is decided anew without it.

namespace evenhand::eligibility::pages {

namespace evidence_page {

using participants::InErrorForm;

struct Named
{
    PersonId person;
    InErrorForm form;
    std::string criterion;
    bool is_latest = false; ///< what a lead found out of that criterion
    bool stands = false;
};

std::optional<Named> named_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto id = request.id<ResolutionId>("resolution");
    if (!person || !id) return std::nullopt;
    const auto all = services.evaluations.resolutions(work, *person);
    const auto found = std::ranges::find(all, *id, &ResolutionKept::id);
    if (found == all.end()) return std::nullopt;
    // The latest first; one before it decides nothing any more.
    const auto latest = std::ranges::find(all, found->criterion, &ResolutionKept::criterion);
    const auto back = participants::person_path(*person);
    const auto& protocol = services.participants.protocol;
    return Named{
        .person = *person,
        .form = {.title = "Evidence entered in error",
                 .what = fmt::format("What a lead wrote on {} about: {}", london_plain(found->at),
                                     question_of(protocol, found->criterion)),
                 .action = evidence_path(*person, *id),
                 .back = back,
                 .done = back,
                 .table = "eligibility_resolution",
                 .row = id->text(),
                 .follows = "Who may join is decided without it: a lead is asked again. Somebody "
                            "who is in a group stays in it, and that nobody is sure is written "
                            "down."},
        .criterion = found->criterion,
        .is_latest = latest->id == *id,
        .stands = found->evidence.has_value()};
}

} // namespace evidence_page

http::Response ask_evidence_in_error(const Services& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = evidence_page::named_in(services, request, work);
    if (!named) return http::not_found();
    if (named->stands)
        return participants::ask_in_error(services.participants, request, viewer, work,
                                          named->form);
    return participants::marked_before(services.participants, request, viewer, work, named->form);
}

http::Response mark_evidence_in_error(const Services& services, const http::Request& request,
                                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = evidence_page::named_in(services, request, work);
    if (!named) return http::not_found();
    if (!named->stands)
        return participants::marked_before(services.participants, request, viewer, work,
                                           named->form);
    // What is refused after this takes it back.
    services.participants.journeys.hold(work, named->person);
    if (named->is_latest && services.deciding.decide_without(work, named->person, named->criterion))
        return cannot_now(services, request, viewer, work, named->person);
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->person);
}

} // namespace evenhand::eligibility::pages

namespace evenhand::eligibility {

std::string evidence_path(PersonId person, ResolutionId resolution)
{
    return participants::person_path(person,
                                     "/eligibility/found/" + resolution.text() + "/in-error");
}

} // namespace evenhand::eligibility
