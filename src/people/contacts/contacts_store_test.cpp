#include "people/contacts/contacts_store.hpp"

#include "people/identity/identity_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::contacts::contacts_store_test {

using namespace std::chrono_literals;

TEST(Contacts, AChannelADirectionAndAnOutcomeStandTogetherOnlyIfTheyFit)
{
    EXPECT_TRUE(fits(Channel::telephone, Direction::to_person, Outcome::left_message));
    EXPECT_FALSE(fits(Channel::letter, Direction::to_person, Outcome::spoke));
    EXPECT_FALSE(fits(Channel::telephone, Direction::from_person, Outcome::no_answer));
    EXPECT_FALSE(fits(Channel::email, Direction::to_person, Outcome::received));
    EXPECT_TRUE(fits(Channel::email, Direction::from_person, Outcome::received));
    for (const Channel channel : all_channels()) {
        bool some = false;
        for (const Direction direction : all_directions()) {
            for (const Outcome outcome : all_outcomes())
                some = some || fits(channel, direction, outcome);
        }
        EXPECT_TRUE(some) << name_of(channel);
    }
}

TEST(Contacts, AMessageThatWasLeftIsNotTwoWay)
{
    EXPECT_TRUE(is_two_way(Outcome::spoke));
    EXPECT_TRUE(is_two_way(Outcome::received));
    EXPECT_FALSE(is_two_way(Outcome::left_message));
    EXPECT_FALSE(is_two_way(Outcome::sent));
}

TEST(Contacts, AreTimedAsWasKeptAndBeforeThatUnlessTheyStandAtNoonExact)
{
    const auto noon = *Instant::parse("2026-06-02T11:00:00Z"); // of summer time
    EXPECT_TRUE(is_time_known(true, noon));
    EXPECT_FALSE(is_time_known(false, noon + 1min));
    EXPECT_FALSE(is_time_known(std::nullopt, noon));
    EXPECT_TRUE(is_time_known(std::nullopt, noon + 1us));
}

TEST(Contacts, WordsReadBackWhatTheyName)
{
    for (const Channel channel : all_channels())
        EXPECT_EQ(channel_named(name_of(channel)), channel);
    for (const Direction direction : all_directions())
        EXPECT_EQ(direction_named(name_of(direction)), direction);
    for (const Outcome outcome : all_outcomes())
        EXPECT_EQ(outcome_named(name_of(outcome)), outcome);
    EXPECT_FALSE(outcome_named("shouted"));
}

