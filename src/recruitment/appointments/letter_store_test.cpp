// Letters that acknowledge a referral: owed once, ended once, and not owed to whoever was spoken
// to.
#include "recruitment/appointments/letter_store.hpp"

#include "tests/support/appointments_office.hpp"

#include <gtest/gtest.h>

namespace evenhand::appointments::letter_store_test {

class Letters : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::Office office{GetParam()};
    LetterStore letters;

    PersonId owed_one(const std::string& due = "2026-03-02", const std::string& area = "sheffield")
    {
        const PersonId who = office.waiting_person(area);
        const auto referral = office.made_up<participants::ReferralId>();
        office.write([&](storage::UnitOfWork& work) {
            letters.owe(work, who, referral, *LocalDate::parse(due));
            return 0;
        });
        return who;
    }
    std::optional<OwedLetter> owed(PersonId who)
    {
        return office.write([&](storage::UnitOfWork& work) { return letters.owed(work, who); });
    }
    void end(PersonId who, LetterEnd how)
    {
        office.write([&](storage::UnitOfWork& work) {
            letters.end(work, letters.owed(work, who).value(), how);
            return 0;
        });
    }
    LetterPage list(const std::optional<LetterAfter>& after = {}, std::string_view area = {})
    {
        return office.write(
            [&](storage::UnitOfWork& work) { return letters.list(work, area, after); });
    }
    std::int64_t count(std::string_view area = {})
    {
        return office.write([&](storage::UnitOfWork& work) { return letters.count(work, area); });
    }
    void stand_at(PersonId who, participants::Stage stage)
    {
        constexpr storage::Statement stand{
            "test.stand", "UPDATE journey SET stage = :stage WHERE person_id = :person"};
        office.write([&](storage::UnitOfWork& work) {
            work.sql().execute(stand,
                               {{"stage", participants::name_of(stage)}, {"person", who.text()}});
            return 0;
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Letters, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Letters, AreOwedUntilTheyArePosted)
{
    const auto who = owed_one();
    ASSERT_TRUE(owed(who));
    EXPECT_EQ(owed(who)->person, who);
    EXPECT_EQ(count(), 1);
    end(who, LetterEnd::posted);
    EXPECT_FALSE(owed(who));
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(list().rows.empty());
}

TEST_P(Letters, AreNotOwedToWhoeverWasSpokenToSince)
{
    const auto spoken_to = owed_one();
    const auto tried = owed_one();
    office.trial.clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(office.contact(spoken_to, contacts::Outcome::spoke));
    ASSERT_TRUE(office.contact(tried, contacts::Outcome::no_answer));
    EXPECT_FALSE(owed(spoken_to));
    EXPECT_TRUE(owed(tried));
    EXPECT_EQ(count(), 1);
    ASSERT_EQ(list().rows.size(), 1U);
    EXPECT_EQ(list().rows[0].person, tried);
}

TEST_P(Letters, AreOwedAgainWhereTheTalkWasWithSomebodyElse)
{
    const auto who = owed_one();
    office.trial.clock.advance(std::chrono::hours(1));
    const auto talk = office.contact(who, contacts::Outcome::spoke);
    ASSERT_TRUE(talk);
    ASSERT_FALSE(owed(who));
    ASSERT_TRUE(office.write([&](storage::UnitOfWork& work) {
        return office.log.mark_in_error(work, who, *talk, identity::InErrorBecause::other_person);
    }));
    EXPECT_TRUE(owed(who));
}

TEST_P(Letters, AreOwedToNobodyWhoseWayHasEndedWhicheverEndItWas)
{
    const auto who = owed_one();
    for (const participants::Stage stage : participants::all_stages()) {
        SCOPED_TRACE(participants::name_of(stage));
        stand_at(who, stage);
        const bool goes_on =
            participants::is_open(stage) || stage == participants::Stage::randomised;
        EXPECT_EQ(owed(who).has_value(), goes_on);
        EXPECT_EQ(list().rows.size(), goes_on ? 1U : 0U);
        EXPECT_EQ(count(), goes_on ? 1 : 0);
    }
}

TEST_P(Letters, AreOwedAgainToWhoeverComesBack)
{
    using participants::Step;
    const auto who = owed_one();
    ASSERT_TRUE(office.take(who, Step::declined, "not_interested"));
    EXPECT_FALSE(owed(who));
    office.trial.clock.advance(std::chrono::hours(24));
    ASSERT_TRUE(office.take(who, Step::reopened, "came_back"));
    EXPECT_TRUE(owed(who));
}

TEST_P(Letters, AreListedAndCountedOfOneAreaAlso)
{
    const auto here = owed_one("2026-03-02", "sheffield");
    owed_one("2026-03-02", "barnsley");
    ASSERT_EQ(list({}, "sheffield").rows.size(), 1U);
    EXPECT_EQ(list({}, "sheffield").rows[0].person, here);
    EXPECT_EQ(count("sheffield"), 1);
    EXPECT_EQ(count(), 2);
    EXPECT_EQ(list().rows.size(), 2U);
}

TEST_P(Letters, AreListedByPagesTheLongestDueFirst)
{
    for (int i = 0; i < LetterStore::page_size; ++i)
        owed_one("2026-03-03");
    const auto longest = owed_one("2026-03-01");
    const auto first = list();
    ASSERT_EQ(first.rows.size(), 50U);
    EXPECT_EQ(first.rows[0].person, longest);
    ASSERT_TRUE(first.next);
    const auto second = list(first.next);
    EXPECT_EQ(second.rows.size(), 1U);
    EXPECT_FALSE(second.next);
    EXPECT_EQ(count(), 51);
}

} // namespace evenhand::appointments::letter_store_test
