#include "support/casework/casework.hpp"

#include "people/contacts/contacts.hpp"
#include "protocol/protocol.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

namespace evenhand::casework::casework_test {

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

staff::AccountId account(char digit)
{
    return staff::AccountId::parse(std::string(32, digit)).value();
}

/// Good Friday and Easter Monday of 2026.
const std::vector<LocalDate> holidays{day("2026-04-03"), day("2026-04-06")};

const protocol::Protocol& trial(const std::string& name)
{
    static std::map<std::string, protocol::Protocol> loaded;
    const auto found = loaded.find(name);
    if (found != loaded.end()) return found->second;
    return loaded.emplace(name, protocol::load_file("protocols/" + name + ".toml").value())
        .first->second;
}

std::optional<LocalDate> cell(const std::string& text)
{
    if (text == "-") return std::nullopt;
    return day(text);
}

std::string shown(const std::optional<LocalDate>& date)
{
    return date ? date->iso() : "-";
}

/// What the program says of one row: the answers after its first seven cells.
std::vector<std::string> answers_to(const std::vector<std::string>& row)
{
    const auto& support = trial(row[0]).support;
    const auto clocks = clocks_of(support, row[1], day(row[2]), holidays);
    const Seen seen{cell(row[3]), cell(row[4]), cell(row[5])};
    const LocalDate today = day(row[6]);
    const auto next = next_of(clocks, seen, support.meeting_every_days);
    const auto notice = notice_of(support.notice_days, days_left(clocks.last_day, today));
    return {shown(clocks.contact_due),
            shown(clocks.meeting_due),
            shown(clocks.search_ends),
            shown(clocks.last_day),
            fmt::format("{} by {}", label_of(next.owed), next.due.iso()),
            today > next.due ? "late" : "in time",
            rings(clocks, seen, today) ? "alarm" : "-",
            notice ? fmt::format("{} days", *notice) : "-"};
}

TEST(CaseworkSpec, EveryClockOfACaseIsAsTheTrialManagerReadsIt)
{
    std::string printed =
        "# The clocks of a support case\n\nPrinted by the test `CaseworkSpec` from "
        "tests/spec/casework-clocks.spec (`bin/bless CaseworkSpec` writes it anew). A day is "
        "promised by its end. Good Friday and Easter Monday 2026 are no working days.\n\n"
        "| trial | group | put into the group | first contact | first meeting | last contact "
        "| today | contact by | meeting by | search ends | last day | next | in time | alarm "
        "| notice |\n";
    for (int column = 0; column < 15; ++column)
        printed += "| --- ";
    printed += "|\n";
    for (const auto& row : support::read_spec("casework-clocks.spec", 15)) {
        const auto answers = answers_to(row.cells);
        const std::vector<std::string> expected(row.cells.begin() + 7, row.cells.end());
        EXPECT_EQ(answers, expected) << "casework-clocks.spec line " << row.line;
        printed += fmt::format("| {} |\n", fmt::join(row.cells, " | "));
    }
    tests::expect_golden("docs/spec/casework-clocks.md", printed);
}

/// "a=20/100" is specialist a with 20 cases at 100 % of full time.
std::vector<Load> loads_in(const std::string& text)
{
    std::vector<Load> loads;
    if (text == "-") return loads;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto equals = text.find('=', at);
        const auto slash = text.find('/', equals);
        const auto end = std::min(text.find(' ', slash), text.size());
        loads.push_back({.account = account(text[at]),
                         .name = text.substr(at, 1),
                         .share_percent = std::stoll(text.substr(slash + 1, end - slash - 1)),
                         .cases = std::stoll(text.substr(equals + 1, slash - equals - 1))});
        at = end + 1;
    }
    return loads;
}

TEST(CaseworkSpec, WhoIsSuggestedIsAsTheTeamLeadReadsIt)
{
    std::string printed =
        "# Who is suggested for a case\n\nPrinted by the test `CaseworkSpec` from "
        "tests/spec/casework-assignment.spec. A specialist is written as cases / "
        "per cent of full time. Allocation reads nothing of this.\n\n"
        "| cap | specialists of the area | has it now | given to | above the cap "
        "| suggested | answer |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    for (const auto& row : support::read_spec("casework-assignment.spec", 7)) {
        const auto& cells = row.cells;
        const auto loads = loads_in(cells[1]);
        const auto cap = std::stoll(cells[0]);
        const auto* best = suggested(loads, cap);
        EXPECT_EQ(best != nullptr ? best->name : "nobody: it waits", cells[5]) << row.line;
        const auto id = [](const std::string& who) {
            return who == "-" ? std::string() : account(who.front()).text();
        };
        const auto to = id(cells[3]);
        const auto has = id(cells[2]);
        const auto refusal =
            refuse_assignment({.to = to, .has = has, .above_cap = cells[4] == "yes"}, loads, cap);
        EXPECT_EQ(refusal ? code(*refusal) : "given", cells[6]) << row.line;
        printed += fmt::format("| {} |\n", fmt::join(cells, " | "));
    }
    tests::expect_golden("docs/spec/casework-assignment.md", printed);
}

TEST(Casework, TheShortestNoticeThatIsDueIsGivenUpToTheLastDay)
{
    const std::vector<int> days{60, 30, 14};
    EXPECT_FALSE(notice_of(days, 61));
    EXPECT_EQ(notice_of(days, 60), 60);
    EXPECT_EQ(notice_of(days, 30), 30);
    EXPECT_EQ(notice_of(days, 15), 30);
    EXPECT_EQ(notice_of(days, 1), 14);
    EXPECT_EQ(notice_of(days, -5), 14);
    EXPECT_EQ(days_left(day("2026-03-02"), day("2026-03-02")), 1);
}

} // namespace evenhand::casework::casework_test
