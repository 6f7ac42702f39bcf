#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/person_name.hpp"
#include "html/identifier_messages.hpp"

namespace evenhand::referral::pages {

namespace who_for_page {

const std::vector<protocol::Choice>& choices()
{
    static const std::vector<protocol::Choice> all{
        {"me", "Me"},
        {"someone", "Someone I am helping, such as a relative or friend"},
        {"staff", "Someone I am helping as part of my job"}};
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "for", "Say who you are doing this for");
        html::add_messages(words, "helper", html::person_name_words);
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    auto items = items_of(choices());
    items[1].hint = {.text = "They need to know that you are doing this, and want it."};
    items[2].hint = {.text = "They need to have told you that they want this."};
    const auto helper = html::input({.name = "helper",
                                     .label = {.text = "Your own name, if you are helping someone"},
                                     .error = errors.on("helper"),
                                     .value = typed_value(typed, "helper"),
                                     .autocomplete = "name"});
    return html::radios({.name = "for",
                         .fieldset = page_fieldset(asked, "Who are you doing this for?"),
                         .error = errors.on("for"),
                         .items = items,
                         .value = typed_value(typed, "for")}) +
           helper;
}

bool helps(const http::FormData& typed)
{
    return typed.value("for") == "someone" || typed.value("for") == "staff";
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "for", ids_of(choices()));
    if (helps(typed)) {
        const auto name = PersonName::parse(typed.value("helper"));
        if (!name) errors.push_back({"helper", std::string(code(name.error()))});
    }
    return errors;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    std::vector<Line> all{
        {"Who this is for", labels_of(choices(), answer, "for"), "who this is for"}};
    if (helps(answer))
        all.push_back({"Name of the helper", typed_value(answer, "helper"), "the helper's name"});
    return all;
}

} // namespace who_for_page

const Question who_for_question{.slug = "who-for",
                                .title = "Who are you doing this for?",
                                .view = who_for_page::view,
                                .check = who_for_page::check,
                                .messages = who_for_page::messages,
                                .stop = nullptr,
                                .lines = who_for_page::lines};

} // namespace evenhand::referral::pages
