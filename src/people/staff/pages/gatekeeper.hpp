#pragma once

#include "http/route.hpp"
#include "people/staff/pages/services.hpp"
#include "people/staff/permissions.hpp"

#include <string_view>
#include <vector>

namespace evenhand::staff {

/// The roles of a viewer. Names that this program does not know give nothing.
std::vector<Role> roles_of(const http::Viewer& viewer);
/// Whether the viewer may do it, by the permission file: for links and buttons. What guards a page
/// is its route's declaration.
bool may(const http::Viewer& viewer, std::string_view permission,
         std::string_view relation = "any");

/// The same for anything at all, be it only for what is theirs.
bool may_anywhere(const http::Viewer& viewer, std::string_view permission);

/// Makes out who asks from the session's cookie and the roles that the account has at this moment,
/// and answers by the permission file.
class StaffGatekeeper final : public http::Gatekeeper
{
public:
    explicit StaffGatekeeper(const StaffServices& services) : services_(services) {}

    http::Viewer identify(const http::Request& request, storage::Units& units) override;
    [[nodiscard]] bool knows_permission(std::string_view permission) const override;
    [[nodiscard]] bool knows_relation(std::string_view relation) const override;
    [[nodiscard]] http::Decision decide(const http::Viewer& viewer,
                                        const http::Route& route) const override;

private:
    const StaffServices& services_;
};

} // namespace evenhand::staff
