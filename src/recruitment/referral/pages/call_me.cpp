#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "recruitment/referral/pages/prose.hpp"
#include "recruitment/referral/pages/question_parts.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace call_me_page {

using html::attr;
using html::element;

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        html::add_messages(words, "name", html::person_name_words);
        html::add_messages(words, "phone", html::phone_number_words);
        add_text_messages(words, "times", "The best times must be 200 characters or fewer");
        add_text_messages(words, "language", "The language must be 200 characters or fewer");
        return words;
    }();
    return all;
}

html::Html inputs(const http::FormData& typed, const html::FieldErrors& errors)
{
    const auto ask = [&](html::Input options, std::string_view name, std::string_view label) {
        options.name = name;
        options.label = {.text = label};
        options.error = errors.on(name);
        options.value = typed_value(typed, name);
        return html::input(options);
    };
    return ask({.autocomplete = "name"}, "name", "Your name") +
           ask({.type = "tel", .autocomplete = "tel", .classes = "govuk-input--width-20"}, "phone",
               "Phone number") +
           ask({.hint = {.text = "For example, weekday mornings"}, .autocomplete = "off"}, "times",
               "When is a good time to call? (optional)") +
           ask({.autocomplete = "off"}, "language",
               "Which language would you like to speak? (optional)");
}

html::Page view(const protocol::Protocol& protocol, const http::FormData& typed,
                const std::vector<html::FieldError>& wrong, const http::FormTokens& tokens)
{
    const html::FieldErrors errors(wrong, messages());
    const auto privacy =
        paragraph(html::fragment("We keep these details only to call you. ",
                                 link("/privacy", "How we look after your details"), "."));
    return {
        .title = "Ask us to call you",
        .body =
            errors.summary() +
            element("h1", {attr("class", "govuk-heading-l")}, "Ask us to call you") +
            paragraph(fmt::format(
                "Somebody from {} will call you within {} working days. You can ask anything "
                "and need decide nothing.",
                protocol.name, protocol.contact.reply_within_working_days)) +
            html::form({.action = "/call-me",
                        .csrf = tokens.csrf,
                        .idempotency_key = tokens.idempotency_key},
                       inputs(typed, errors) + privacy +
                           html::button({.text = "Ask for a call", .prevent_double_click = true})),
        .has_errors = errors.any(),
        .back_href = "/"};
}

http::Response respond(const Services& services, int status, const http::FormData& typed,
                       std::vector<html::FieldError> wrong, const http::FormTokens& tokens)
{
    return http::page(status, [&services, typed, wrong = std::move(wrong), tokens] {
        return html::document(services.site, view(services.protocol, typed, wrong, tokens)).str();
    });
}

} // namespace call_me_page

http::Response ask_call(const Services& services, const http::Request& request, const http::Viewer&,
                        storage::UnitOfWork&)
{
    return call_me_page::respond(services, 200, {}, {}, request.tokens);
}

http::Response request_call(const Services& services, const http::Request& request,
                            const http::Viewer&, storage::UnitOfWork& work)
{
    auto made = call_from(request.form);
    if (!made)
        return call_me_page::respond(services, 422, request.form, std::move(made).error(),
                                     request.tokens);
    const ReceiptId receipt =
        services.referrals.receive(work, *made, services.protocol.notice(protocol::referral_notice),
                                   services.reply_due(work.now()));
    return http::see_other(fmt::format("/sent/{}", receipt.text()));
}

} // namespace evenhand::referral::pages
