#include "http/static_assets.hpp"

#include "tests/support/dispatcher_world.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace evenhand::http {
namespace static_assets_test {

/// Two built files: one that gzip makes smaller, one that it does not.
struct Built
{
    Built() : folder(std::filesystem::temp_directory_path() / fmt::format("assets-{}", ::getpid()))
    {
        std::filesystem::create_directories(folder);
        write("a.11.css", "plain css");
        write("a.11.css.gz", "packed css");
        write("i.22.svg", "plain svg");
        write("manifest.json",
              R"({"a.css": {"file": "a.11.css", "bytes": 9, "gzip": true},
                  "i.svg": {"file": "i.22.svg", "bytes": 9, "gzip": false}})");
        assets = html::Assets::load(folder);
    }
    ~Built() { std::filesystem::remove_all(folder); }
    Built(const Built&) = delete;
    Built& operator=(const Built&) = delete;
    void write(const std::string& name, const std::string& content) const
    {
        std::ofstream(folder / name) << content;
    }

    std::filesystem::path folder;
    html::Assets assets;
};

struct World : tests::DispatcherWorld
{
    World()
    {
        add_static_assets(router, built.assets);
        add_health(router);
    }
    tests::Visit get(std::string_view path, const std::string& accept_encoding)
    {
        tests::TestClient client(dispatcher());
        auto head = client.page_head(path);
        head.accept_encoding = accept_encoding;
        return client.send(head);
    }
    Built built;
};

TEST(StaticAssets, AreKeptForAYearAndPackedForABrowserThatUnpacks)
{
    World world;
    const auto packed = world.get("/assets/a.11.css", "gzip, deflate, br");
    EXPECT_EQ(packed.status, 200);
    EXPECT_EQ(packed.body, "packed css");
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.header("Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(packed.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(packed.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(packed.header("Set-Cookie"), "");
}

TEST(StaticAssets, ComePlainToABrowserThatDoesNotUnpack)
{
    World world;
    for (const auto* accepts : {"", "br", "gzip;q=0", "identity"}) {
        const auto plain = world.get("/assets/a.11.css", accepts);
        EXPECT_EQ(plain.body, "plain css") << accepts;
        EXPECT_EQ(plain.header("Content-Encoding"), "") << accepts;
    }
    EXPECT_EQ(world.get("/assets/i.22.svg", "gzip").body, "plain svg");
}

TEST(StaticAssets, WhatWasNotBuiltIsNotThere)
{
    World world;
    EXPECT_EQ(world.get("/assets/b.css", "").status, 404);
    EXPECT_EQ(world.get("/assets/manifest.json", "").status, 404);
    EXPECT_EQ(world.get("/assets/%2e%2e", "").status, 400);
    EXPECT_EQ(world.get("/assets/a.11.css", "").status, 200);
}

TEST(Health, SaysThatTheProcessAnswers)
{
    World world;
    const auto visit = world.get("/health", "");
    EXPECT_EQ(visit.status, 200);
    EXPECT_EQ(visit.body, "well\n");
    EXPECT_EQ(visit.header("Cache-Control"), "no-store");
}

} // namespace static_assets_test
} // namespace evenhand::http
