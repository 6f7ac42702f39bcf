#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"
#include "recruitment/referral/pages/question_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

// Which area, where a look-up gave several or none was made. Only the person knows.

namespace evenhand::referral::pages {

namespace help_check_area {

/// The areas that are offered, as their ids stand in the address: "sheffield.rotherham". All of
/// them where none of these is ours.
std::vector<protocol::Area> offered(const protocol::Protocol& protocol, std::string_view of)
{
    std::vector<protocol::Area> some;
    for (const protocol::Area& area : protocol.areas) {
        const std::string within = fmt::format(".{}.", of);
        if (within.find(fmt::format(".{}.", area.id)) != std::string::npos) some.push_back(area);
    }
    return some.empty() ? protocol.areas : some;
}

std::vector<protocol::Choice> choices(const protocol::Protocol& protocol, std::string_view of)
{
    std::vector<protocol::Choice> all;
    for (const protocol::Area& area : offered(protocol, of))
        all.push_back({area.id, area.name});
    all.push_back({"not-sure", "I am not sure"});
    all.push_back({"elsewhere", "Somewhere else"});
    all.push_back({"none", "I am not registered with a GP surgery"});
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "area", "Choose where your GP surgery is");
        return words;
    }();
    return all;
}

/// What the page shows, by value.
struct Model
{
    HelpCheck check;
    std::string of;
    std::vector<html::FieldError> wrong;
    http::FormTokens tokens;
};

html::Page view(const protocol::Protocol& protocol, const Model& model)
{
    const html::FieldErrors errors(model.wrong, messages());
    const auto form = html::form(
        {.action = "/check/area",
         .csrf = model.tokens.csrf,
         .idempotency_key = model.tokens.idempotency_key,
         .hidden = {{std::string(so_far), encode(model.check)}, {"of", model.of}}},
        html::radios({.name = "area",
                      .fieldset = page_fieldset("Where is the GP surgery you are registered with?"),
                      .hint = {.text = model.of.empty()
                                           ? "It is the surgery that counts, not where you live."
                                           : "This is near a border, so we have to ask. It is the "
                                             "surgery that counts, not where you live."},
                      .error = errors.on("area"),
                      .items = items_of(choices(protocol, model.of))}) +
            html::button({.text = "Continue"}));
    return {.title = check_title("Where is the GP surgery you are registered with?"),
            .body = errors.summary() + form,
            .has_errors = errors.any(),
            .back_href = check_path("surgery", model.check)};
}

http::Response respond(const Services& services, int status, Model model)
{
    return http::page(status, [&services, model = std::move(model)] {
        return html::document(services.site, view(services.protocol, model)).str();
    });
}

SurgeryArea answer_of(const protocol::Protocol& protocol, std::string_view chosen)
{
    if (chosen == "not-sure") return {.kind = SurgeryArea::Kind::not_sure};
    if (chosen == "elsewhere" || chosen == "none") return {.kind = SurgeryArea::Kind::outside};
    return *only_area(protocol, {std::string(chosen)});
}

} // namespace help_check_area

std::string area_path(const protocol::Protocol& protocol, const HelpCheck& check,
                      const std::vector<std::string>& areas)
{
    std::string of;
    for (const protocol::Area& area : protocol.areas) {
        if (std::ranges::find(areas, area.id) == areas.end()) continue;
        if (!of.empty()) of += '.';
        of += area.id;
    }
    return fmt::format("{}&of={}", check_path("area", check), of);
}

http::Response ask_check_area(const Services& services, const http::Request& request,
                              const http::Viewer&, storage::UnitOfWork&)
{
    const auto check = answered(services, request);
    if (!check || services.protocol.areas.empty()) return begin_again();
    return help_check_area::respond(services, 200,
                                    {.check = *check,
                                     .of = std::string(request.query.value("of")),
                                     .wrong = {},
                                     .tokens = request.tokens});
}

http::Response answer_check_area(const Services& services, const http::Request& request,
                                 const http::Viewer&, storage::Units&)
{
    auto check = answered(services, request);
    if (!check || services.protocol.areas.empty()) return begin_again();
    const std::string of(request.form.value("of"));
    std::vector<html::FieldError> wrong;
    const auto allowed = help_check_area::choices(services.protocol, of);
    check_one_of(wrong, request.form, "area", ids_of(allowed));
    if (!wrong.empty())
        return help_check_area::respond(
            services, 422,
            {.check = *check, .of = of, .wrong = std::move(wrong), .tokens = request.tokens});
    check->surgery = help_check_area::answer_of(services.protocol, request.form.value("area"));
    return go_on(services, *check);
}

} // namespace evenhand::referral::pages
