#pragma once

#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"
#include "tests/matrix/matrix.hpp"

#include <string>

namespace evenhand::matrix {

/// What the routes of people/staff name: accounts, grants, proposals, sessions, invitations. Each
/// call makes new ones, so that no request of a walk spoils the next.
class StaffFixtures
{
public:
    StaffFixtures(const staff::StaffServices& services, storage::Units& units)
        : services_(services), units_(units)
    {
    }

    std::optional<std::vector<std::string>> fill(const std::vector<std::string>& placeholders,
                                                 Relation relation, const Asker& asker);
    void prepare(const http::Route& route, const Asker& asker);

private:
    staff::AccountId new_account(storage::UnitOfWork& work);
    std::vector<std::string> account_with(const std::string& child);
    std::string session_of(staff::AccountId account);
    std::string invitation();

    const staff::StaffServices& services_;
    storage::Units& units_;
    int made_ = 0;
};

} // namespace evenhand::matrix
