#include "people/concerns/pages/pages.hpp"
#include "people/participants/pages/in_error_form.hpp"

#include "core/london_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// That a concern, or a note on one, does not stand: it is about somebody else, say. Whoever opens
// concerns says so; the data-protection officer finds it on the person.

namespace evenhand::concerns::pages {

namespace in_error_page {

using participants::InErrorForm;

constexpr std::string_view concern_title = "Concern entered in error";

/// What the path names: a concern that stands, and one of its notes where it names one.
struct Named
{
    State state;
    InErrorForm form;
};

std::string words_of(const State& state)
{
    return fmt::format("{} raised on {}", label_of(state.kind), london_date(state.raised).plain());
}

std::optional<Concern> concern_in(const Services& services, const http::Request& request,
                                  storage::UnitOfWork& work)
{
    const auto id = request.id<ConcernId>("concern");
    if (!id) return std::nullopt;
    return services.concerns.open(work, *id);
}

std::optional<Named> named_concern(const Services& services, const http::Request& request,
                                   storage::UnitOfWork& work)
{
    const auto concern = concern_in(services, request, work);
    if (!concern) return std::nullopt;
    const State& state = concern->state;
    return Named{.state = state,
                 .form = {.title = concern_title,
                          .what = words_of(state) + ", with all its notes",
                          .action = concern_path(state.id) + "/in-error",
                          .back = concern_path(state.id),
                          .done = "/concerns",
                          .table = "concern",
                          .row = state.id.text()}};
}

std::optional<Named> named_note(const Services& services, const http::Request& request,
                                storage::UnitOfWork& work)
{
    const auto event = request.id<identity::NoteId>("event");
    const auto concern = concern_in(services, request, work);
    if (!concern || !event) return std::nullopt;
    const auto noted = std::ranges::find(concern->events, event->text(), &Event::id);
    if (noted == concern->events.end() || !noted->note) return std::nullopt;
    const State& state = concern->state;
    const auto path = concern_path(state.id);
    return Named{.state = state,
                 .form = {.title = "Note entered in error",
                          .what = fmt::format("The note of {}, on: {}", london_plain(noted->at),
                                              words_of(state)),
                          .action = note_path(state.id, noted->id) + "/in-error",
                          .back = path,
                          .done = path,
                          .table = "concern_event",
                          .row = noted->id}};
}

/// Of a note that the path names and that nobody may mark any more.
http::Response note_gone(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto concern = request.id<ConcernId>("concern");
    const auto event = request.id<identity::NoteId>("event");
    if (!concern || !event) return http::not_found();
    return participants::marked_before(services.participants, request, viewer, work,
                                       {.title = "Note entered in error",
                                        .what = "The note of a concern",
                                        .action = note_path(*concern, event->text()) + "/in-error",
                                        .back = "/concerns",
                                        .done = "/concerns",
                                        .table = "concern_event",
                                        .row = event->text()});
}

} // namespace in_error_page

http::Response concern_gone(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = request.id<ConcernId>("concern");
    if (!id) return http::not_found();
    return participants::marked_before(services.participants, request, viewer, work,
                                       {.title = in_error_page::concern_title,
                                        .what = "A concern",
                                        .action = concern_path(*id) + "/in-error",
                                        .back = "/concerns",
                                        .done = "/concerns",
                                        .table = "concern",
                                        .row = id->text()});
}

http::Response ask_concern_in_error(const Services& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = in_error_page::named_concern(services, request, work);
    if (!named) return concern_gone(services, request, viewer, work);
    return participants::ask_in_error(services.participants, request, viewer, work, named->form);
}

http::Response mark_concern_in_error(const Services& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto named = in_error_page::named_concern(services, request, work);
    if (!named) return concern_gone(services, request, viewer, work);
    named->form.also = [&](identity::InErrorBecause because) {
        services.concerns.hide(work, named->state.id, because);
    };
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->state.person);
}

http::Response ask_note_in_error(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = in_error_page::named_note(services, request, work);
    if (!named) return in_error_page::note_gone(services, request, viewer, work);
    return participants::ask_in_error(services.participants, request, viewer, work, named->form);
}

http::Response mark_note_in_error(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = in_error_page::named_note(services, request, work);
    if (!named) return in_error_page::note_gone(services, request, viewer, work);
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->state.person);
}

} // namespace evenhand::concerns::pages
