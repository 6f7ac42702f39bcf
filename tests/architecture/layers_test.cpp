#include "tests/architecture/layers.hpp"

#include "tests/architecture/sizes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::architecture {

namespace layers_test {

constexpr std::string_view layers_text = "core:\n"
                                         "storage: core\n"
                                         "http: core storage\n"
                                         "people/identity: core storage\n"
                                         "recruitment/referral: core http people/identity\n";

Layers rooms()
{
    return parse_layers(layers_text);
}

/// A tree in which every listed link is used and nothing else.
Tree sound()
{
    return {
        {"src/core/id.hpp", "#pragma once\n"},
        {"src/storage/units.hpp", "#include \"core/id.hpp\"\n"},
        {"src/http/route.hpp", "#include \"core/id.hpp\"\n#include \"storage/units.hpp\"\n"},
        {"src/people/identity/person.hpp", "#include \"core/id.hpp\"\n"},
        {"src/people/identity/person_store.cpp", "#include \"storage/units.hpp\"\n"},
        {"src/recruitment/referral/routes.cpp",
         "#include \"core/id.hpp\"\n#include \"http/route.hpp\"\n"
         "#include \"people/identity/person.hpp\"\n"},
    };
}

Tree with(const std::string& path, const std::string& text)
{
    Tree tree = sound();
    tree[path] = text;
    return tree;
}

std::string rules_of(const Findings& found)
{
    std::string rules;
    for (const auto& finding : found) {
        rules += finding.rule + " " + finding.path + "\n";
    }
    return rules;
}

} // namespace layers_test

using namespace layers_test;
using testing::HasSubstr;

TEST(LayerRules, ASoundTreeHasNoFindings)
{
    EXPECT_EQ(rules_of(check_layers(sound(), rooms())), "");
    EXPECT_EQ(rules_of(check_includes(sound(), rooms())), "");
    EXPECT_EQ(rules_of(check_order(layers_text)), "");
}

TEST(LayerRules, AnIncludeThatRunsUpwardsIsFound)
{
    const auto tree = with("src/storage/wal.cpp", "\n#include \"http/route.hpp\"\n");
    const auto found = check_layers(tree, rooms());
    ASSERT_EQ(rules_of(found), "layer src/storage/wal.cpp\n");
    EXPECT_EQ(found.front().line, 2);
}

TEST(LayerRules, ALinkThatIsOnlyReachedThroughAnotherRoomIsFound)
{
    const auto tree =
        with("src/recruitment/referral/triage_store.cpp", "#include \"storage/units.hpp\"\n");
    EXPECT_EQ(rules_of(check_layers(tree, rooms())),
              "layer src/recruitment/referral/triage_store.cpp\n");
}

TEST(LayerRules, AnIncludeInACommentIsNone)
{
    const auto tree = with("src/storage/wal.cpp", "// #include \"http/route.hpp\"\n"
                                                  "/* #include \"http/route.hpp\"\n */\n");
    EXPECT_EQ(rules_of(check_layers(tree, rooms())), "");
}

TEST(LayerRules, ATestMayIncludeAnything)
{
    const auto tree = with("src/storage/wal_test.cpp", "#include \"http/route.hpp\"\n");
    EXPECT_EQ(rules_of(check_layers(tree, rooms())), "");
}

TEST(LayerRules, AListedLinkThatNoIncludeNeedsIsFound)
{
    Tree tree = sound();
    tree.erase("src/people/identity/person_store.cpp");
    const auto found = check_layers(tree, rooms());
    ASSERT_EQ(rules_of(found), "layer tests/architecture/layers.txt\n");
    EXPECT_THAT(found.front().what, HasSubstr("people/identity may use storage"));
}

TEST(LayerRules, AFileInNoRoomIsFound)
{
    EXPECT_EQ(rules_of(check_layers(with("src/people/notes.cpp", ""), rooms())),
              "layer src/people/notes.cpp\n");
}

TEST(LayerRules, ARoomListedBelowOneItUsesIsFound)
{
    EXPECT_EQ(rules_of(check_order("http: storage\nstorage: \n")),
              "order tests/architecture/layers.txt\n");
}

