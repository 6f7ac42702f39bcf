#include "recruitment/appointments/calls.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "protocol/protocol.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

/// "2026-03-04", written down later without a time, or "2026-03-04T09:30".
Tried attempt(const std::string& text)
{
    constexpr std::size_t date_length = 10;
    if (text.size() == date_length) return {.occurred = at_noon(text), .time_known = false};
    return {.occurred =
                instant_in_london(day(text.substr(0, date_length)), std::stoi(text.substr(11, 2)),
                                  std::stoi(text.substr(14, 2)))
                    .value()};
}

std::vector<Tried> tried_in(const std::string& days, bool two_way)
{
    std::vector<Tried> all;
    std::istringstream words(days == "-" ? "" : days);
    for (std::string word; words >> word;) {
        all.push_back(attempt(word));
        all.back().two_way = two_way;
    }
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

TEST(ContactTiming, IsPrintedForThoseWhoSignForIt)
{
    tests::expect_golden(
        "docs/spec/contact-timing.md",
        support::printed_spec("contact-timing.spec",
                              "Whom we owe a call, a letter or an appointment, and by when"));
}

TEST(OtherTimes, AreProposedAfterOneThatReachedNobodyByLondonsClocks)
{
    const auto after = [](std::initializer_list<std::string> tries) {
        std::string all;
        for (const std::string& each : tries)
            all += each + " ";
        const Waits waits{.stage = Stage::referred,
                          .since = instant_in_london(day("2026-06-01"), 9, 0).value(),
                          .due = day("2026-06-03")};
        const auto owed = what_is_owed(waits, tried_in(all, false), {}, working_win(), holidays());
        return other_times(owed.value().tried_parts);
    };
    EXPECT_EQ(after({"2026-06-02T09:00"}), "Try the afternoon or the evening");
    EXPECT_EQ(after({"2026-06-02T11:59"}), "Try the afternoon or the evening");
    EXPECT_EQ(after({"2026-06-02T12:00"}), "Try the morning or the evening") << "noon is a time";
    EXPECT_EQ(after({"2026-06-02T12:01"}), "Try the morning or the evening");
    EXPECT_EQ(after({"2026-06-02T17:00"}), "Try the morning or the afternoon");
    EXPECT_EQ(after({"2026-06-02T09:00", "2026-06-03T14:00"}), "Try the evening");
    EXPECT_EQ(after({"2026-06-02T09:00", "2026-06-03T09:10"}), "Try the afternoon or the evening");
    EXPECT_EQ(after({"2026-06-02"}), "") << "nobody knows when";
}

TEST(Attempts, AtNoonOnTwoDaysCountAsOneOnlyWhereTheTimeIsKnown)
{
    const auto attempts = [](const std::string& days) {
        const Waits waits{.stage = Stage::referred,
                          .since = instant_in_london(day("2026-06-01"), 9, 0).value(),
                          .due = day("2026-06-03")};
        return what_is_owed(waits, tried_in(days, false), {}, working_win(), holidays()).value();
    };
    const auto at_one_time = attempts("2026-06-02T12:00 2026-06-03T12:00");
    EXPECT_EQ(at_one_time.attempts, 1) << "T2: at different times";
    EXPECT_TRUE(at_one_time.last_time_known);
    const auto days_alone = attempts("2026-06-02 2026-06-03");
    EXPECT_EQ(days_alone.attempts, 2);
    EXPECT_FALSE(days_alone.last_time_known);
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
