#include "intake/ceremony/ceremony_store.hpp"

#include "storage/connection.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <functional>
#include <thread>

namespace evenhand::ceremony::ceremony_store_test {

class Acts : public ::testing::TestWithParam<storage::Engine>
{
protected:
    Acts() : trial(GetParam()), store(custody, {"example/demo", {"custodian", "platform"}}) {}

    template <class Work>
    auto as(const std::string& account, Work work)
    {
        return trial.units->write({storage::ActorKind::staff, account, "custodian"}, "test", work);
    }
    Standing standing()
    {
        return as("reader", [&](storage::UnitOfWork& work) {
            auto found = standing_of(store.acts(work));
            work.abandon();
            return found;
        });
    }
    static sealed::Contribution paper(std::uint8_t byte)
    {
        return {"custodian", *crypto::SecretKey::from_bytes(Bytes(32, byte))};
    }
    std::optional<Refusal> freeze(const std::string& who = "one")
    {
        return as(who, [&](storage::UnitOfWork& work) {
            return store.freeze(work, std::string(64, 'f'));
        });
    }
    std::optional<Refusal> commit(std::uint8_t byte, const std::string& ceremony)
    {
        return as("one", [&](storage::UnitOfWork& work) {
            return store.commit(work, "custodian",
                                sealed::commitment(ceremony, paper(byte)).text());
        });
    }
    std::optional<Refusal> reveal(std::uint8_t byte)
    {
        return as("one",
                  [&](storage::UnitOfWork& work) { return store.reveal(work, paper(byte)); });
    }
    std::vector<Given> given()
    {
        return as("reader", [&](storage::UnitOfWork& work) {
            auto all = custody.opened(store.sealed_given(work)).value();
            work.abandon();
            return all;
        });
    }
    void publish(std::int64_t number)
    {
        EXPECT_TRUE(
            as("one", [&](storage::UnitOfWork& work) { return store.published(work, number); }));
    }

    /// What each of them answers when all are sent at the same moment. What one throws ends the
    /// test.
    using Send = std::function<std::optional<Refusal>()>;
    static std::vector<std::optional<Refusal>> at_once(const std::vector<Send>& all)
    {
        std::vector<std::optional<Refusal>> answers(all.size());
        std::barrier start(static_cast<std::ptrdiff_t>(all.size()));
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < all.size(); ++i) {
                threads.emplace_back([&, i] {
                    start.arrive_and_wait();
                    answers[i] = all[i]();
                });
            }
        }
        return answers;
    }

    tests::TestTrial trial;
    SystemRandomSource random;
    crypto::Keys keys =
        crypto::Keys::for_demo(1, Instant::from_micros(0), crypto::KeyRing::allocator);
    KeyedCustody custody{keys, "example/demo", random};
    CeremonyStore store;
};
INSTANTIATE_TEST_SUITE_P(Engines, Acts, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

constexpr const char* first = "example/demo/ceremony-1";

TEST_P(Acts, ThePlatformCommitsWhenTheSpecificationIsFrozenAndGivesLast)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_TRUE(standing().commitments.contains("platform"));
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_TRUE(standing().revealed.empty());
    EXPECT_EQ(reveal(7), std::nullopt);
    EXPECT_EQ(standing().revealed, (std::set<std::string>{"custodian", "platform"}));
}

TEST_P(Acts, WordsThatDoNotOpenTheCommitmentAreRefusedAndNotKept)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(8), Refusal::does_not_open);
    EXPECT_TRUE(standing().revealed.empty());
    EXPECT_EQ(reveal(7), std::nullopt);
}

TEST_P(Acts, ACommitmentMadeForAnotherCeremonyDoesNotOpen)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, "example/demo/ceremony-2"), std::nullopt);
    EXPECT_EQ(reveal(7), Refusal::does_not_open);
}

TEST_P(Acts, NothingIsDrawnFromACeremonyBeforeItIsPublished)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    EXPECT_TRUE(given().empty());
    publish(1);
    const auto all = given();
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].contributions.size(), 2U);
    EXPECT_EQ(all[0].contributions[0].party, "custodian");
    EXPECT_TRUE(std::ranges::equal(all[0].contributions[0].bytes.bytes(), Bytes(32, 7)));
    // What the platform committed to is what it gave.
    EXPECT_EQ(sealed::commitment(first, all[0].contributions[1]).text(),
              standing().commitments.at("platform"));
}

