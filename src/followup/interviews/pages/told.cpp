#include "followup/interviews/pages/pages.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <array>
#include <utility>

namespace evenhand::interviews::pages {

namespace told_page {

using html::Html;

constexpr std::size_t most_characters = 2000;

constexpr std::array own_messages{
    html::FieldMessage{"interviewer", "missing", "Select the interviewer"},
    html::FieldMessage{"interviewer", "already",
                       "It is written down already that this interviewer was told, or may have "
                       "been. Nothing more needs doing"},
    html::FieldMessage{"on", "in_future", "The day must be today or in the past", "on-day"},
    html::FieldMessage{"on", "before_group",
                       "The day must not be before they were put into a group", "on-day"},
    html::FieldMessage{"sureness", "missing", "Select how sure it is"},
    html::FieldMessage{"how", "missing", "Select how it happened"},
    html::FieldMessage{"happened", "words_missing", "Enter what happened"},
    html::FieldMessage{"happened", "names_group",
                       "Take out what the group is called. The record must not say which it is"},
    html::FieldMessage{"happened", "too_long", "What happened must have 2,000 characters or fewer"},
    html::FieldMessage{"happened", "not_text",
                       "What happened has characters that cannot be kept. Type it again"},
    html::FieldMessage{"happened", "erased",
                       "Their notes were erased: leave this empty, and choose how it happened"},
};

/// What the form is asked with.
struct Asked
{
    PersonId person;
    std::string study_number;
    LocalDate randomised;
    LocalDate today;
    /// Whom it may be about; nothing: whoever writes it down, who is asked no question about it.
    std::optional<std::vector<Interviewer>> offered;
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all(own_messages.begin(), own_messages.end());
    html::add_messages(all, "on", html::date_words, "on-day");
    return all;
}

Html inputs(const Asked& asked, const html::FieldErrors& errors)
{
    Html who;
    if (asked.offered && asked.offered->empty())
        who = html::inset_text({.text = "No account has the role of an interviewer now."});
    else if (asked.offered)
        who = choose_interviewer("Which interviewer?", *asked.offered, asked.typed, errors);
    return html::fragment(
        who,
        staff::day_boxes({.field = "on",
                          .legend = "On which day?",
                          .hint = "For example, the day of the interview"},
                         asked.typed, errors),
        staff::choose_one({.name = "sureness", .legend = "How sure is it?"}, all_surenesses(),
                          asked.typed, errors),
        staff::choose_one({.name = "how", .legend = "How did it happen?"}, all_hows(), asked.typed,
                          errors),
        html::textarea({.name = "happened",
                        .label = {.text = "What happened"},
                        .hint = {.text = "Only needed for another way. Do not say which group it "
                                         "is. It is sealed"},
                        .error = errors.on("happened"),
                        .value = std::string(asked.typed.value("happened"))}),
        html::button({.text = "Write it down"}));
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    constexpr std::string_view title = "An interviewer was told a group";
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph("Study number " + asked.study_number + "."),
                staff::paragraph("From then on this interviewer interviews them no more, and the "
                                 "trial manager names another. Never write which group it is."),
                html::form(staff::posting_to(told_path(asked.person), asked.tokens),
                           inputs(asked, errors))),
            .has_errors = errors.any(),
            .back_href = std::string(tell_path)};
}

/// Nothing unless they were put into a group.
std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    const auto randomised = randomised_on(services, work, *person);
    if (!randomised) return std::nullopt;
    Asked asked{.person = *person,
                .study_number = study_number_of(services, work, *person),
                .randomised = *randomised,
                .today = london_date(work.now()),
                .offered = std::nullopt,
                .typed = request.form,
                .tokens = request.tokens};
    if (staff::may(viewer, "interviews.reassign")) asked.offered = interviewers_now(services, work);
    return asked;
}

/// What was typed as words, or what is wrong with it.
Result<std::string, std::string_view> words_in(const http::FormData& typed)
{
    const auto text = clean_paragraph(typed.value("happened"));
    if (!text) return refuse(std::string_view("not_text"));
    if (count_code_points(*text) > most_characters) return refuse(std::string_view("too_long"));
    return *text;
}

/// What is to be kept, or what is wrong with it, in the order of the questions.
Result<NewUnblinding, std::vector<html::FieldError>> parse(const Asked& asked,
                                                           const http::Viewer& viewer)
{
    std::vector<html::FieldError> found;
    const auto& typed = asked.typed;
    // Whoever interviews writes down their own alone, whatever the form says.
    const auto who = asked.offered ? chosen_interviewer(typed, *asked.offered)
                                   : staff::AccountId::parse(viewer.account_id);
    if (!who) found.push_back({"interviewer", "missing"});
    const auto on =
        parse_date({typed.value("on-day"), typed.value("on-month"), typed.value("on-year")});
    if (!on) found.push_back({"on", std::string(code(on.error().why))});
    const auto sureness = sureness_named(typed.value("sureness"));
    if (!sureness) found.push_back({"sureness", "missing"});
    const auto how = how_named(typed.value("how"));
    if (!how) found.push_back({"how", "missing"});
    auto words = words_in(typed);
    if (!words) found.push_back({"happened", std::string(words.error())});
    if (!found.empty()) return refuse(std::move(found));
    return NewUnblinding{.interviewer = *who,
                         .on = *on,
                         .sureness = *sureness,
                         .how = *how,
                         .words = *std::move(words)};
}

/// The question that a refusal is about.
std::string_view field_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::in_future:
    case Refusal::before_group:
        return "on";
    case Refusal::words_missing:
    case Refusal::names_group:
    case Refusal::erased:
        return "happened";
    case Refusal::already:
    case Refusal::not_randomised:
    case Refusal::not_there:
    case Refusal::no_interviewer:
    case Refusal::was_told:
    case Refusal::taken_over:
        break;
    }
    return "interviewer";
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace told_page

http::Response ask_told(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = told_page::asked_in(services, request, viewer, work);
    if (!asked) return http::not_found();
    return told_page::show(services, request, viewer, *std::move(asked));
}

http::Response write_told(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = told_page::asked_in(services, request, viewer, work);
    if (!asked) return http::not_found();
    auto wanted = told_page::parse(*asked, viewer);
    if (!wanted) {
        asked->found = std::move(wanted.error());
        return told_page::show(services, request, viewer, *std::move(asked));
    }
    // Two who write the same at once come one after the other.
    services.participants.journeys.hold(work, asked->person);
    const Known known{.randomised = asked->randomised, .groups = services.groups};
    const auto told = services.interviews.tell(work, asked->person, *wanted, known);
    if (!told) {
        asked->found = {
            {std::string(told_page::field_of(told.error())), std::string(code(told.error()))}};
        return told_page::show(services, request, viewer, *std::move(asked));
    }
    if (asked->offered) return http::see_other(unblinding_path(*told));
    return http::see_other(std::string(recorded_path));
}

http::Response recorded(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork&)
{
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer, [] {
        return html::Page{
            .title = "It is written down",
            .body = html::fragment(
                staff::heading("It is written down"),
                staff::paragraph("Do not interview this participant any more. The trial manager "
                                 "names another interviewer. Tell nobody which group it is, and "
                                 "thank you for saying so."))};
    });
}

} // namespace evenhand::interviews::pages
