#include "rehearsal/triage_desk.hpp"

#include "people/staff/demo_accounts.hpp"

#include <algorithm>
#include <chrono>

namespace evenhand::rehearsal {

namespace triage_desk {

constexpr int most_opened = 4;

staff::DemoAccount intake_officer()
{
    const auto accounts = staff::demo_accounts();
    const auto found =
        std::ranges::find(accounts, staff::Role::intake_officer, &staff::DemoAccount::role);
    if (found == accounts.end()) throw Lost("the demonstration has no intake officer");
    return *found;
}

Seat office(const Stage& stage)
{
    return {.host = stage.host,
            .remote_address = "2001:db8:ffff:1::1",
            .user_agent = "made-up office computer"};
}

} // namespace triage_desk

TriageDesk::TriageDesk(const Stage& stage, const crypto::Keys& keys)
    : stage_(stage), keys_(keys), visitor_(stage.service, triage_desk::office(stage))
{
}

void TriageDesk::sign_in()
{
    using namespace std::chrono_literals;
    const auto officer = triage_desk::intake_officer();
    visitor_.open("/sign-in");
    stage_.time.pass(20s);
    visitor_.press("Continue", {{"email", officer.email}, {"password", officer.password}});
    stage_.time.pass(15s);
    const auto secret = staff::demo_code_secret(keys_, officer);
    visitor_.press("Continue",
                   {{"code", crypto::totp_code(secret, crypto::totp_step(stage_.time.now()))}});
}

std::string TriageDesk::next_unread() const
{
    for (const PageLink& link : visitor_.page().links) {
        const bool row = link.text.starts_with("Open referral ");
        if (row && !read_.contains(link.href)) return link.href;
    }
    return {};
}

void TriageDesk::look_through()
{
    using namespace std::chrono_literals;
    sign_in();
    for (int opened = 0; opened < triage_desk::most_opened; ++opened) {
        visitor_.open("/triage");
        const std::string referral = next_unread();
        if (referral.empty()) break;
        stage_.time.pass(30s);
        visitor_.open(referral);
        read_.insert(referral);
        stage_.time.pass(2min);
    }
    visitor_.press("Sign out");
}

} // namespace evenhand::rehearsal
