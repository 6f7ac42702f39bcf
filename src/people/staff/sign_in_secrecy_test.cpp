// What signing in must not tell, and where its secrets must not be.
#include "people/staff/pages/signing_in.hpp"
#include "people/staff/user_commands.hpp"
#include "tests/support/recording_units.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

using namespace evenhand;

namespace sign_in_secrecy_test {

constexpr staff::ThrottleLimits wide{.most = 1000, .window = std::chrono::minutes(5)};

/// The work that one sign-in with this address and a wrong password does, statement by statement.
std::vector<std::string> work_of(tests::StaffWorld& world, const std::string& email)
{
    tests::RecordingUnits units(*world.trial.units);
    http::Request request;
    request.remote_address = "192.0.2.1";
    const auto answer = staff::give_password(world.services, units, request, http::Viewer{},
                                             {email, "not the password"});
    EXPECT_EQ(answer.outcome, staff::PasswordOutcome::wrong);
    return units.done;
}

std::string whole_store(const std::string& folder)
{
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        all += content.str();
    }
    return all;
}

} // namespace sign_in_secrecy_test

using namespace sign_in_secrecy_test;

// security 2.4, case 28. The hash, which is nearly all of the time, is done for an unknown account
// too (crypto/password_test); this is the rest.
TEST(SignInSecrecy, AnUnknownAddressCostsTheSameWork)
{
    tests::StaffWorld world{storage::Engine::sqlite, wide};
    const auto known = work_of(world, world.account("intake").email);
    EXPECT_EQ(work_of(world, "nobody@example.org"), known);
    EXPECT_GE(known.size(), 10U);
    EXPECT_EQ(known.back(), "log staff.sign_in_refused");
}

TEST(SignInSecrecy, AnAccountThatEndedOrWaitsForItsOwnerCostsTheSameWork)
{
    tests::StaffWorld world{storage::Engine::sqlite, wide};
    const auto known = work_of(world, world.account("lead").email);
    EXPECT_TRUE(
        staff::end_user(world.services, *world.trial.units, world.account("intake").email, "left"));
    EXPECT_EQ(work_of(world, world.account("intake").email), known);
    EXPECT_TRUE(
        staff::add_user(world.services, *world.trial.units, "Robin Newcomer", "robin@example.org"));
    EXPECT_EQ(work_of(world, "robin@example.org"), known);
}

// Sixty-four guesses at once are sixty-four guesses: each is counted before it is checked.
TEST(SignInSecrecy, GuessesAtOnceAreAllCounted)
{
    tests::StaffWorld world;
    std::atomic<int> checked = 0;
    std::atomic<int> throttled = 0;
    std::vector<std::thread> guessers;
    for (int i = 0; i < 64; ++i) {
        guessers.emplace_back([&, i] {
            http::Request request;
            request.remote_address = "10.0." + std::to_string(i) + ".1"; // a network each
            const auto answer =
                staff::give_password(world.services, *world.trial.units, request, http::Viewer{},
                                     {world.account("intake").email, "not the password"});
            if (answer.outcome == staff::PasswordOutcome::throttled) ++throttled;
            if (answer.outcome == staff::PasswordOutcome::wrong) ++checked;
        });
    }
    for (auto& guesser : guessers)
        guesser.join();
    EXPECT_LE(checked, 10);
    EXPECT_EQ(checked + throttled, 64);
}

// security 2.4, cases 50 and 53.
TEST(SignInSecrecy, NoSecretOfStaffStandsInTheStoreInClear)
{
    tests::StaffWorld world;
    std::vector<std::string> secrets;
    for (const auto& account : staff::demo_accounts()) {
        secrets.push_back(account.email);
        secrets.push_back(account.name);
        secrets.push_back(account.password);
        secrets.push_back(crypto::base32_of(staff::demo_code_secret(world.trial.keys, account)));
    }
    const auto invited =
        staff::add_user(world.services, *world.trial.units, "Robin Newcomer", "robin@example.org")
            .value();
    secrets.push_back(invited.link.substr(invited.link.rfind('/') + 1));

    auto browser = world.signed_in("intake");
    secrets.push_back(browser.cookies.at("__Host-sid"));
    secrets.push_back(browser.cookies.at("__Host-device"));
    browser.get("/account/recovery-codes/new");
    browser.submit({}, "Make new codes");
    const auto at = browser.page().body.find("<code>") + 6;
    secrets.push_back(browser.page().body.substr(at, browser.page().body.find('<', at) - at));
    browser.submit({}, "I have kept these codes");

    const auto store = whole_store(world.trial.store.folder());
    ASSERT_GT(store.size(), 100'000U);
    EXPECT_EQ(secrets.size(), 80U);
    for (const auto& secret : secrets) {
        EXPECT_GE(secret.size(), 8U);
        EXPECT_EQ(store.find(secret), std::string::npos) << secret;
    }
}