TEST_P(Acts, AContributionStandsNowhereInTheClear)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    trial.database->read([&](storage::Connection& sql) {
        constexpr storage::Statement all{"test.sealed",
                                         "SELECT wrapped_contribution FROM ceremony_act "
                                         "WHERE wrapped_contribution IS NOT NULL"};
        const auto rows = sql.rows<std::string>(all);
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(std::get<0>(rows[0]).find(to_hex(Bytes(8, 7))), std::string::npos);
    });
}

TEST_P(Acts, ASecondCeremonyNeedsASecondPersonAndHasKeysOfItsOwn)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    publish(1);
    EXPECT_EQ(as("one", [&](storage::UnitOfWork& work) { return store.propose(work, "leaked"); }),
              std::nullopt);
    EXPECT_EQ(freeze("one"), Refusal::same_person);
    EXPECT_EQ(freeze("two"), std::nullopt);
    EXPECT_EQ(commit(9, "example/demo/ceremony-2"), std::nullopt);
    EXPECT_EQ(reveal(9), std::nullopt);
    EXPECT_EQ(given().size(), 1U) << "the first draws until the second is published";
    publish(2);
    const auto all = given();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].ceremony, 2);
    EXPECT_FALSE(std::ranges::equal(all[0].contributions[1].bytes.bytes(),
                                    all[1].contributions[1].bytes.bytes()));
}

TEST_P(Acts, OfThoseWhoSendTheSameStepAtOnceOneTakesItAndTheOthersAreToldThatItWasDone)
{
    for (int number = 1; number <= 12; ++number) {
        SCOPED_TRACE(number);
        const auto name = "example/demo/ceremony-" + std::to_string(number);
        ASSERT_EQ(freeze("two"), std::nullopt);
        const auto answers = at_once(std::vector<Send>(8, [&] { return commit(7, name); }));
        EXPECT_EQ(std::ranges::count(answers, std::optional<Refusal>()), 1);
        EXPECT_EQ(std::ranges::count(answers, std::optional(Refusal::out_of_order)), 7);
        ASSERT_EQ(
            as("one", [&](storage::UnitOfWork& work) { return store.propose(work, "again"); }),
            std::nullopt);
    }
}

TEST_P(Acts, WhenTheLastTwoPartiesGiveAtOnceBothAreKeptAndThePlatformGivesOnce)
{
    const CeremonyStore three(custody, {"example/demo", {"custodian", "oversight", "platform"}});
    for (std::int64_t number = 1; number <= 12; ++number) {
        SCOPED_TRACE(number);
        const auto name = "example/demo/ceremony-" + std::to_string(number);
        const auto send = [&](auto act) {
            return [&, act] {
                return as("one", [&](storage::UnitOfWork& work) { return act(work); });
            };
        };
        const auto given_by = [](const std::string& party) {
            return sealed::Contribution{party, *crypto::SecretKey::from_bytes(Bytes(32, 7))};
        };
        const auto commits = [&](const std::string& party) {
            return Send(send([&, party](storage::UnitOfWork& work) {
                return three.commit(work, party, sealed::commitment(name, given_by(party)).text());
            }));
        };
        const auto gives = [&](const std::string& party) {
            return Send(send([&, party](storage::UnitOfWork& work) {
                return three.reveal(work, given_by(party));
            }));
        };
        ASSERT_EQ(
            as("two",
               [&](storage::UnitOfWork& work) { return three.freeze(work, std::string(64, 'f')); }),
            std::nullopt);
        const std::vector<std::optional<Refusal>> taken(2);
        ASSERT_EQ(at_once({commits("custodian"), commits("oversight")}), taken);
        ASSERT_EQ(at_once({gives("custodian"), gives("oversight")}), taken);
        ASSERT_EQ(standing().revealed,
                  (std::set<std::string>{"custodian", "oversight", "platform"}));
        publish(number);
        ASSERT_EQ(
            as("one", [&](storage::UnitOfWork& work) { return three.propose(work, "again"); }),
            std::nullopt);
    }
}

TEST_P(Acts, OfThoseWhoPublishAtOnceOneDoesAndNoneFails)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    std::atomic<int> kept{0};
    at_once(std::vector<Send>(8, [&] {
        kept += as("one", [&](storage::UnitOfWork& work) { return store.published(work, 1); });
        return std::optional<Refusal>();
    }));
    EXPECT_EQ(kept, 1);
    EXPECT_TRUE(standing().published);
}

