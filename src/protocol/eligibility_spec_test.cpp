#include "protocol/eligibility.hpp"
#include "protocol/protocol.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

#include <gtest/gtest.h>

#include <map>

namespace evenhand::protocol::eligibility_spec_test {

const Protocol& trial(const std::string& name)
{
    static std::map<std::string, Protocol> loaded;
    const auto found = loaded.find(name);
    if (found != loaded.end()) return found->second;
    return loaded.emplace(name, load_file("protocols/" + name + ".toml").value()).first->second;
}

Membership membership(const std::string& cell)
{
    if (cell == "-") return {};
    if (cell == "?") return Membership::unsure();
    if (cell == "none") return Membership::none();
    return Membership::of(cell);
}

void say(EligibilityFacts& facts, const std::string& criterion, const std::string& cell)
{
    if (cell == "yes") facts.said[criterion] = Said::yes;
    if (cell == "no") facts.said[criterion] = Said::no;
    if (cell == "?") facts.said[criterion] = Said::unsure;
}

void say_last_worked(EligibilityFacts& facts, const std::string& cell)
{
    if (const auto day = LocalDate::parse(cell)) facts.since.emplace("four-weeks", *day);
    if (cell == "never") facts.said["four-weeks"] = Said::yes;
    if (cell == "less") facts.said["four-weeks"] = Said::no;
    if (cell == "?") facts.said["four-weeks"] = Said::unsure;
}

EligibilityFacts facts_of(const std::vector<std::string>& cells)
{
    EligibilityFacts facts{.on = *LocalDate::parse("2026-03-02"),
                           .born = LocalDate::parse(cells[1]),
                           .area = membership(cells[2]),
                           .group = membership(cells[4]),
                           .said = {},
                           .since = {},
                           .resolutions = {}};
    say(facts, "condition", cells[3]);
    say_last_worked(facts, cells[5]);
    say(facts, "wants-work", cells[6]);
    say(facts, "realistic", cells[7]);
    say(facts, "other-help", cells[8]);
    say(facts, "decides", cells[9]);
    return facts;
}

std::string words(const EligibilityDecision& decision)
{
    switch (decision.outcome) {
    case EligibilityOutcome::eligible:
        return "eligible";
    case EligibilityOutcome::unsure:
        return "unsure";
    case EligibilityOutcome::unfinished:
        return "unfinished";
    case EligibilityOutcome::not_eligible:
        break;
    }
    return decision.reason;
}

TEST(EligibilitySpec, EveryRowIsDecidedAsTheTrialManagerReadsIt)
{
    for (const auto& row : support::read_spec("eligibility.spec", 11)) {
        const auto decision = evaluate(trial(row.cells[0]), facts_of(row.cells));
        EXPECT_EQ(words(decision), row.cells[10]) << "eligibility.spec line " << row.line;
    }
}

/// Everything met but the age, which these facts leave to the birth date.
EligibilityFacts old_enough_or_not(const std::string& name, LocalDate born, LocalDate on)
{
    auto facts = facts_of({name, "", trial(name).areas.front().id, "yes", "out-of-work", "never",
                           "yes", "yes", "no", "yes"});
    facts.born = born;
    facts.on = on;
    return facts;
}

TEST(EligibilitySpec, EveryBirthdayIsReachedOnTheDayThatTheTrialManagerReads)
{
    for (const auto& row : support::read_spec("eligibility-age.spec", 4)) {
        const auto facts = old_enough_or_not(row.cells[0], LocalDate::parse(row.cells[1]).value(),
                                             LocalDate::parse(row.cells[2]).value());
        const auto decision = evaluate(trial(row.cells[0]), facts);
        EXPECT_EQ(words(decision), row.cells[3]) << "eligibility-age.spec line " << row.line;
    }
}

TEST(Eligibility, IsPrintedForThoseWhoSignForIt)
{
    tests::expect_golden("docs/spec/eligibility.md",
                         support::printed_spec("eligibility.spec", "Who may join"));
    tests::expect_golden(
        "docs/spec/eligibility-age.md",
        support::printed_spec("eligibility-age.spec", "On which day somebody is old enough"));
}

} // namespace evenhand::protocol::eligibility_spec_test
