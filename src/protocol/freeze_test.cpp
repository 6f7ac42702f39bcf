#include "protocol/freeze.hpp"

#include "protocol/protocol.hpp"
#include "tests/support/test_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::protocol::freeze_test {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const fs::path& file)
{
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file) << text;
}

/// A copy of the small protocol and of what it names, to change at will.
struct Copy
{
    Copy()
    {
        fs::create_directories(folder.path() / "protocols" / "questionnaires");
        fs::create_directories(folder.path() / "content" / "en");
        for (const char* file :
             {"protocols/small.toml", "protocols/questionnaires/small-1.toml",
              "content/en/information-working-win.md", "content/en/privacy-referral.md"})
            fs::copy_file(file, folder.path() / file);
    }
    [[nodiscard]] std::string path() const
    {
        return (folder.path() / "protocols" / "small.toml").string();
    }
    [[nodiscard]] std::string hash() const
    {
        const auto hash = core_hash(path());
        EXPECT_TRUE(hash);
        return hash ? *hash : "";
    }
    void change(const std::string& file, const std::string& from, const std::string& to) const
    {
        std::string text = text_of(folder.path() / file);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos);
        write(folder.path() / file, text.replace(at, from.size(), to));
    }
    [[nodiscard]] FreezeState state() const { return check_freeze(path()).state; }
    void freeze() const
    {
        write(freeze_path(path()), freeze_text({.protocol = "small",
                                                .version = "1",
                                                .hash = hash(),
                                                .frozen_at = Instant::from_micros(0)}));
    }

    tests::TestFolder folder;
};

TEST(Freeze, TheHashDoesNotChangeWithCommentsSpacesOrTheOrderOfSettings)
{
    const Copy copy;
    const std::string before = copy.hash();
    copy.change("protocols/small.toml", "attempts = 3\nlast_attempt_working_days = 10",
                "# three\nlast_attempt_working_days =   10\nattempts = 3");
    EXPECT_EQ(copy.hash(), before);
}

TEST(Freeze, TheHashChangesWithTheCoreAndWithEveryTextItNames)
{
    const Copy copy;
    std::string before = copy.hash();
    const auto expect_changed = [&](const char* file, const char* from, const char* to) {
        copy.change(file, from, to);
        const std::string after = copy.hash();
        EXPECT_NE(after, before) << file;
        before = after;
    };
    expect_changed("protocols/small.toml", "age_from = 18", "age_from = 19");
    expect_changed("protocols/questionnaires/small-1.toml", "How able", "Just how able");
    expect_changed("content/en/information-working-win.md", "study", "research");
    expect_changed("content/en/privacy-referral.md", "small team", "tiny team");
}

TEST(Freeze, ContactDetailsAndReferenceDataAreOutsideTheHash)
{
    const Copy copy;
    const std::string before = copy.hash();
    copy.change("protocols/small.toml", "0114 496 0199", "0114 496 0198");
    write(copy.folder.path() / "practices.csv", "x");
    copy.change("protocols/small.toml", "[[group]]",
                "[[reference]]\nid = \"practices\"\nfile = \"practices.csv\"\nas_of = 2026-01-01\n"
                "[[group]]");
    EXPECT_EQ(copy.hash(), before);
}

TEST(Freeze, WhatAServerLoadedIsHeldAgainstTheFreezeAndNotAgainstWhatTheFileSaysSince)
{
    const Copy copy;
    const std::string loaded = copy.hash();
    EXPECT_FALSE(is_frozen(copy.path(), loaded)) << "there is no freeze yet";
    copy.freeze();
    EXPECT_TRUE(is_frozen(copy.path(), loaded));
    copy.change("protocols/small.toml", "age_from = 18", "age_from = 19");
    EXPECT_TRUE(is_frozen(copy.path(), loaded)) << "the next version is being written";
    EXPECT_FALSE(is_frozen(copy.path(), copy.hash())) << "started now, it would run under that";
    copy.freeze();
    EXPECT_FALSE(is_frozen(copy.path(), loaded)) << "another version was frozen since";
}

TEST(Freeze, TheCoreIsOneCanonicalJsonThatHoldsTheTextsAndNotTheScheme)
{
    const auto core = canonical_core("protocols/small.toml");
    ASSERT_TRUE(core);
    EXPECT_TRUE(core->starts_with("{\"format\":\"evenhand-freeze/1\",\"protocol\":{"));
    EXPECT_THAT(*core, HasSubstr("\"content/en/information-working-win.md\":\"# About"));
    EXPECT_THAT(*core, HasSubstr("\"opens\":\"2026-01-01\""));
    EXPECT_THAT(*core, Not(HasSubstr("block_sizes")));
}

TEST(Freeze, AProtocolIsNotFrozenThenFrozenThenChanged)
{
    const Copy copy;
    EXPECT_EQ(copy.state(), FreezeState::not_frozen);
    copy.freeze();
    EXPECT_EQ(copy.state(), FreezeState::frozen);
    copy.change("content/en/information-working-win.md", "study", "research");
    EXPECT_EQ(copy.state(), FreezeState::changed);
}

TEST(Freeze, AProtocolThatCannotBeLoadedAnyMoreHasChanged)
{
    const Copy copy;
    copy.freeze();
    copy.change("protocols/small.toml", "age_from = 18", "age_from = \"old\"");
    EXPECT_EQ(copy.state(), FreezeState::changed);
}

TEST(Freeze, AFreezeFileIsReadBackAndAnythingElseIsNone)
{
    const Freeze freeze{.protocol = "small",
                        .version = "1",
                        .hash = std::string(64, 'a'),
                        .frozen_at = *Instant::parse("2026-03-02T09:30:00Z")};
    const auto again = parse_freeze(freeze_text(freeze));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->hash, freeze.hash);
    EXPECT_EQ(again->frozen_at, freeze.frozen_at);
    EXPECT_FALSE(parse_freeze("{}"));
    EXPECT_FALSE(parse_freeze("not JSON"));
    std::string short_hash = freeze_text(freeze);
    short_hash.erase(short_hash.find("aaaa"), 1);
    EXPECT_FALSE(parse_freeze(short_hash));
}

} // namespace evenhand::protocol::freeze_test
