#include "people/withdrawal/pages/pages.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

// A withdrawal that was recorded in error, or that somebody takes back: a new fact, after which it
// takes nothing away any more.

namespace evenhand::withdrawal::pages {

namespace take_back_page {

using html::Html;

std::vector<html::FieldMessage> messages(const Asked& asked)
{
    return {{"because", "missing", "Choose why it is taken back"},
            {"because", "already", asked.meanwhile},
            {"said_by", "missing", "Choose who said it"},
            {"said_by", "not_theirs_to_say", "Only the person themselves can change their mind"},
            {"said_how", "missing", "Choose how it was said"}};
}

/// One withdrawal that stands; or nothing of it, where it was taken back while somebody typed.
struct Shown
{
    Asked asked;
    WithdrawalId id;
    std::optional<Withdrawal> withdrawal;
};

std::string taken_back_already(const Written& written)
{
    return fmt::format("Nothing was written, because on {} this withdrawal was taken back already: "
                       "{}, said by: {}",
                       london_plain(written.what.recorded), label_of(*written.taken_back),
                       label_of(written.what.said_by));
}

/// Nothing: there is no such withdrawal of theirs, or it was taken back before anybody typed.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    auto asked = asked_in(services, request, work);
    const auto id = request.id<WithdrawalId>("withdrawal");
    if (!asked || !id) return std::nullopt;
    // Two who write it at once come one after the other: the second finds what the first wrote.
    const bool posted = request.method == http::Method::post;
    if (posted) services.participants.journeys.hold(work, asked->person);
    Shown shown{.asked = *std::move(asked), .id = *id, .withdrawal = {}};
    const auto standing = services.withdrawals.standing(work, shown.asked.person);
    const auto found = std::ranges::find(standing.withdrawals, *id, &Withdrawal::id);
    if (found != standing.withdrawals.end()) {
        shown.withdrawal = *found;
        return shown;
    }
    const auto back = WithdrawalStore::taken_back(work, shown.asked.person, *id);
    if (!back || !(posted || request.brought_back)) return std::nullopt;
    shown.asked.meanwhile = taken_back_already(*back);
    shown.asked.found = {{"because", "already"}};
    return shown;
}

Result<NewTakingBack, std::vector<html::FieldError>> parse(const Shown& shown)
{
    const auto& form = shown.asked.typed;
    std::vector<html::FieldError> errors;
    const auto because = back_because_named(form.value("because"));
    if (!because) errors.push_back({"because", "missing"});
    const auto said_by = said_by_named(form.value("said_by"));
    if (!said_by) errors.push_back({"said_by", "missing"});
    const auto said_how = said_how_named(form.value("said_how"));
    if (!said_how) errors.push_back({"said_how", "missing"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewTakingBack{
        .withdrawal = shown.id, .because = *because, .said_by = *said_by, .said_how = *said_how};
}

/// Which one it is, and what taking it back does.
Html about(const Withdrawal& what)
{
    return html::inset_text(
               {.text = fmt::format("{}. From {}, said by: {}, {}.", label_of(what.scope),
                                    what.effective.plain(), label_of(what.said_by),
                                    label_of(what.said_how))}) +
           staff::paragraph("Both stay written down. From now on we may do again what this "
                            "withdrawal stopped, and what they had agreed to counts again. "
                            "Nobody is talked into it. If they stay out of a part of it, "
                            "record that part as a withdrawal afterwards.");
}

html::Page view(const Shown& shown)
{
    const auto words = messages(shown.asked);
    const html::FieldErrors errors(shown.asked.found, words);
    const auto& typed = shown.asked.typed;
    const Html inputs = html::fragment(
        staff::choose_one({.name = "because", .legend = "Why is it taken back?"},
                          all_back_because(), typed, errors),
        staff::choose_one({.name = "said_by", .legend = "Who said it?"}, all_said_by(), typed,
                          errors),
        staff::choose_one({.name = "said_how", .legend = "How was it said?"}, all_said_how(), typed,
                          errors),
        shown.withdrawal ? html::button({.text = "Take the withdrawal back"}) : Html());
    return {.title = "Take a withdrawal back",
            .body = html::fragment(
                errors.summary(), staff::heading("Take a withdrawal back"),
                shown.withdrawal ? about(*shown.withdrawal) : Html(),
                html::form(staff::posting_to(take_back_path(shown.asked.person, shown.id),
                                             shown.asked.tokens),
                           inputs)),
            .has_errors = errors.any(),
            .back_href = participants::person_path(shown.asked.person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = status_of(shown.asked);
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

} // namespace take_back_page

http::Response ask_take_back(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = take_back_page::find(services, request, work);
    if (!shown) return http::not_found();
    return take_back_page::show(services, request, viewer, *std::move(shown));
}

http::Response take_back(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = take_back_page::find(services, request, work);
    if (!shown) return http::not_found();
    if (!shown->withdrawal)
        return take_back_page::show(services, request, viewer, *std::move(shown));
    const auto wanted = take_back_page::parse(*shown);
    if (!wanted) {
        shown->asked.found = wanted.error();
        return take_back_page::show(services, request, viewer, *std::move(shown));
    }
    if (const auto fault = services.withdrawals.take_back(work, shown->asked.person, *wanted)) {
        CHECK(*fault == Refusal::not_theirs_to_say); // it stands, and the person is held
        shown->asked.found = {{"said_by", std::string(code(*fault))}};
        return take_back_page::show(services, request, viewer, *std::move(shown));
    }
    if (shown->withdrawal->scope == Scope::everything)
        take_step_back(services, work, shown->asked.person,
                       {.step = participants::Step::withdrew, .reason = name_of(wanted->because)});
    return http::see_other(participants::person_path(shown->asked.person));
}

} // namespace evenhand::withdrawal::pages

namespace evenhand::withdrawal {

std::string take_back_path(PersonId person, WithdrawalId withdrawal)
{
    return participants::person_path(person, "/withdrawals/" + withdrawal.text() + "/take-back");
}

} // namespace evenhand::withdrawal
