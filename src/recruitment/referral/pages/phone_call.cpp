#include "recruitment/referral/pages/phone.hpp"

#include "core/person_name.hpp"
#include "html/identifier_messages.hpp"
#include "recruitment/referral/pages/question_parts.hpp"

// The first page of a referral by telephone: who calls, for whom, how that person agreed, and that
// the privacy notice was read out.

namespace evenhand::referral::pages {

namespace phone_call {

const std::vector<protocol::Choice>& callers()
{
    static const std::vector<protocol::Choice> all{
        {"me", "The person themselves"},
        {"someone", "A relative, friend or carer"},
        {"staff", "Somebody who helps them as part of their job"}};
    return all;
}

const std::vector<protocol::Choice>& agreements()
{
    static const std::vector<protocol::Choice> all{
        {"themselves", "They told us so on this call"},
        {"through-caller", "The caller says that they agreed"},
        {"no", "They have not agreed, or it is not known"}};
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "for", "Say who is calling");
        html::add_messages(words, "helper", html::person_name_words);
        add_choice_messages(words, "agreed", "Say how the person agreed to be referred");
        words.push_back({"agreed",
                         "not_through_caller",
                         "The person is calling themselves, so they agree themselves or not at all",
                         {}});
        add_choice_messages(words, "notice_read",
                            "Read out the privacy notice, then tick that you did");
        return words;
    }();
    return all;
}

html::Html view(const Asked&, const http::FormData& typed, const html::FieldErrors& errors)
{
    const auto legend = [](std::string_view words) {
        return html::Fieldset{.legend = {.text = words, .classes = "govuk-fieldset__legend--m"}};
    };
    return html::radios({.name = "for",
                         .fieldset = legend("Who is calling?"),
                         .error = errors.on("for"),
                         .items = items_of(callers()),
                         .value = typed_value(typed, "for")}) +
           html::input({.name = "helper",
                        .label = {.text = "Name of the caller, if it is not the person themselves"},
                        .error = errors.on("helper"),
                        .value = typed_value(typed, "helper"),
                        .autocomplete = "off",
                        .spellcheck = false}) +
           html::radios(
               {.name = "agreed",
                .fieldset = legend("How did the person agree to be referred?"),
                .hint = {.text = "Nobody is referred without knowing of it and wanting it."},
                .error = errors.on("agreed"),
                .items = items_of(agreements()),
                .value = typed_value(typed, "agreed")}) +
           html::checkboxes(
               {.name = "notice_read",
                .fieldset = legend("The privacy notice"),
                .hint = {.text = "Read out, or say in your own words: we keep what you tell us to "
                                 "arrange a first appointment; only our team sees it; the job "
                                 "centre does not; you can have it put right or deleted. Offer to "
                                 "send it."},
                .error = errors.on("notice_read"),
                .items = {{.value = "yes", .text = "I have read it out to the caller"}},
                .values = typed_values(typed, "notice_read")});
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "for", ids_of(callers()));
    const std::string_view caller = typed.value("for");
    if (caller == "someone" || caller == "staff") {
        const auto name = PersonName::parse(typed.value("helper"));
        if (!name) errors.push_back({"helper", std::string(code(name.error()))});
    }
    check_one_of(errors, typed, "agreed", ids_of(agreements()));
    if (caller == "me" && typed.value("agreed") == "through-caller")
        errors.push_back({"agreed", "not_through_caller"});
    if (typed.value("agreed") != "no") check_one_of(errors, typed, "notice_read", {"yes"});
    return errors;
}

std::optional<Stop> stop(const Asked&, const http::FormData& answer)
{
    if (answer.value("agreed") == "no") return Stop::not_agreed;
    return std::nullopt;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    std::vector<Line> all{{"Who called", labels_of(callers(), answer, "for"), "who called"}};
    if (answer.value("for") != "me")
        all.push_back({"Name of the caller", typed_value(answer, "helper"), "the caller's name"});
    all.push_back({"How the person agreed", labels_of(agreements(), answer, "agreed"),
                   "how the person agreed"});
    all.push_back({"Privacy notice", answer.value("notice_read") == "yes" ? "Read out" : "",
                   "the privacy notice"});
    return all;
}

} // namespace phone_call

const Question phone_call_question{.slug = "call",
                                   .title = "Referral by telephone",
                                   .view = phone_call::view,
                                   .check = phone_call::check,
                                   .messages = phone_call::messages,
                                   .stop = phone_call::stop,
                                   .lines = phone_call::lines};

} // namespace evenhand::referral::pages
