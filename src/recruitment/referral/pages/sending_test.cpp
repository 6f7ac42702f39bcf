#include "recruitment/referral/pages/sending.hpp"

#include "core/check.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::referral::sending_test {

using ::testing::HasSubstr;
using ::testing::Not;

const protocol::Protocol& working_win()
{
    static const protocol::Protocol loaded = [] {
        auto protocol = protocol::load_file("protocols/working-win.toml");
        CHECK(protocol.has_value());
        return *std::move(protocol);
    }();
    return loaded;
}

Asked asked_on(const char* day, IdentifierMode mode = IdentifierMode::demo)
{
    return {.protocol = working_win(), .today = *LocalDate::parse(day), .mode = mode};
}

http::FormData form(std::vector<http::FormData::Pair> pairs)
{
    return http::FormData{std::move(pairs)};
}

/// A whole, valid journey of somebody out of work; a test changes the one answer it is about.
Answers whole_journey()
{
    Answers answers;
    answers.set("who-for", form({{"for", "me"}}));
    answers.set("age", form({{"old_enough", "yes"}}));
    answers.set("gp-surgery",
                form({{"surgery_area", "sheffield"}, {"surgery_name", "Example Practice"}}));
    answers.set("postcode", form({{"postcode", "s1 2hh"}}));
    answers.set("work", form({{"work", "looking"}}));
    answers.set(
        "health",
        form({{"condition", "yes"}, {"kind", "mental-health"}, {"details", "back and nerves"}}));
    answers.set("other-help", form({{"help", "none"}}));
    answers.set("name",
                form({{"first_name", "Zoë"}, {"last_name", "O’Brien-Smith"}, {"known_as", ""}}));
    answers.set("date-of-birth",
                form({{"born-day", "27"}, {"born-month", "March"}, {"born-year", "1998"}}));
    answers.set("nhs-number", form({{"knows_nhs_number", "yes"}, {"nhs_number", "999 000 0018"}}));
    answers.set("contact", form({{"channel", "phone"},
                                 {"phone", "07700 900123"},
                                 {"email", "left@example.com"},
                                 {"times", "mornings"}}));
    answers.set("safe-contact", form({{"leave_message", "no"}, {"mention_health", "no"}}));
    answers.set("needs", form({{"need", "bsl"}, {"need_detail", ""}}));
    answers.set("how-you-heard", form({}));
    answers.set("agreement", form({{"agree", "yes"}}));
    return answers;
}

std::vector<std::string> wrong_fields(const Question& question,
                                      std::vector<http::FormData::Pair> typed)
{
    std::vector<std::string> wrong;
    for (const auto& error : question.check(asked_on("2026-11-23"), form(std::move(typed)))) {
        wrong.push_back(error.field + ":" + error.code);
    }
    return wrong;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Journey, EveryCodeThatAQuestionCanGiveHasItsWords)
{
    const std::vector<http::FormData> typed{
        {},
        form({{"for", "someone"}, {"helper", "1"}}),
        form({{"help", "none"}, {"help", "job-programme"}}),
        form({{"help", "never offered"}}),
        form({{"need", "none"}, {"need", "bsl"}}),
        form({{"postcode", "S1 2HH"}, {"no_fixed_address", "yes"}}),
        form({{"postcode", "ZZ99 3VZ"}}),
        form({{"channel", "phone"},
              {"channel", "text"},
              {"channel", "email"},
              {"channel", "letter"}}),
        form({{"channel", "text"}, {"mobile", "01632 960001"}}),
        form({{"channel", "pigeon"}}),
        form({{"condition", "yes"}, {"kind", "x"}, {"details", std::string(201, 'x')}}),
        form({{"first_name", "\x01"}, {"last_name", std::string(101, 'x')}, {"known_as", "4"}}),
        form({{"born-day", "31"}, {"born-month", "2"}, {"born-year", "1998"}}),
        form({{"born-day", "1"}, {"born-month", "2"}, {"born-year", "98"}}),
        form({{"born-day", "1"}, {"born-month", "2"}, {"born-year", "2098"}}),
        form({{"knows_nhs_number", "yes"}, {"nhs_number", "QQ123456C"}}),
        form({{"surgery_name", "\xff"},
              {"times", "\xff"},
              {"need_detail", "\xff"},
              {"details", "\xff"}})};
    for (const Question* question : questions()) {
        for (const http::FormData& each : typed) {
            const auto errors = question->check(asked_on("2026-11-23"), each);
            // The constructor CHECKs that each code has its words.
            EXPECT_NO_THROW(html::FieldErrors(errors, question->messages())) << question->slug;
        }
    }
}

TEST(Journey, AnEmptyAnswerIsRefusedWhereAnAnswerIsNeededAndTakenWhereItIsNot)
{
    for (const Question* question : questions()) {
        const bool wrong = !question->check(asked_on("2026-11-23"), {}).empty();
        EXPECT_EQ(wrong, question->slug != "how-you-heard") << question->slug;
    }
}

TEST(Journey, TheFirstOpenQuestionIsTheFirstWithoutAValidAnswer)
{
    Answers answers = whole_journey();
    EXPECT_EQ(first_open(asked_on("2026-11-23"), answers), nullptr);
    answers.set("work", form({{"work", "never offered"}}));
    answers.set("name", form({}));
    EXPECT_EQ(first_open(asked_on("2026-11-23"), answers), &pages::work_question);
    EXPECT_EQ(first_open(asked_on("2026-11-23"), {}), &pages::who_for_question);
}

