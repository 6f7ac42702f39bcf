#include "tests/matrix/matrix.hpp"

#include "core/check.hpp"
#include "html/form.hpp"
#include "tests/matrix/requests.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace evenhand::matrix {
namespace walk_parts {

using http::Method;
using http::Route;
using http::ViewerKind;

std::vector<Relation> relations_of(const Route& route, std::size_t placeholders)
{
    if (placeholders == 0) return {Relation::own};
    std::vector<Relation> relations{Relation::other, Relation::none};
    if (route.relation != "any") relations.push_back(Relation::own);
    if (placeholders > 1) relations.push_back(Relation::wrong_parent);
    return relations;
}

/// The 404 of this page and that of any unknown path must not be told apart; the reference, which
/// is random, is the same for nobody.
std::string without_reference(const tests::Visit& visit)
{
    auto text = visit.text;
    const auto at = text.find("eference");
    if (at != std::string::npos) text.resize(at);
    return text;
}

class Walk
{
public:
    Walk(const http::Router& router, const Asker& asker, const Fixtures& fixtures, Report& report)
        : router_(router), asker_(asker), fixtures_(fixtures), report_(report),
          browser_(asker.browser()),
          not_there_(without_reference(browser_->send(browser_->page_head("/no-such-page"))))
    {
    }

    void all()
    {
        for (const auto& route : router_.routes()) {
            const auto placeholders = placeholders_of(route);
            for (const auto relation : relations_of(route, placeholders.size())) {
                ask(route, placeholders, relation);
            }
        }
    }

private:
    void ask(const Route& route, const std::vector<std::string>& placeholders, Relation relation)
    {
        if (fixtures_.prepare) fixtures_.prepare(route, asker_);
        std::vector<std::string> values;
        if (!placeholders.empty()) {
            auto filled = fixtures_.fill(placeholders, relation, asker_);
            if (!filled) return surprise(route, relation, "a fixture for " + placeholders[0], "");
            values = *std::move(filled);
        }
        ++report_.requests;
        const auto expected = expected_of(route, asker_, relation);
        const auto visit = send(route, path_of(route, values));
        if (expected == Outcome::success) ++report_.allowed;
        if (expected == Outcome::success && visit.status == 422) {
            report_.refused[name_of(route)].insert(
                fmt::format("{}, by {}", name_of(relation), asker_.name));
        }
        if (!is(visit, expected, route.method)) {
            surprise(route, relation, words_of(expected),
                     fmt::format("{} {} {}", visit.status, visit.header("Location"), visit.title));
        }
        // What succeeded may have ended the session or used it up.
        if (route.method == Method::post && visit.status == 303) browser_.emplace(asker_.browser());
    }

    tests::Visit send(const Route& route, const std::string& path)
    {
        if (route.method == Method::get) return browser_->send(browser_->page_head(path));
        auto form = route.sample->form;
        for (auto& [name, value] : tokens())
            form.add(name, value);
        return browser_->send(browser_->form_head(path), form.encode());
    }

    /// The hidden fields of a form that this asker really is shown.
    std::vector<http::FormData::Pair> tokens()
    {
        const auto* page = asker_.kind == ViewerKind::staff            ? "/account"
                           : asker_.kind == ViewerKind::half_signed_in ? "/sign-in/code"
                                                                       : "/sign-in";
        browser_->get(page);
        for (const auto& form : browser_->page().forms) {
            std::vector<http::FormData::Pair> found;
            for (const auto& field : form.fields) {
                if (field.name == html::csrf_field || field.name == html::idempotency_field) {
                    found.emplace_back(field.name, field.value);
                }
            }
            if (found.size() == 2) return found;
        }
        throw std::runtime_error("no form with a token on " + std::string(page));
    }

    [[nodiscard]] bool is(const tests::Visit& visit, Outcome expected, Method method) const
    {
        const auto location = visit.header("Location");
        const bool to_sign_in = visit.status == 303 &&
                                (location == "/sign-in" || location.starts_with("/sign-in?next="));
        switch (expected) {
        case Outcome::sign_in:
            return to_sign_in;
        case Outcome::not_there:
            return visit.status == 404 && without_reference(visit) == not_there_;
        case Outcome::success:
            break;
        }
        // A redirect must not be a refusal in disguise.
        if (location.starts_with("/sign-in?next=") || location.starts_with("/confirm"))
            return false;
        if (method == Method::get) return visit.status == 200 || visit.status == 303;
        return visit.status == 303 || visit.status == 422;
    }

    void surprise(const Route& route, Relation relation, std::string_view expected, std::string got)
    {
        report_.surprises.push_back(
            {fmt::format("{}, {}, by {}", name_of(route), name_of(relation), asker_.name),
             std::string(expected), std::move(got)});
    }

    const http::Router& router_;
    const Asker& asker_;
    const Fixtures& fixtures_;
    Report& report_;
    std::optional<tests::TestClient> browser_; ///< made anew when a request may have used it up
    std::string not_there_;
};

} // namespace walk_parts

std::string_view name_of(Relation relation)
{
    switch (relation) {
    case Relation::own:
        return "own";
    case Relation::other:
        return "other";
    case Relation::wrong_parent:
        return "wrong parent";
    case Relation::none:
        return "not there";
    }
    CHECK(false);
}

Report walk(const http::Router& router, const std::vector<Asker>& askers, const Fixtures& fixtures)
{
    Report report;
    for (const auto& asker : askers) {
        walk_parts::Walk(router, asker, fixtures, report).all();
    }
    return report;
}

} // namespace evenhand::matrix
