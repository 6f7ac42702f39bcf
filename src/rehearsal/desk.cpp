#include "rehearsal/desk.hpp"

#include "http/session.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::rehearsal {

namespace desk {

using namespace std::chrono_literals;

staff::DemoAccount account_of(staff::Role role)
{
    const auto accounts = staff::demo_accounts();
    const auto found = std::ranges::find(accounts, role, &staff::DemoAccount::role);
    if (found == accounts.end())
        throw Lost(fmt::format("the demonstration has no {}", staff::name_of(role)));
    return *found;
}

/// An address of its own for each account, in the range kept for documentation (RFC 3849).
Seat office(const Stage& stage, const staff::DemoAccount& account)
{
    const auto accounts = staff::demo_accounts();
    const auto place =
        std::ranges::find(accounts, account.handle, &staff::DemoAccount::handle) - accounts.begin();
    return {.host = stage.host,
            .remote_address = fmt::format("2001:db8:ffff:{}::1", place + 1),
            .user_agent = "made-up office computer"};
}

} // namespace desk

Desk::Desk(const Stage& stage, const crypto::Keys& keys, const staff::DemoAccount& account)
    : stage_(stage), keys_(keys), account_(account),
      pace_(stage.rng.stream(fmt::format("desk/{}", account_.handle))),
      visitor_(stage.service, desk::office(stage, account_))
{
}

Desk::Desk(const Stage& stage, const crypto::Keys& keys, staff::Role role)
    : Desk(stage, keys, desk::account_of(role))
{
}

void Desk::pause(std::chrono::seconds least)
{
    stage_.time.pass(least + std::chrono::seconds(pace_.uniform(15)));
}

void Desk::sign_in()
{
    using namespace std::chrono_literals;
    // A code is taken once, so nobody signs in twice within its half minute.
    if (signed_in_) stage_.time.reach(*signed_in_ + 90s);
    visitor_.open("/sign-in");
    // A session that is all but over still leads past the form.
    if (has_button("Sign out")) {
        visitor_.press("Sign out");
        visitor_.open("/sign-in");
    }
    stage_.time.pass(20s);
    visitor_.press("Continue", {{"email", account_.email}, {"password", account_.password}});
    stage_.time.pass(15s);
    const auto secret = staff::demo_code_secret(keys_, account_);
    visitor_.press("Continue",
                   {{"code", crypto::totp_code(secret, crypto::totp_step(stage_.time.now()))}});
    signed_in_ = stage_.time.now();
}

void Desk::open(std::string_view path)
{
    using namespace std::chrono_literals;
    const http::SessionTimes limits;
    const Instant now = stage_.time.now();
    // Whoever sits at the desk sees when it runs out; a minute before, they rather begin anew.
    const bool over = !signed_in_ || now - last_page_ > limits.idle - 1min ||
                      now - *signed_in_ > limits.absolute - 30min;
    if (over) sign_in();
    visitor_.open(path);
    last_page_ = stage_.time.now();
}

void Desk::press(std::string_view button, const Typed& typed)
{
    if (!try_to_press(button, typed)) lose("the page found fault with what was typed");
}

bool Desk::try_to_press(std::string_view button, const Typed& typed)
{
    pause(std::chrono::seconds(5));
    visitor_.press(button, typed);
    last_page_ = stage_.time.now();
    return visitor_.status() == 200;
}

void Desk::follow(std::string_view text)
{
    pause(std::chrono::seconds(2));
    visitor_.follow(text);
    last_page_ = stage_.time.now();
}

bool Desk::has_button(std::string_view text) const
{
    return std::ranges::any_of(visitor_.page().forms, [text](const PageForm& form) {
        return std::ranges::find(form.buttons, text, &PageButton::text) != form.buttons.end();
    });
}

bool Desk::has_link(std::string_view text) const
{
    const auto& links = visitor_.page().links;
    return std::ranges::find(links, text, &PageLink::text) != links.end();
}

std::string Desk::first_choice(std::string_view name) const
{
    for (const PageForm& form : visitor_.page().forms) {
        const auto found = std::ranges::find(form.fields, name, &PageField::name);
        if (found != form.fields.end()) return found->value;
    }
    lose("the page offers no such choice");
}

bool Desk::has_field(std::string_view name) const
{
    return std::ranges::any_of(visitor_.page().forms, [name](const PageForm& form) {
        return std::ranges::any_of(form.fields, [name](const PageField& field) {
            return field.name == name && field.type != "hidden";
        });
    });
}

void Desk::lose(std::string_view why) const
{
    throw Lost(fmt::format("{} is lost on \"{}\" ({}): {}", account_.name, visitor_.page().title,
                           visitor_.url(), why));
}

} // namespace evenhand::rehearsal
