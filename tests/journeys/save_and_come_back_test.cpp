// Somebody begins on a phone, saves, and goes on at another machine with a code.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class SaveAndComeBack : public Journey
{
protected:
    TestClient phone = trial.browser();
    TestClient library = trial.browser();
    std::string code;

    void given_someone_half_way_through()
    {
        phone.get("/join/who-for");
        phone.submit({{"for", "me"}}, "Continue");
        phone.submit({{"old_enough", "yes"}}, "Continue");
        phone.submit({{"surgery_area", "barnsley"}, {"surgery_name", "Example Practice"}},
                     "Continue");
    }

    void when_they_save_with_an_answer_typed()
    {
        phone.submit({{"postcode", "S70 2TA"}}, "Save and come back later");
        phone.submit({}, "Show me a code");
        code = code_on(phone.page());
    }

    void then_the_code_stands_in_no_address()
    {
        EXPECT_EQ(phone.page().heading, "Your answers are saved");
        EXPECT_THAT(code, testing::MatchesRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"));
        EXPECT_EQ(phone.page().url, "/join/saved");
    }

    void when_they_enter_a_wrong_code_elsewhere()
    {
        library.get("/");
        library.follow("Go on with answers you saved");
        library.submit({{"code", "7K3D-9WTP-VB2M"}}, "Continue");
    }

    void then_it_opens_nothing()
    {
        EXPECT_EQ(library.page().status, 422);
        EXPECT_TRUE(library.page().says("This is not a code that we know"));
        EXPECT_EQ(library.filled({}, "Continue").value("code"), "7K3D-9WTP-VB2M");
        EXPECT_EQ(library.get("/join/postcode").status, 200);
        EXPECT_EQ(library.filled({}, "Continue").value("postcode"), "");
    }

    void when_they_enter_their_own_code_a_fortnight_later()
    {
        trial.advance(std::chrono::days(14));
        library.get("/join/resume");
        // As people type it: small letters, no hyphens.
        std::string typed;
        for (const char c : code)
            if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        library.submit({{"code", typed}}, "Continue");
    }

    void then_they_go_on_with_the_question_that_is_open()
    {
        EXPECT_EQ(library.page().url, "/join/work");
        library.get("/join/postcode");
        EXPECT_EQ(library.filled({}, "Continue").value("postcode"), "S70 2TA");
        library.get("/join/gp-surgery");
        EXPECT_EQ(library.filled({}, "Continue").value("surgery_name"), "Example Practice");
    }

    void then_after_the_days_that_were_promised_it_is_gone()
    {
        trial.advance(std::chrono::days(29));
        auto late = trial.browser();
        late.get("/join/resume");
        late.submit({{"code", code}}, "Continue");
        EXPECT_EQ(late.page().status, 422);
        EXPECT_TRUE(late.page().says("This is not a code that we know"));
    }

    static std::string code_on(const Visit& page)
    {
        const std::string before = "Your code is ";
        const auto at = page.text.find(before);
        return at == std::string::npos ? "" : page.text.substr(at + before.size(), 14);
    }

    // A draft is no fact: until something is sent or somebody signs in, nobody is in the log.
    void TearDown() override
    {
        EXPECT_EQ(trial.leaves().size(), first_leaves);
        EXPECT_EQ(referrals(), 0);
    }
};
EVENHAND_JOURNEY(SaveAndComeBack);

TEST_P(SaveAndComeBack, FromAnotherBrowserWithTheCode)
{
    given_someone_half_way_through();
    when_they_save_with_an_answer_typed();
    then_the_code_stands_in_no_address();
    when_they_enter_a_wrong_code_elsewhere();
    then_it_opens_nothing();
    when_they_enter_their_own_code_a_fortnight_later();
    then_they_go_on_with_the_question_that_is_open();
    then_after_the_days_that_were_promised_it_is_gone();
}

} // namespace evenhand::tests
