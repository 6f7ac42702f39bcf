#include "http/route.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace evenhand::http {

namespace router {

bool is_parameter(std::string_view segment)
{
    return segment.starts_with('{');
}

std::vector<std::string_view> segments_of(std::string_view path)
{
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        segments.push_back(path.substr(0, path.find('/')));
        path.remove_prefix(segments.back().size());
    }
    return segments;
}

bool takes(const std::vector<std::string_view>& route, const std::vector<std::string_view>& path)
{
    return std::equal(route.begin(), route.end(), path.begin(), path.end(),
                      [](std::string_view wanted, std::string_view given) {
                          return is_parameter(wanted) ? !given.empty() : wanted == given;
                      });
}

/// A literal beats a parameter, from the left: "/triage/new" is not the referral called "new".
bool beats(const std::vector<std::string_view>& one, const std::vector<std::string_view>& other)
{
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (is_parameter(one[i]) != is_parameter(other[i])) return is_parameter(other[i]);
    }
    return false;
}

bool is_segment_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_well_formed(std::string_view path)
{
    if (path == "/") return true;
    if (!path.starts_with('/') || path.ends_with('/')) return false;
    std::set<std::string_view> names;
    for (auto segment : segments_of(path)) {
        if (is_parameter(segment)) {
            if (!segment.ends_with('}') || !names.insert(segment).second) return false;
            segment = segment.substr(1, segment.size() - 2);
        }
        if (segment.empty() || segment == "." || segment == "..") return false;
        if (!std::all_of(segment.begin(), segment.end(), is_segment_char)) return false;
    }
    return true;
}

/// The template with its parameters' names taken out: two routes of one shape are the same route.
std::string shape_of(const Route& route)
{
    std::string shape = route.method == Method::get ? "GET " : "POST ";
    for (const auto segment : segments_of(route.path)) {
        shape += '/';
        shape += is_parameter(segment) ? std::string_view("{}") : segment;
    }
    return shape;
}

bool has_handler(const Handler& handler)
{
    return std::visit([](const auto& function) { return static_cast<bool>(function); }, handler);
}

bool samples_every_parameter(const Route& route)
{
    for (const auto segment : segments_of(route.path)) {
        if (!is_parameter(segment)) continue;
        const auto name = segment.substr(1, segment.size() - 2);
        const auto& given = route.sample->parameters;
        if (std::none_of(given.begin(), given.end(),
                         [&](const auto& pair) { return pair.first == name; })) {
            return false;
        }
    }
    return true;
}

std::vector<std::string_view> undeclared(const Route& route)
{
    std::vector<std::string_view> missing;
    if (route.permission.empty()) missing.push_back("permission");
    if (route.relation.empty()) missing.push_back("relation");
    if (!route.view) missing.push_back("view");
    if (!route.audit) missing.push_back("audit class");
    if (!route.rate) missing.push_back("rate class");
    if (!route.step_up) missing.push_back("step-up");
    if (!route.sample) missing.push_back("sample request");
    if (!has_handler(route.handler)) missing.push_back("handler");
    return missing;
}

/// Declarations that contradict each other.
std::vector<std::string_view> contradictions(const Route& route)
{
    std::vector<std::string_view> found;
    if (!is_well_formed(route.path)) found.push_back("its path is not a template");
    if (route.sample && !samples_every_parameter(route)) {
        found.push_back("its sample leaves out a parameter of the path");
    }
    if (route.method == Method::get && route.audit == AuditClass::change) {
        found.push_back("a GET changes nothing, so its audit class cannot be `change`");
    }
    if (std::holds_alternative<PlainHandler>(route.handler)) {
        if (route.method != Method::get) found.push_back("a plain handler answers only a GET");
        if (route.permission != "public") found.push_back("a plain handler must be public");
        if (route.audit && *route.audit != AuditClass::none) {
            found.push_back("a plain handler can audit nothing");
        }
    }
    return found;
}

} // namespace router

void Router::add(Route route)
{
    templates_.push_back(router::segments_of(route.path));
    routes_.push_back(std::move(route));
}

Router::Match Router::match(Method method, std::string_view path) const
{
    Match match;
    const auto given = router::segments_of(path);
    const std::vector<std::string_view>* best = nullptr;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (!router::takes(templates_[i], given)) continue;
        if (routes_[i].method != method) {
            match.other_method = true;
            continue;
        }
        if (best != nullptr && !router::beats(templates_[i], *best)) continue;
        match.route = &routes_[i];
        best = &templates_[i];
    }
    if (best == nullptr) return match;
    match.other_method = false;
    for (std::size_t i = 0; i < best->size(); ++i) {
        const auto segment = (*best)[i];
        if (!router::is_parameter(segment)) continue;
        match.parameters.emplace(segment.substr(1, segment.size() - 2), given[i]);
    }
    return match;
}

std::vector<std::string> Router::faults(const Gatekeeper& gatekeeper) const
{
    std::vector<std::string> sentences;
    std::set<std::string> shapes;
    for (const auto& route : routes_) {
        const auto name =
            fmt::format("{} {}", route.method == Method::get ? "GET" : "POST", route.path);
        for (const auto part : router::undeclared(route)) {
            sentences.push_back(fmt::format("{} does not declare its {}.", name, part));
        }
        for (const auto part : router::contradictions(route)) {
            sentences.push_back(fmt::format("{}: {}.", name, part));
        }
        if (!route.permission.empty() && !gatekeeper.knows_permission(route.permission)) {
            sentences.push_back(
                fmt::format("{} asks for the permission \"{}\", which is not in the permission "
                            "file.",
                            name, route.permission));
        }
        if (!route.relation.empty() && !gatekeeper.knows_relation(route.relation)) {
            sentences.push_back(
                fmt::format("{} names the relation \"{}\", which is not in the permission file.",
                            name, route.relation));
        }
        if (!shapes.insert(router::shape_of(route)).second) {
            sentences.push_back(fmt::format("{} stands twice.", name));
        }
    }
    return sentences;
}

} // namespace evenhand::http
