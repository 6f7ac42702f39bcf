// Somebody answers everything and then says that we may not keep it. Then nothing is kept.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class MayNotKeep : public Journey
{
protected:
    TestClient person = trial.browser();

    void given_someone_who_has_answered_everything_else()
    {
        answer_every_question(person);
        EXPECT_EQ(drafts(), 1);
    }

    void when_they_say_that_we_may_not_keep_it()
    {
        person.get("/join/agreement");
        person.submit({{"agree", "no"}}, "Continue");
    }

    void then_they_are_told_that_it_is_deleted()
    {
        EXPECT_EQ(person.page().url, "/join/cannot-join/not-agreed");
        EXPECT_EQ(person.page().heading, "We have not kept your details");
        EXPECT_TRUE(person.page().says("0114 496 0123"));
    }

    void then_nothing_of_them_is_in_the_store()
    {
        EXPECT_EQ(drafts(), 0);
        EXPECT_EQ(referrals(), 0);
        EXPECT_EQ(trial.number(count_claims), 0);
        EXPECT_EQ(trial.leaves().size(), first_leaves) << "a leaf tells that somebody was here";
    }

    void then_their_browser_finds_nothing_either()
    {
        person.get("/join/name");
        EXPECT_EQ(person.filled({}, "Continue").value("first_name"), "");
        EXPECT_EQ(person.get("/join/check").url, "/") << "there is nothing left to check";
    }

    void TearDown() override {} // nobody is in the log, which is the point

private:
    static constexpr storage::Statement count_claims{"test.claims",
                                                     "SELECT count(*) FROM identity_claim"};
};
EVENHAND_JOURNEY(MayNotKeep);

TEST_P(MayNotKeep, LeavesNoLeafAndNoDraft)
{
    given_someone_who_has_answered_everything_else();
    when_they_say_that_we_may_not_keep_it();
    then_they_are_told_that_it_is_deleted();
    then_nothing_of_them_is_in_the_store();
    then_their_browser_finds_nothing_either();
}

} // namespace evenhand::tests
