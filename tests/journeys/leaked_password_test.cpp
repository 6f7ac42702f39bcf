// Somebody who is invited tries a password that was in a leak. It is refused with a word on why,
// whatever is put round it, and three words of their own are taken.
#include "people/staff/user_commands.hpp"
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class LeakedPassword : public Journey
{
protected:
    TestClient invited = trial.browser();

    void given_somebody_with_an_invitation()
    {
        const auto made = staff::add_user(trial.house->staff, *trial.house->units, "Ines Okafor",
                                          "ines@example.org");
        ASSERT_TRUE(made);
        invited.get(std::string_view(made->link).substr(made->link.find("/set-up/")));
        EXPECT_EQ(invited.page().status, 200);
    }

    void when_they_choose(std::string_view password)
    {
        invited.submit({{"new_password", std::string(password)}, {"again", std::string(password)}},
                       "Continue");
    }
};
EVENHAND_JOURNEY(LeakedPassword);

TEST_P(LeakedPassword, IsRefusedHoweverItIsDecorated)
{
    given_somebody_with_an_invitation();
    for (const auto* password : {"masterofdisaster", "MasterOfDisaster", "blackhawkdown2026!"}) {
        when_they_choose(password);
        EXPECT_EQ(invited.page().status, 422) << password;
        EXPECT_TRUE(invited.page().says("one of those that people guess first")) << password;
    }
    when_they_choose("rhubarb lantern tuesday");
    EXPECT_TRUE(invited.page().url.ends_with("/app")) << invited.page().text;
}

// security 4.6: a deny list of 100,000 is shipped.
TEST_P(LeakedPassword, IsOneOfMoreThanAHundredThousand)
{
    EXPECT_GE(trial.house->leaked_passwords.size(), 100'000U);
    for (const auto* entry : {"123456789", "password", "qwertyuiop", "football", "liverpool"})
        EXPECT_TRUE(trial.house->leaked_passwords.holds(as_bytes(entry))) << entry;
    given_somebody_with_an_invitation();
}

} // namespace evenhand::tests
