#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include "html/components.hpp"
#include "html/form.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace check_page {

using html::attr;
using html::element;
using html::Html;

html::SummaryRow row_of(const Question& question, const Line& line)
{
    return {.key = line.key,
            .value = line.value.empty() ? Html{"Not provided"} : Html{line.value},
            .actions = {{.href = fmt::format("/join/{}?change=yes", question.slug),
                         .visually_hidden_text = line.change}}};
}

html::Page view(const Asked& asked, const Answers& answers, const http::FormTokens& tokens)
{
    std::vector<html::SummaryRow> rows;
    for (const Question* question : questions()) {
        for (const Line& line : question->lines(asked, answers.of(question->slug))) {
            rows.push_back(row_of(*question, line));
        }
    }
    const Html send = html::form(
        {.action = "/join/check", .csrf = tokens.csrf, .idempotency_key = tokens.idempotency_key},
        html::button({.text = "Send", .prevent_double_click = true}));
    return {.title = "Check your answers",
            .body = element("h1", {attr("class", "govuk-heading-l")},
                            "Check your answers before you send them") +
                    html::summary_list({.rows = rows}) +
                    element("p", {attr("class", "govuk-body")},
                            "When you press Send we keep these details and call or write to you. "
                            "Nothing else happens "
                            "until we have spoken.") +
                    send,
            .back_href = fmt::format("/join/{}", questions().back()->slug)};
}

} // namespace check_page

http::Response check_answers(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Asked asked = services.asked(work.now());
    const Answers answers = answers_so_far(services, viewer, work);
    if (const Question* open = first_open(asked, answers)) {
        return http::see_other(answers.empty() ? "/" : fmt::format("/join/{}", open->slug));
    }
    return http::page(200, [&services, asked, answers, tokens = request.tokens] {
        return html::document(services.site, check_page::view(asked, answers, tokens)).str();
    });
}

http::Response send_answers(const Services& services, const http::Request&,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Answers answers = answers_so_far(services, viewer, work);
    // Sent from another tab, or kept too long: nothing is left to send, and the first page says how
    // to begin.
    if (answers.empty()) return http::see_other("/");
    const auto made = referral_from(services.asked(work.now()), answers);
    if (!made) return http::see_other(fmt::format("/join/{}", made.error()->slug));

    const ReceiptId receipt =
        services.referrals.receive(work, *made, services.protocol.notice(protocol::referral_notice),
                                   services.reply_due(work.now()));
    services.drafts.discard(work, journey_draft(viewer));
    return http::see_other(fmt::format("/sent/{}", receipt.text()));
}

} // namespace evenhand::referral::pages
