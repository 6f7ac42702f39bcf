#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/place_seen.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// Whose a case is to be. The same page gives a case away for the first time and from one specialist
// to another; only a transfer is asked why.

namespace evenhand::casework::pages {

namespace assign_page {

using html::Html;

enum class Kind { first, transfer };

constexpr std::array messages{
    html::FieldMessage{"specialist", "missing", "Choose a specialist of this area"},
    html::FieldMessage{"specialist", "has_it_already", "It is theirs already"},
    html::FieldMessage{"specialist", "changed_meanwhile",
                       "Somebody else has just given this case away. Look at whose it is now"},
    html::FieldMessage{"above_cap", "is_full",
                       "They have no room. Choose somebody else, or tick that it is meant"},
    html::FieldMessage{"reason", "missing", "Choose why it changes hands"},
};

struct Shown
{
    Kind kind = Kind::first;
    SupportCase about;
    std::vector<Load> loads;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

std::string title_of(const Shown& shown)
{
    return fmt::format("{} {}", shown.kind == Kind::first ? "Assign case" : "Transfer case",
                       shown.about.study_number);
}

Html room_words(const Services& services, const Shown& shown, const Load& load, const Load* best)
{
    const auto room = room_of(load, services.participants.protocol.support.caseload_most);
    std::string words = fmt::format("{} cases", cap_words(services, load));
    words += room > 0 ? fmt::format(", room for {}", room) : ", no room";
    if (best == &load) words += ". Suggested: most room";
    if (load.account.text() == shown.about.specialist) words += ". Has it now";
    return words;
}

Html specialists(const Services& services, const Shown& shown, const html::FieldErrors& errors)
{
    const auto* best = suggested(shown.loads, services.participants.protocol.support.caseload_most);
    std::vector<html::ChoiceItem> items;
    for (const Load& load : shown.loads)
        items.push_back({.value = load.account.text(),
                         .text = load.name,
                         .hint = {.text = room_words(services, shown, load, best)}});
    return html::radios(
        {.name = "specialist",
         .fieldset = html::Fieldset{.legend = {.text = "Whose case is it to be?",
                                               .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("specialist"),
         .items = std::move(items),
         .value = std::string(shown.typed.value("specialist"))});
}

Html reasons(const Shown& shown, const html::FieldErrors& errors)
{
    if (shown.kind == Kind::first) return {};
    std::vector<html::ChoiceItem> items;
    for (const TransferReason reason : all_transfer_reasons())
        items.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    return html::radios(
        {.name = "reason",
         .fieldset =
             html::Fieldset{.legend = {.text = "Why?", .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("reason"),
         .items = std::move(items),
         .value = std::string(shown.typed.value("reason")),
         .classes = "govuk-radios--small"});
}

Html above_cap(const Shown& shown, const html::FieldErrors& errors)
{
    std::vector<std::string> ticked;
    if (shown.typed.value("above_cap") == "yes") ticked.emplace_back("yes");
    return html::checkboxes(
        {.name = "above_cap",
         .error = errors.on("above_cap"),
         .items = {{.value = "yes", .text = "Give it to them even if they have no room"}},
         .values = std::move(ticked),
         .classes = "govuk-checkboxes--small"});
}

html::Page view(const Services& services, const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    const auto path =
        case_path(shown.about.id, shown.kind == Kind::first ? "/assign" : "/transfer");
    Html form = html::inset_text({.text = "Nobody works as a specialist in this area yet. An "
                                          "administrator says who works where."});
    if (!shown.loads.empty()) {
        form = html::form(staff::posting_to(path, shown.tokens),
                          html::fragment(staff::place_field(shown.about.place),
                                         specialists(services, shown, errors),
                                         reasons(shown, errors), above_cap(shown, errors),
                                         html::button({.text = shown.kind == Kind::first
                                                                   ? "Assign this case"
                                                                   : "Transfer this case"})));
    }
    return {.title = title_of(shown),
            .body = html::fragment(errors.summary(), staff::heading(title_of(shown)),
                                   staff::paragraph(participants::area_name(
                                       services.participants.protocol, shown.about.area)),
                                   form),
            .has_errors = errors.any(),
            .back_href = case_path(shown.about.id)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown, int status = 0)
{
    if (status == 0) status = shown.found.empty() ? 200 : 422;
    return staff::answer_staff_page(
        services.participants.staff, status, request, viewer,
        [&services, shown = std::move(shown)] { return view(services, shown); });
}

/// The case, if the viewer leads its area and it stands as the page asks.
std::optional<Shown> asked(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work, Kind kind)
{
    auto about = case_in(services, request, viewer, work);
    if (!about) return std::nullopt;
    auto loads = services.cases.loads(work, about->area);
    sort_by_room(loads, services.participants.protocol.support.caseload_most);
    return Shown{.kind = kind,
                 .about = std::move(*about),
                 .loads = std::move(loads),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

bool stands_for(Kind kind, const SupportCase& about)
{
    return about.specialist.empty() == (kind == Kind::first);
}

http::Response ask(const Services& services, const http::Request& request,
                   const http::Viewer& viewer, storage::UnitOfWork& work, Kind kind)
{
    auto shown = asked(services, request, viewer, work, kind);
    if (!shown) return http::not_found();
    if (!stands_for(kind, shown->about)) return http::see_other(case_path(shown->about.id));
    return show(services, request, viewer, std::move(*shown));
}

http::Response give(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work, Kind kind)
{
    auto shown = asked(services, request, viewer, work, kind);
    if (!shown) return http::not_found();
    const auto reason = transfer_reason_named(request.form.value("reason"));
    if (kind == Kind::transfer && !reason) shown->found.push_back({"reason", "missing"});
    if (request.form.value("specialist").empty())
        shown->found.insert(shown->found.begin(), {"specialist", "missing"});
    if (!shown->found.empty()) return show(services, request, viewer, std::move(*shown));

    const auto to = request.form.value("specialist");
    const auto refusal =
        stands_for(kind, shown->about)
            ? services.cases.assign(work, shown->about,
                                    {.to = to,
                                     .has = shown->about.specialist,
                                     .above_cap = request.form.value("above_cap") == "yes"},
                                    staff::place_seen(request.form),
                                    kind == Kind::transfer ? reason : std::nullopt)
            : std::optional(AssignRefusal::changed_meanwhile);
    if (!refusal) return http::see_other(case_path(shown->about.id));
    const bool full = *refusal == AssignRefusal::is_full;
    shown->found = {{full ? "above_cap" : "specialist", std::string(code(*refusal))}};
    const bool meanwhile = *refusal == AssignRefusal::changed_meanwhile;
    return show(services, request, viewer, std::move(*shown), meanwhile ? 409 : 422);
}

} // namespace assign_page

http::Response ask_assign(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return assign_page::ask(services, request, viewer, work, assign_page::Kind::first);
}

http::Response assign(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return assign_page::give(services, request, viewer, work, assign_page::Kind::first);
}

http::Response ask_transfer(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return assign_page::ask(services, request, viewer, work, assign_page::Kind::transfer);
}

http::Response transfer(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return assign_page::give(services, request, viewer, work, assign_page::Kind::transfer);
}

} // namespace evenhand::casework::pages
