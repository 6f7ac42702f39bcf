#pragma once

namespace evenhand::withdrawal {

/// All that blind rooms see of what somebody wants and of what became of them: no reason, author or
/// date, since each of those can tell an arm (design 1.4).
struct PermissionsView
{
    bool may_contact = false;
    bool may_survey = false;
    bool may_link = false;
    friend bool operator==(const PermissionsView&, const PermissionsView&) = default;
};

} // namespace evenhand::withdrawal
