#include "http/draft_store.hpp"

#include "core/check.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace draft_store_test {

using namespace std::chrono_literals;
using storage::UnitOfWork;

constexpr storage::Statement all_sealed{"test all drafts",
                                        "SELECT sealed, code_hash FROM draft ORDER BY scope"};

struct World
{
    explicit World(storage::Engine engine) : trial(engine) {}

    template <class Work>
    auto write(Work&& work)
    {
        return trial.units->write(storage::Actor{}, "test", std::forward<Work>(work));
    }
    void save(const DraftKey& key, const std::string& name)
    {
        FormData typed;
        typed.add("name", name);
        write([&](UnitOfWork& unit) { drafts.save(unit, key, typed, 24h); });
    }
    /// The name in the draft; empty where there is none.
    std::string name_in(const DraftKey& key)
    {
        return trial.units->read(storage::Actor{}, "test", [&](UnitOfWork& unit) {
            const auto draft = drafts.load(unit, key);
            return draft ? std::string(draft->value("name")) : std::string{};
        });
    }
    std::optional<std::string> code_of(const DraftKey& key)
    {
        return write([&](UnitOfWork& unit) -> std::optional<std::string> {
            const auto code = drafts.issue_code(unit, key);
            if (!code) return std::nullopt;
            return code->reveal();
        });
    }
    bool resume(const std::string& code, const DraftKey& key)
    {
        return write(
            [&](UnitOfWork& unit) { return drafts.resume(unit, *ResumeCode::parse(code), key); });
    }

    tests::TestTrial trial;
    DraftStore drafts{trial.keys.key(crypto::KeyPurpose::draft_sealing)};
};

const DraftKey at_home{"journey:home", "referral"};
const DraftKey at_library{"journey:library", "referral"};

class DraftStoreOn : public testing::TestWithParam<storage::Engine>
{
};

TEST_P(DraftStoreOn, ADraftIsKeptPerScopeAndFormAndReplacedBySavingAgain)
{
    World world(GetParam());
    world.save(at_home, "Amina");
    world.save(at_home, "Amina K");
    EXPECT_EQ(world.name_in(at_home), "Amina K");
    EXPECT_EQ(world.name_in(at_library), "");
    EXPECT_EQ(world.name_in({at_home.scope, "other form"}), "");
}

TEST_P(DraftStoreOn, NothingTypedStandsInTheDatabaseInClear)
{
    World world(GetParam());
    world.save(at_home, "Canary Q");
    const auto code = *world.code_of(at_home);
    world.trial.units->read(storage::Actor{}, "test", [&](UnitOfWork& unit) {
        const auto [sealed, hash] = *unit.sql().row<std::string, std::string>(all_sealed);
        EXPECT_EQ(sealed.find("Canary"), std::string::npos);
        EXPECT_EQ(hash.find(code.substr(0, 4)), std::string::npos);
        EXPECT_EQ(hash.size(), 64U);
    });
}

TEST_P(DraftStoreOn, AfterItsTimeItIsGone)
{
    World world(GetParam());
    world.save(at_home, "Amina");
    const auto code = *world.code_of(at_home);
    world.trial.clock.advance(24h - 1us);
    EXPECT_EQ(world.name_in(at_home), "Amina");
    world.trial.clock.advance(1us);
    EXPECT_EQ(world.name_in(at_home), "");
    EXPECT_FALSE(world.resume(code, at_library));
    EXPECT_FALSE(world.code_of(at_home));
    EXPECT_EQ(world.write([&](UnitOfWork& unit) { return world.drafts.purge(unit); }), 1);
}

TEST_P(DraftStoreOn, ItsCodeMovesItToAnotherMachineInPlaceOfWhatIsThere)
{
    World world(GetParam());
    world.save(at_home, "Amina");
    world.save(at_library, "somebody before");
    const auto code = *world.code_of(at_home);
    EXPECT_TRUE(world.resume(code, at_library));
    EXPECT_EQ(world.name_in(at_library), "Amina");
    EXPECT_EQ(world.name_in(at_home), "");
    EXPECT_TRUE(world.resume(code, at_library)) << "again, on the same machine";
    EXPECT_TRUE(world.resume(code, at_home)) << "and back";
    EXPECT_EQ(world.name_in(at_home), "Amina");
}

TEST_P(DraftStoreOn, ACodeOpensItsOwnFormOnlyAndDiesWithANewOneOrTheDraft)
{
    World world(GetParam());
    world.save(at_home, "Amina");
    EXPECT_FALSE(world.code_of(at_library)) << "no draft, no code";
    const auto first = *world.code_of(at_home);
    EXPECT_FALSE(world.resume(first, {at_library.scope, "other form"}));
    const auto second = *world.code_of(at_home);
    EXPECT_FALSE(world.resume(first, at_library));
    world.save(at_home, "Amina K");
    EXPECT_TRUE(world.resume(second, at_library)) << "saving keeps the code";
    world.write([&](UnitOfWork& unit) { world.drafts.discard(unit, at_library); });
    EXPECT_FALSE(world.resume(second, at_home));
}

TEST_P(DraftStoreOn, TheLargestFormThatABodyCanHoldIsKept)
{
    World world(GetParam());
    FormData typed;
    typed.add("note", std::string(64 * 1024 - 5, '*'));
    world.write([&](UnitOfWork& unit) { world.drafts.save(unit, at_home, typed, 24h); });
    const auto back = world.trial.units->read(storage::Actor{}, "test", [&](UnitOfWork& unit) {
        return world.drafts.load(unit, at_home);
    });
    ASSERT_TRUE(back);
    EXPECT_EQ(back->pairs(), typed.pairs());
    typed.add("more", std::string(200 * 1024, 'x'));
    EXPECT_THROW(
        world.write([&](UnitOfWork& unit) { world.drafts.save(unit, at_home, typed, 24h); }), Bug);
}

INSTANTIATE_TEST_SUITE_P(Engines, DraftStoreOn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace draft_store_test
} // namespace evenhand::http
