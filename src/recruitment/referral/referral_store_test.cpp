#include "recruitment/referral/referral_store.hpp"

#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::referral::referral_store_test {

using namespace std::chrono_literals;

/// A trial on one engine with the stores that the front door stands on.
struct FrontDoor
{
    explicit FrontDoor(storage::Engine engine) : trial(engine) {}

    ReceiptId receive(const NewReferral& made, const char* due = "2026-03-04")
    {
        return trial.units->write(visitor, "test", [&](storage::UnitOfWork& work) {
            return store.receive(work, made, notice, *LocalDate::parse(due));
        });
    }
    QueuePage queue(Sort sort, const std::optional<After>& after = {},
                    const char* today = "2026-03-02")
    {
        return trial.units->read(visitor, "test", [&](storage::UnitOfWork& work) {
            return store.queue(work, sort, after, *LocalDate::parse(today));
        });
    }
    std::optional<Receipt> receipt(ReceiptId id)
    {
        return trial.units->read(
            visitor, "test", [&](storage::UnitOfWork& work) { return store.receipt(work, id); });
    }
    std::optional<Record> open(ReferralId id)
    {
        return trial.units->read(visitor, "test",
                                 [&](storage::UnitOfWork& work) { return store.open(work, id); });
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    ReferralStore store{vault, identities};
    storage::Actor visitor{storage::ActorKind::visitor, "0123456789abcdef0123456789abcdef", ""};
    protocol::Notice notice{"referral-privacy", "1", "content/en/privacy-referral.md"};
};

NewReferral someone(const char* area = "sheffield")
{
    NewReferral made;
    made.on_behalf = "me";
    made.who.given_names = *PersonName::parse("Zoë");
    made.who.family_name = *PersonName::parse("Example");
    made.who.phone = *PhoneNumber::parse("07700 900123");
    made.area = area;
    made.group = "out-of-work";
    made.told = "health=&health.details=my+back";
    return made;
}

class Referrals : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Referrals, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Referrals, WhatWasReceivedIsConfirmedQueuedAndOpensAsItWasSaid)
{
    FrontDoor door(GetParam());
    const auto receipt = door.receipt(door.receive(someone()));
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->due, *LocalDate::parse("2026-03-04"));

    const QueuePage page = door.queue(Sort::due_first);
    ASSERT_EQ(page.rows.size(), 1U);
    EXPECT_EQ(page.rows[0].reference, receipt->reference);
    EXPECT_FALSE(page.next);

    const auto record = door.open(page.rows[0].id);
    ASSERT_TRUE(record);
    ASSERT_TRUE(record->who);
    EXPECT_EQ(record->who->full_name(), "Zoë Example");
    EXPECT_EQ(record->told, "health=&health.details=my+back");
    EXPECT_EQ(record->notice, "referral-privacy, version 1 (web)");
}

TEST_P(Referrals, TheSamePersonTwiceIsTwoReferralsAndNothingTellsThatTheyAreKnown)
{
    FrontDoor door(GetParam());
    const auto first = door.receipt(door.receive(someone()));
    const auto second = door.receipt(door.receive(someone()));
    ASSERT_TRUE(first && second);
    EXPECT_NE(first->reference, second->reference);
    EXPECT_EQ(first->due, second->due);
    EXPECT_EQ(door.queue(Sort::due_first).waiting, 2);
}

