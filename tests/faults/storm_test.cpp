// A storm of equal POSTs has one effect, and every sender is told the same (security.md R8).
#include "tests/faults/fault_run.hpp"
#include "tests/faults/storm.hpp"
#include "tests/support/test_store.hpp"

#include <gmock/gmock.h>

namespace evenhand::tests {
namespace storm_test {

constexpr int width = 64;

class EqualPosts : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, EqualPosts, testing::ValuesIn(engines_under_test()),
                         engine_name);

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