TEST(LayerRules, ABlindRoomThatReachesTheArmOverAnotherRoomIsFound)
{
    EXPECT_EQ(rules_of(check_blinding(parse_layers("randomisation/sealed:\n"
                                                   "intake/allocation: randomisation/sealed\n"
                                                   "people/contacts: intake/allocation\n"
                                                   "followup/surveys: people/contacts\n"))),
              "blind tests/architecture/layers.txt\nblind tests/architecture/layers.txt\n");
    EXPECT_EQ(rules_of(check_blinding(parse_layers("people/contacts:\n"
                                                   "intake/allocation: people/contacts\n"
                                                   "followup/surveys: people/contacts\n"))),
              "");
}

TEST(IncludeRules, RulesThatReachForStorageOrThePageAreFound)
{
    for (const std::string reach : {"storage/units.hpp", "http/route.hpp", "html/html.hpp"}) {
        const auto tree = with("src/people/identity/person.cpp", "#include \"" + reach + "\"\n");
        EXPECT_EQ(rules_of(check_includes(tree, rooms())),
                  "suffix src/people/identity/person.cpp\n")
            << reach;
    }
}

TEST(IncludeRules, HeadersInACircleAreFound)
{
    Tree tree = with("src/core/id.hpp", "#include \"core/time.hpp\"\n");
    tree["src/core/time.hpp"] = "#include \"core/text.hpp\"\n";
    tree["src/core/text.hpp"] = "#include \"core/id.hpp\"\n";
    EXPECT_THAT(rules_of(check_includes(tree, rooms())), HasSubstr("cycle src/core/"));
}

TEST(IncludeRules, SociOutsideStorageIsFound)
{
    const auto tree = with("src/people/identity/person_store.cpp", "#include <soci/soci.h>\n");
    EXPECT_EQ(rules_of(check_includes(tree, rooms())),
              "heavy src/people/identity/person_store.cpp\n");
}

TEST(IncludeRules, AThirdFileThatIncludesBeastIsFound)
{
    Tree tree = sound();
    tree["src/http/a.cpp"] = "#include <boost/beast/http.hpp>\n";
    tree["src/http/b.cpp"] = "#include <boost/beast/core.hpp>\n";
    EXPECT_EQ(rules_of(check_includes(tree, rooms())), "");
    tree["src/http/c.cpp"] = "#include <boost/beast/core.hpp>\n";
    EXPECT_EQ(rules_of(check_includes(tree, rooms())), "heavy src/http/c.cpp\n");
}

TEST(IncludeRules, AHeavyHeaderInAHeaderIsFound)
{
    const auto tree = with("src/core/id.hpp", "#include <nlohmann/json.hpp>\n");
    EXPECT_EQ(rules_of(check_includes(tree, rooms())), "heavy src/core/id.hpp\n");
}

TEST(IncludeRules, StandardHeadersThatAreBannedAreFound)
{
    for (const std::string banned : {"regex", "random", "cassert", "iostream"}) {
        const auto tree = with("src/core/text.cpp", "#include <" + banned + ">\n");
        EXPECT_EQ(rules_of(check_includes(tree, rooms())), "heavy src/core/text.cpp\n") << banned;
    }
}

TEST(SizeRules, AFileOneLineTooLongIsFoundAndOneThatFitsIsNot)
{
    const auto lines = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += "\n";
        return text;
    };
    const Layers none;
    EXPECT_EQ(rules_of(check_sizes(
                  {{"src/core/id.hpp", lines(150)}, {"src/core/id.cpp", lines(600)}}, none)),
              "");
    EXPECT_EQ(rules_of(check_sizes({{"src/core/id.hpp", lines(151)}}, none)),
              "size src/core/id.hpp\n");
    EXPECT_EQ(rules_of(check_sizes({{"tests/a_test.cpp", lines(601)}}, none)),
              "size tests/a_test.cpp\n");
    EXPECT_EQ(rules_of(check_sizes({{"src/core/README.md", lines(41)}}, none)),
              "size src/core/README.md\n");
}

TEST(SizeRules, ARoomWithoutAReadmeIsFound)
{
    EXPECT_EQ(rules_of(check_sizes({}, parse_layers("core:\n"))), "readme src/core/README.md\n");
}

} // namespace evenhand::architecture
