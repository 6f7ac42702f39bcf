#include "html/components.hpp"
#include "intake/consent/pages/linkage_asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

// Nothing is written down today, and why: the appointment goes on without it.

namespace evenhand::consent::pages {

namespace skip_page {

std::vector<html::FieldMessage> messages()
{
    return {{"reason", "missing", "Choose why it is left out"},
            {"reason", "erased", "What was kept to find their records was erased"}};
}

struct Shown
{
    PersonId person;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Shown& shown)
{
    const auto words = messages();
    const html::FieldErrors errors(shown.found, words);
    const auto path = participants::person_path(shown.person, "/linkage-keys");
    std::vector<html::ChoiceItem> items;
    for (const auto reason : all_skip_reasons())
        items.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    const html::Html inputs = html::fragment(
        html::radios({.name = "reason",
                      .fieldset = html::Fieldset{.legend = {.text = "Why is it left out?"}},
                      .hint = {.text = "It can be given later. Their place in the study does not "
                                       "depend on it"},
                      .error = errors.on("reason"),
                      .items = std::move(items),
                      .value = std::string(shown.typed.value("reason"))}),
        html::button({.text = "Go on without it"}));
    return {.title = "Leave out what finds their records",
            .body =
                html::fragment(errors.summary(),
                               participants::intake_heading(participants::IntakePage::linkage_keys,
                                                            "Leave out what finds their records"),
                               html::form(staff::posting_to(path + "/skip", shown.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown), view);
}

} // namespace skip_page

http::Response ask_linkage_skip(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = linkage_asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    return skip_page::show(
        services, request, viewer,
        {.person = asking->person, .typed = request.form, .found = {}, .tokens = request.tokens});
}

http::Response skip_linkage_keys(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = linkage_asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    skip_page::Shown shown{
        .person = asking->person, .typed = request.form, .found = {}, .tokens = request.tokens};
    const auto reason = skip_reason_named(request.form.value("reason"));
    if (!reason) {
        shown.found = {{"reason", "missing"}};
        return skip_page::show(services, request, viewer, std::move(shown));
    }
    const auto skipped = services.linkage.skip(work, asking->person, *reason);
    if (!skipped) {
        shown.found = {{"reason", "erased"}};
        return skip_page::show(services, request, viewer, std::move(shown));
    }
    return http::see_other(
        participants::next_page(services.participants, viewer, asking->person, asking->stage));
}

} // namespace evenhand::consent::pages
