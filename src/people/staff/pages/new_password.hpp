#pragma once

#include "crypto/password_policy.hpp"
#include "html/form.hpp"
#include "people/staff/account.hpp"
#include "people/staff/pages/services.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// A new password, typed twice, on the page of the first sign-in and on that of a change.
struct NewPassword
{
    std::string password;
    std::string again;
};

/// Errors of the fields "new_password" and "again"; none if it may be used. The name of the service
/// is no password either.
std::vector<html::FieldError> errors_of(const NewPassword& typed, const Account& account,
                                        const StaffServices& services);
/// The words for those errors.
std::span<const html::FieldMessage> new_password_messages();
/// The two inputs. What was typed is never sent back.
html::Html new_password_inputs(const html::FieldErrors& errors);

} // namespace evenhand::staff
