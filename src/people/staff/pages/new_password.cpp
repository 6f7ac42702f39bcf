#include "people/staff/pages/new_password.hpp"

#include "core/check.hpp"
#include "html/components.hpp"

#include <array>

namespace evenhand::staff {
namespace new_password {

constexpr std::array messages{
    html::FieldMessage{"new_password", "missing", "Enter a new password"},
    html::FieldMessage{"new_password", "too_short", "The password must have 12 characters or more"},
    html::FieldMessage{"new_password", "too_long",
                       "The password must have 128 characters or fewer"},
    html::FieldMessage{"new_password", "not_text",
                       "The password has characters that cannot be typed again. Choose another"},
    html::FieldMessage{"new_password", "too_simple",
                       "The password is one thing repeated, or a row of keys. Choose another"},
    html::FieldMessage{"new_password", "too_common",
                       "The password is one of those that people guess first. Choose another"},
    html::FieldMessage{"new_password", "about_you",
                       "The password is your name, your address or the name of this service. "
                       "Choose another"},
    html::FieldMessage{"again", "differs", "The two passwords are not the same. Type both again"},
};

std::string_view code_of(crypto::PasswordFault fault)
{
    switch (fault) {
    case crypto::PasswordFault::too_short:
        return "too_short";
    case crypto::PasswordFault::too_long:
        return "too_long";
    case crypto::PasswordFault::not_text:
        return "not_text";
    case crypto::PasswordFault::too_simple:
        return "too_simple";
    case crypto::PasswordFault::too_common:
        return "too_common";
    case crypto::PasswordFault::about_you:
        return "about_you";
    }
    CHECK(false);
}

/// The words of a name or address: what stands between spaces, dots, hyphens and the @.
std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" .-@_"), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

} // namespace new_password

std::span<const html::FieldMessage> new_password_messages()
{
    return new_password::messages;
}

std::vector<html::FieldError> errors_of(const NewPassword& typed, const Account& account,
                                        const StaffServices& services)
{
    if (typed.password.empty()) return {{"new_password", "missing"}};
    std::vector<std::string_view> personal;
    for (const std::string_view text :
         {std::string_view(account.name), std::string_view(account.email),
          std::string_view(services.settings.service_name)}) {
        for (const auto word : new_password::words_of(text))
            personal.push_back(word);
    }
    if (const auto fault =
            crypto::check_new_password(typed.password, personal, services.leaked_passwords)) {
        return {{"new_password", std::string(new_password::code_of(*fault))}};
    }
    if (typed.password != typed.again) return {{"again", "differs"}};
    return {};
}

html::Html new_password_inputs(const html::FieldErrors& errors)
{
    return html::fragment(
        html::password_input(
            {.name = "new_password",
             .label = {.text = "New password"},
             .hint = {.text = "12 characters or more. Three words that have nothing to do with "
                              "each other are easy to remember and hard to guess"},
             .error = errors.on("new_password"),
             .autocomplete = "new-password"}),
        html::password_input({.name = "again",
                              .label = {.text = "Type the new password again"},
                              .error = errors.on("again"),
                              .autocomplete = "new-password"}));
}

} // namespace evenhand::staff
