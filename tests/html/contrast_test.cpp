#include "html/assets.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

// The theme's pairs of colour against WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for the edges of
// controls and for what shows the focus (1.4.11). axe measures what a page shows at rest; this
// reaches hover and focus as well.

namespace evenhand::test {

namespace contrast_test {

using Colours = std::map<std::string, std::string>;

/// `$name: #rrggbb;` lines of the theme's settings, and plain white.
Colours theme_colours()
{
    std::ifstream file("assets/theme/_settings.scss");
    if (!file) throw std::runtime_error("assets/theme/_settings.scss is missing");
    Colours colours{{"white", "#ffffff"}};
    for (std::string line; std::getline(file, line);) {
        const std::size_t value = line.find(": #");
        if (line.starts_with('$') && value != std::string::npos)
            colours[line.substr(1, value - 1)] = line.substr(value + 2, 7);
    }
    return colours;
}

/// Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white).
double luminance(const std::string& hex)
{
    constexpr std::array weights{0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        sum +=
            weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast(const std::string& one, const std::string& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

struct Pair
{
    const char* over;
    const char* ground;
    double least;
};

constexpr double text = 4.5;
constexpr double edge = 3.0;
constexpr std::array pairs{
    Pair{"ink", "white", text},         Pair{"ink", "sand", text},
    Pair{"ink", "amber-tint", text},    Pair{"ink", "teal-tint", text},
    Pair{"ink", "focus", text},         Pair{"ink", "amber", text},
    Pair{"ink-soft", "white", text},    Pair{"ink-soft", "sand", text},
    Pair{"teal-bright", "white", text}, Pair{"teal-bright", "sand", text},
    Pair{"teal-dark", "white", text},   Pair{"teal-bright", "teal-tint", text},
    Pair{"plum", "white", text},        Pair{"brick", "white", text},
    Pair{"leaf", "white", text},        Pair{"white", "teal", text},
    Pair{"white", "teal-bright", text}, Pair{"white", "brick", text},
    Pair{"white", "brick-dark", text},  Pair{"teal", "teal-tint", text},
    Pair{"field-line", "white", edge},  Pair{"focus", "teal", edge},
    Pair{"ink", "white", edge},         Pair{"amber", "teal", edge},
    Pair{"mint", "teal", edge}};

} // namespace contrast_test

TEST(Theme, EveryTextAndControlStandsOutFromItsGround)
{
    const auto colours = contrast_test::theme_colours();
    double least = 21;
    for (const auto& [over, ground, wanted] : contrast_test::pairs) {
        ASSERT_TRUE(colours.contains(over) && colours.contains(ground)) << over << " on " << ground;
        const double found = contrast_test::contrast(colours.at(over), colours.at(ground));
        EXPECT_GE(found, wanted) << over << " on " << ground;
        least = std::min(least, found);
    }
    fmt::print("least contrast of {} pairs: {:.2f}\n", contrast_test::pairs.size(), least);
}

TEST(Theme, ContrastIsMeasuredAsWcagSays)
{
    EXPECT_NEAR(contrast_test::contrast("#000000", "#ffffff"), 21.0, 1e-9);
    EXPECT_NEAR(contrast_test::contrast("#767676", "#ffffff"), 4.54, 0.005);
}

TEST(Theme, NothingOfTheGovernmentsBrandIsInWhatTheBrowserGets)
{
    const auto assets = html::Assets::load("build/assets");
    for (const char* name : {"evenhand.css", "evenhand.js", "icon.svg"}) {
        std::string sent = assets.find(assets.url(name))->plain;
        std::transform(sent.begin(), sent.end(), sent.begin(), [](char c) {
            return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        ASSERT_GT(sent.size(), 100U) << name;
        for (const char* of_theirs : {"gds transport", "1d70b8", "crown"})
            EXPECT_EQ(sent.find(of_theirs), std::string::npos) << of_theirs << " in " << name;
    }
}

} // namespace evenhand::test
