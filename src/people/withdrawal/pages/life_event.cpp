#include "people/withdrawal/pages/pages.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::withdrawal::pages {

namespace life_event_page {

using html::Html;

std::vector<html::FieldMessage> messages(const Asked& asked)
{
    std::vector<html::FieldMessage> all{
        {"kind", "missing", "Choose what happened"},
        {"kind", "already", asked.meanwhile},
        {"kind", "not_there", "This has not begun, so it cannot end"},
        {"change", "missing", "Choose whether it began or ended"}};
    html::add_messages(all, "effective", html::date_words, "effective-day");
    return all;
}

struct Wanted
{
    LifeKind kind = LifeKind::died;
    bool ended = false;
    LocalDate effective;
};

Result<Wanted, std::vector<html::FieldError>> parse(const http::FormData& form)
{
    std::vector<html::FieldError> errors;
    const auto kind = life_kind_named(form.value("kind"));
    if (!kind) errors.push_back({"kind", "missing"});
    const auto change = form.value("change");
    if (change != "began" && change != "ended") errors.push_back({"change", "missing"});
    const auto effective = effective_day(form);
    if (!effective) errors.push_back({"effective", effective.error()});
    if (!errors.empty()) return refuse(std::move(errors));
    return Wanted{.kind = *kind, .ended = change == "ended", .effective = *effective};
}

html::Page view(const Asked& asked)
{
    const auto words = messages(asked);
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    std::vector<html::ChoiceItem> kinds;
    for (const LifeKind kind : all_life_kinds())
        kinds.push_back({.value = std::string(name_of(kind)), .text = label_of(kind)});
    const Html inputs = html::fragment(
        html::radios({.name = "kind",
                      .fieldset = html::Fieldset{.legend = {.text = "What happened?"}},
                      .error = errors.on("kind"),
                      .items = std::move(kinds),
                      .value = std::string(asked.typed.value("kind"))}),
        html::radios({.name = "change",
                      .fieldset = html::Fieldset{.legend = {.text = "Did it begin or end?"}},
                      .hint = {.text = "A death that was written by mistake ends too"},
                      .error = errors.on("change"),
                      .items = {{.value = "began", .text = "It began, or is so since that day"},
                                {.value = "ended", .text = "It ended, or was written by mistake"}},
                      .value = std::string(asked.typed.value("change"))}),
        staff::day_boxes({.field = "effective", .legend = "On which day?", .offered = asked.today},
                         asked.typed, errors),
        html::button({.text = "Record"}));
    return {.title = "Record what happened to them",
            .body = html::fragment(
                errors.summary(), staff::heading("Record what happened to them"),
                staff::paragraph("Somebody who died, cannot decide for themselves or is in prison "
                                 "is not contacted. This is not a withdrawal."),
                html::form(staff::posting_to(path + "/life", asked.tokens), inputs)),
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

/// Who wrote it before, where what was written of that kind last is what is wanted; else empty.
std::string written_already(const Services& services, storage::UnitOfWork& work, PersonId person,
                            const Wanted& wanted)
{
    const auto life = services.withdrawals.standing(work, person).life;
    const auto today = london_date(work.now());
    const auto last = std::find_if(life.rbegin(), life.rend(), [&](const LifeEvent& each) {
        return each.kind == wanted.kind && each.effective <= today;
    });
    if (last == life.rend() || last->ended != wanted.ended) return {};
    return fmt::format(
        "Nothing was written, because on {} this was recorded already: {}, {} {}, written down "
        "by {}",
        london_plain(last->recorded), label_of(last->kind), last->ended ? "ended" : "since",
        last->effective.plain(),
        participants::actor_name(services.participants.staff, work, last->actor));
}

/// A death is a step. One that was written by mistake is taken back if nothing was written since.
void move_journey(const Services& services, storage::UnitOfWork& work, PersonId person,
                  const Wanted& wanted)
{
    if (wanted.kind != LifeKind::died) return;
    if (!wanted.ended)
        return take_step(services, work, person, participants::Step::died, wanted.effective);
    take_step_back(services, work, person,
                   {.step = participants::Step::died, .reason = "written_by_mistake"});
}

} // namespace life_event_page

http::Response ask_life_event(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = asked_in(services, request, work);
    if (!asked) return http::not_found();
    return life_event_page::show(services, request, viewer, std::move(*asked));
}

http::Response write_life_event(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = asked_in(services, request, work);
    if (!asked) return http::not_found();
    const auto wanted = life_event_page::parse(request.form);
    if (!wanted) {
        asked->found = wanted.error();
        return life_event_page::show(services, request, viewer, std::move(*asked));
    }
    // Two who write it at once come one after the other: the second finds what the first wrote.
    services.participants.journeys.hold(work, asked->person);
    const auto fault = services.withdrawals.live_on(work, asked->person, wanted->kind,
                                                    wanted->ended, wanted->effective);
    if (fault) {
        const bool of_day = *fault == Refusal::in_future || *fault == Refusal::too_long_ago;
        if (!of_day)
            asked->meanwhile =
                life_event_page::written_already(services, work, asked->person, *wanted);
        // What somebody else ended first is not there to end, and was not a slip of the writer.
        const bool is_written = !asked->meanwhile.empty();
        CHECK(is_written || *fault != Refusal::already);
        asked->found = {{of_day ? "effective" : "kind",
                         std::string(code(is_written ? Refusal::already : *fault))}};
        return life_event_page::show(services, request, viewer, std::move(*asked));
    }
    life_event_page::move_journey(services, work, asked->person, *wanted);
    return http::see_other(participants::person_path(asked->person));
}

} // namespace evenhand::withdrawal::pages
