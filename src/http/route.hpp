#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "storage/units.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::http {

/// What kind of thing the page shows; blind roles are never given `arm` (design 4, http).
enum class View { open, own_account, identity, case_record, arm, blinded, aggregate, operations };
/// What the audit log keeps of it: nothing; one leaf for a list (query, count, hash of ids); one
/// for a record opened; the change that the handler makes.
enum class AuditClass { none, list, record, change };
/// Each has a budget in `rates.hpp`. The GET of a page with a form that visitors send is
/// `public_form` or `sign_in`: there the journey cookie is set, to which its token is bound.
enum class RateClass { public_page, public_form, sign_in, staff_page, staff_form, asset, health };
enum class StepUp { no, yes };
/// Whether what is typed into a form for staff is kept where its session has ended: passwords and
/// codes are not.
enum class Typed { may_be_kept, secret };

/// Load, decide, save, respond in the request's one unit of work. It commits on 2xx and 3xx,
/// otherwise rolls back.
using UnitHandler = std::function<Response(const Request&, const Viewer&, storage::UnitOfWork&)>;
/// Opens its own units: what must hash a password first, journal a refusal, or run in two steps.
using StepHandler = std::function<Response(const Request&, const Viewer&, storage::Units&)>;
/// Touches no database and knows no viewer: static files, the health page. Permission "public".
using PlainHandler = std::function<Response(const Request&)>;
using Handler = std::variant<UnitHandler, StepHandler, PlainHandler>;

/// A request that the route would take, for the generated tests: path parameters and form fields.
struct Sample
{
    std::vector<std::pair<std::string, std::string>>
        parameters; ///< {name} → value; "@own" and the like are filled by the test
    FormData form;
};

struct Route
{
    Method method = Method::get;
    std::string_view path;       ///< "/triage/{referral}"; literals, each {name} one segment
    std::string_view permission; ///< a permission of the permission file; "public" for everyone
    std::string_view
        relation; ///< "any", "own_account", "own_area", … as the permission file knows them
    std::optional<View> view;
    std::optional<AuditClass> audit;
    std::optional<RateClass> rate;
    std::optional<StepUp> step_up;
    std::optional<Sample> sample;
    Handler handler;
    std::size_t most_body_bytes = 64 * 1024;
    Typed typed = Typed::may_be_kept;
    /// Only people of one group have this page, or have it opened by who supports them. The request
    /// log would tell their groups in the order of the draw, so it is silent unless the page fails.
    bool of_one_group = false;
};

enum class Decision { allow, sign_in, confirm_again, not_found };

/// Who asks, and may they. Implemented by people/staff from the permission file.
class Gatekeeper
{
public:
    virtual ~Gatekeeper() = default;
    /// Makes out the viewer from the session cookie, and notes that the session was seen. The
    /// dispatcher fills in `journey_id` afterwards, and asks for routes with a PlainHandler not at
    /// all.
    virtual Viewer identify(const Request& request, storage::Units& units) = 0;
    [[nodiscard]] virtual bool knows_permission(std::string_view permission) const = 0;
    [[nodiscard]] virtual bool knows_relation(std::string_view relation) const = 0;
    /// On the permission alone; the relation is in the handler's query, so that not yours finds
    /// nothing.
    [[nodiscard]] virtual Decision decide(const Viewer& viewer, const Route& route) const = 0;
};

/// The registry: default deny. Rooms add their routes by `add_routes(Router&, …)`, called by name
/// in src/app.
class Router
{
public:
    void add(Route route);

    struct Match
    {
        const Route* route = nullptr;
        std::map<std::string, std::string, std::less<>> parameters;
        bool other_method = false; ///< the path exists with another method: 405
    };
    [[nodiscard]] Match match(Method method, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    /// One sentence for each route that lacks a declaration, names an unknown permission or
    /// relation, or stands twice. The server refuses to start unless this is empty.
    [[nodiscard]] std::vector<std::string> faults(const Gatekeeper& gatekeeper) const;

private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string_view>> templates_; ///< the segments of each route's path
};

} // namespace evenhand::http
