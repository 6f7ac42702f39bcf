#include "html/assets.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace evenhand::html {

namespace assets_test {

/// A folder of its own for one test, gone afterwards.
class Folder
{
public:
    explicit Folder(const char* name) : path_(std::filesystem::temp_directory_path() / name)
    {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const char* name, std::string_view content) const
    {
        std::ofstream(path_ / name, std::ios::binary) << content;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void write_whole(const Folder& folder)
{
    folder.write("manifest.json",
                 R"({"evenhand.css": {"file": "evenhand.0a.css", "bytes": 4, "gzip": true},
                     "icon.svg": {"file": "icon.0b.svg", "bytes": 6, "gzip": false}})");
    folder.write("evenhand.0a.css", "a{}\n");
    folder.write("evenhand.0a.css.gz", "gz");
    folder.write("icon.0b.svg", "<svg/>");
}

std::string refusal_of(const std::filesystem::path& directory)
{
    try {
        Assets::load(directory);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

} // namespace assets_test

TEST(Assets, AreFoundByNameAndByAddress)
{
    const assets_test::Folder folder{"evenhand-assets-whole"};
    assets_test::write_whole(folder);
    const Assets assets = Assets::load(folder.path());

    EXPECT_EQ(assets.url("evenhand.css"), "/assets/evenhand.0a.css");
    const Asset* style = assets.find("/assets/evenhand.0a.css");
    ASSERT_NE(style, nullptr);
    EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
    EXPECT_EQ(style->plain, "a{}\n");
    EXPECT_EQ(style->gzipped, "gz");
    EXPECT_EQ(assets.find("/assets/icon.0b.svg")->gzipped, "");
    EXPECT_EQ(assets.find("/assets/../manifest.json"), nullptr);
    EXPECT_THROW(static_cast<void>(assets.url("other.css")), Bug);
}

TEST(Assets, AMissingOrHalfWrittenFileIsRefusedInOneSentence)
{
    const assets_test::Folder folder{"evenhand-assets-broken"};
    EXPECT_NE(assets_test::refusal_of(folder.path()).find("run bin/assets"), std::string::npos);
    folder.write("manifest.json", "{\"evenhand.css\": 3}");
    EXPECT_NE(assets_test::refusal_of(folder.path()).find("not a manifest"), std::string::npos);
    assets_test::write_whole(folder);
    folder.write("evenhand.0a.css", "a{");
    EXPECT_NE(assets_test::refusal_of(folder.path()).find("not the one"), std::string::npos);
    folder.write("manifest.json", R"({"evil.exe": {"file": "evil.exe", "bytes": 0}})");
    EXPECT_NE(assets_test::refusal_of(folder.path()).find("does not serve"), std::string::npos);
}

} // namespace evenhand::html
