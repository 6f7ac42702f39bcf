#include "recruitment/referral/pages/pages.hpp"

#include "core/london_time.hpp"
#include "core/postcode.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"
#include "recruitment/referral/pages/question_parts.hpp"

#include <algorithm>

// The area by the postcode of a home, for who cannot name their surgery. It only tells which areas
// are near: a postcode close to a border is answered with a question.

namespace evenhand::referral::pages {

namespace help_check_postcode {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        html::add_messages(words, "postcode", html::postcode_words);
        words.push_back({"postcode",
                         "not_in_list",
                         "We do not know this postcode. Check it, or search for your GP surgery",
                         {}});
        return words;
    }();
    return all;
}

/// What the page shows, by value.
struct Model
{
    HelpCheck check;
    http::FormData typed;
    std::vector<html::FieldError> wrong;
    http::FormTokens tokens;
};

html::Page view(const Model& model)
{
    const html::FieldErrors errors(model.wrong, messages());
    const auto form =
        html::form({.action = "/check/postcode",
                    .csrf = model.tokens.csrf,
                    .idempotency_key = model.tokens.idempotency_key,
                    .hidden = {{std::string(so_far), encode(model.check)}}},
                   html::input({.name = "postcode",
                                .label = page_label("What is your postcode?"),
                                .hint = {.text = "We use it to find which area you are in."},
                                .error = errors.on("postcode"),
                                .value = typed_value(model.typed, "postcode"),
                                .autocomplete = "postal-code",
                                .spellcheck = false,
                                .classes = "govuk-input--width-10"}) +
                       nothing_is_kept() + html::button({.text = "Continue"}));
    return {.title = check_title("What is your postcode?"),
            .body = errors.summary() + form +
                    paragraph(link(check_path("surgery", model.check),
                                   "Search for your GP surgery in place of it")),
            .has_errors = errors.any(),
            .back_href = check_path("surgery", model.check)};
}

http::Response respond(const Services& services, int status, Model model)
{
    return http::page(status, [&services, model = std::move(model)] {
        return html::document(services.site, view(model)).str();
    });
}

/// The areas of the district and of those into which its sector reaches, each once, in the
/// protocol's order; nothing if the list has no such postcode.
std::optional<std::vector<std::string>>
areas_near(const Services& services, storage::UnitOfWork& work, const Postcode& postcode)
{
    const LocalDate today = london_date(work.now());
    const auto located = services.directory.locate(work, postcode.reveal(), today);
    if (!located) return std::nullopt;
    std::vector<std::string> districts = located->neighbours;
    districts.push_back(located->district);
    std::vector<std::string> found;
    for (const std::string& district : districts) {
        for (auto& area :
             services.directory.areas_in(work, services.protocol.areas, district, today))
            found.push_back(std::move(area));
    }
    std::vector<std::string> ordered;
    for (const protocol::Area& area : services.protocol.areas) {
        if (std::ranges::find(found, area.id) != found.end()) ordered.push_back(area.id);
    }
    return ordered;
}

} // namespace help_check_postcode

http::Response ask_check_postcode(const Services& services, const http::Request& request,
                                  const http::Viewer&, storage::UnitOfWork&)
{
    const auto check = answered(services, request);
    if (!check) return begin_again();
    return help_check_postcode::respond(
        services, 200, {.check = *check, .typed = {}, .wrong = {}, .tokens = request.tokens});
}

http::Response answer_check_postcode(const Services& services, const http::Request& request,
                                     const http::Viewer&, storage::Units& units)
{
    using namespace help_check_postcode;
    auto check = answered(services, request);
    if (!check) return begin_again();
    const auto again = [&](std::string why) {
        return respond(services, 422,
                       {.check = *check,
                        .typed = request.form,
                        .wrong = {{"postcode", std::move(why)}},
                        .tokens = request.tokens});
    };
    const auto postcode =
        Postcode::parse(request.form.value("postcode"), PostcodeEntry::public_form);
    if (!postcode) return again(std::string(code(postcode.error())));
    if (!postcode->in_great_britain()) {
        check->surgery = SurgeryArea{.kind = SurgeryArea::Kind::outside};
        return go_on(services, *check);
    }
    const auto areas = units.read(
        {storage::ActorKind::visitor, "check", {}}, "check",
        [&](storage::UnitOfWork& work) { return areas_near(services, work, *postcode); });
    if (!areas) return again("not_in_list");
    check->surgery = only_area(services.protocol, *areas);
    if (check->surgery) return go_on(services, *check);
    return http::see_other(area_path(services.protocol, *check, *areas));
}

} // namespace evenhand::referral::pages
