#pragma once

#include "html/form.hpp"
#include "html/inputs.hpp"
#include "http/request.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::staff {

/// The account that the path names; nothing if it names none.
std::optional<Account> find_member(const StaffServices& services, storage::UnitOfWork& work,
                                   const http::Request& request);
/// "/staff/ID", and what follows it.
std::string member_path(AccountId account, std::string_view more = {});

/// Why something is done: a line of at most 200 characters that the audit log keeps.
inline constexpr std::size_t most_reason_characters = 200;
/// The reason as it is kept, or the code of what is wrong with it: "missing", "too_long",
/// "not_text".
Result<std::string, std::string_view> parse_reason(std::string_view typed);
html::Input reason_input(const html::FieldErrors& errors, std::string_view typed);
/// The words for a reason's codes.
inline constexpr html::FieldMessage reason_missing{"reason", "missing", "Enter a reason"};
inline constexpr html::FieldMessage reason_too_long{"reason", "too_long",
                                                    "The reason must have 200 characters or fewer"};
inline constexpr html::FieldMessage reason_not_text{
    "reason", "not_text", "The reason has characters that cannot be kept. Type it again"};

} // namespace evenhand::staff
