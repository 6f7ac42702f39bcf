#include "people/withdrawal/pages/pages.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::withdrawal::pages {

namespace withdraw_page {

using html::Html;

constexpr int most_note_characters = 4000;

std::vector<html::FieldMessage> messages(const Asked& asked)
{
    std::vector<html::FieldMessage> all{
        {"scope", "missing", "Choose what stops"},
        {"scope", "already", asked.meanwhile},
        {"said_by", "missing", "Choose who said it"},
        {"said_how", "missing", "Choose how it was said"},
        {"told", "not_told", "Tell them what happens with what they gave, then tick the box"},
        {"note", "too_long", "The note must have 4,000 characters or fewer"},
        {"note", "not_text", "The note has characters that cannot be kept. Type it again"},
        {"note", "erased", "This person's case notes were erased: no note can be kept"}};
    html::add_messages(all, "effective", html::date_words, "effective-day");
    return all;
}

Result<NewWithdrawal, std::vector<html::FieldError>> parse(const http::FormData& form)
{
    std::vector<html::FieldError> errors;
    const auto scope = scope_named(form.value("scope"));
    if (!scope) errors.push_back({"scope", "missing"});
    const auto effective = effective_day(form);
    if (!effective) errors.push_back({"effective", effective.error()});
    const auto said_by = said_by_named(form.value("said_by"));
    if (!said_by) errors.push_back({"said_by", "missing"});
    const auto said_how = said_how_named(form.value("said_how"));
    if (!said_how) errors.push_back({"said_how", "missing"});
    const auto note = clean_paragraph(form.value("note"));
    if (!note)
        errors.push_back({"note", "not_text"});
    else if (count_code_points(*note) > most_note_characters)
        errors.push_back({"note", "too_long"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewWithdrawal{.scope = *scope,
                         .effective = *effective,
                         .said_by = *said_by,
                         .said_how = *said_how,
                         .told = form.value("told") == "yes",
                         .note = *note};
}

/// The box that each refusal belongs to.
html::FieldError error_of(Refusal refusal)
{
    const std::string words(code(refusal));
    switch (refusal) {
    case Refusal::in_future:
    case Refusal::too_long_ago:
        return {"effective", words};
    case Refusal::not_told:
        return {"told", words};
    case Refusal::erased:
        return {"note", words};
    case Refusal::already:
    case Refusal::not_there:
    case Refusal::not_theirs_to_say:
        break;
    }
    return {"scope", "already"};
}

Html scopes(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Scope scope : all_scopes()) {
        items.push_back({.value = std::string(name_of(scope)),
                         .text = label_of(scope),
                         .hint = {.text = html::fragment("Say: ", what_to_say(scope))}});
    }
    return html::radios({.name = "scope",
                         .fieldset = html::Fieldset{.legend = {.text = "What stops?"}},
                         .error = errors.on("scope"),
                         .items = std::move(items),
                         .value = std::string(asked.typed.value("scope"))});
}

html::Page view(const Asked& asked)
{
    const auto words = messages(asked);
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    const Html inputs = html::fragment(
        scopes(asked, errors),
        staff::day_boxes(
            {.field = "effective", .legend = "From which day?", .offered = asked.today},
            asked.typed, errors),
        staff::choose_one({.name = "said_by", .legend = "Who said it?"}, all_said_by(), asked.typed,
                          errors),
        staff::choose_one({.name = "said_how", .legend = "How was it said?"}, all_said_how(),
                          asked.typed, errors),
        html::checkboxes({.name = "told",
                          .fieldset = html::Fieldset{.legend = {.text = "What they were told"}},
                          .error = errors.on("told"),
                          .items = {{.value = "yes",
                                     .text = "I told them what happens with what they gave "
                                             "already, in the words above"}},
                          .values = {std::string(asked.typed.value("told"))}}),
        html::textarea(
            {.name = "note",
             .label = {.text = "Note (optional)"},
             .hint = {.text = "Nobody has to give a reason. Whoever records withdrawals can "
                              "read it. Do not write which group they are in"},
             .error = errors.on("note"),
             .value = std::string(asked.typed.value("note"))}),
        html::button({.text = "Record withdrawal"}));
    return {.title = "Record a withdrawal",
            .body = html::fragment(
                errors.summary(), staff::heading("Record a withdrawal"),
                staff::paragraph("Leaving is anybody's right, at any time, without a reason. It "
                                 "changes nothing about their benefits or their care."),
                html::form(staff::posting_to(path + "/withdraw", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = status_of(asked);
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

/// What stands of theirs by which nothing more is to be written.
std::string stands_already(const Standing& standing, Scope wanted)
{
    const auto same = [&](const Withdrawal& each) {
        return each.scope == wanted || each.scope == Scope::everything;
    };
    const auto found = std::ranges::find_if(standing.withdrawals, same);
    CHECK(found != standing.withdrawals.end());
    return fmt::format("Nothing was written, because on {} this was recorded already: {}, from {}",
                       london_plain(found->recorded), label_of(found->scope),
                       found->effective.plain());
}

} // namespace withdraw_page

http::Response ask_withdraw(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = asked_in(services, request, work);
    if (!asked) return http::not_found();
    return withdraw_page::show(services, request, viewer, std::move(*asked));
}

http::Response withdraw(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = asked_in(services, request, work);
    if (!asked) return http::not_found();
    const auto wanted = withdraw_page::parse(request.form);
    if (!wanted) {
        asked->found = wanted.error();
        return withdraw_page::show(services, request, viewer, std::move(*asked));
    }
    // Two who write it at once come one after the other: the second finds what the first wrote.
    services.participants.journeys.hold(work, asked->person);
    const auto written = services.withdrawals.withdraw(work, asked->person, *wanted);
    if (!written) {
        asked->found = {withdraw_page::error_of(written.error())};
        if (written.error() == Refusal::already)
            asked->meanwhile = withdraw_page::stands_already(
                services.withdrawals.standing(work, asked->person), wanted->scope);
        return withdraw_page::show(services, request, viewer, std::move(*asked));
    }
    // Only leaving everything is a step: leaving support would tell an arm.
    if (wanted->scope == Scope::everything)
        take_step(services, work, asked->person, participants::Step::withdrew, wanted->effective);
    return http::see_other(participants::person_path(asked->person));
}

} // namespace evenhand::withdrawal::pages
