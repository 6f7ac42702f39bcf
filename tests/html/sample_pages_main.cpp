#include "tests/support/sample_pages.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

// Writes the sample pages with the built static files into a folder, for screenshots and the
// browser checks: html_sample_pages ASSETS_DIR OUT_DIR

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: html_sample_pages ASSETS_DIR OUT_DIR\n");
        return 2;
    }
    try {
        const auto assets = evenhand::html::Assets::load(argv[1]);
        const std::filesystem::path out = argv[2];
        std::filesystem::create_directories(out / "assets");
        for (const auto& [url, asset] : assets.by_url())
            std::ofstream(out / url.substr(1), std::ios::binary) << asset.plain;
        for (const auto& sample : evenhand::test::sample_pages())
            std::ofstream(out / (sample.name + ".html"), std::ios::binary)
                << document(evenhand::test::sample_site(assets), sample.page).str();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    }
    return 0;
}