TEST(Journey, AnAnswerThatStopsIsNeverPassedOver)
{
    Answers answers = whole_journey();
    answers.set("agreement", form({{"agree", "no"}}));
    EXPECT_EQ(first_open(asked_on("2026-11-23"), answers), &pages::agreement_question);
}

TEST(Journey, SomeoneIsTooYoungUntilTheDayTheyAreEighteen)
{
    const auto born = form({{"born-day", "24"}, {"born-month", "11"}, {"born-year", "2008"}});
    EXPECT_EQ(pages::birth_date_question.stop(asked_on("2026-11-23"), born), Stop::too_young);
    EXPECT_EQ(pages::birth_date_question.stop(asked_on("2026-11-24"), born), std::nullopt);
}

TEST(Journey, NorthernIrelandIsOutsideTheAreaAndAnUnknownTownIsForTriage)
{
    const Asked asked = asked_on("2026-11-23");
    EXPECT_EQ(pages::postcode_question.stop(asked, form({{"postcode", "BT1 5GS"}})),
              Stop::not_in_area);
    EXPECT_EQ(pages::postcode_question.stop(asked, form({{"postcode", "EC1A 1BB"}})), std::nullopt);
    EXPECT_EQ(pages::surgery_question.stop(asked, form({{"surgery_area", "not-sure"}})),
              std::nullopt);
    EXPECT_EQ(pages::surgery_question.stop(asked, form({{"surgery_area", "elsewhere"}})),
              Stop::not_in_area);
}

TEST(Journey, AHelperGivesTheirOwnNameAndSomebodyAloneDoesNot)
{
    EXPECT_THAT(wrong_fields(pages::who_for_question, {{"for", "someone"}, {"helper", ""}}),
                ElementsAre("helper:empty"));
    EXPECT_THAT(wrong_fields(pages::who_for_question, {{"for", "me"}, {"helper", ""}}), IsEmpty());
}

TEST(Journey, OnlyTheChannelsThatWereChosenAreChecked)
{
    EXPECT_THAT(wrong_fields(pages::contact_question,
                             {{"channel", "email"}, {"email", "a@b"}, {"phone", "12345"}}),
                ElementsAre("email:wrong_domain"));
    EXPECT_THAT(
        wrong_fields(pages::contact_question, {{"channel", "letter"}, {"address", " \r\n "}}),
        ElementsAre("address:missing"));
}

TEST(Referral, WhoSomeoneIsGoesToTheClaimAndTheRestIsKeptBeside)
{
    const auto made = referral_from(asked_on("2026-11-23"), whole_journey());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->group, "out-of-work");
    EXPECT_EQ(made->area, "sheffield");
    EXPECT_EQ(made->who.family_name->reveal(), "O'Brien-Smith");
    EXPECT_EQ(made->who.birth_date, LocalDate::from_ymd(1998, 3, 27));
    EXPECT_EQ(made->who.nhs_number->reveal(), "9990000018");
    const std::string rest = made->told;
    for (const char* identity : {"Zo", "Brien", "1998", "9990000018", "07700", "2hh"}) {
        EXPECT_THAT(rest, Not(HasSubstr(identity)));
    }
    EXPECT_THAT(rest, HasSubstr("mental-health"));
    EXPECT_THAT(rest, HasSubstr("mornings"));
}

TEST(Referral, AChannelThatWasNotChosenIsNotKeptThoughItWasTyped)
{
    const auto made = referral_from(asked_on("2026-11-23"), whole_journey());
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->who.email);
    EXPECT_TRUE(made->who.phone);
}

TEST(Referral, TextsGoToTheMobileAndTheNumberForCallsIsKeptBesideIt)
{
    Answers answers = whole_journey();
    answers.set("contact", form({{"channel", "phone"},
                                 {"channel", "text"},
                                 {"phone", "0114 496 0123"},
                                 {"mobile", "07700 900123"}}));
    const auto made = referral_from(asked_on("2026-11-23"), answers);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->who.phone->reveal(), "+447700900123");
    EXPECT_EQ(answers_told(made->told).of("contact").value("phone"), "0114 496 0123");
}

TEST(Referral, ADraftThatHasBecomeWrongGoesBackToItsQuestion)
{
    // A made-up NHS number is taken in a demonstration and not in a live trial.
    const auto made = referral_from(asked_on("2026-11-23", IdentifierMode::live), whole_journey());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error(), &pages::nhs_number_question);
}

TEST(CallMe, ANameAndANumberAreEnough)
{
    const auto made = call_from(
        form({{"name", "X"}, {"phone", "0114 496 0123"}, {"times", ""}, {"language", ""}}));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->route, ReferralRoute::call_me);
    EXPECT_TRUE(made->area.empty());
}

TEST(CallMe, EveryThingThatIsWrongIsToldAtOnce)
{
    const auto made =
        call_from(form({{"name", ""}, {"phone", "12345"}, {"times", std::string(201, 'x')}}));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().size(), 3U);
}

TEST(Campaign, ACodeOfAnotherShapeIsDroppedWhole)
{
    EXPECT_EQ(campaign_code("GP-poster-2"), "GP-poster-2");
    EXPECT_EQ(campaign_code("<b>"), "");
    EXPECT_EQ(campaign_code(std::string(41, 'a')), "");
}

} // namespace evenhand::referral::sending_test
