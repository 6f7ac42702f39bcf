#pragma once

// Every route × everyone × every relation, made from the registry and the permission file alone
// (security 3.3, S2): who may not, gets nothing; what is not theirs is not there; and both look
// alike. A new route is walked without a line of test.

#include "http/route.hpp"
#include "people/staff/role.hpp"
#include "tests/support/test_client.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace evenhand::matrix {

/// How the thing that a request names stands to who asks.
enum class Relation {
    own,
    other,        ///< of somebody else
    wrong_parent, ///< there, but under another parent than the path says
    none,         ///< of the right form, and nowhere
};
std::string_view name_of(Relation relation);

struct Asker
{
    std::string name; ///< "visitor", "half signed in", or a role's name
    http::ViewerKind kind = http::ViewerKind::visitor;
    std::vector<staff::Role> roles = {};
    std::string account_id = {};
    std::function<tests::TestClient()> browser; ///< signed in a moment ago, each time anew
};

/// What only the rooms know: how to make the things that their routes name.
struct Fixtures
{
    /// Values for the placeholders of a route's sample ("@account", "@grant"), in their order,
    /// standing in that relation to the asker. Nothing: no room knows such placeholders.
    using Fill = std::function<std::optional<std::vector<std::string>>(
        const std::vector<std::string>& placeholders, Relation relation, const Asker& asker)>;
    Fill fill;
    /// Makes what a page without placeholders shows, before it is asked for. May be empty.
    std::function<void(const http::Route& route, const Asker& asker)> prepare = {};
};

struct Surprise
{
    std::string asked; ///< "GET /triage/{referral}, other, by team_lead"
    std::string expected;
    std::string got;
};

struct Report
{
    std::size_t requests = 0;
    std::size_t allowed = 0; ///< that were expected to succeed, so that the walk is seen to reach
    /// Forms ("POST /sign-in") that somebody might send and whose sample was answered with its
    /// mistakes (422), each with who was told so ("own, by visitor"). Of such a form the walk has
    /// seen nothing but its page.
    std::map<std::string, std::set<std::string>> refused;
    std::vector<Surprise> surprises;
};

/// Walks them all. The rates and throttles of what is walked must be wide.
Report walk(const http::Router& router, const std::vector<Asker>& askers, const Fixtures& fixtures);

} // namespace evenhand::matrix
