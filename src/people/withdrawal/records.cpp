#include "people/withdrawal/records.hpp"

#include <string>
#include <utility>

namespace evenhand::withdrawal {

Permissions permissions_on(std::span<const Standing> records, LocalDate today)
{
    Permissions all;
    const auto join = [](std::string& by, std::string& other) {
        if (by.empty()) by = std::move(other);
    };
    for (const Standing& record : records) {
        auto one = permissions_on(record, today);
        join(all.contact_barred_by, one.contact_barred_by);
        join(all.survey_barred_by, one.survey_barred_by);
        join(all.link_barred_by, one.link_barred_by);
    }
    return all;
}

Permissions permissions_while_following()
{
    const std::string why(follows_another);
    return {.contact_barred_by = why, .survey_barred_by = why, .link_barred_by = why};
}

} // namespace evenhand::withdrawal
