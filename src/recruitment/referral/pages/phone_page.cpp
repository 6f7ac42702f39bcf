#include "recruitment/referral/pages/phone.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace evenhand::referral::pages {

namespace phone_page {

using html::Html;

/// A call is taken down at once; what is left of one goes the next day.
constexpr std::chrono::days keep_draft{1};

std::string path_of(const PhonePage& page)
{
    return page.slug.empty() ? "/triage/new" : fmt::format("/triage/new/{}", page.slug);
}

/// What one page shows, by value.
struct Model
{
    const PhonePage& page;
    Asked asked;
    Answers typed;
    std::vector<html::FieldError> wrong;
    http::FormTokens tokens;
};

std::vector<html::FieldMessage> messages_of(const PhonePage& page)
{
    std::vector<html::FieldMessage> all;
    for (const PhonePart& part : page.parts) {
        const auto& some = part.question->messages();
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Html back_to(const PhonePage& page)
{
    const auto pages = phone_pages();
    const auto found = std::ranges::find(pages, page.slug, &PhonePage::slug);
    if (found == pages.begin()) return {};
    return html::back_link({.href = path_of(*std::prev(found))});
}

Html throw_away(const Model& model)
{
    if (!model.page.slug.empty()) return {};
    return html::form({.action = "/triage/new/discard",
                       .csrf = model.tokens.csrf,
                       .idempotency_key = model.tokens.idempotency_key},
                      html::button({.text = "Throw away and begin another",
                                    .classes = "govuk-button--secondary"}));
}

html::Page view(const Model& model)
{
    const auto messages = messages_of(model.page);
    const html::FieldErrors errors(model.wrong, messages);
    Html questions;
    for (const PhonePart& part : model.page.parts)
        questions += part.question->view(model.asked, model.typed.of(part.question->slug), errors);
    const auto place =
        std::ranges::find(phone_pages(), model.page.slug, &PhonePage::slug) - phone_pages().begin();
    return {.title = std::string(model.page.title),
            .body = back_to(model.page) + errors.summary() +
                    staff::heading(fmt::format("{} ({} of {})", model.page.title, place + 1,
                                               phone_pages().size() + 1)) +
                    staff::paragraph("Read the questions out as they stand: \"you\" is the person "
                                     "who is referred.") +
                    html::form({.action = path_of(model.page),
                                .csrf = model.tokens.csrf,
                                .idempotency_key = model.tokens.idempotency_key},
                               questions + html::button({.text = "Continue"})) +
                    throw_away(model),
            .has_errors = errors.any()};
}

http::Response respond(const Services& services, int status, const http::Request& request,
                       const http::Viewer& viewer, Model model)
{
    return staff::answer_staff_page(services.staff, status, request, viewer,
                                    [model = std::move(model)] { return view(model); });
}

Asked among_others(const Services& services, storage::UnitOfWork& work)
{
    Asked asked = services.asked(work.now());
    asked.alone = false;
    return asked;
}

/// Each question is given its own fields and no others.
void set_all(Answers& answers, const PhonePage& page, const http::FormData& typed)
{
    for (const PhonePart& part : page.parts) {
        http::FormData own;
        for (const auto& [name, value] : typed.pairs()) {
            if (std::ranges::find(part.fields, name) != part.fields.end()) own.add(name, value);
        }
        answers.set(part.question->slug, std::move(own));
    }
}

/// What the first page says in one is two questions of the self-referral. That the person is old
/// enough is told by the date of birth.
void add_what_follows(Answers& answers)
{
    http::FormData who_for;
    for (const char* field : {"for", "helper"})
        who_for.add(field, std::string(answers.of("call").value(field)));
    http::FormData agreement;
    agreement.add("agree", "yes");
    http::FormData age;
    age.add("old_enough", "yes");
    answers.set("who-for", std::move(who_for));
    answers.set("agreement", std::move(agreement));
    answers.set("age", std::move(age));
}

std::string next_path(const PhonePage& page)
{
    const auto pages = phone_pages();
    const auto found = std::ranges::find(pages, page.slug, &PhonePage::slug);
    const auto next = std::next(found);
    return next == pages.end() ? "/triage/new/check" : path_of(*next);
}

} // namespace phone_page

std::span<const PhonePage> phone_pages()
{
    static const std::array pages{
        PhonePage{"",
                  "Referral by telephone: the call",
                  {{&phone_call_question, {"for", "helper", "agreed", "notice_read"}}}},
        PhonePage{"person",
                  "Referral by telephone: the person",
                  {{&name_question, {"first_name", "last_name", "known_as"}},
                   {&birth_date_question, {"born-day", "born-month", "born-year"}},
                   {&nhs_number_question, {"knows_nhs_number", "nhs_number"}},
                   {&postcode_question, {"postcode", "no_fixed_address"}}}},
        PhonePage{"contact",
                  "Referral by telephone: how to reach them",
                  {{&contact_question, {"channel", "phone", "mobile", "email", "address", "times"}},
                   {&safe_contact_question, {"leave_message", "mention_health"}},
                   {&needs_question, {"need", "need_detail"}}}},
        PhonePage{"work-and-health",
                  "Referral by telephone: work and health",
                  {{&surgery_question, {"surgery_area", "surgery_name"}},
                   {&work_question, {"work"}},
                   {&condition_question, {"condition", "kind", "details"}},
                   {&other_help_question, {"help"}},
                   {&source_question, {"source"}}}}};
    return pages;
}

http::DraftKey phone_draft(const http::Viewer& viewer)
{
    return {.scope = viewer.key_scope(), .form = "phone-referral"};
}

Answers phone_answers(const Services& services, const http::Viewer& viewer,
                      storage::UnitOfWork& work)
{
    const auto kept = services.drafts.load(work, phone_draft(viewer));
    return kept ? Answers::from_form(*kept) : Answers{};
}

http::Response ask_phone(const Services& services, const PhonePage& page,
                         const http::Request& request, const http::Viewer& viewer,
                         storage::UnitOfWork& work)
{
    Answers answers = phone_answers(services, viewer, work);
    // What was typed when the session ended is shown in place of what was kept before it.
    if (request.brought_back) phone_page::set_all(answers, page, request.form);
    return phone_page::respond(services, 200, request, viewer,
                               {.page = page,
                                .asked = phone_page::among_others(services, work),
                                .typed = std::move(answers),
                                .wrong = {},
                                .tokens = request.tokens});
}

http::Response answer_phone(const Services& services, const PhonePage& page,
                            const http::Request& request, const http::Viewer& viewer,
                            storage::UnitOfWork& work)
{
    using namespace phone_page;
    Answers answers = phone_answers(services, viewer, work);
    const Asked asked = among_others(services, work);
    set_all(answers, page, request.form);
    std::vector<html::FieldError> wrong;
    for (const PhonePart& part : page.parts) {
        for (auto& error : part.question->check(asked, answers.of(part.question->slug)))
            wrong.push_back(std::move(error));
    }
    if (!wrong.empty())
        return respond(services, 422, request, viewer,
                       {.page = page,
                        .asked = asked,
                        .typed = std::move(answers),
                        .wrong = std::move(wrong),
                        .tokens = request.tokens});
    if (phone_call_question.stop(asked, answers.of("call"))) {
        // Nothing is kept of a person who did not ask for it.
        services.drafts.discard(work, phone_draft(viewer));
        return http::see_other("/triage/new/not-agreed");
    }
    add_what_follows(answers);
    services.drafts.save(work, phone_draft(viewer), answers.to_form(), keep_draft);
    return http::see_other(next_path(page));
}

http::Response discard_phone(const Services& services, const http::Request&,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    services.drafts.discard(work, phone_draft(viewer));
    return http::see_other("/triage/new");
}

} // namespace evenhand::referral::pages
