#include "recruitment/referral/pages/phone.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::referral::pages {

namespace phone_check {

using html::attr;
using html::element;
using html::Html;

/// What the check page shows, by value.
struct Model
{
    Asked asked;
    Answers answers;
    const Question* open = nullptr; ///< must be answered, or stops, before it can be sent
    http::FormTokens tokens;
};

std::string path_of(const PhonePage& page)
{
    return page.slug.empty() ? "/triage/new" : fmt::format("/triage/new/{}", page.slug);
}

Html answers_of(const Model& model, const PhonePage& page)
{
    html::SummaryList list{.card = html::SummaryCard{.title = std::string(page.title)}};
    for (const PhonePart& part : page.parts) {
        const Question* question = part.question;
        for (const Line& line : question->lines(model.asked, model.answers.of(question->slug))) {
            list.rows.push_back(
                {.key = line.key,
                 .value = line.value.empty() ? Html{"Not provided"} : Html{line.value},
                 .actions = {{.href = path_of(page), .visually_hidden_text = line.change}}});
        }
    }
    return html::summary_list(list);
}

/// What must be answered, or stops, before it can be sent.
const Question* open_question(const Asked& asked, const Answers& answers)
{
    const http::FormData& call = answers.of("call");
    const bool told =
        phone_call_question.check(asked, call).empty() && !phone_call_question.stop(asked, call);
    return told ? first_open(asked, answers) : &phone_call_question;
}

bool stops(const Model& model)
{
    return model.open && model.open->stop &&
           model.open->stop(model.asked, model.answers.of(model.open->slug));
}

/// Why it cannot be sent as it stands, in words that can be read out.
Html why_not(const Model& model)
{
    const Question& open = *model.open;
    const bool ends = stops(model);
    const Html words =
        ends ? Html{fmt::format("By the answer to \"{}\" this person cannot join. Tell them why, "
                                "and what other help there is. Nothing is kept unless the answer "
                                "was a mistake and you change it.",
                                open.title)}
             : Html{fmt::format("\"{}\" is still to be answered.", open.title)};
    const Html help =
        element("p", {attr("class", "govuk-body")},
                element("a", {attr("class", "govuk-link"), attr("href", "/local-help")},
                        "Other local help"));
    return html::inset_text({.text = staff::paragraph(words) + (ends ? help : Html())});
}

Html form(const Model& model, std::string_view action, const html::Button& button)
{
    return html::form({.action = std::string(action),
                       .csrf = model.tokens.csrf,
                       .idempotency_key = model.tokens.idempotency_key},
                      html::button(button));
}

html::Page view(const Model& model)
{
    Html all;
    for (const PhonePage& page : phone_pages())
        all += answers_of(model, page);
    Html send;
    if (model.open) send += why_not(model);
    if (!stops(model)) {
        send += form(model, "/triage/new/check",
                     {.text = "Send the referral", .prevent_double_click = true});
    }
    return {.title = "Check the referral",
            .body = staff::heading("Check the referral with the caller") + all + send +
                    form(model, "/triage/new/discard",
                         {.text = "Throw it away", .classes = "govuk-button--secondary"}),
            .back_href = path_of(phone_pages().back())};
}

} // namespace phone_check

http::Response check_phone(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Asked asked = services.asked(work.now());
    Answers answers = phone_answers(services, viewer, work);
    phone_check::Model model{
        .asked = asked, .answers = std::move(answers), .open = nullptr, .tokens = request.tokens};
    model.open = phone_check::open_question(asked, model.answers);
    return staff::answer_staff_page(
        services.staff, 200, request, viewer,
        [model = std::move(model)] { return phone_check::view(model); });
}

http::Response send_phone(const Services& services, const http::Request&,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Answers answers = phone_answers(services, viewer, work);
    // Sent from another tab, or kept too long: nothing is left to send.
    if (answers.empty()) return http::see_other("/triage/new");
    const Asked asked = services.asked(work.now());
    if (phone_check::open_question(asked, answers)) return http::see_other("/triage/new/check");
    auto made = referral_from(asked, answers);
    CHECK(made.has_value());
    made->route = ReferralRoute::phone;
    const auto receipt_id =
        services.referrals.receive(work, *made, services.protocol.notice(protocol::referral_notice),
                                   services.reply_due(work.now()));
    services.drafts.discard(work, phone_draft(viewer));
    const auto receipt = services.referrals.receipt(work, receipt_id);
    CHECK(receipt.has_value());
    const auto reference = ReferralReference::parse(receipt->reference);
    CHECK(reference.has_value());
    const auto referral = services.referrals.find_by_reference(work, *reference);
    CHECK(referral.has_value());
    return http::see_other(fmt::format("/triage/{}", referral->text()));
}

http::Response phone_not_agreed(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork&)
{
    return staff::answer_staff_page(services.staff, 200, request, viewer, [] {
        return html::Page{
            .title = "Nothing was kept",
            .body = staff::heading("Nothing was kept") +
                    staff::paragraph("A person is referred only if they know of it and want it, so "
                                     "what you typed has been deleted.") +
                    staff::paragraph("Tell the caller how the person can reach us themselves, on "
                                     "the web or by telephone, whenever they want to.") +
                    html::button({.text = "Back to triage", .href = "/triage"})};
    });
}

} // namespace evenhand::referral::pages
