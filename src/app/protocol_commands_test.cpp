#include "app/protocol_commands.hpp"

#include "protocol/freeze.hpp"
#include "tests/support/protocol_copy.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace evenhand::app::protocol_commands_test {

namespace fs = std::filesystem;

using Copy = tests::ProtocolCopy;
using tests::file_text;

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
    const std::string first = file_text(protocol::freeze_path(copy.path()));
    copy.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(copy.freeze(), 0);
    EXPECT_EQ(file_text(protocol::freeze_path(copy.path())), first);
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
    const std::string text = file_text(scheme);
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
