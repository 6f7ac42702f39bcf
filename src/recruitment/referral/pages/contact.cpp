#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/email_address.hpp"
#include "core/phone_number.hpp"
#include "html/identifier_messages.hpp"

#include <algorithm>

namespace evenhand::referral::pages {

namespace contact_page {

constexpr std::size_t address_most = 300;
constexpr std::size_t times_most = 200;

const std::vector<protocol::Choice>& channels()
{
    static const std::vector<protocol::Choice> all{{"phone", "Phone call"},
                                                   {"text", "Text message"},
                                                   {"email", "Email"},
                                                   {"letter", "Letter"}};
    return all;
}

bool wants(const http::FormData& typed, std::string_view channel)
{
    const auto chosen = typed.values("channel");
    return std::ranges::find(chosen, channel) != chosen.end();
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "channel", "Choose at least one way for us to contact you");
        html::add_messages(words, "phone", html::phone_number_words);
        html::add_messages(words, "mobile", html::phone_number_words);
        words.push_back({"mobile",
                         "not_a_mobile",
                         "Texts can only be sent to a mobile number, such as 07700 900123",
                         {}});
        html::add_messages(words, "email", html::email_address_words);
        words.push_back({"address", "missing", "Enter the address for letters", {}});
        add_text_messages(words, "address", "The address must be 300 characters or fewer");
        add_text_messages(words, "times", "The best times must be 200 characters or fewer");
        return words;
    }();
    return all;
}

html::Html number_input(std::string_view name, std::string_view label, const http::FormData& typed,
                        const html::FieldErrors& errors)
{
    return html::input({.name = std::string(name),
                        .label = {.text = label},
                        .error = errors.on(name),
                        .value = typed_value(typed, name),
                        .type = "tel",
                        .autocomplete = "tel",
                        .classes = "govuk-input--width-20"});
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    auto items = items_of(channels());
    items[0].conditional = number_input("phone", "Phone number", typed, errors);
    items[1].conditional = number_input("mobile", "Mobile number for texts", typed, errors);
    items[2].conditional = html::input({.name = "email",
                                        .label = {.text = "Email address"},
                                        .error = errors.on("email"),
                                        .value = typed_value(typed, "email"),
                                        .type = "email",
                                        .autocomplete = "email",
                                        .spellcheck = false});
    items[3].conditional = html::textarea({.name = "address",
                                           .label = {.text = "Address for letters"},
                                           .error = errors.on("address"),
                                           .value = typed_value(typed, "address"),
                                           .rows = 4,
                                           .autocomplete = "street-address"});
    return html::checkboxes({.name = "channel",
                             .fieldset = page_fieldset(asked, "How can we contact you?"),
                             .hint = {.text = "Choose every way that suits you."},
                             .error = errors.on("channel"),
                             .items = items,
                             .values = typed_values(typed, "channel")}) +
           html::input({.name = "times",
                        .label = {.text = "When is a good time to call? (optional)"},
                        .hint = {.text = "For example, weekday mornings"},
                        .error = errors.on("times"),
                        .value = typed_value(typed, "times"),
                        .autocomplete = "off"});
}

void check_numbers(std::vector<html::FieldError>& errors, const http::FormData& typed)
{
    if (wants(typed, "phone")) {
        const auto number = PhoneNumber::parse(typed.value("phone"));
        if (!number) errors.push_back({"phone", std::string(code(number.error()))});
    }
    if (wants(typed, "text")) {
        const auto number = PhoneNumber::parse(typed.value("mobile"));
        if (!number) {
            errors.push_back({"mobile", std::string(code(number.error()))});
        } else if (number->kind() == PhoneKind::landline ||
                   number->kind() == PhoneKind::freephone) {
            errors.push_back({"mobile", "not_a_mobile"});
        }
    }
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    if (typed.values("channel").empty()) errors.push_back({"channel", "missing"});
    check_all_of(errors, typed, "channel", ids_of(channels()));
    check_numbers(errors, typed);
    if (wants(typed, "email")) {
        const auto email = EmailAddress::parse(typed.value("email"));
        if (!email) errors.push_back({"email", std::string(code(email.error()))});
    }
    if (wants(typed, "letter")) {
        if (typed.value("address").find_first_not_of(" \t\r\n") == std::string_view::npos) {
            errors.push_back({"address", "missing"});
        }
        check_text(errors, typed, "address", address_most);
    }
    check_text(errors, typed, "times", times_most);
    return errors;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    std::vector<Line> all{
        {"Ways to contact", labels_of(channels(), answer, "channel"), "how we can contact you"}};
    const auto add = [&](std::string_view channel, std::string_view field, const char* key,
                         const char* change) {
        if (wants(answer, channel)) all.push_back({key, typed_value(answer, field), change});
    };
    add("phone", "phone", "Phone number", "your phone number");
    add("text", "mobile", "Mobile number for texts", "your mobile number");
    add("email", "email", "Email address", "your email address");
    add("letter", "address", "Address for letters", "your address");
    all.push_back({"Good time to call", typed_value(answer, "times"), "when to call"});
    return all;
}

} // namespace contact_page

const Question contact_question{.slug = "contact",
                                .title = "How can we contact you?",
                                .view = contact_page::view,
                                .check = contact_page::check,
                                .messages = contact_page::messages,
                                .stop = nullptr,
                                .lines = contact_page::lines};

} // namespace evenhand::referral::pages