TEST_P(Referrals, EachOrderPagesThroughEveryoneOnceAndInOrder)
{
    FrontDoor door(GetParam());
    constexpr int people = 2 * ReferralStore::page_size + 7;
    for (int i = 0; i < people; ++i) {
        // Three a moment, so that equal times are told apart by id; due days run against the order
        // of arrival.
        if (i % 3 == 0) door.trial.clock.advance(1h);
        door.receive(someone(), LocalDate::from_days(20'600 - i / 5).iso().c_str());
    }
    for (const Sort sort : {Sort::oldest_first, Sort::newest_first, Sort::due_first}) {
        std::set<std::string> seen;
        std::vector<Waiting> all;
        std::optional<After> after;
        int pages = 0;
        do {
            const QueuePage page = door.queue(sort, after);
            for (const Waiting& row : page.rows) {
                EXPECT_TRUE(seen.insert(row.id.text()).second);
                all.push_back(row);
            }
            after = page.next;
            ++pages;
        } while (after);
        EXPECT_EQ(pages, 3);
        EXPECT_EQ(seen.size(), static_cast<std::size_t>(people));
        const bool ordered =
            std::ranges::is_sorted(all, [sort](const Waiting& a, const Waiting& b) {
                if (sort == Sort::due_first) return a.due < b.due;
                return sort == Sort::oldest_first ? a.received < b.received
                                                  : b.received < a.received;
            });
        EXPECT_TRUE(ordered);
    }
}

TEST_P(Referrals, WhatWasPromisedForYesterdayIsOverdueAndForTodayIsNot)
{
    FrontDoor door(GetParam());
    door.receive(someone(), "2026-03-01");
    door.receive(someone(), "2026-03-02");
    EXPECT_EQ(door.queue(Sort::due_first, {}, "2026-03-02").overdue, 1);
    EXPECT_EQ(door.queue(Sort::due_first, {}, "2026-03-01").overdue, 0);
}

TEST_P(Referrals, AReferenceThatIsTakenIsDrawnAgain)
{
    /// Gives the first reference out twice: only references are drawn byte by byte.
    class Twice final : public RandomSource
    {
    public:
        void fill(std::span<std::uint8_t> out) override
        {
            constexpr int symbols = 5;
            others_.fill(out);
            if (out.size() == 1) out[0] = singles_++ < 2 * symbols ? 1 : 2;
        }

    private:
        SystemRandomSource others_;
        int singles_ = 0;
    };
    FrontDoor door(GetParam());
    Twice random;
    door.trial.units = storage::make_units(
        {*door.trial.database, door.trial.clock, random, door.trial.audit, "test-1"});
    const auto first = door.receipt(door.receive(someone()));
    const auto second = door.receipt(door.receive(someone()));
    EXPECT_EQ(ReferralReference::parse(first->reference)->text(), first->reference);
    EXPECT_NE(second->reference, first->reference);
}

TEST_P(Referrals, AReferralIsFoundByItsReferenceHoweverItIsTyped)
{
    FrontDoor door(GetParam());
    const auto receipt = door.receipt(door.receive(someone()));
    ASSERT_TRUE(receipt);
    const auto found = door.trial.units->read(door.visitor, "test", [&](storage::UnitOfWork& work) {
        return door.store.find_by_reference(
            work, *ReferralReference::parse(receipt->reference.substr(2)));
    });
    ASSERT_TRUE(found);
    EXPECT_EQ(door.open(*found)->reference, receipt->reference);
}

TEST_P(Referrals, AnErasedClaimLeavesTheReferralWithoutWhoOrAnswers)
{
    FrontDoor door(GetParam());
    door.receive(someone());
    const ReferralId id = door.queue(Sort::due_first).rows.at(0).id;
    const identity::ClaimId claim = door.open(id)->claim;
    door.trial.units->write(door.visitor, "test", [&](storage::UnitOfWork& work) {
        for (const auto key_class : {identity::KeyClass::contact, identity::KeyClass::casework}) {
            door.identities.erase(work, door.identities.plan_erasure(work, claim, key_class),
                                  "asked");
        }
    });
    const auto record = door.open(id);
    ASSERT_TRUE(record);
    EXPECT_FALSE(record->who);
    EXPECT_TRUE(record->told.empty());
}

TEST_P(Referrals, AReceiptOrAReferralThatIsNotThereGivesNothing)
{
    FrontDoor door(GetParam());
    EXPECT_FALSE(door.receipt(ReceiptId::random(door.trial.random)));
    EXPECT_FALSE(door.open(ReferralId::random(door.trial.random)));
}

} // namespace evenhand::referral::referral_store_test
