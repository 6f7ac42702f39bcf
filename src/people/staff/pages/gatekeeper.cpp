#include "people/staff/pages/gatekeeper.hpp"

#include "core/check.hpp"
#include "storage/units.hpp"

#include <algorithm>
#include <optional>

namespace evenhand::staff {
namespace gatekeeper {

Standing standing_of(const http::Viewer& viewer)
{
    switch (viewer.kind) {
    case http::ViewerKind::visitor:
        return Standing::visitor;
    case http::ViewerKind::half_signed_in:
        return Standing::half_signed_in;
    case http::ViewerKind::staff:
        return Standing::staff;
    }
    CHECK(false);
}

struct Seen
{
    http::Viewer viewer;
    std::optional<http::Session> due; ///< its `seen` is old enough to be written again
};

http::Viewer viewer_of(const StaffServices& services, storage::UnitOfWork& work,
                       const http::Session& session)
{
    const auto id = AccountId::parse(session.account_id);
    CHECK(id.has_value());
    const auto account = services.accounts.find(work, *id);
    if (!account || account->state != AccountState::active) return {};

    http::Viewer viewer;
    viewer.account_id = session.account_id;
    viewer.session_id = session.id;
    if (session.stage == http::SessionStage::password_given) {
        viewer.kind = http::ViewerKind::half_signed_in;
        return viewer;
    }
    viewer.kind = http::ViewerKind::staff;
    viewer.display_name = account->name;
    for (const auto& grant : services.roles.current(work, *id)) {
        viewer.roles.emplace_back(name_of(grant.role));
    }
    const auto& times = services.sessions.times();
    const auto now = services.sessions.now();
    viewer.recently_confirmed = http::recently_confirmed(session, times, now);
    auto seen_now = session;
    seen_now.seen = now;
    viewer.session_ends = http::ends_at(seen_now, times);
    return viewer;
}

} // namespace gatekeeper

std::vector<Role> roles_of(const http::Viewer& viewer)
{
    std::vector<Role> roles;
    for (const auto& name : viewer.roles) {
        if (const auto role = role_named(name)) roles.push_back(*role);
    }
    return roles;
}

bool may(const http::Viewer& viewer, std::string_view permission, std::string_view relation)
{
    return may(gatekeeper::standing_of(viewer), roles_of(viewer), permission, relation);
}

bool may_anywhere(const http::Viewer& viewer, std::string_view permission)
{
    return may_anywhere(gatekeeper::standing_of(viewer), roles_of(viewer), permission);
}

http::Viewer StaffGatekeeper::identify(const http::Request& request, storage::Units& units)
{
    const auto cookie = request.cookies.find(http::session_cookie);
    if (cookie == request.cookies.end()) return {};

    const storage::Actor nobody_yet{storage::ActorKind::visitor, {}, {}};
    const auto seen = units.read(nobody_yet, "who asks", [&](storage::UnitOfWork& work) {
        gatekeeper::Seen answer;
        const auto session = services_.sessions.find(work, cookie->second, request.user_agent);
        if (!session) return answer;
        answer.viewer = gatekeeper::viewer_of(services_, work, *session);
        if (services_.sessions.is_due(*session)) answer.due = *session;
        return answer;
    });
    if (seen.due && !seen.viewer.session_id.empty()) {
        units.write(seen.viewer.actor(), "session seen",
                    [&](storage::UnitOfWork& work) { services_.sessions.touch(work, *seen.due); });
    }
    return seen.viewer;
}

bool StaffGatekeeper::knows_permission(std::string_view permission) const
{
    return find_permission(permission) != nullptr;
}

bool StaffGatekeeper::knows_relation(std::string_view relation) const
{
    const auto relations = all_relations();
    return std::find(relations.begin(), relations.end(), relation) != relations.end();
}

http::Decision StaffGatekeeper::decide(const http::Viewer& viewer, const http::Route& route) const
{
    if (!may(viewer, route.permission, route.relation)) {
        // Who is signed in is told nothing of what they may not do; who is not may be staff.
        return viewer.is_staff() ? http::Decision::not_found : http::Decision::sign_in;
    }
    if (route.step_up == http::StepUp::yes && !viewer.recently_confirmed) {
        return http::Decision::confirm_again;
    }
    return http::Decision::allow;
}

} // namespace evenhand::staff
