#include "tests/html/given.hpp"

#include "tests/support/html_tokens.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

// Every component against the option-to-HTML fixtures that govuk-frontend ships (the version
// package.json pins). Two pieces of markup are alike when their outlines are: the same tags,
// attributes and texts in the same order, and the same words with the same blanks between them as
// read.

namespace evenhand::test {

namespace fixtures_test {

using Exceptions = std::set<std::pair<std::string, std::string>>;

const std::filesystem::path package = "node_modules/govuk-frontend";

nlohmann::json read_json(const std::filesystem::path& path)
{
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error(path.string() + " is missing: run bin/assets (npm ci) first");
    return nlohmann::json::parse(file);
}

std::string stripped(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

Exceptions read_exceptions()
{
    Exceptions all;
    std::ifstream file("tests/html/fixture_exceptions.txt");
    if (!file) throw std::runtime_error("tests/html/fixture_exceptions.txt is missing");
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        const std::size_t first = line.find('|');
        const std::size_t second = line.find('|', first + 1);
        if (second == std::string::npos || stripped(line.substr(second + 1)).empty())
            throw std::runtime_error("an exception has no reason: " + line);
        all.emplace(stripped(line.substr(0, first)),
                    stripped(line.substr(first + 1, second - first - 1)));
    }
    return all;
}

struct Score
{
    int passed = 0;
    int all = 0;
    std::map<std::string, std::string> failed = {}; // fixture name → what differs
};

Score score_of(const Component& component)
{
    Score score;
    const auto file = package / "dist/govuk/components" / component.name / "fixtures.json";
    const nlohmann::json published = read_json(file);
    for (const auto& fixture : published.at("fixtures")) {
        ++score.all;
        const std::string name = fixture.at("name");
        const std::string wanted = html_outline(fixture.at("html").get<std::string>());
        const std::string drawn = component.draw(Given{fixture.at("options")}).str();
        if (html_outline(drawn) == wanted) {
            ++score.passed;
            continue;
        }
        score.failed[name] = fmt::format("{}: \"{}\"\nwanted\n{}\ndrawn\n{}", component.name, name,
                                         wanted, html_outline(drawn));
    }
    return score;
}

std::vector<Component> all_components()
{
    auto all = asking_components();
    const auto showing = showing_components();
    all.insert(all.end(), showing.begin(), showing.end());
    std::ranges::sort(all, {}, [](const Component& one) { return std::string{one.name}; });
    return all;
}

/// docs/components.md: what there is, how to call it, and how it stands against the fixtures.
std::string components_page(const std::vector<std::pair<Component, Score>>& scores)
{
    std::string page =
        "# Components\n\n"
        "Each component is a struct of options and a function of the same name in `src/html`, all "
        "in\n"
        "`html/components.hpp`. The last column counts the published fixtures of govuk-frontend\n"
        "that it draws alike. `tests/html/fixtures_test.cpp` holds this page; `bin/bless` writes "
        "it.\n\n"
        "| component | call | fixtures |\n|---|---|---|\n";
    int passed = 0;
    int all = 0;
    for (const auto& [component, score] : scores) {
        std::string call = component.name;
        std::ranges::replace(call, '-', '_');
        page += fmt::format("| {} | `{}({{…}})` | {}/{} |\n", component.name, call, score.passed,
                            score.all);
        passed += score.passed;
        all += score.all;
    }
    return page +
           fmt::format(
               "\nTogether {} of {}. Header, footer and page frame are our own: `html/page.hpp`.\n",
               passed, all);
}

/// Whether the file holds this text; under EVENHAND_BLESS=1 it is made to.
bool is_golden(const std::filesystem::path& path, const std::string& text)
{
    if (std::getenv("EVENHAND_BLESS") != nullptr) std::ofstream(path, std::ios::binary) << text;
    std::ifstream file(path, std::ios::binary);
    return text == std::string{std::istreambuf_iterator<char>(file), {}};
}

} // namespace fixtures_test

TEST(Fixtures, AreThoseOfThePinnedVersion)
{
    const auto pinned = fixtures_test::read_json("package.json");
    const auto installed = fixtures_test::read_json(fixtures_test::package / "package.json");
    EXPECT_EQ(installed.at("version"), pinned.at("dependencies").at("govuk-frontend"));
}

TEST(Fixtures, EachComponentDrawsAtLeast95PerCentAndTheRestAreListedWithReasons)
{
    const auto exceptions = fixtures_test::read_exceptions();
    fixtures_test::Exceptions failed;
    std::vector<std::pair<Component, fixtures_test::Score>> scores;
    for (const Component& component : fixtures_test::all_components()) {
        const auto score = fixtures_test::score_of(component);
        fmt::print("{} {}/{}\n", component.name, score.passed, score.all);
        EXPECT_GE(score.passed * 100, score.all * 95) << component.name;
        for (const auto& [name, difference] : score.failed) {
            failed.emplace(component.name, name);
            EXPECT_TRUE(exceptions.contains({component.name, name})) << difference;
        }
        scores.emplace_back(component, score);
    }
    EXPECT_TRUE(
        fixtures_test::is_golden("docs/components.md", fixtures_test::components_page(scores)))
        << "docs/components.md no longer tells the truth: run bin/bless";
    for (const auto& [component, name] : exceptions)
        EXPECT_TRUE(failed.contains({component, name}))
            << "fixture_exceptions.txt lists " << component << " | " << name
            << ", which passes: delete the line";
}

} // namespace evenhand::test
