// Somebody wants to know whether it could help them, before they give a name: a few questions,
// nothing kept, and never a dead end.
#include "storage/store_digest.hpp"
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class HelpCheck : public Journey
{
protected:
    TestClient person = trial.browser();
    std::vector<storage::TableDigest> before;

    std::vector<storage::TableDigest> all_tables()
    {
        std::vector<storage::TableDigest> digests;
        trial.house->database->read(
            [&](storage::Connection& sql) { digests = storage::digest_store(sql); });
        return digests;
    }

    void given_someone_who_begins_the_check()
    {
        person.get("/");
        person.follow("Check if this could help you");
        before = all_tables();
        person.follow("Start the check");
    }

    void when_they_were_born_on(const char* day, const char* month, const char* year)
    {
        person.submit({{"born-day", day}, {"born-month", month}, {"born-year", year}}, "Continue");
    }
    void when_they_are_grown_up() { when_they_were_born_on("27", "3", "1998"); }

    void when_they_search_for(std::string_view words)
    {
        person.submit({{"q", std::string(words)}}, "Search");
    }
    void when_they_give_the_postcode(std::string_view postcode)
    {
        person.follow("Use your postcode");
        person.submit({{"postcode", std::string(postcode)}}, "Continue");
    }
    void when_they_answer(std::string_view field, std::string_view value)
    {
        person.submit({{std::string(field), std::string(value)}}, "Continue");
    }

    void then_it_could_help_them()
    {
        EXPECT_EQ(person.page().heading, "This could help you");
        auto joining = person;
        EXPECT_EQ(joining.follow("Refer yourself").url, "/join/who-for");
        auto calling = person;
        EXPECT_EQ(calling.follow("ask us to call you").url, "/call-me");
    }
    void then_they_are_told_why_and_where_else(std::string_view why)
    {
        EXPECT_EQ(person.page().status, 200);
        EXPECT_TRUE(person.page().says(why)) << person.page().text;
        EXPECT_TRUE(person.page().says("Where else you can look"));
        EXPECT_TRUE(person.page().says("0114 496 0123"));
        auto elsewhere = person;
        EXPECT_EQ(elsewhere.follow("check again").url, "/check");
    }
    /// Not a row, not a leaf, nothing in the address that a stranger could read.
    void then_nothing_is_kept()
    {
        EXPECT_EQ(all_tables(), before);
        EXPECT_EQ(referrals(), 0);
        EXPECT_EQ(drafts(), 0);
    }
};
EVENHAND_JOURNEY(HelpCheck);

TEST_P(HelpCheck, SaysThatItCouldHelpAndHowToAsk)
{
    given_someone_who_begins_the_check();
    when_they_are_grown_up();
    EXPECT_EQ(person.page().heading, "Which GP surgery are you registered with?");
    when_they_search_for("example practice 3");
    person.follow("EXAMPLE PRACTICE 3, SHEFFIELD");
    when_they_answer("work", "looking");
    when_they_answer("condition", "yes");
    then_it_could_help_them();
    then_nothing_is_kept();
}

TEST_P(HelpCheck, FindsASurgeryByItsCodeAndSaysWhenItIsClosed)
{
    given_someone_who_begins_the_check();
    when_they_are_grown_up();
    when_they_search_for("V81909");
    EXPECT_TRUE(person.page().says("EXAMPLE PRACTICE 9, BARNSLEY"));
    when_they_search_for("V81916");
    EXPECT_TRUE(person.page().says("is not open any more"));
    when_they_search_for("no such surgery");
    EXPECT_TRUE(person.page().says("No surgery found"));
}

TEST_P(HelpCheck, TellsSomebodyWhoIsEighteenTomorrowThatItIsNotForThemYet)
{
    given_someone_who_begins_the_check();
    // 2 March 2026: 17 years and 364 days old.
    when_they_were_born_on("3", "3", "2008");
    EXPECT_EQ(person.page().heading, "This is not for you yet");
    then_they_are_told_why_and_where_else("from the day on which you turn 18");
    person.follow("Local help in Sheffield");
    EXPECT_TRUE(person.page().says("Example Advice Centre, Sheffield"));
    then_nothing_is_kept();
}

