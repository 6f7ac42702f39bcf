#include "people/staff/pages/set_up.hpp"

#include "core/check.hpp"

namespace evenhand::staff {

std::optional<SetUp> find_set_up(const StaffServices& services, storage::UnitOfWork& work,
                                 const http::Request& request)
{
    const auto token = request.parameters.find("token");
    CHECK(token != request.parameters.end());
    const auto invitation =
        services.credentials.invitation(work, token->second, services.clock.now());
    if (!invitation) return std::nullopt;
    auto account = services.accounts.find(work, invitation->account);
    CHECK(account.has_value());
    const auto credential = services.credentials.find(work, invitation->account);
    SetUp found{.account = *std::move(account), .path = "/set-up/" + token->second};
    if (credential) {
        found.has_password = !credential->password_hash.empty();
    }
    return found;
}

} // namespace evenhand::staff
