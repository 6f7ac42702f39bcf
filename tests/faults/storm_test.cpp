// A storm of equal POSTs has one effect, and every sender is told the same (security.md R8).
#include "tests/faults/fault_run.hpp"
#include "tests/faults/storm.hpp"
#include "tests/support/remote_service.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/whole_way.hpp"

#include <gmock/gmock.h>

namespace evenhand::tests {
namespace storm_test {

constexpr int width = 64;

class EqualPosts : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, EqualPosts, testing::ValuesIn(engines_under_test()),
                         engine_name);

Instant machine_now()
{
    return Instant::from_micros(load::unix_seconds() * 1'000'000);
}

/// An officer who presses every button of the way to a group as with a nervous finger: many times
/// at once.
class NervousOfficer
{
public:
    NervousOfficer(const Installation& place, load::History& history, const load::Account& account)
        : client_(place.target()), senders_(place.target(), rounds(16, width)), history_(history)
    {
        EXPECT_TRUE(sign_in(browser_, account));
    }

    /// Gives how many forms were sent.
    int go()
    {
        WholeWay way({}, WholeWay::every_errand());
        int forms = 0;
        browser_.get(WholeWay::first_page);
        for (;;) {
            client_.move_house();
            const auto move = way.next(browser_.page(), machine_now());
            if (move.kind == Move::Kind::arrived) return forms;
            if (move.kind != Move::Kind::press) {
                make_move(browser_, move);
                continue;
            }
            ++forms;
            press(move);
            if (testing::Test::HasFailure()) return forms;
        }
    }

private:
    void press(const Move& move)
    {
        const auto& form = browser_.page().form(move.where);
        const std::string path = form.action.empty() ? browser_.page().url : form.action;
        const std::string body = browser_.filled(move.typed, move.where).encode();
        const std::string cookie = browser_.form_head(path).cookie;
        const auto storm = senders_.send(path, cookie, body);
        ASSERT_THAT(storm.answers, testing::ElementsAre(testing::StartsWith("303 /"))) << path;
        // The judge is told of one of them: all were answered alike.
        const auto number = history_.invoke(path, cookie, body);
        const std::string location = storm.answers.begin()->substr(4);
        history_.settle(number, {load::Fate::answered, {.status = 303, .location = location}});
        browser_.get(location);
    }

    load::Client client_;
    RemoteService remote_{client_};
    TestClient browser_{remote_};
    StormSenders senders_;
    load::History& history_;
};

} // namespace storm_test

using namespace storm_test;

TEST_P(EqualPosts, SixtyFourAtOnceHaveOneEffectAndOneAnswer)
{
    Grounds grounds(GetParam());
    Installation& place = grounds.installation;
    place.serve();
    StormSenders senders(place.target(), width);
    const int keys = rounds(20, 1000);
    for (int key = 1; key <= keys; ++key) {
        const CallForm form(place.target());
        const auto storm = senders.send(form.path, form.cookie, form.filled("Zoë Example"));
        ASSERT_THAT(storm.answers, testing::ElementsAre(testing::StartsWith("303 /sent/")));
        ASSERT_THAT(storm.landing_pages, testing::ElementsAre(testing::HasSubstr("We will call")));
    }
    EXPECT_EQ(place.referrals().size(), static_cast<std::size_t>(keys));
    EXPECT_TRUE(verifies(place));
}

TEST_P(EqualPosts, OfEachFormOnTheWayToAGroupHaveOneEffectAndOneAnswer)
{
    // One member of staff may not send so much; here they do.
    Grounds grounds(GetParam(), program_path(), /*rate_times=*/100);
    Installation& place = grounds.installation;
    const auto accounts = place.fill(/*people=*/0, /*staff=*/1);
    place.serve();
    load::History history((grounds.folder.path() / "history").string(), /*done_at=*/"/");
    NervousOfficer officer(place, history, accounts.at(0));
    EXPECT_GE(officer.go(), 20);
    load::IntakeOracle oracle(place.target(), history);
    const auto verdict = oracle.judge(place.effects());
    EXPECT_TRUE(verdict.clean()) << verdict.text();
    EXPECT_EQ(place.rows("SELECT id FROM allocation").size(), 1U);
    EXPECT_TRUE(verifies(place));
}

TEST_P(EqualPosts, TheSameKeyWithAnotherBodyIsRefusedAndChangesNothing)
{
    Grounds grounds(GetParam());
    Installation& place = grounds.installation;
    place.serve();
    const CallForm form(place.target());
    load::Client client(place.target());
    const auto send = [&](const std::string& name) {
        return client.send({"POST", form.path, form.cookie, form.filled(name)}).reply;
    };
    const auto first = send("Zoë Example");
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(send("Ana Example").status, 422);
    EXPECT_EQ(send("Zoë Example").location, first.location);
    EXPECT_EQ(place.referrals().size(), 1U);
}

TEST_P(EqualPosts, AKeySentAgainAfterARestartGetsTheSameAnswer)
{
    Grounds grounds(GetParam());
    Installation& place = grounds.installation;
    place.serve();
    const CallForm form(place.target());
    const auto send = [&] {
        load::Client client(place.target());
        return client.send({"POST", form.path, form.cookie, form.filled("Zoë Example")}).reply;
    };
    const auto first = send();
    EXPECT_EQ(first.status, 303);
    place.server().kill();
    place.serve();
    EXPECT_EQ(send().location, first.location);
    EXPECT_EQ(place.referrals().size(), 1U);
}

} // namespace evenhand::tests