TEST_P(HelpCheck, GoesOnForSomebodyWhoIsEighteenToday)
{
    given_someone_who_begins_the_check();
    when_they_were_born_on("2", "3", "2008");
    EXPECT_EQ(person.page().heading, "Which GP surgery are you registered with?");
}

TEST_P(HelpCheck, AsksWhichAreaWhereAPostcodeLiesOnABorder)
{
    given_someone_who_begins_the_check();
    when_they_are_grown_up();
    // Sheffield and Barnsley share the sector S36 4.
    when_they_give_the_postcode("s36 4ad");
    EXPECT_EQ(person.page().heading, "Where is the GP surgery you are registered with?");
    EXPECT_TRUE(person.page().says("This is near a border"));
    EXPECT_TRUE(person.page().says("Barnsley"));
    EXPECT_TRUE(person.page().says("Sheffield"));
    EXPECT_FALSE(person.page().says("Doncaster"));
    when_they_answer("area", "barnsley");
    EXPECT_EQ(person.page().heading, "Are you in paid work now?");
    then_nothing_is_kept();
}

TEST_P(HelpCheck, TakesThePostcodeOfOneAreaAndTellsWhoIsOutsideAll)
{
    given_someone_who_begins_the_check();
    when_they_are_grown_up();
    auto other = person;
    when_they_give_the_postcode("S1 2HH");
    EXPECT_EQ(person.page().heading, "Are you in paid work now?");
    person = other;
    when_they_give_the_postcode("S40 1AA");
    EXPECT_EQ(person.page().heading, "This is probably not for you");
    then_they_are_told_why_and_where_else("registered with a GP surgery in Barnsley");
    person = other;
    when_they_give_the_postcode("M1 1AA");
    EXPECT_EQ(person.page().status, 422);
    EXPECT_TRUE(person.page().says("We do not know this postcode"));
    then_nothing_is_kept();
}

TEST_P(HelpCheck, ShowsTheHelpOfTheAreaToWhomItIsNotFor)
{
    given_someone_who_begins_the_check();
    when_they_are_grown_up();
    when_they_give_the_postcode("S70 2TA");
    when_they_answer("work", "looking");
    when_they_answer("condition", "no");
    then_they_are_told_why_and_where_else("whose health makes it hard");
    EXPECT_TRUE(person.page().says("Other help in Barnsley"));
    EXPECT_TRUE(person.page().says("Example Talking Therapies, Barnsley"));
    then_nothing_is_kept();
}

TEST_P(HelpCheck, FormsSentTwiceAnswerAlikeAndAddressesOfNobodysBeginAgain)
{
    given_someone_who_begins_the_check();
    const auto form =
        person.filled({{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}}, "Continue");
    const auto head = person.form_head("/check/age");
    const auto first = person.send(head, form.encode());
    const auto second = person.send(head, form.encode());
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(first.header("Location"), second.header("Location"));
    for (const char* address : {"/check/work?so=9.9.9.9", "/check/result", "/check/result?so=x"})
        EXPECT_NE(person.get(address).url, address) << address;
    EXPECT_EQ(person.get("/local-help?area=nowhere").status, 404);
    then_nothing_is_kept();
}

class BlackCountryCheck : public ::testing::Test
{
};

TEST_F(BlackCountryCheck, AWalsallPostcodeIsAskedAboutItsNeighboursAndAWalsallSurgeryIsOutside)
{
    TestHouse trial(storage::Engine::sqlite, "thrive-into-work");
    auto person = trial.browser();
    person.get("/check");
    person.follow("Start the check");
    person.submit({{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}}, "Continue");
    person.follow("Use your postcode");
    person.submit({{"postcode", "WV14 8AH"}}, "Continue");
    EXPECT_TRUE(person.page().says("Wolverhampton"));
    EXPECT_TRUE(person.page().says("Dudley"));
    EXPECT_FALSE(person.page().says("Sandwell"));
    person.submit({{"area", "elsewhere"}}, "Continue");
    EXPECT_EQ(person.page().heading, "This is probably not for you");
}

} // namespace evenhand::tests
