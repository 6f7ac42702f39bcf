#pragma once

#include "crypto/keys.hpp"
#include "people/staff/demo_accounts.hpp"
#include "rehearsal/front_door.hpp"
#include "rehearsal/visitor.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::rehearsal {

/// Where one made-up member of staff sits: a browser that signs in with password and one-time code
/// when it has to, because nobody has yet or because the session has idled out.
class Desk
{
public:
    /// Stage and keys outlive the desk; the keys are the demonstration's.
    Desk(const Stage& stage, const crypto::Keys& keys, const staff::DemoAccount& account);
    /// The first account of that role.
    Desk(const Stage& stage, const crypto::Keys& keys, staff::Role role);

    /// Goes to a page, signed in.
    void open(std::string_view path);
    /// Reads the page for some seconds, fills in its form and presses the button. Throws Lost where
    /// the page finds fault with what was typed.
    void press(std::string_view button, const Typed& typed = {});
    /// The same where the page may well say no: whether it did not.
    [[nodiscard]] bool try_to_press(std::string_view button, const Typed& typed);
    void follow(std::string_view text);

    [[nodiscard]] const PageParts& page() const { return visitor_.page(); }
    /// Path and query of the page.
    [[nodiscard]] const std::string& url() const { return visitor_.url(); }
    [[nodiscard]] bool has_button(std::string_view text) const;
    [[nodiscard]] bool has_link(std::string_view text) const;
    /// What the first of the choices with that name would send. Throws Lost where there is none.
    [[nodiscard]] std::string first_choice(std::string_view name) const;
    [[nodiscard]] bool has_field(std::string_view name) const;
    /// What is wrong, in a sentence that names the page.
    [[noreturn]] void lose(std::string_view why) const;

private:
    void sign_in();
    void pause(std::chrono::seconds least);

    const Stage& stage_;
    const crypto::Keys& keys_;
    const staff::DemoAccount account_;
    Rng pace_;
    Visitor visitor_;
    std::optional<Instant> signed_in_; ///< nothing: never yet
    Instant last_page_;
};

} // namespace evenhand::rehearsal
