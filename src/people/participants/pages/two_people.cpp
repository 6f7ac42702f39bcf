#include "html/components.hpp"
#include "html/form.hpp"
#include "people/participants/merging.hpp"
#include "people/participants/pages/pages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>

// A merge that was wrong is undone from the record that follows: both are two people again.

namespace evenhand::participants::pages {

namespace two_people_page {

using html::Html;

constexpr std::array messages{
    html::FieldMessage{"ground", "missing", "Choose how you know"},
};

struct Shown
{
    identity::Merge merge;
    bool opens_again = false;
    Stage stage = Stage::closed; ///< of the record that follows, as it is now
    std::string by;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Html what_becomes_of_it(const Shown& shown)
{
    if (shown.opens_again) {
        return {"This record stands where it stood, and is called, written to and counted again. "
                "A cancelled appointment has to be booked again."};
    }
    return html::fragment(
        "This record is counted again, and stays as it is: ", label_of(shown.stage),
        ". It is called and written to as anybody is who stands there.");
}

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "They are two people after all";
    const html::FieldErrors errors(shown.found, messages);
    const auto path = person_path(shown.merge.follower);
    const Html lines = html::fragment(
        html::element("li", {}, what_becomes_of_it(shown)),
        html::element("li", {}, "What was withdrawn in one record no longer holds for the other."),
        html::element("li", {}, "That they were merged stays written down."));
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph(html::fragment("This record was merged with another on ",
                                                staff::moment(shown.merge.at), " by ", shown.by,
                                                ": ", label_of(shown.merge.ground), ".")),
                staff::paragraph("If you undo the merge:"),
                html::element("ul", {html::attr("class", "govuk-list govuk-list--bullet")}, lines),
                html::form(staff::posting_to(path + "/two-people", shown.tokens),
                           html::fragment(staff::choose_one(
                                              {.name = "ground",
                                               .legend = "How do you know?",
                                               .legend_classes = "govuk-fieldset__legend--m",
                                               .classes = {}},
                                              identity::all_merge_grounds(), shown.typed, errors),
                                          html::button({.text = "Undo the merge"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

/// Nothing unless the record follows another.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    auto merge = identity::MergeStore::merge_of(work, *person);
    if (!merge) return std::nullopt;
    const auto journey = services.journeys.find(work, *person);
    if (!journey) return std::nullopt;
    auto by = actor_name(services.staff, work, merge->actor);
    const bool opens_again = would_open_again(work, services.journeys, *merge);
    return Shown{.merge = *std::move(merge),
                 .opens_again = opens_again,
                 .stage = journey->stage,
                 .by = std::move(by),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.staff, request, viewer, std::move(shown), view);
}

} // namespace two_people_page

http::Response ask_two_people(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = two_people_page::find(services, request, work);
    if (!shown) return http::not_found();
    work.log({.action = "identity.merge_opened",
              .object_type = "person",
              .object_id = shown->merge.follower.text(),
              .detail = {}});
    return two_people_page::show(services, request, viewer, *std::move(shown));
}

http::Response undo_merge_of(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = two_people_page::find(services, request, work);
    if (!shown) return http::not_found();
    const auto ground = identity::merge_ground_named(request.form.value("ground"));
    if (!ground) {
        shown->found = {{"ground", "missing"}};
        return two_people_page::show(services, request, viewer, *std::move(shown));
    }
    // Whoever undid it first came to the same: there is nothing left to undo.
    undo_merge(work, services.journeys, shown->merge, *ground);
    return http::see_other(person_path(shown->merge.follower));
}

} // namespace evenhand::participants::pages
