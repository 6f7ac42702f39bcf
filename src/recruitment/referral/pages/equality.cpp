#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "recruitment/referral/equality.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::referral::pages {

namespace equality_page {

using html::attr;
using html::element;
using html::Html;

html::Fieldset question_fieldset(std::string_view legend, std::string_view size)
{
    return {.legend = {.text = legend, .classes = fmt::format("govuk-fieldset__legend--{}", size)}};
}

/// What is asked more exactly of those who choose it, or nothing.
Html details_of(const protocol::EqualityQuestion& question, const protocol::EqualityChoice& choice)
{
    if (choice.details.empty()) return {};
    std::vector<html::ChoiceItem> items;
    for (const auto& detail : choice.details)
        items.push_back({.value = detail.id, .text = detail.label});
    // The choice is named again: without script, and to a screen reader, the details stand alone.
    const std::string legend = fmt::format("{}: which fits you best?", choice.label);
    return html::radios({.name = detail_field(question.id, choice.id),
                         .fieldset = question_fieldset(legend, "s"),
                         .items = std::move(items),
                         .classes = "govuk-radios--small"});
}

Html ask(const protocol::EqualityQuestion& question)
{
    std::vector<html::ChoiceItem> items;
    for (const auto& choice : question.choices) {
        items.push_back({.value = choice.id,
                         .text = choice.label,
                         .conditional = details_of(question, choice)});
    }
    items.push_back(
        {.value = std::string(protocol::prefer_not_to_say), .text = "I would rather not say"});
    return html::radios({.name = question.id,
                         .fieldset = question_fieldset(question.label, "m"),
                         .items = std::move(items)});
}

std::string confirmation_path(const SentReferral& sent)
{
    return fmt::format("/sent/{}", sent.receipt.text());
}

html::Page questions(const Services& services, const http::FormTokens& tokens,
                     const std::string& back)
{
    const Text& notice = services.texts.find("equality")->second;
    Html asked;
    for (const auto& question : services.protocol.referral.equality)
        asked = std::move(asked) + ask(question);
    const Html buttons = html::button_group(
        html::button({.text = "Send these answers", .prevent_double_click = true}) +
        link(back, "Leave them out"));
    return {.title = notice.title,
            .body = notice.body + html::form({.action = "/join/about-you",
                                              .csrf = tokens.csrf,
                                              .idempotency_key = tokens.idempotency_key},
                                             asked + buttons),
            .back_href = back};
}

html::Page thanks(const std::string& back)
{
    return {.title = "Thank you",
            .body = element("h1", {attr("class", "govuk-heading-l")}, "Thank you") +
                    paragraph("We have your answers. Nobody who decides anything about you sees "
                              "them, and they change nothing in what you sent.") +
                    paragraph(link(back, "Back to your reference and what happens next"))};
}

} // namespace equality_page

http::Response ask_equality(const Services& services, const http::Request& request,
                            const http::Viewer&, storage::UnitOfWork& work)
{
    const auto sent = services.equality.sent_last(work);
    if (!sent || services.protocol.referral.equality.empty()) return http::see_other("/");
    if (sent->answered) return http::see_other("/join/about-you/thanks");
    return http::page(
        200, [&services, tokens = request.tokens, back = equality_page::confirmation_path(*sent)] {
            return html::document(services.site, equality_page::questions(services, tokens, back))
                .str();
        });
}

http::Response answer_equality(const Services& services, const http::Request& request,
                               const http::Viewer&, storage::UnitOfWork& work)
{
    const auto sent = services.equality.sent_last(work);
    if (!sent || services.protocol.referral.equality.empty()) return http::see_other("/");
    if (sent->answered) return http::see_other("/join/about-you/thanks");
    const auto answers =
        equality_answers(services.protocol.referral.equality,
                         [&](std::string_view field) { return request.form.value(field); });
    // Somebody who sends an empty page has left all of it out: nothing is kept of them.
    if (answers.empty()) return http::see_other(equality_page::confirmation_path(*sent));
    services.equality.keep(work, *sent, answers,
                           services.protocol.notice(protocol::equality_notice));
    return http::see_other("/join/about-you/thanks");
}

http::Response equality_thanks(const Services& services, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork& work)
{
    const auto sent = services.equality.sent_last(work);
    if (!sent || !sent->answered) return http::see_other("/");
    return http::page(200, [&services, back = equality_page::confirmation_path(*sent)] {
        return html::document(services.site, equality_page::thanks(back)).str();
    });
}

} // namespace evenhand::referral::pages
