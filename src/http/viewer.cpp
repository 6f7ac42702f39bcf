#include "http/viewer.hpp"

namespace evenhand::http {

storage::Actor Viewer::actor() const
{
    if (kind == ViewerKind::visitor) return {storage::ActorKind::visitor, journey_id, {}};
    std::string all_roles;
    for (const auto& role : roles) {
        if (!all_roles.empty()) all_roles += '+';
        all_roles += role;
    }
    return {storage::ActorKind::staff, account_id, std::move(all_roles)};
}

std::string Viewer::key_scope() const
{
    if (!account_id.empty()) return "account:" + account_id;
    if (!journey_id.empty()) return "journey:" + journey_id;
    return {};
}

} // namespace evenhand::http
