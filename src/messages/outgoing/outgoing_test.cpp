// Who is written to, asked at the moment of sending.
#include "messages/outgoing/postbox_store.hpp"

#include "core/london_time.hpp"
#include "people/identity/details_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace evenhand::outgoing::outgoing_test {

using withdrawal::LifeKind;
using withdrawal::Scope;

const storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};

Message reminder()
{
    return {.kind = Kind::appointment,
            .channel = Channel::email,
            .subject = "Your appointment",
            .text = "We look forward to seeing you on Tuesday at 10am."};
}

/// People with an e-mail address, a postbox, and a transport that keeps what it is handed.
struct Post
{
    explicit Post(storage::Engine engine) : trial(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    PersonId person(std::string_view email = "sam@example.com")
    {
        return write([&](storage::UnitOfWork& work) {
            identity::Details said;
            if (!email.empty()) said.email = EmailAddress::parse(email).value();
            return identities.confirm_claim(work, identities.make_claim(work, said), "new").value();
        });
    }
    bool queue(PersonId who, const Message& message = reminder())
    {
        return write([&](storage::UnitOfWork& work) {
            return postbox.queue(work, who, message, work.now());
        });
    }
    void leave(PersonId who, Scope scope)
    {
        const withdrawal::NewWithdrawal wanted{
            .scope = scope, .effective = london_date(trial.clock.now()), .told = true, .note = {}};
        write([&](storage::UnitOfWork& work) {
            // Somebody who left everything cannot leave again: refused, and nothing changes.
            return withdrawals.withdraw(work, who, wanted).has_value();
        });
    }
    void take_back_all(PersonId who)
    {
        write([&](storage::UnitOfWork& work) {
            const auto standing = withdrawals.standing(work, who);
            for (const auto& each : standing.withdrawals)
                withdrawals.take_back(work, who, each.id, "they changed their mind");
        });
    }
    void live_on(PersonId who, LifeKind kind, bool ended)
    {
        write([&](storage::UnitOfWork& work) {
            return withdrawals.live_on(work, who, kind, ended, london_date(work.now()));
        });
    }
    SendTally send()
    {
        return Sender({.vault = vault,
                       .identities = identities,
                       .withdrawals = withdrawals,
                       .transport =
                           [this](const Addressed& addressed) {
                               if (works) handed.push_back(addressed);
                               return works;
                           },
                       .holder = "test"})
            .send_due(*trial.units);
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    identity::NoteStore notes{vault};
    withdrawal::WithdrawalStore withdrawals{notes};
    Postbox postbox{vault};
    std::vector<Addressed> handed;
    bool works = true;
};

class Outgoing : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Outgoing, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Outgoing, AMessageGoesOnceToTheAddressThatHoldsWhenItIsDue)
{
    Post post(GetParam());
    const auto who = post.person();
    ASSERT_TRUE(post.queue(who));
    ASSERT_TRUE(post.write([&](storage::UnitOfWork& work) {
        identity::Details moved;
        moved.email = EmailAddress::parse("sam.moved@example.com").value();
        return identity::DetailsStore(post.vault)
            .replace(work, who, moved, identity::DetailsChange::changed);
    }));
    EXPECT_EQ(post.send().sent, 1);
    EXPECT_EQ(post.send().sent, 0);
    ASSERT_EQ(post.handed.size(), 1U);
    EXPECT_EQ(post.handed[0].address, "sam.moved@example.com");
    EXPECT_EQ(post.handed[0].message, reminder());
}

TEST_P(Outgoing, WhatCouldNotBeHandedOverIsTriedAgainLater)
{
    Post post(GetParam());
    ASSERT_TRUE(post.queue(post.person()));
    post.works = false;
    EXPECT_EQ(post.send().failed, 1);
    post.works = true;
    EXPECT_EQ(post.send().sent, 0) << "not before its pause is over";
    post.trial.clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(post.send().sent, 1);
}

TEST_P(Outgoing, NobodyIsWrittenToWithoutAnAddressOrAfterAnErasure)
{
    Post post(GetParam());
    ASSERT_TRUE(post.queue(post.person("")));
    const auto erased = post.person();
    ASSERT_TRUE(post.queue(erased));
    post.write([&](storage::UnitOfWork& work) {
        post.identities.erase(
            work, post.identities.plan_erasure(work, erased, identity::KeyClass::contact), "asked");
    });
    EXPECT_EQ(post.send().dropped, 2);
    EXPECT_TRUE(post.handed.empty());
    EXPECT_FALSE(post.queue(erased)) << "nothing more is queued for them";
}

TEST_P(Outgoing, ASurveyGoesNowhereOnceSurveysAreRefusedAndAnAppointmentStillDoes)
{
    Post post(GetParam());
    const auto who = post.person();
    auto invitation = reminder();
    invitation.kind = Kind::survey;
    ASSERT_TRUE(post.queue(who, invitation));
    ASSERT_TRUE(post.queue(who));
    post.leave(who, Scope::surveys);
    const auto tally = post.send();
    EXPECT_EQ(tally.dropped, 1);
    EXPECT_EQ(tally.sent, 1);
}

TEST(OutgoingFate, EachReasonAloneStopsAMessage)
{
    const AtSending fine{.kind = Kind::survey,
                         .may = {.may_contact = true, .may_survey = true, .may_link = false},
                         .readable = true,
                         .has_address = true};
    EXPECT_EQ(fate_of(fine), Fate::send);
    auto known = fine;
    known.may.may_contact = false;
    EXPECT_EQ(fate_of(known), Fate::may_not_contact);
    known = fine;
    known.may.may_survey = false;
    EXPECT_EQ(fate_of(known), Fate::may_not_survey);
    known = fine;
    known.readable = false;
    EXPECT_EQ(fate_of(known), Fate::erased);
    known = fine;
    known.has_address = false;
    EXPECT_EQ(fate_of(known), Fate::no_address);
}

TEST(OutgoingMessage, IsReadBackAsItWasWritten)
{
    EXPECT_EQ(read_back(written(reminder())), reminder());
    EXPECT_FALSE(read_back("{}").has_value());
    EXPECT_FALSE(read_back("not a message").has_value());
    EXPECT_FALSE(read_back(R"({"kind":"arm","channel":"email","subject":"","text":""})"));
}

/// What somebody may have done before a message is due, kept as the test understands it: a set of
/// scopes and of conditions, and no store.
struct Told
{
    std::set<Scope> left;
    std::map<LifeKind, bool> life;

