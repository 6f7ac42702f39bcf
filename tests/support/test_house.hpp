#pragma once

// The whole program without a socket: the house that src/app wires, on a store of its own, with
// clocks that stand still, made-up staff and cheap passwords. Journeys and the generated tests over
// every route stand on it.

#include "app/house.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_verify.hpp"
#include "storage/statement.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_folder.hpp"
#include "tests/support/test_trial.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

/// Randomness that can begin anew, so that two worlds with different pasts draw alike from one
/// moment on (design 8.9).
class RestartableRandom final : public RandomSource
{
public:
    explicit RestartableRandom(std::uint64_t seed);
    void fill(std::span<std::uint8_t> out) override;
    void restart(std::uint64_t seed);

private:
    std::mutex mutex_;
    std::unique_ptr<KeyedRandomSource> source_;
};

class TestHouse
{
public:
    /// Whether the program has played the ceremony, as a demonstration does when it starts.
    enum class Ceremony { played, not_begun };

    /// The protocol of that name, Working Win's if none is named, as a demonstration, 2 March 2026,
    /// 09:30 UTC.
    explicit TestHouse(storage::Engine engine = storage::Engine::sqlite,
                       std::string_view trial = "working-win",
                       Ceremony ceremony = Ceremony::played);

    /// A browser that has visited nothing yet.
    TestClient browser() { return TestClient(*house->dispatcher); }
    /// A browser signed in as that demo account ("intake"), on the page that signing in leads to.
    TestClient signed_in(std::string_view handle);
    /// A browser whose password was taken and which still owes the one-time code.
    TestClient half_signed_in(std::string_view handle);
    /// What the account's authenticator app shows at this moment.
    [[nodiscard]] std::string code(std::string_view handle) const;
    /// The id of a demo account.
    [[nodiscard]] std::string account_id(std::string_view handle);

    /// Both clocks.
    void advance(std::chrono::microseconds by);

    /// Every leaf of the log, read from the store.
    [[nodiscard]] std::vector<storage::Leaf> leaves();
    /// How often that was done ("referral.opened"), to that object if one is named.
    [[nodiscard]] std::size_t count_done(std::string_view action, std::string_view object_id = {});
    /// The only number that a query answers.
    [[nodiscard]] std::int64_t number(const storage::Statement& query);
    /// All that `verify all` finds wrong, a sentence a line; empty is good.
    [[nodiscard]] std::string what_verify_finds();

    FrozenTrialClock trial_clock;
    FrozenMachineClock machine_clock;
    RestartableRandom random{20260302};
    TestStore store;
    std::ostringstream request_log; ///< a line for each request, as an administrator reads it
    TestFolder folder; ///< with the signed heads of the log, where a test has any signed
    std::unique_ptr<app::House> house;

private:
    void add_staff();

    app::Place place_;
    bool has_staff_ = false;
};

/// The self-referral as somebody who types only what must be typed, up to the check page. What is
/// given replaces what is typed: {"postcode", "S70 2TA"}.
void answer_every_question(TestClient& browser, const Typed& instead = {});
/// And sends it. The page is then the confirmation.
void send_self_referral(TestClient& browser, const Typed& instead = {});
/// The reference on a confirmation page: "R-7K3D9-8".
std::string reference_on(const Visit& page);

} // namespace evenhand::tests
