#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace evenhand::tests {

/// Holds `text` against the file at `path`, from the top of the repository. EVENHAND_BLESS=1, which
/// bin/bless sets, writes the file instead.
inline void expect_golden(const std::string& path, const std::string& text)
{
    const char* bless = std::getenv("EVENHAND_BLESS");
    if (bless != nullptr && std::string(bless) == "1") {
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    ASSERT_TRUE(file) << path << " cannot be read: bin/bless makes it";
    const std::string held{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(text, held)
        << path << " is not what the program makes now: bin/bless, and read the difference";
}

} // namespace evenhand::tests
