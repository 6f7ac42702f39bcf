#include "tests/matrix/requests.hpp"

#include "core/check.hpp"
#include "people/staff/permissions.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace evenhand::matrix {

std::string_view words_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::sign_in:
        return "303 to /sign-in";
    case Outcome::not_there:
        return "404, as for any path that is not there";
    case Outcome::success:
        return "the page, or the answer to the form";
    }
    CHECK(false);
}

std::string name_of(const http::Route& route)
{
    return fmt::format("{} {}", route.method == http::Method::get ? "GET" : "POST", route.path);
}

std::vector<std::string> placeholders_of(const http::Route& route)
{
    std::vector<std::string> found;
    for (const auto& [name, value] : route.sample->parameters) {
        const bool in_path = route.path.find("{" + name + "}") != std::string_view::npos;
        if (in_path && value.starts_with('@')) found.push_back(value);
    }
    return found;
}

std::string path_of(const http::Route& route, const std::vector<std::string>& values)
{
    std::string path(route.path);
    auto next = values.begin();
    for (const auto& [name, value] : route.sample->parameters) {
        const auto at = path.find("{" + name + "}");
        if (at == std::string::npos) continue;
        const auto& filled = value.starts_with('@') ? *next++ : value;
        path.replace(at, name.size() + 2, filled);
    }
    return path;
}

Outcome expected_of(const http::Route& route, const Asker& asker, Relation relation)
{
    using http::ViewerKind;
    const auto standing = asker.kind == ViewerKind::staff ? staff::Standing::staff
                          : asker.kind == ViewerKind::half_signed_in
                              ? staff::Standing::half_signed_in
                              : staff::Standing::visitor;
    const bool plain = std::holds_alternative<http::PlainHandler>(route.handler);
    if (!plain && !staff::may(standing, asker.roles, route.permission, route.relation)) {
        return asker.kind == ViewerKind::staff ? Outcome::not_there : Outcome::sign_in;
    }
    switch (relation) {
    case Relation::own:
        return Outcome::success;
    case Relation::other:
        // A line for everybody's covers what is another's, whatever the route asks for at least.
        return route.relation == "any" ||
                       staff::evaluate(staff::all_rules(), asker.roles, route.permission, "any")
                   ? Outcome::success
                   : Outcome::not_there;
    case Relation::wrong_parent:
    case Relation::none:
        break;
    }
    return Outcome::not_there;
}

const Asker* who_may(const http::Route& route, const std::vector<Asker>& askers)
{
    for (const auto& asker : askers) {
        if (expected_of(route, asker, Relation::own) == Outcome::success) return &asker;
    }
    return nullptr;
}

std::string allowed_path(const http::Route& route, const Asker& asker, const Fixtures& fixtures)
{
    if (fixtures.prepare) fixtures.prepare(route, asker);
    const auto placeholders = placeholders_of(route);
    if (placeholders.empty()) return path_of(route, {});
    const auto relation = route.relation == "any" ? Relation::other : Relation::own;
    const auto values = fixtures.fill(placeholders, relation, asker);
    if (!values) throw std::runtime_error("no fixture makes " + placeholders[0]);
    return path_of(route, *values);
}

} // namespace evenhand::matrix
