#include "app/protocol_commands.hpp"

#include "protocol/freeze.hpp"
#include "tests/support/test_folder.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::app::protocol_commands_test {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file)
{
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The small protocol with its scheme and what it names, in a folder of its own.
struct Copy
{
    Copy()
    {
        fs::create_directories(folder.path() / "protocols" / "questionnaires");
        fs::create_directories(folder.path() / "content" / "en");
        for (const char* file :
             {"protocols/small.toml", "protocols/small.randomisation.toml",
              "protocols/questionnaires/small-1.toml", "content/en/information-working-win.md",
              "content/en/privacy-referral.md"})
            fs::copy_file(file, folder.path() / file);
    }
    [[nodiscard]] std::string path() const
    {
        return (folder.path() / "protocols" / "small.toml").string();
    }
    void change(const std::string& from, const std::string& to) const
    {
        std::string text = text_of(path());
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos);
        std::ofstream(path()) << text.replace(at, from.size(), to);
    }
    [[nodiscard]] int freeze() const { return protocol_freeze(path(), clock); }

    tests::TestFolder folder;
    tests::FrozenTrialClock clock;
};

TEST(ProtocolFreeze, WritesTheHashAndTheTimeBesideTheFile)
{
    const Copy copy;
    EXPECT_EQ(copy.freeze(), 0);
    const auto check = protocol::check_freeze(copy.path());
    EXPECT_EQ(check.state, protocol::FreezeState::frozen);
    ASSERT_TRUE(check.freeze);
    EXPECT_EQ(check.freeze->protocol, "small");
    EXPECT_EQ(check.freeze->frozen_at, copy.clock.now());
}

TEST(ProtocolFreeze, ASecondTimeChangesNothing)
{
    Copy copy;
    ASSERT_EQ(copy.freeze(), 0);
    const std::string first = text_of(protocol::freeze_path(copy.path()));
    copy.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(copy.freeze(), 0);
    EXPECT_EQ(text_of(protocol::freeze_path(copy.path())), first);
}

TEST(ProtocolFreeze, AFrozenVersionIsNotFrozenAgainWithOtherContent)
{
    const Copy copy;
    ASSERT_EQ(copy.freeze(), 0);
    copy.change("age_from = 18", "age_from = 19");
    EXPECT_EQ(copy.freeze(), 1);
    EXPECT_EQ(protocol::check_freeze(copy.path()).state, protocol::FreezeState::changed);
    // An amendment has a version of its own.
    copy.change("version = \"1\"", "version = \"2\"");
    EXPECT_EQ(copy.freeze(), 0);
    EXPECT_EQ(protocol::check_freeze(copy.path()).freeze->version, "2");
}

TEST(ProtocolFreeze, WhatHasMistakesIsNotFrozen)
{
    const Copy copy;
    copy.change("age_from = 18", "age_from = 180");
    EXPECT_EQ(copy.freeze(), 1);
    EXPECT_FALSE(fs::exists(protocol::freeze_path(copy.path())));
}

TEST(ProtocolFreeze, ASchemeThatIsNotTheOneOfTheHashIsAMistakeOfTheProtocol)
{
    const Copy copy;
    ASSERT_EQ(protocol_check(copy.path(), /*json=*/false), 0);
    const fs::path scheme = copy.folder.path() / "protocols" / "small.randomisation.toml";
    const std::string text = text_of(scheme);
    std::ofstream(scheme) << text << "# a comment changes nothing\n";
    EXPECT_EQ(protocol_check(copy.path(), /*json=*/false), 0);
    const auto at = text.find("[2, 4, 6]");
    ASSERT_NE(at, std::string::npos);
    std::ofstream(scheme) << std::string(text).replace(at, 9, "[2, 4, 8]");
    EXPECT_EQ(protocol_check(copy.path(), /*json=*/false), 1);
    EXPECT_EQ(copy.freeze(), 1);
}

TEST(ProtocolCheck, WhoeverHasNotTheSchemeMayStillCheckTheProtocol)
{
    const Copy copy;
    fs::remove(copy.folder.path() / "protocols" / "small.randomisation.toml");
    EXPECT_EQ(protocol_check(copy.path(), /*json=*/false), 0);
}

} // namespace evenhand::app::protocol_commands_test
