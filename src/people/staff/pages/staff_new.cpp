#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <array>
#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_new {

constexpr std::array taken{
    html::FieldMessage{"email", "taken", "There is an account with this email address already"}};

struct Typed
{
    std::string name;
    std::string email;
};

Typed typed_in(const http::FormData& form)
{
    return {std::string(form.value("name")), std::string(form.value("email"))};
}

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all;
    html::add_messages(all, "name", html::person_name_words);
    html::add_messages(all, "email", html::email_address_words);
    all.insert(all.end(), taken.begin(), taken.end());
    return all;
}

html::Page view(const Typed& typed, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const auto words = messages();
    const html::FieldErrors errors(found, words);
    // It is somebody else's name and address, so the browser does not offer the reader's own.
    const auto inputs = html::fragment(html::input({.name = "name",
                                                    .label = {.text = "Full name"},
                                                    .error = errors.on("name"),
                                                    .value = typed.name,
                                                    .autocomplete = "off",
                                                    .spellcheck = false}),
                                       html::input({.name = "email",
                                                    .label = {.text = "Work email address"},
                                                    .hint = {.text = "They sign in with it"},
                                                    .error = errors.on("email"),
                                                    .value = typed.email,
                                                    .type = "email",
                                                    .autocomplete = "off",
                                                    .spellcheck = false}),
                                       html::button({.text = "Add"}));
    return {.title = "Add someone to the staff",
            .body = html::fragment(errors.summary(), heading("Add someone to the staff"),
                                   html::form(posting_to("/staff/new", tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = "/staff"};
}

http::Response show(const StaffServices& services, const http::Request& request,
                    const http::Viewer& viewer, Typed typed, std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_staff_page(services, status, request, viewer,
                             [typed = std::move(typed), errors = std::move(errors),
                              tokens = request.tokens] { return view(typed, errors, tokens); });
}

} // namespace staff_new

http::Response get_new_staff(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork&)
{
    return staff_new::show(services, request, viewer, staff_new::typed_in(request.form), {});
}

http::Response post_new_staff(const StaffServices& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto typed = staff_new::typed_in(request.form);
    std::vector<html::FieldError> errors;
    const auto name = PersonName::parse(typed.name);
    if (!name) errors.push_back({"name", std::string(code(name.error()))});
    const auto email = EmailAddress::parse(typed.email);
    if (!email) errors.push_back({"email", std::string(code(email.error()))});
    std::optional<AccountId> account;
    if (errors.empty()) {
        account = services.accounts.add(work, {*name, *email}, "added by an administrator");
        if (!account) errors.push_back({"email", "taken"});
    }
    if (!account) {
        return staff_new::show(services, request, viewer, std::move(typed), std::move(errors));
    }
    services.credentials.invite(work, *account, services.clock.now());
    return http::see_other(member_path(*account));
}

} // namespace evenhand::staff
