// Who is written to, asked at the moment of sending.
#include "messages/outgoing/postbox_store.hpp"

#include "core/london_time.hpp"
#include "people/identity/details_store.hpp"
#include "people/identity/merge_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <utility>

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
            const auto who =
                identities.confirm_claim(work, identities.make_claim(work, said), "new").value();
            EXPECT_TRUE(wished.record(work, who, {.wishes = by_email()}));
            return who;
        });
    }
    static wishes::Wishes by_email()
    {
        return {.ways = {wishes::Way::email}, .leave_message = wishes::Said::yes};
    }
    /// They say something else meanwhile.
    void now_wishes(PersonId who, const wishes::Wishes& wanted)
    {
        write([&](storage::UnitOfWork& work) {
            const auto standing = wished.standing(work, who);
            EXPECT_TRUE(wished.record(work, who,
                                      {.wishes = wanted, .instead_of = standing.value().told.id}));
        });
    }
    bool queue(PersonId who, const Message& message = reminder())
    {
        return write([&](storage::UnitOfWork& work) {
            return postbox.queue(work, who, message, work.now()).has_value();
        });
    }
    void leave(PersonId who, Scope scope, int days_ago = 0)
    {
        const withdrawal::NewWithdrawal wanted{
            .scope = scope,
            .effective = london_date(trial.clock.now()).plus_days(-days_ago),
            .told = true,
            .note = {}};
        write([&](storage::UnitOfWork& work) {
            // Somebody who left everything cannot leave again: refused, and nothing changes.
            return withdrawals.withdraw(work, who, wanted).has_value();
        });
    }
    void take_back(PersonId who, Scope scope)
    {
        write([&](storage::UnitOfWork& work) {
            const auto standing = withdrawals.standing(work, who);
            for (const auto& each : standing.withdrawals) {
                if (each.scope == scope) withdrawals.take_back(work, who, {.withdrawal = each.id});
            }
        });
    }
    void take_back_all(PersonId who)
    {
        write([&](storage::UnitOfWork& work) {
            const auto standing = withdrawals.standing(work, who);
            for (const auto& each : standing.withdrawals)
                withdrawals.take_back(work, who, {.withdrawal = each.id});
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
                       .wishes = wished,
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
    wishes::WishesStore wished{vault};
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

TEST_P(Outgoing, ALaterNoStopsWhatWasQueuedOnAYes)
{
    using wishes::Said;
    using wishes::Way;
    Post post(GetParam());
    const std::vector<wishes::Wishes> noes{
        {.ways = {Way::phone, Way::letter}, .leave_message = Said::yes},
        {.ways = {Way::email}, .leave_message = Said::no},
        {.ways = {Way::email}, .leave_message = Said::not_asked}};
    for (const auto& no : noes) {
        const auto who = post.person();
        ASSERT_TRUE(post.queue(who));
        post.now_wishes(who, no);
        EXPECT_EQ(post.send().dropped, 1);
    }
    EXPECT_TRUE(post.handed.empty());
}

TEST_P(Outgoing, WhatMentionsHealthOrTheTrialGoesOnlyWhereThatIsAllowed)
{
    using wishes::Said;
    Post post(GetParam());
    auto open = reminder();
    open.mentions_health = true;
    for (const auto said : {Said::not_asked, Said::no, Said::yes}) {
        const auto who = post.person();
        auto wanted = Post::by_email();
        wanted.mention_health = said;
        post.now_wishes(who, wanted);
        ASSERT_TRUE(post.queue(who, open));
        ASSERT_TRUE(post.queue(who));
        EXPECT_EQ(post.send().sent, said == Said::yes ? 2 : 1) << wishes::label_of(said);
    }
}

TEST_P(Outgoing, OfTwoRecordsOfOnePersonOnlyTheOneThatLeadsIsWrittenTo)
{
    using identity::MergeGround;
    using identity::MergeStore;
    Post post(GetParam());
    const auto leader = post.person();
    const auto follower = post.person("sam.again@example.com");
    ASSERT_TRUE(post.queue(leader));
    ASSERT_TRUE(post.queue(follower));
    post.write([&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 MergeGround::documents);
    });
    const auto tally = post.send();
    EXPECT_EQ(tally.sent, 1);
    EXPECT_EQ(tally.dropped, 1);
    ASSERT_EQ(post.handed.size(), 1U);
    EXPECT_EQ(post.handed[0].address, "sam@example.com");

    // What they said under either record holds for both.
    post.leave(follower, Scope::contact);
    ASSERT_TRUE(post.queue(leader));
    EXPECT_EQ(post.send().dropped, 1);

    // Two people after all: only the one who wanted none is not written to.
    post.write([&](storage::UnitOfWork& work) {
        const auto merge = MergeStore::merge_of(work, follower);
        MergeStore::undo(work, merge.value(), MergeGround::wrong_record);
        return true;
    });
    ASSERT_TRUE(post.queue(leader));
    ASSERT_TRUE(post.queue(follower));
    EXPECT_EQ(post.send().sent, 1);
    EXPECT_EQ(post.handed.back().address, "sam@example.com");
}

TEST_P(Outgoing, ANoThatWasSaidUnderAnotherRecordOfThePersonStopsAMessage)
{
    using identity::MergeGround;
    using identity::MergeStore;
    Post post(GetParam());
    const auto leader = post.person();
    const auto follower = post.person("sam.again@example.com");
    post.now_wishes(follower, {.ways = {wishes::Way::email}, .leave_message = wishes::Said::no});
    ASSERT_TRUE(post.queue(leader));
    EXPECT_EQ(post.send().sent, 1) << "they are two people";
    post.write([&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 MergeGround::documents);
    });
    ASSERT_TRUE(post.queue(leader));
    EXPECT_EQ(post.send().dropped, 1);
}

TEST(OutgoingFate, EachReasonAloneStopsAMessage)
{
    const AtSending fine{.kind = Kind::survey,
                         .may = {.may_contact = true, .may_survey = true, .may_link = false},
                         .readable = true,
                         .wished = true,
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
    known.wished = false;
    EXPECT_EQ(fate_of(known), Fate::not_wished);
    known = fine;
    known.has_address = false;
    EXPECT_EQ(fate_of(known), Fate::no_address);
}

TEST(OutgoingMessage, IsReadBackAsItWasWritten)
{
    EXPECT_EQ(read_back(written(reminder())), reminder());
    auto open = reminder();
    open.mentions_health = true;
    EXPECT_EQ(read_back(written(open)), open);
    EXPECT_TRUE(
        read_back(R"({"kind":"survey","channel":"email","subject":"","text":""})")->mentions_health)
        << "what does not say is taken to mention it";
    EXPECT_FALSE(read_back("{}").has_value());
    EXPECT_FALSE(read_back("not a message").has_value());
    EXPECT_FALSE(read_back(R"({"kind":"arm","channel":"email","subject":"","text":""})"));
}

/// What somebody may have done before a message is due, kept as the test understands it: scopes and
/// conditions by the day from which they hold, and no store.
struct Told
{
    std::set<Scope> left;
    std::map<LifeKind, bool> life;
    bool erased = false;

    [[nodiscard]] bool lives_as(LifeKind kind) const
    {
        const auto found = life.find(kind);
        return found != life.end() && found->second;
    }
    [[nodiscard]] bool may_be_written_to(Kind message) const
    {
        if (erased || left.contains(Scope::contact) || left.contains(Scope::everything))
            return false;
        for (const auto kind : {LifeKind::died, LifeKind::lost_capacity, LifeKind::in_prison})
            if (lives_as(kind)) return false;
        return message != Kind::survey || !left.contains(Scope::surveys);
    }
};

// A message is decided on at the moment of sending and not kept for later: what is queued while the
// withdrawal stands is dropped, and what is queued after it was taken back goes out.
RC_GTEST_PROP(OutgoingProperty, IsSendableAgainOnlyAfterEveryWithdrawalThatCoversItIsTakenBack, ())
{
    static Post post(storage::Engine::sqlite);
    const auto who = post.person();
    const auto reaches_them = [&] {
        RC_ASSERT(post.queue(who));
        post.handed.clear();
        const auto tally = post.send();
        RC_ASSERT(std::cmp_equal(tally.sent, post.handed.size()));
        return !post.handed.empty();
    };
    // Two that both bar contact, and one that does not, in any order.
    std::vector<Scope> scopes{Scope::contact, Scope::surveys};
    if (*rc::gen::arbitrary<bool>()) scopes.push_back(Scope::everything);
    for (const Scope scope : scopes)
        post.leave(who, scope);
    while (!scopes.empty()) {
        const bool barred = std::ranges::any_of(scopes, [](Scope scope) {
            return scope == Scope::contact || scope == Scope::everything;
        });
        RC_ASSERT(reaches_them() == !barred);
        const auto which = *rc::gen::inRange<std::size_t>(0, scopes.size());
        post.take_back(who, scopes.at(which));
        scopes.erase(scopes.begin() + static_cast<std::ptrdiff_t>(which));
    }
    RC_ASSERT(reaches_them());
}

/// One person, a message of some kind, and whatever they do before it is due.
void nothing_is_sent_that_is_covered(Post& post)
{
    const auto who = post.person();
    auto message = reminder();
    message.kind = *rc::gen::element(Kind::appointment, Kind::information, Kind::survey);
    RC_ASSERT(post.queue(who, message));
    Told told;
    const auto steps = *rc::gen::inRange(0, 6);
    for (int step = 0; step < steps; ++step) {
        // Of two facts of one moment neither is the later one; and days go by.
        post.trial.clock.advance(std::chrono::hours(*rc::gen::inRange(1, 72)));
        const auto deed = *rc::gen::inRange(0, 7);
        if (deed < 3) {
            const auto scope = *rc::gen::elementOf(std::vector<Scope>(
                withdrawal::all_scopes().begin(), withdrawal::all_scopes().end()));
            post.leave(who, scope, /*days_ago=*/*rc::gen::inRange(0, 10));
            told.left.insert(scope);
        } else if (deed == 3) {
            post.take_back_all(who);
            told.left.clear();
        } else if (deed == 4 && !told.erased) {
            post.write([&](storage::UnitOfWork& work) {
                post.identities.erase(
                    work, post.identities.plan_erasure(work, who, identity::KeyClass::contact),
                    "asked");
            });
            told.erased = true;
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
    const bool may = told.may_be_written_to(message.kind);
    RC_ASSERT(post.handed.size() == (may ? 1U : 0U));
    RC_CLASSIFY(may, "sent");
}

TEST_P(Outgoing, NothingIsSentAfterAWithdrawalDeathOrErasureThatCoversIt)
{
    // One store for every case: people have nothing to do with each other.
    Post post(GetParam());
    EXPECT_TRUE(rc::check([&] { nothing_is_sent_that_is_covered(post); }));
}

} // namespace evenhand::outgoing::outgoing_test
