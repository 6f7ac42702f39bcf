#include "recruitment/referral/pages/pages.hpp"

#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

// Which GP surgery, looked for by name or code in the list in force. What somebody looks for is
// the name of a surgery, so it may stand in the address.

namespace evenhand::referral::pages {

namespace help_check_surgery {

using html::attr;
using html::element;
using html::Html;

constexpr std::size_t words_most = 100;

/// What was looked for, by value.
struct Model
{
    HelpCheck check;
    std::string typed; ///< as it came, for the box
    std::string words;
    bool too_long = false;
    directory::ListPage<directory::Practice> found;
    std::optional<directory::Practice> closed; ///< named by its code, and open no more
};

Html query(const Model& model)
{
    return html::search_form(
        {.action = "/check/surgery", .hidden = {{std::string(so_far), encode(model.check)}}},
        html::input(
            {.name = "q",
             .label = {.text = "Name or code of the surgery"},
             .hint = {.text = "Part of the name is enough. The town helps too."},
             .error = {.text = model.too_long ? Html("Enter 100 characters or fewer") : Html()},
             .value = model.typed,
             .autocomplete = "off",
             .spellcheck = false}) +
            html::button({.text = "Search"}));
}

Html practice_line(const Model& model, const directory::Practice& practice)
{
    const std::string href =
        fmt::format("/check/surgery/{}?{}={}", practice.code.text(), so_far, encode(model.check));
    return element("li", {}, link(href, practice.name), element("br", {}), practice.address, ", ",
                   unbroken(practice.postcode));
}

Html next_link(const Model& model)
{
    if (!model.found.next) return {};
    const http::FormData query(
        std::vector<http::FormData::Pair>{{std::string(so_far), encode(model.check)},
                                          {"q", model.words},
                                          {"after", model.found.next->name},
                                          {"id", model.found.next->id}});
    return html::pagination(
        {.next = {.href = "/check/surgery?" + query.encode(), .text = "Next page"}});
}

Html results(const Model& model)
{
    if (model.words.empty() || model.too_long) return {};
    Html all;
    if (model.closed) {
        all += html::inset_text(
            {.text = fmt::format("{} is not open any more. Which surgery are you registered with "
                                 "now?",
                                 model.closed->name)});
    }
    if (model.found.rows.empty())
        return all + heading("No surgery found") +
               paragraph("Check the spelling, or try fewer letters.");
    std::vector<Html> rows;
    for (const directory::Practice& practice : model.found.rows)
        rows.push_back(practice_line(model, practice));
    return all + heading("Choose your surgery") +
           element("ul", {attr("class", "govuk-list govuk-list--spaced")}, rows) + next_link(model);
}

Html other_ways(const Model& model)
{
    return heading("You cannot find it?") +
           element(
               "ul", {attr("class", "govuk-list govuk-list--bullet")},
               element("li", {}, link(check_path("postcode", model.check), "Use your postcode")),
               element("li", {},
                       link(check_path("area", model.check),
                            "Choose from a list of places, or say that you have no "
                            "GP surgery")));
}

html::Page view(const Model& model)
{
    const Html summary =
        model.too_long ? html::error_summary(
                             {.errors = {{.text = "Enter 100 characters or fewer", .href = "#q"}}})
                       : Html();
    return {.title = check_title("Which GP surgery are you registered with?"),
            .body = summary +
                    element("h1", {attr("class", "govuk-heading-l")},
                            "Which GP surgery are you registered with?") +
                    paragraph("It is the surgery that counts, and not where you live.") +
                    query(model) + results(model) + other_ways(model),
            .has_errors = model.too_long,
            .back_href = "/check"};
}

/// A surgery that was named by its code and is not open.
std::optional<directory::Practice> closed_one(const Services& services, storage::UnitOfWork& work,
                                              std::string_view words, LocalDate today)
{
    const auto code = OdsCode::parse(words, OdsKind::gp_practice);
    if (!code) return std::nullopt;
    auto practice = services.directory.practice(work, *code, today);
    if (!practice || practice->open(today)) return std::nullopt;
    return practice;
}

std::optional<directory::After> after_in(const http::Request& request)
{
    if (!request.query.has("after")) return std::nullopt;
    return directory::After{std::string(request.query.value("after")),
                            std::string(request.query.value("id"))};
}

} // namespace help_check_surgery

http::Response find_surgery(const Services& services, const http::Request& request,
                            const http::Viewer&, storage::UnitOfWork& work)
{
    using namespace help_check_surgery;
    const auto check = answered(services, request);
    if (!check) return begin_again();
    const LocalDate today = london_date(work.now());
    // A trial that has loaded no list of practices still has its areas.
    if (!services.directory.in_force(work, directory::Kind::practices, today))
        return http::see_other(check_path("area", *check));
    const auto words = clean_line(request.query.value("q"));
    Model model{.check = *check,
                .typed = std::string(request.query.value("q")),
                .words = words.value_or(std::string()),
                .found = {},
                .closed = {}};
    model.too_long = count_code_points(model.words) > words_most;
    if (!model.words.empty() && !model.too_long) {
        model.found = services.directory.practices(
            work, {.words = model.words, .after = after_in(request)}, today);
        model.closed = closed_one(services, work, model.words, today);
    }
    return http::page(200, [&services, model = std::move(model)] {
        return html::document(services.site, view(model)).str();
    });
}

http::Response choose_surgery(const Services& services, const http::Request& request,
                              const http::Viewer&, storage::UnitOfWork& work)
{
    auto check = answered(services, request);
    if (!check) return begin_again();
    const auto code = OdsCode::parse(request.parameters.find("code")->second, OdsKind::gp_practice);
    if (!code) return http::not_found();
    const auto practice = services.directory.practice(work, *code, london_date(work.now()));
    if (!practice) return http::not_found();
    const auto areas = directory::areas_of_practice(services.protocol.areas, practice->commissioner,
                                                    practice->district);
    check->surgery = only_area(services.protocol, areas);
    if (check->surgery) return go_on(services, *check);
    return http::see_other(area_path(services.protocol, *check, areas));
}

} // namespace evenhand::referral::pages