    [[nodiscard]] bool may_be_written_to() const
    {
        if (left.contains(Scope::contact) || left.contains(Scope::everything)) return false;
        for (const auto kind : {LifeKind::died, LifeKind::lost_capacity, LifeKind::in_prison}) {
            const auto found = life.find(kind);
            if (found != life.end() && found->second) return false;
        }
        return true;
    }
};

// One store for every case: people have nothing to do with each other.
RC_GTEST_PROP(OutgoingProperty, NothingIsSentAfterAWithdrawalOrDeathThatCoversIt, ())
{
    static Post post(storage::Engine::sqlite);
    const auto who = post.person();
    Told told;
    RC_ASSERT(post.queue(who));
    const auto steps = *rc::gen::inRange(0, 6);
    for (int step = 0; step < steps; ++step) {
        const auto deed = *rc::gen::inRange(0, 3);
        if (deed == 0) {
            const auto scope = *rc::gen::elementOf(std::vector<Scope>(
                withdrawal::all_scopes().begin(), withdrawal::all_scopes().end()));
            post.leave(who, scope);
            told.left.insert(scope);
        } else if (deed == 1) {
            post.take_back_all(who);
            told.left.clear();
        } else {
            const auto kind = *rc::gen::elementOf(std::vector<LifeKind>(
                withdrawal::all_life_kinds().begin(), withdrawal::all_life_kinds().end()));
            const bool ended = *rc::gen::arbitrary<bool>();
            post.live_on(who, kind, ended);
            told.life[kind] = !ended;
        }
    }
    post.handed.clear();
    const auto tally = post.send();
    RC_ASSERT(tally.sent + tally.dropped == 1);
    RC_ASSERT(post.handed.size() == (told.may_be_written_to() ? 1U : 0U));
}

} // namespace evenhand::outgoing::outgoing_test
