#include "recruitment/appointments/call_store.hpp"

#include "storage/connection.hpp"
#include "tests/support/appointments_office.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::appointments::call_store_test {

using namespace std::chrono_literals;
using contacts::Outcome;
using participants::Stage;
using participants::Step;

class CallList : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::Office office{GetParam()};

    void TearDown() override { EXPECT_TRUE(office.derived_agree()); }

    /// An attempt that reached nobody, and then the next day, at another time.
    void when_tried(PersonId who)
    {
        EXPECT_TRUE(office.contact(who, Outcome::no_answer));
        office.trial.clock.advance(25h + 30min); // at another hour
    }
    void when_the_letter_goes(PersonId who)
    {
        office.write([&](storage::UnitOfWork& work) {
            office.information.note(work, who,
                                    {.purpose = Purpose::last_letter,
                                     .document = "last letter",
                                     .version = "1",
                                     .format = "standard",
                                     .by = SentBy::letter,
                                     .appointment = {},
                                     .occurred = work.now()});
            return 0;
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, CallList, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

const LocalDate far = *LocalDate::parse("2027-01-01");

TEST_P(CallList, CountsAttemptsFromTheContactLogAndNothingElse)
{
    const auto who = office.waiting_person();
    EXPECT_EQ(office.owed(who)->attempts, 0);
    when_tried(who);
    EXPECT_EQ(office.owed(who)->attempts, 1);
    EXPECT_EQ(office.owed(who)->on.iso(), "2026-03-10");
    const auto wrong = office.contact(who, Outcome::wrong_details).value();
    EXPECT_EQ(office.owed(who)->attempts, 2);
    EXPECT_TRUE(office.owed(who)->wrong_details);
    office.write([&](storage::UnitOfWork& work) {
        EXPECT_TRUE(
            office.log.mark_in_error(work, who, wrong, identity::InErrorBecause::other_person));
        return 0;
    });
    EXPECT_EQ(office.owed(who)->attempts, 1) << "a contact in error counts for nothing";
    EXPECT_EQ(office.call_list({.until = far}).rows.at(0).owed, office.owed(who));
}

TEST_P(CallList, CountsTwoAttemptsAtNoonAsOneUnlessOnlyTheirDaysAreKnown)
{
    const auto noons_of = [&](PersonId who, bool time_known) {
        office.trial.clock.advance(24h * 7);
        for (const char* noon : {"2026-03-03T12:00:00Z", "2026-03-04T12:00:00Z"}) {
            EXPECT_TRUE(office.write([&](storage::UnitOfWork& work) {
                return office.log.record(work, who,
                                         {.outcome = Outcome::no_answer,
                                          .occurred = Instant::parse(noon).value(),
                                          .time_known = time_known});
            }));
        }
        return office.owed(who).value();
    };
    const auto timed = office.waiting_person();
    const auto by_day = office.waiting_person("barnsley");
    EXPECT_EQ(noons_of(timed, true).attempts, 1);
    EXPECT_EQ(noons_of(by_day, false).attempts, 2);
    for (const auto& [who, area] : {std::pair{timed, "sheffield"}, std::pair{by_day, "barnsley"}}) {
        EXPECT_EQ(office.call_list({.area = area, .until = far}).rows.at(0).owed, office.owed(who));
        EXPECT_EQ(office.owed(who)->last_time_known, who == timed);
    }
}

TEST_P(CallList, LeadsThroughAttemptsLetterAndClosingAndBack)
{
    const auto who = office.waiting_person();
    for (int i = 0; i < 3; ++i)
        when_tried(who);
    EXPECT_EQ(office.owed(who)->kind, CallKind::letter);
    when_the_letter_goes(who);
    EXPECT_EQ(office.owed(who)->kind, CallKind::close);
    EXPECT_EQ(office.call_list({.until = far}).rows.at(0).owed.kind, CallKind::close);
    ASSERT_TRUE(office.take(who, Step::could_not_reach, "attempts_used"));
    EXPECT_EQ(office.owed(who), std::nullopt);
    EXPECT_TRUE(office.call_list({.until = far}).rows.empty());
    office.trial.clock.advance(24h);
    ASSERT_TRUE(office.take(who, Step::reopened, "came_back"));
    EXPECT_EQ(office.owed(who)->attempts, 0) << "what was tried before does not count";
    EXPECT_EQ(office.owed(who)->kind, CallKind::attempt);
}

TEST_P(CallList, HoldsThoseWhoWaitAndNobodyElse)
{
    const auto waits = office.waiting_person();
    const auto booked = office.waiting_person();
    ASSERT_TRUE(office.book(booked, office.slots(1).at(0)));
    const auto gone = office.waiting_person();
    ASSERT_TRUE(office.take(gone, Step::withdrew));
    const auto list = office.call_list({.until = far});
    ASSERT_EQ(list.rows.size(), 1U);
    EXPECT_EQ(list.rows[0].person, waits);
}

TEST_P(CallList, IsOfOneAreaAndTheMostOverdueFirstAPageAtATime)
{
    std::set<PersonId> all;
    for (int i = 0; i < 53; ++i) {
        all.insert(office.waiting_person("sheffield"));
        if (i % 20 == 19) office.trial.clock.advance(24h);
    }
    const auto elsewhere = office.waiting_person("barnsley");
    const auto first = office.call_list({.area = "sheffield", .until = far});
    ASSERT_EQ(first.rows.size(), 50U);
    EXPECT_TRUE(
        std::ranges::is_sorted(first.rows, {}, [](const Call& call) { return call.owed.on; }));
    const auto second = office.call_list({.area = "sheffield", .until = far}, first.next);
    EXPECT_EQ(second.rows.size(), 3U);
    EXPECT_FALSE(second.next);
    for (const auto* page : {&first, &second})
        for (const Call& call : page->rows)
            all.erase(call.person);
    EXPECT_TRUE(all.empty()) << "each is on one page";
    EXPECT_EQ(office.call_list({.area = "barnsley", .until = far}).rows.at(0).person, elsewhere);
    EXPECT_TRUE(office.call_list({.until = *LocalDate::parse("2026-03-03")}).rows.empty());
}

TEST_P(CallList, ATextThatWasSealedForAMessageStandsNowhereInClear)
{
    constexpr storage::Statement payload{"test.payload", "SELECT sealed_payload FROM outbox"};
    const auto who = office.waiting_person();
    ASSERT_TRUE(office.book(who, office.slots(1).at(0)));
    const auto send = [&](const ReachedBy& reached) {
        return office.write([&](storage::UnitOfWork& work) {
            return office.information.confirm(work, *office.bookings.standing(work, who), reached,
                                              "0114 496 0000");
        });
    };
    EXPECT_FALSE(send({.may_contact = false, .by_text = true}));
    EXPECT_TRUE(send({.may_contact = true, .by_text = true}));
    const auto sealed = office.write(
        [&](storage::UnitOfWork& work) { return work.sql().one<std::string>(payload); });
    EXPECT_EQ(sealed.find("Library"), std::string::npos);
    const auto sent = office.write(
        [&](storage::UnitOfWork& work) { return office.information.of_person(work, who); });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].purpose, Purpose::confirmation);
    EXPECT_EQ(sent[0].by, SentBy::text);
}

} // namespace evenhand::appointments::call_store_test
