#include "people/concerns/pages/pages.hpp"

#include "core/text.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <array>

namespace evenhand::concerns::pages {

namespace raise_page {

constexpr int most_characters = 4000;

constexpr std::array messages{
    html::FieldMessage{"kind", "missing", "Choose what kind of concern it is"},
    html::FieldMessage{"text", "missing", "Write what worries you"},
    html::FieldMessage{"text", "too_long", "What worries you must have 4,000 characters or fewer"},
    html::FieldMessage{"text", "not_text",
                       "This has characters that cannot be kept. Type it again"},
    html::FieldMessage{"text", "erased",
                       "This person's case notes were erased: tell the data-protection officer"},
};

struct Asked
{
    PersonId person;
    http::FormData typed;
    http::FormTokens tokens;
    bool may_open = false;
    std::string study_number = {}; ///< empty: none yet
    std::vector<html::FieldError> found = {};
};

std::string path_of(PersonId person)
{
    return "/concerns/new/" + person.text();
}

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    std::vector<html::ChoiceItem> kinds;
    for (const Kind kind : all_kinds())
        kinds.push_back({.value = std::string(name_of(kind)), .text = label_of(kind)});
    const auto inputs = html::fragment(
        html::radios({.name = "kind",
                      .fieldset = html::Fieldset{.legend = {.text = "What kind of concern?"}},
                      .error = errors.on("kind"),
                      .items = std::move(kinds),
                      .value = std::string(asked.typed.value("kind"))}),
        html::textarea({.name = "text",
                        .label = {.text = "What worries you?"},
                        .hint = {.text = "What you saw or were told, in whose words, and when. It "
                                         "is sealed"},
                        .error = errors.on("text"),
                        .value = std::string(asked.typed.value("text"))}),
        html::button({.text = "Raise concern"}));
    return {.title = "Raise a concern",
            .body = html::fragment(
                errors.summary(), staff::heading("Raise a concern"),
                html::warning_text({.text = "If somebody is in danger now, telephone 999 first."}),
                asked.study_number.empty()
                    ? html::Html()
                    : staff::paragraph("About study number " + asked.study_number + "."),
                html::form(staff::posting_to(path_of(asked.person), asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = asked.may_open ? participants::person_path(asked.person) : ""};
}

/// Whoever raises a concern need not know who it is: of the person only the study number is shown,
/// by which they see that it is the right one.
std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return std::nullopt;
    const auto journey = services.participants.journeys.find(work, *person);
    return Asked{.person = *person,
                 .typed = request.form,
                 .tokens = request.tokens,
                 .may_open = staff::may(viewer, "participants.open"),
                 .study_number = journey ? journey->study_number : std::string()};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

std::string_view fault_of(const Result<std::string, TextRefusal>& text)
{
    if (!text) return "not_text";
    if (text->empty()) return "missing";
    return count_code_points(*text) > most_characters ? "too_long" : "";
}

} // namespace raise_page

http::Response ask_concern(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = raise_page::asked_in(services, request, viewer, work);
    if (!asked) return http::not_found();
    return raise_page::show(services, request, viewer, std::move(*asked));
}

http::Response raise_concern(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = raise_page::asked_in(services, request, viewer, work);
    if (!asked) return http::not_found();
    const auto kind = kind_named(request.form.value("kind"));
    if (!kind) asked->found.push_back({"kind", "missing"});
    const auto text = clean_paragraph(request.form.value("text"));
    const auto fault = raise_page::fault_of(text);
    if (!fault.empty()) asked->found.push_back({"text", std::string(fault)});
    if (!asked->found.empty())
        return raise_page::show(services, request, viewer, std::move(*asked));

    const auto concern = services.concerns.raise(work, asked->person, *kind, *text);
    if (!concern) {
        asked->found = {{"text", "erased"}};
        return raise_page::show(services, request, viewer, std::move(*asked));
    }
    if (staff::may(viewer, "concerns.manage")) return http::see_other(concern_path(*concern));
    return http::see_other("/concerns/raised");
}

http::Response raised(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork&)
{
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer, [] {
        return html::Page{
            .title = "Concern raised",
            .body = html::fragment(
                staff::heading("Concern raised"),
                staff::paragraph("It stands at the top of the queue of concerns until somebody "
                                 "takes it on. If it cannot wait, telephone the safeguarding "
                                 "lead."))};
    });
}

} // namespace evenhand::concerns::pages
