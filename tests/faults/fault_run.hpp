#pragma once

// What the fault tests share: how many rounds, the town that they disturb, and the two questions
// asked after every fault.

#include "tests/faults/storm.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/load_driver.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace evenhand::tests {

/// `bin/test long` sets EVENHAND_LONG.
inline int rounds(int usual, int in_a_long_run)
{
    return std::getenv("EVENHAND_LONG") != nullptr ? in_a_long_run : usual;
}

/// How long something may take: as security.md says on a machine that does nothing else, which is
/// where `bin/test long` runs, and ten times that beside builds and other tests.
inline load::Span bar(load::Span alone)
{
    return rounds(10, 1) * alone;
}
/// For a thing to happen at all.
constexpr load::Span patience = std::chrono::seconds(120);

/// Everybody does everything at once: asks to be called, fills in the long form, reads, signs in,
/// looks through the queue, takes callers to a group and records what is said later.
inline std::vector<load::Stream> mixed_load()
{
    return {{load::Work::call_me, 16},
            {load::Work::journey, 8},
            {load::Work::pages, 6},
            {load::Work::triage, 2},
            {load::Work::intake, 4}};
}

/// An installation with intake officers, its load and its judges.
struct DisturbedTown
{
    explicit DisturbedTown(Installation& place)
        : installation(place), accounts(place.fill(/*people=*/20, /*staff=*/6)),
          before(place.referrals()), history((notes.path() / "history").string()),
          intake((notes.path() / "intake").string(), /*done_at=*/"/")
    {
        installation.serve();
        town.emplace(load::Town{.target = installation.target(),
                                .history = history,
                                .accounts = accounts,
                                .intake = &intake});
        oracle.emplace(installation.target(), history, before);
        intake_oracle.emplace(installation.target(), intake);
    }

    /// After a fault, with the server up: every promise is kept, once.
    load::Verdict judge()
    {
        oracle->settle(patience);
        intake_oracle->settle(patience);
        auto verdict = oracle->judge(installation.referrals());
        verdict.add(intake_oracle->judge(installation.effects()));
        return verdict;
    }
    /// How many people were put into a group.
    [[nodiscard]] std::size_t allocated() const
    {
        return installation.rows("SELECT id FROM allocation").size();
    }

    /// One referral by a person who is not of the load, written down like theirs; gives the answer.
    load::Exchange refer()
    {
        const CallForm form(installation.target());
        const std::string body = form.filled("Ana Example");
        const auto number = history.invoke(CallForm::path, form.cookie, body);
        load::Client client(installation.target());
        auto answer = client.send({"POST", CallForm::path, form.cookie, body});
        history.settle(number, answer);
        return answer;
    }

    ScratchFolder notes{"notes"}; ///< not where the trial's files are: their disk may be full
    Installation& installation;
    std::vector<load::Account> accounts;
    std::vector<load::Stored> before;
    load::History history;
    load::History intake;
    std::optional<load::Town> town;
    std::optional<load::Oracle> oracle;
    std::optional<load::IntakeOracle> intake_oracle;
};

/// No visitor met what no server may do, and none was told that the program has a fault: what the
/// world does to it is answered 503.
inline void expect_no_wrongs(const load::Measured& measured)
{
    for (const auto& [wrong, count] : measured.wrongs)
        ADD_FAILURE() << count << " times: " << wrong;
    for (const auto& [timed, tally] : measured.tallies)
        EXPECT_FALSE(tally.ends.contains("500"))
            << load::timed_names.at(static_cast<std::size_t>(timed));
}

/// The store's own invariants, by the program: `verify all` finds nothing.
inline testing::AssertionResult verifies(const Installation& installation)
{
    const auto ran = installation.verb({"verify", "all"});
    if (ran.code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "verify all: " << ran.code << '\n' << ran.out << ran.err;
}

} // namespace evenhand::tests
