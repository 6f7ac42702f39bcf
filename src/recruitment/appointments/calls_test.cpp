#include "recruitment/appointments/calls.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "protocol/protocol.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace evenhand::appointments::calls_test {

using participants::Stage;

const protocol::ContactRules& working_win()
{
    static const auto trial = protocol::load_file("protocols/working-win.toml").value();
    return trial.contact_rules;
}

const std::vector<LocalDate>& holidays()
{
    static const std::vector<LocalDate> days = [] {
        std::vector<LocalDate> all;
        std::ifstream file("protocols/reference/bank-holidays-england.txt");
        for (std::string line; std::getline(file, line);)
            if (const auto day = LocalDate::parse(line.substr(0, 10))) all.push_back(*day);
        CHECK(all.size() > 50);
        return all;
    }();
    return days;
}

LocalDate day(const std::string& iso)
{
    return LocalDate::parse(iso).value();
}

Instant at_noon(const std::string& iso)
{
    return instant_in_london(day(iso), 12, 0).value();
}

std::vector<Tried> tried_in(const std::string& days, bool two_way)
{
    std::vector<Tried> all;
    std::istringstream words(days == "-" ? "" : days);
    for (std::string word; words >> word;)
        all.push_back({.occurred = at_noon(word), .two_way = two_way});
    return all;
}

std::string owed_words(CallKind kind)
{
    return kind == CallKind::attempt ? "reach" : std::string(name_of(kind));
}

/// What is owed in the case of a row, and by when: the last two cells.
std::pair<std::string, std::string> answer(const std::vector<std::string>& cells)
{
    const Stage stage = participants::stage_named(cells[0]).value();
    if (stage == Stage::eligible) {
        const auto by = protocol::intake_due(working_win(), day(cells[1]), holidays());
        return {"appointment", by.iso()};
    }
    auto tried = tried_in(cells[3], false);
    for (const Tried& spoke : tried_in(cells[4], true))
        tried.push_back(spoke);
    std::ranges::stable_sort(tried, {}, &Tried::occurred);
    const auto letter = cells[5] == "-" ? std::nullopt : std::optional(at_noon(cells[5]));
    const Waits waits{.stage = stage,
                      .since = instant_in_london(day(cells[1]), 9, 0).value(),
                      .due = day(cells[2]),
                      .missed = std::stoi(cells[6])};
    const auto owed = what_is_owed(waits, tried, letter, working_win(), holidays());
    if (!owed) return {"nothing", "-"};
    return {owed_words(owed->kind), owed->on.iso()};
}

TEST(ContactTiming, EveryRowIsOwedAsTheTrialManagerReadsIt)
{
    for (const auto& row : support::read_spec("contact-timing.spec", 9)) {
        const auto [owed, by] = answer(row.cells);
        EXPECT_EQ(owed, row.cells[7]) << "contact-timing.spec line " << row.line;
        EXPECT_EQ(by, row.cells[8]) << "contact-timing.spec line " << row.line;
    }
}

/// The spec as a table that a browser shows: what it says to people, and its rows.
std::string printed()
{
    std::ifstream file("tests/spec/contact-timing.spec");
    std::string text = "# Whom we owe a call, a letter or an appointment, and by when\n\n"
                       "Printed from `tests/spec/contact-timing.spec`, every row of which is "
                       "tested; `bin/bless` prints it anew.\n\n";
    bool in_table = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("#")) {
            const auto words = line.size() > 1 ? line.substr(2) : "";
            if (words.starts_with("where they stand |")) continue;
            text += (in_table ? "\n" : "") + words + "\n";
            in_table = false;
        } else if (!line.empty()) {
            if (!in_table)
                text += "\n| where they stand | since | promised | tried | spoke | letter | missed "
                        "| owed | by |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
            in_table = true;
            text += "| " + line + " |\n";
        }
    }
    return text;
}

TEST(ContactTiming, IsPrintedForThoseWhoSignForIt)
{
    tests::expect_golden("docs/spec/contact-timing.md", printed());
}

TEST(Closing, NeedsEveryAttemptTheLetterAndItsDays)
{
    const LocalDate today = day("2026-03-31");
    Owed owed{.kind = CallKind::attempt, .on = today};
    EXPECT_EQ(fault_of_closing(owed, "attempts_used", today), CloseRefusal::attempts_left);
    owed.kind = CallKind::letter;
    EXPECT_EQ(fault_of_closing(owed, "attempts_used", today), CloseRefusal::letter_not_sent);
    owed.kind = CallKind::close;
    EXPECT_EQ(fault_of_closing(owed, "attempts_used", today), std::nullopt);
    EXPECT_EQ(fault_of_closing(owed, "attempts_used", today.plus_days(-1)),
              CloseRefusal::letter_not_due);
}

TEST(Closing, ForDetailsThatDoNotWorkNeedsAnAttemptThatFoundIt)
{
    const LocalDate today = day("2026-03-31");
    Owed owed{.kind = CallKind::attempt, .on = today, .attempts = 1};
    EXPECT_EQ(fault_of_closing(owed, "no_working_details", today), CloseRefusal::details_not_tried);
    owed.wrong_details = true;
    EXPECT_EQ(fault_of_closing(owed, "no_working_details", today), std::nullopt);
}

TEST(Calls, WordsReadBackWhatTheyName)
{
    for (const CallKind kind :
         {CallKind::attempt, CallKind::letter, CallKind::close, CallKind::decide})
        EXPECT_EQ(call_kind_named(name_of(kind)), kind);
    EXPECT_FALSE(call_kind_named("shout"));
}

} // namespace evenhand::appointments::calls_test
