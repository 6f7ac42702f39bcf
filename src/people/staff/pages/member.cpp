#include "people/staff/pages/member.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace evenhand::staff {

std::optional<Account> find_member(const StaffServices& services, storage::UnitOfWork& work,
                                   const http::Request& request)
{
    const auto id = request.id<AccountId>("account");
    if (!id) return std::nullopt;
    return services.accounts.find(work, *id);
}

std::string member_path(AccountId account, std::string_view more)
{
    return fmt::format("/staff/{}{}", account.text(), more);
}

Result<std::string, std::string_view> parse_reason(std::string_view typed)
{
    auto cleaned = clean_line(typed);
    if (!cleaned) return refuse(std::string_view("not_text"));
    if (cleaned->empty()) return refuse(std::string_view("missing"));
    if (count_code_points(*cleaned) > most_reason_characters) {
        return refuse(std::string_view("too_long"));
    }
    return *std::move(cleaned);
}

html::Input reason_input(const html::FieldErrors& errors, std::string_view typed)
{
    return {.name = "reason",
            .label = {.text = "Reason"},
            .hint = {.text = "The audit log keeps it. Do not name participants"},
            .error = errors.on("reason"),
            .value = std::string(typed)};
}

} // namespace evenhand::staff
