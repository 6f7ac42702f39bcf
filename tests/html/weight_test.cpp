#include "tests/support/sample_pages.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

// What a reader's first visit costs on the wire: the page itself, which is never compressed
// (BREACH), with the style sheet and scripts as they are sent, gzipped (issue 2: at most 60 kB;
// HTML of any page at most 100 kB).

namespace evenhand::test {

namespace weight_test {

std::size_t on_the_wire(const html::Assets& assets, const char* name)
{
    const html::Asset* asset = assets.find(assets.url(name));
    return asset->gzipped.empty() ? asset->plain.size() : asset->gzipped.size();
}

} // namespace weight_test

TEST(Weight, TheFirstPublicPageWithItsStylesIsAtMost60KilobytesOnTheWire)
{
    const html::Assets assets = html::Assets::load("build/assets");
    const std::size_t page = document(sample_site(assets), sample_pages()[0].page).str().size();
    std::size_t all = page;
    for (const char* name : {"evenhand.css", "evenhand.js", "supported.js", "icon.svg"}) {
        const std::size_t bytes = weight_test::on_the_wire(assets, name);
        fmt::print("{:>14} {:6} bytes\n", name, bytes);
        all += bytes;
    }
    fmt::print("{:>14} {:6} bytes\n{:>14} {:6} bytes of 60000\n", "page", page, "together", all);
    EXPECT_LE(all, 60'000U);
}

TEST(Weight, EverySamplePageIsAtMost100KilobytesOfHtml)
{
    for (const SamplePage& sample : sample_pages())
        EXPECT_LE(document(sample_site(html::SiteMode::demo), sample.page).str().size(), 100'000U)
            << sample.name;
}

} // namespace evenhand::test