TEST_P(Acts, UnderAProtocolThatNamesABeaconItIsPublishedWithItsValueAndWithNothingElse)
{
    const CeremonyStore under_beacon(
        custody, {"example/demo", {"custodian", "platform"}, "the next round of a beacon"});
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    const auto published = [&](const std::string& value) {
        return as("one", [&](storage::UnitOfWork& work) {
            return under_beacon.published(work, 1, value);
        });
    };
    EXPECT_FALSE(published(""));
    EXPECT_FALSE(published(std::string(63, 'a')));
    EXPECT_FALSE(standing().published);
    EXPECT_TRUE(published(std::string(64, 'a')));
    sealed::Public32 value{};
    value.fill(0xaa);
    EXPECT_EQ(given().at(0).beacon, value);
    auto foreign =
        as("one", [&](storage::UnitOfWork& work) { return under_beacon.sealed_given(work); });
    foreign.front().beacon = "no value";
    EXPECT_FALSE(custody.opened(foreign));
}

TEST_P(Acts, UnderAProtocolThatNamesNoBeaconNoValueIsTaken)
{
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    EXPECT_FALSE(as("one", [&](storage::UnitOfWork& work) {
        return store.published(work, 1, std::string(64, 'a'));
    }));
    publish(1);
    EXPECT_FALSE(given().at(0).beacon);
}

/// Nobody answers, or somebody with other keys.
struct OtherCustody final : Custody
{
    std::optional<std::string> commitment(std::string_view, std::int64_t) override { return said; }
    std::optional<std::string> seal(std::string_view, const crypto::SecretKey&) override
    {
        return std::nullopt;
    }
    std::optional<std::string> said;
};

TEST_P(Acts, WhereTheAllocatorIsAwayNothingIsKeptAndTheStepIsTakenLater)
{
    OtherCustody away;
    const CeremonyStore meanwhile(away, store.cast());
    const auto all = [&] {
        return as("reader", [&](storage::UnitOfWork& work) {
            auto acts = store.acts(work).size();
            work.abandon();
            return acts;
        });
    };
    EXPECT_EQ(
        as("one",
           [&](storage::UnitOfWork& work) { return meanwhile.freeze(work, std::string(64, 'f')); }),
        Refusal::allocator_away);
    EXPECT_EQ(all(), 0U);
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    const auto before = all();
    EXPECT_EQ(
        as("one", [&](storage::UnitOfWork& work) { return meanwhile.reveal(work, paper(7)); }),
        Refusal::allocator_away);
    EXPECT_EQ(all(), before);
    EXPECT_EQ(reveal(7), std::nullopt);
    EXPECT_EQ(meanwhile.why_not_published(standing(), {}), Refusal::allocator_away);
    away.said = std::string(64, '0');
    EXPECT_EQ(meanwhile.why_not_published(standing(), {}), Refusal::other_keys);
    EXPECT_EQ(store.why_not_published(standing(), {}), std::nullopt);
}

TEST_P(Acts, TheCeremonyInForceIsTheLastThatWasPublishedUnderTheDigestOfItsCommitments)
{
    const auto in_force = [&] {
        return as("reader", [&](storage::UnitOfWork& work) {
            auto found = store.in_force(work);
            work.abandon();
            return found;
        });
    };
    EXPECT_EQ(freeze(), std::nullopt);
    EXPECT_EQ(commit(7, first), std::nullopt);
    EXPECT_EQ(reveal(7), std::nullopt);
    EXPECT_FALSE(in_force());
    publish(1);
    const auto held = in_force().value();
    EXPECT_EQ(held.ceremony, 1);
    std::map<std::string, crypto::Hash256> commitments;
    for (const auto& [party, text] : standing().commitments)
        commitments.emplace(party, crypto::Hash256::parse(text).value());
    EXPECT_EQ(held.digest, sealed::ceremony_digest(commitments).text());
    EXPECT_EQ(as("one", [&](storage::UnitOfWork& work) { return store.propose(work, "again"); }),
              std::nullopt);
    EXPECT_EQ(freeze("two"), std::nullopt);
    EXPECT_EQ(in_force().value().digest, held.digest) << "until the next is published";
}

TEST_P(Acts, LiveTheProgramCommitsForNobodyButThePlatform)
{
    const auto live = crypto::Keys::random(crypto::Mode::live, Instant::from_micros(0), random,
                                           crypto::KeyRing::allocator);
    KeyedCustody own(live, "example/live", random);
    EXPECT_TRUE(own.commitment("platform", 1));
    EXPECT_FALSE(own.commitment("custodian", 1));
}

TEST_P(Acts, WhatIsNotLiveIsPlayedAtOnce)
{
    EXPECT_EQ(as("one",
                 [&](storage::UnitOfWork& work) { return store.play(work, std::string(64, 'f')); }),
              std::nullopt);
    EXPECT_TRUE(standing().published);
    EXPECT_EQ(given().at(0).contributions.size(), 2U);
}

} // namespace evenhand::ceremony::ceremony_store_test
