// A real server whose allocator is away: the button says so in a sentence and when to come again,
// nothing is lost, whoever stands there is seen, and the same button works when it is back.
#include "tests/faults/fault_run.hpp"
#include "tests/support/remote_service.hpp"
#include "tests/support/test_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

namespace evenhand::tests {
namespace allocator_away_test {

class AnAllocatorThatIsAway : public testing::TestWithParam<storage::Engine>
{
protected:
    void SetUp() override
    {
        accounts = place.fill(/*people=*/0, /*staff=*/2, /*at_the_draw=*/2);
        place.ask_allocator_at(socket);
    }
    /// With the roots, since an allocator was there when it started; or with none.
    void given_a_server(bool had_an_allocator = true)
    {
        const auto at_the_start = had_an_allocator ? an_allocator() : nullptr;
        place.serve();
        if (at_the_start) at_the_start->kill();
        client = std::make_unique<load::Client>(place.target());
        service = std::make_unique<RemoteService>(*client);
        browser = std::make_unique<TestClient>(*service, place.target().host());
        ASSERT_TRUE(sign_in(*browser, accounts.at(0)));
        person =
            place.rows("SELECT person_id FROM journey WHERE stage = 'baseline_locked' ORDER BY 1")
                .at(0)
                .at(0);
        path = "/participants/" + person + "/allocation";
        browser->get(path);
        body = browser->filled({}, "Put into a group by chance").encode();
    }
    load::Exchange press()
    {
        return client->send({"POST", path, browser->form_head(path).cookie, body}, patience);
    }
    std::unique_ptr<Program> an_allocator()
    {
        auto started = place.start({"allocator", "--socket", socket.string()});
        EXPECT_TRUE(load::eventually(patience, [&] {
            return started->said().find("answers at") != std::string::npos;
        })) << started->complained();
        return started;
    }
    [[nodiscard]] Installation::Rows of_them(const std::string& columns,
                                             const std::string& table) const
    {
        return place.rows(
            fmt::format("SELECT {} FROM {} WHERE person_id = '{}'", columns, table, person));
    }

    Grounds grounds{GetParam()};
    Installation& place = grounds.installation;
    std::filesystem::path socket = place.folder() / "away.sock";
    std::vector<load::Account> accounts;
    std::unique_ptr<load::Client> client;
    std::unique_ptr<RemoteService> service;
    std::unique_ptr<TestClient> browser;
    std::string person;
    std::string path;
    std::string body; ///< the form of the button, as it is sent
};
INSTANTIATE_TEST_SUITE_P(BothEngines, AnAllocatorThatIsAway,
                         testing::ValuesIn(engines_under_test()), engine_name);

} // namespace allocator_away_test

using namespace allocator_away_test;

TEST_P(AnAllocatorThatIsAway, IsAnsweredWithASentenceAndKeepsThePlaceUntilItIsBack)
{
    given_a_server();
    const auto away = press();
    ASSERT_EQ(away.fate, load::Fate::answered);
    EXPECT_EQ(away.reply.status, 503);
    EXPECT_TRUE(away.reply.retry_after.has_value()) << "it says when to come again";
    EXPECT_NE(away.reply.body.find("Not done yet"), std::string::npos);
    EXPECT_NE(away.reply.body.find("their place is kept for them"), std::string::npos);

    // Whoever stands there is seen: on their own page, and on the list of who is stuck.
    EXPECT_EQ(of_them("stage", "journey").at(0).at(0), "intended");
    EXPECT_TRUE(of_them("id", "allocation").empty());
    const auto bound = of_them("position", "allocation_intent");
    ASSERT_EQ(bound.size(), 1U);
    browser->get(path);
    EXPECT_TRUE(browser->page().says("This was begun and not finished"));
    browser->get("/stuck?stage=intended");
    ASSERT_EQ(browser->page().status, 200);
    EXPECT_TRUE(browser->page().says(of_them("study_number", "journey").at(0).at(0)));
    EXPECT_EQ(press().reply.status, 503) << "and again, as long as it is away";

    const auto allocator = an_allocator();
    const auto back = press();
    EXPECT_EQ(back.reply.status, 303);
    EXPECT_EQ(back.reply.location, path + "/result");
    EXPECT_EQ(of_them("position", "allocation_intent"), bound) << "in the place that was kept";
    EXPECT_EQ(of_them("id", "allocation").size(), 1U);
    EXPECT_EQ(of_them("stage", "journey").at(0).at(0), "randomised");
    EXPECT_TRUE(verifies(place));
}

TEST_P(AnAllocatorThatIsAway, FallsBetweenTwoPeopleAndTheSecondIsDrawnWhenAnotherIsStarted)
{
    given_a_server();
    auto allocator = an_allocator();
    ASSERT_EQ(press().reply.status, 303);
    allocator->kill();
    person =
        place.rows("SELECT person_id FROM journey WHERE stage = 'baseline_locked'").at(0).at(0);
    path = "/participants/" + person + "/allocation";
    browser->get(path);
    body = browser->filled({}, "Put into a group by chance").encode();
    EXPECT_EQ(press().reply.status, 503);
    allocator = an_allocator();
    EXPECT_EQ(press().reply.status, 303);
    EXPECT_EQ(place.rows("SELECT position FROM allocation ORDER BY position"),
              (Installation::Rows{{"1"}, {"2"}}));
    EXPECT_TRUE(verifies(place));
}

// The ceremony of a demonstration is played when the server starts, and that needs the allocator.
TEST_P(AnAllocatorThatIsAway, WhenTheServerStartsIsWaitedForWithTheRootsAndThenPeopleAreDrawn)
{
    given_a_server(/*had_an_allocator=*/false);
    EXPECT_EQ(press().reply.status, 422);
    EXPECT_TRUE(of_them("id", "allocation_intent").empty());
    const auto allocator = an_allocator();
    EXPECT_TRUE(load::eventually(patience, [&] { return press().reply.status == 303; }));
    EXPECT_EQ(of_them("id", "allocation").size(), 1U);
    EXPECT_TRUE(verifies(place));
}

} // namespace evenhand::tests