/// A trial on one engine with people to be in contact with.
struct Office
{
    explicit Office(storage::Engine engine) : trial(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    Result<ContactId, Refusal> spoke(PersonId who, std::string note = "Prefers mornings.",
                                     std::chrono::microseconds ago = 0s)
    {
        return write([&](storage::UnitOfWork& work) {
            return log.record(work, who, {.occurred = work.now() - ago, .note = std::move(note)});
        });
    }
    std::vector<Contact> of(PersonId who, Errors errors = Errors::hidden,
                            OfCases of_cases = OfCases::hidden)
    {
        return write([&](storage::UnitOfWork& work) {
            return log.page(work, who, {errors, of_cases}).rows;
        });
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}};
    identity::NoteStore notes{vault};
    ContactStore log{notes};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

class ContactLog : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, ContactLog, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(ContactLog, OfASupportCaseIsShownOnlyWhereCasesAreAndWhereItsErrorIs)
{
    Office office(GetParam());
    const auto who = office.person();
    ASSERT_TRUE(office.spoke(who));
    const auto at_case = office.write([&](storage::UnitOfWork& work) {
        return office.log.record(work, who,
                                 {.occurred = work.now(), .note = "Wrote a CV.", .of_case = "c1"});
    });
    ASSERT_TRUE(at_case);
    EXPECT_EQ(office.of(who).size(), 1U);
    EXPECT_EQ(office.of(who, Errors::hidden, OfCases::shown).size(), 2U);
    ASSERT_TRUE(office.write([&](storage::UnitOfWork& work) {
        return office.log.mark_in_error(work, who, *at_case,
                                        identity::InErrorBecause::other_person);
    }));
    EXPECT_EQ(office.of(who, Errors::hidden, OfCases::shown).size(), 1U);
    EXPECT_EQ(office.of(who, Errors::shown).size(), 2U);
}

TEST_P(ContactLog, IsOfOnePersonTheLatestFirstAndItsNotesOpen)
{
    Office office(GetParam());
    const PersonId who = office.person();
    const PersonId other = office.person();
    ASSERT_TRUE(office.spoke(who, "second", 1h));
    ASSERT_TRUE(office.spoke(who, "first", 2h));
    ASSERT_TRUE(office.spoke(who, "", 0s));
    ASSERT_TRUE(office.spoke(other, "of another"));
    const auto contacts = office.of(who);
    ASSERT_EQ(contacts.size(), 3U);
    EXPECT_FALSE(contacts[0].note);
    EXPECT_FALSE(contacts[0].had_note);
    EXPECT_EQ(contacts[1].note, "second");
    EXPECT_EQ(contacts[2].note, "first");
}

TEST_P(ContactLog, IsReadPageByPageAndMissesNoneAlsoOfOneMoment)
{
    Office office(GetParam());
    const PersonId who = office.person();
    const PersonId other = office.person();
    constexpr int written = 2 * ContactStore::page_size + 1;
    for (int i = 0; i < written; ++i) // two of each moment, so that a page ends between them
        ASSERT_TRUE(office.spoke(who, "", 1h * (i / 2)));
    ASSERT_TRUE(office.spoke(other, "", 24h * 30)) << "of somebody else, and older than all";

    std::optional<After> after;
    std::vector<Contact> read;
    std::vector<std::size_t> pages;
    do {
        const auto page = office.write(
            [&](storage::UnitOfWork& work) { return office.log.page(work, who, {}, after); });
        read.insert(read.end(), page.rows.begin(), page.rows.end());
        pages.push_back(page.rows.size());
        after = page.next;
    } while (after && pages.size() < 10);
    EXPECT_EQ(pages, (std::vector<std::size_t>{50, 50, 1}));
    std::set<ContactId> once;
    for (std::size_t i = 0; i < read.size(); ++i) {
        once.insert(read[i].id);
        EXPECT_GE(read[i > 0 ? i - 1 : 0].occurred, read[i].occurred);
    }
    EXPECT_EQ(once.size(), static_cast<std::size_t>(written));
}

TEST_P(ContactLog, CountsWhatIsHiddenIntoNoPage)
{
    Office office(GetParam());
    const PersonId who = office.person();
    for (int i = 0; i < ContactStore::page_size; ++i)
        ASSERT_TRUE(office.spoke(who, "", 1h * i));
    ASSERT_TRUE(office.write([&](storage::UnitOfWork& work) {
        return office.log.record(work, who, {.occurred = work.now(), .of_case = "c1"});
    }));
    const auto first = [&](OfCases of_cases) {
        return office.write([&](storage::UnitOfWork& work) {
            return office.log.page(work, who, {.of_cases = of_cases});
        });
    };
    EXPECT_FALSE(first(OfCases::hidden).next) << "that there is more would tell of a case";
    EXPECT_TRUE(first(OfCases::shown).next);
}

TEST_P(ContactLog, KeepsWhetherTheTimeOfDayIsKnownAlsoAtNoonExact)
{
    Office office(GetParam());
    for (const bool known : {true, false}) {
        const PersonId who = office.person();
        ASSERT_TRUE(office.write([&](storage::UnitOfWork& work) {
            const auto noon = *Instant::parse("2026-02-02T12:00:00Z");
            return office.log.record(work, who, {.occurred = noon, .time_known = known});
        }));
        ASSERT_EQ(office.of(who).size(), 1U);
        EXPECT_EQ(office.of(who)[0].time_known, known);
    }
}

TEST_P(ContactLog, TakesNothingFromTheFutureOrAnotherCentury)
{
    Office office(GetParam());
    const PersonId who = office.person();
    EXPECT_EQ(office.spoke(who, "", -1h).error(), Refusal::in_future);
    EXPECT_EQ(office.spoke(who, "", 24h * 366 * 100).error(), Refusal::too_long_ago);
    const auto misfit = office.write([&](storage::UnitOfWork& work) {
        return office.log.record(
            work, who,
            {.channel = Channel::letter, .outcome = Outcome::spoke, .occurred = work.now()});
    });
    EXPECT_EQ(misfit.error(), Refusal::does_not_fit);
    EXPECT_TRUE(office.of(who).empty());
}

TEST_P(ContactLog, HidesWhatWasEnteredInErrorFromAllButThoseWhoSeeErrors)
{
    Office office(GetParam());
    const PersonId who = office.person();
    const PersonId other = office.person();
    const ContactId contact = office.spoke(who).value();
    const auto mark = [&](PersonId whose) {
        return office.write([&](storage::UnitOfWork& work) {
            return office.log.mark_in_error(work, whose, contact,
                                            identity::InErrorBecause::other_person);
        });
    };
    EXPECT_EQ(mark(other).error(), Refusal::not_there);
    EXPECT_TRUE(mark(who));
    EXPECT_EQ(mark(who).error(), Refusal::not_there);
    EXPECT_TRUE(office.of(who).empty());
    const auto seen = office.of(who, Errors::shown);
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_TRUE(seen[0].in_error);
    EXPECT_EQ(seen[0].note, "Prefers mornings.");
}

TEST_P(ContactLog, OnlyANoteInErrorIsDestroyedAndTheOthersStay)
{
    Office office(GetParam());
    const PersonId who = office.person();
    const ContactId kept = office.spoke(who, "kept").value();
    const ContactId wrong = office.spoke(who, "wrong").value();
    const auto destroy = [&](ContactId contact) {
        return office.write([&](storage::UnitOfWork& work) {
            return office.log.destroy_note(work, who, contact, "entered_in_error");
        });
    };
    EXPECT_FALSE(destroy(wrong));
    office.write([&](storage::UnitOfWork& work) {
        EXPECT_TRUE(
            office.log.mark_in_error(work, who, wrong, identity::InErrorBecause::other_person));
        return 0;
    });
    EXPECT_TRUE(destroy(wrong));
    EXPECT_FALSE(destroy(wrong));
    EXPECT_FALSE(destroy(kept));
    for (const Contact& contact : office.of(who, Errors::shown)) {
        EXPECT_TRUE(contact.had_note);
        EXPECT_EQ(contact.note.has_value(), contact.id == kept);
    }
}

TEST_P(ContactLog, AnErasedPersonsNotesNeverOpenAgainAndNoneIsAdded)
{
    Office office(GetParam());
    const PersonId who = office.person();
    ASSERT_TRUE(office.spoke(who));
    office.write([&](storage::UnitOfWork& work) {
        const auto plan = office.identities.plan_erasure(work, who, identity::KeyClass::casework);
        EXPECT_EQ(plan.subjects.size(), 1U);
        EXPECT_EQ(plan.rows.size(), 1U);
        office.identities.erase(work, plan, "asked");
        return 0;
    });
    EXPECT_FALSE(office.of(who).at(0).note);
    EXPECT_EQ(office.spoke(who).error(), Refusal::erased);
    EXPECT_TRUE(office.spoke(who, "")) << "that they were contacted is still kept";
}

} // namespace evenhand::contacts::contacts_store_test
