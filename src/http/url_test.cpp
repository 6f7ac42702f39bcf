#include "http/url.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace url_test {

std::string reading_of(std::string_view target)
{
    const auto read = parse_target(target);
    if (read) return read->path;
    switch (read.error()) {
    case TargetRefusal::bad_escape:
        return "bad_escape";
    case TargetRefusal::not_utf8:
        return "not_utf8";
    case TargetRefusal::not_normal:
        return "not_normal";
    case TargetRefusal::control_byte:
        return "control_byte";
    case TargetRefusal::too_many_fields:
        return "too_many_fields";
    }
    return "?";
}

TEST(Target, APathIsDecodedAndItsQueryRead)
{
    const auto read = parse_target("/triage/caf%C3%A9?page=2&sort=oldest+first");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/triage/caf\u00e9");
    EXPECT_EQ(read->query.value("sort"), "oldest first");
    EXPECT_EQ(reading_of("/"), "/");
    EXPECT_EQ(reading_of("/refer/"), "/refer/");
}

TEST(Target, EveryWayToLeaveTheFolderIsRefusedAndNotNormalised)
{
    for (const auto* target :
         {"/..", "/../etc/passwd", "/a/../b", "/a/..", "/.", "/a/./b", "/%2e%2e/b", "/%2E./b",
          "/.%2e", "//evil.example/", "/a//b", "/a%2fb", "/a%2F..%2Fb", "/a%5Cb", "/%5c%5cevil"}) {
        EXPECT_EQ(reading_of(target), "not_normal") << target;
    }
    EXPECT_EQ(reading_of("/..."), "/...");
    EXPECT_EQ(reading_of("/%252e%252e/b"), "/%2e%2e/b") << "decoded once, never twice";
}

TEST(Target, NulAndItsLikeAreRefusedHoweverWritten)
{
    EXPECT_EQ(reading_of("/a%00b"), "control_byte");
    EXPECT_EQ(reading_of("/a%0d%0aSet-Cookie"), "control_byte");
    EXPECT_EQ(reading_of("/a%7F"), "control_byte");
    EXPECT_EQ(reading_of("/a?b=%00"), "too_many_fields");
}

TEST(Target, ABrokenEscapeOrTextIsRefused)
{
    EXPECT_EQ(reading_of("/a%"), "bad_escape");
    EXPECT_EQ(reading_of("/a%4"), "bad_escape");
    EXPECT_EQ(reading_of("/a%zz"), "bad_escape");
    EXPECT_EQ(reading_of("/%c0%af"), "not_utf8") << "an overlong slash";
    EXPECT_EQ(reading_of("/%ff"), "not_utf8");
}

TEST(LocalPath, OnlyAPathOfThisSiteIsOne)
{
    EXPECT_TRUE(is_local_path("/triage/7?page=2"));
    for (const auto* path :
         {"", "triage", "//evil.example", "/\\evil.example", "https://evil.example",
          "/a\r\nSet-Cookie: b", "/a b", "javascript:alert(1)"}) {
        EXPECT_FALSE(is_local_path(path)) << path;
    }
}

TEST(PercentEncode, IsUndoneByDecoding)
{
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte)
        every_byte += static_cast<char>(byte);
    EXPECT_EQ(percent_decode(percent_encode(every_byte)), every_byte);
    EXPECT_EQ(percent_encode("a/b c?"), "a%2Fb%20c%3F");
}

} // namespace url_test
} // namespace evenhand::http
