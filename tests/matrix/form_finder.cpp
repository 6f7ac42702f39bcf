#include "tests/matrix/form_finder.hpp"

#include "tests/matrix/requests.hpp"

#include <vector>

namespace evenhand::matrix {
namespace form_finder {

/// Its own page first, then those above it, then where everybody of that kind begins.
std::vector<std::string> pages_of(const std::string& path, const Asker& asker)
{
    std::vector<std::string> all;
    for (auto up = path; up.size() > 1; up.resize(up.rfind('/')))
        all.push_back(up);
    if (asker.kind == http::ViewerKind::staff) all.emplace_back("/account");
    return all;
}

http::FormData filled(const http::Route& route, const tests::PageForm& form)
{
    auto good = route.sample->form;
    for (const auto& field : form.fields) {
        if (field.type == "hidden" && !good.has(field.name)) good.add(field.name, field.value);
    }
    return good;
}

/// "join" of "/join/check".
std::string_view first_segment(std::string_view path)
{
    path.remove_prefix(1);
    return path.substr(0, path.find('/'));
}

} // namespace form_finder

std::optional<FoundForm> FormFinder::look(const http::Route& route, const Asker& asker,
                                          tests::TestClient& browser)
{
    const auto path = allowed_path(route, asker, made_);
    for (const auto& page : form_finder::pages_of(path, asker)) {
        if (router_.match(http::Method::get, page).route == nullptr) continue;
        for (const auto& form : browser.get(page).forms) {
            if (form.method == "post" && form.action == path)
                return FoundForm{form, page, path, form_finder::filled(route, form)};
        }
    }
    return std::nullopt;
}

std::optional<FoundForm> FormFinder::walk_to(const http::Route& route, const Asker& asker,
                                             tests::TestClient& browser)
{
    for (const auto& step : router_.routes()) {
        if (auto found = look(route, asker, browser)) return found;
        if (step.path == route.path && step.method == route.method) break;
        const bool same_journey =
            form_finder::first_segment(step.path) == form_finder::first_segment(route.path);
        if (step.method != http::Method::post || !same_journey) continue;
        const auto shown = browser.get(step.path);
        for (const auto& form : shown.forms) {
            if (form.action == step.path)
                browser.post(form.action, form_finder::filled(step, form));
        }
    }
    return std::nullopt;
}

std::optional<FoundForm> FormFinder::find(const http::Route& route, const Asker& asker,
                                          tests::TestClient& browser)
{
    if (route.permission != "public") return look(route, asker, browser);
    return walk_to(route, asker, browser);
}

} // namespace evenhand::matrix
