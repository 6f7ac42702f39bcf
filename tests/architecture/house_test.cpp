// The rules of the house, applied to the house: what this repository holds breaks none of them, but
// for exceptions.txt, which only shrinks. That each rule can find a breach is proved on made-up
// trees in the other tests of this folder.
#include "tests/architecture/banned.hpp"
#include "tests/architecture/documents.hpp"
#include "tests/architecture/exceptions.hpp"
#include "tests/architecture/layers.hpp"
#include "tests/architecture/sizes.hpp"
#include "tests/architecture/sql.hpp"
#include "tests/architecture/tree.hpp"
#include "tests/architecture/tried.hpp"

#include <gtest/gtest.h>

namespace evenhand::architecture {

namespace house_test {

const Tree& house()
{
    static const Tree tree = read_tree(".");
    return tree;
}

const std::string& list(const std::string& name)
{
    return house().at("tests/architecture/" + name);
}

Layers rooms()
{
    return parse_layers(list("layers.txt"));
}

/// Every rule, so that an exception for a word that is no rule is found as well.
const std::vector<std::string> all_rules = {
    "layer",   "order",  "blind",    "suffix",    "cycle",     "heavy",  "size",        "readme",
    "sql",     "table",  "built",    "migration", "clock",     "chance", "environment", "terminal",
    "process", "memory", "parse",    "sleep",     "namespace", "catch",  "default",     "word",
    "mark",    "adr",    "glossary", "link",      "dead"};

testing::AssertionResult holds(const Findings& found, const std::vector<std::string>& rules)
{
    const auto exceptions = parse_exceptions(list("exceptions.txt"));
    const auto broken = without_exceptions(found, exceptions, rules);
    if (broken.empty()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << broken.size() << " breaches\n" << text_of(broken);
}

} // namespace house_test

using namespace house_test;

TEST(Layers, IncludesPointDownwardsAndEveryListedLinkIsNeeded)
{
    EXPECT_TRUE(holds(check_layers(house(), rooms()), {"layer"}));
}

TEST(Layers, RoomsAreListedFromTheGroundUp)
{
    EXPECT_TRUE(holds(check_order(list("layers.txt")), {"order"}));
}

TEST(Layers, BlindRoomsCannotReachTheArm)
{
    EXPECT_TRUE(holds(check_blinding(rooms()), {"blind"}));
}

TEST(Layers, RulesReachForNothingAndHeavyHeadersStayWhereTheyBelong)
{
    EXPECT_TRUE(holds(check_includes(house(), rooms()), {"suffix", "cycle", "heavy"}));
}

TEST(Sizes, FilesFitAndEachRoomSaysWhatItIs)
{
    EXPECT_TRUE(holds(check_sizes(house(), rooms()), {"size", "readme"}));
}

TEST(Sql, StandsInStoresAndNamesTheTablesItMay)
{
    const auto tables = parse_tables(list("tables.txt"));
    EXPECT_TRUE(holds(check_sql(house(), rooms(), tables), {"sql", "table", "built"}));
}

TEST(Sql, MigrationsAreTimedApartAndAgreeWithTheListOfTables)
{
    const auto tables = parse_tables(list("tables.txt"));
    EXPECT_TRUE(holds(check_migrations(house(), rooms(), tables), {"migration"}));
}

TEST(Banned, NothingReachesForWhatIsPassedIn)
{
    EXPECT_TRUE(holds(check_banned(house()),
                      {"clock", "chance", "environment", "terminal", "process", "memory", "parse",
                       "sleep", "namespace", "catch", "default"}));
}

TEST(Words, OneThingHasOneNameInBritishSpelling)
{
    EXPECT_TRUE(holds(check_words(house(), parse_words(list("words.txt"))), {"word"}));
}

TEST(Words, NothingIsMarkedUnfinished)
{
    EXPECT_TRUE(holds(check_marks(house()), {"mark"}));
}

TEST(Documents, DecisionsAreNumberedAndWhole)
{
    EXPECT_TRUE(holds(check_decisions(house()), {"adr"}));
}

TEST(Documents, TheGlossaryIsInOrder)
{
    EXPECT_TRUE(holds(check_glossary(house()), {"glossary"}));
}

TEST(Documents, LinksAndNamesLeadSomewhere)
{
    EXPECT_TRUE(holds(check_links(house()), {"link"}));
}

TEST(Documents, WhatWasTriedIsTriedByATestThatThereIs)
{
    EXPECT_TRUE(holds(check_tried(house()), {"tried"}));
}

TEST(Documents, NoFileIsDead)
{
    EXPECT_TRUE(holds(check_dead(house()), {"dead"}));
}

TEST(Exceptions, EachNamesARuleThereIs)
{
    for (const auto& exception : parse_exceptions(list("exceptions.txt"))) {
        EXPECT_NE(std::ranges::find(all_rules, exception.rule), all_rules.end())
            << "exceptions.txt:" << exception.line << ": no such rule: " << exception.rule;
    }
}

} // namespace evenhand::architecture
