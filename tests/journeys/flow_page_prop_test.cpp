// The page of the flow adds up after any sequence of events, in the numbers that a reader sees: in
// the boxes, in the table beside them, on any day, and in a month that was frozen (issue D5).
#include "app/standing_jobs.hpp"
#include "core/london_time.hpp"
#include "evidence/reports/consort.hpp"
#include "evidence/reports/frozen_store.hpp"
#include "tests/journeys/journey.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace evenhand::tests {
namespace flow_page_prop_test {

using namespace std::chrono_literals;
using identity::PersonId;
using participants::Step;

constexpr std::array usual{Step::referred,        Step::contacted, Step::booked,    Step::attended,
                           Step::eligible,        Step::taught,    Step::goes_on,   Step::consented,
                           Step::baseline_locked, Step::intended,  Step::randomised};

/// What the text of a page holds between two words; all after the first where the second is not.
std::string_view between(std::string_view text, std::string_view first, std::string_view second)
{
    const auto begins = text.find(first);
    if (begins == text.npos) return {};
    text.remove_prefix(begins + first.size());
    return text.substr(0, text.find(second));
}

/// "1,234" as a reader counts it; -1 for no number.
std::int64_t number_in(std::string_view text)
{
    std::int64_t number = 0;
    bool any = false;
    for (const char letter : text) {
        if (letter == ',') continue;
        if (letter < '0' || letter > '9') return -1;
        number = number * 10 + (letter - '0');
        any = true;
    }
    return any ? number : -1;
}

/// Words without the marks of the page.
std::string plain(std::string_view html)
{
    std::string text;
    bool in_mark = false;
    for (const char letter : html) {
        if (letter == '<') in_mark = true;
        if (!in_mark) text += letter;
        if (letter == '>') in_mark = false;
    }
    return text;
}

/// The pieces of a page that each begin so.
std::vector<std::string_view> pieces(std::string_view html, std::string_view begins)
{
    std::vector<std::string_view> all;
    for (auto at = html.find(begins); at != html.npos;) {
        const auto next = html.find(begins, at + begins.size());
        all.push_back(html.substr(at, next == html.npos ? html.npos : next - at));
        at = next;
    }
    return all;
}

/// A row of the table: who came so far, who left, who waits, and who went on (-1: nothing is said).
struct Row
{
    std::array<std::int64_t, 4> numbers{-1, -1, -1, -1};
    friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> table_of(const Visit& page)
{
    const auto body = between(page.body, "The same counts as a table", "</table>");
    std::vector<Row> rows;
    for (const auto row : pieces(between(body, "<tbody", "</tbody>"), "<tr")) {
        const auto cells = pieces(row, "<td");
        Row read;
        for (std::size_t i = 0; i < read.numbers.size() && i < cells.size(); ++i)
            read.numbers.at(i) = number_in(plain(cells[i]));
        rows.push_back(read);
    }
    return rows;
}

/// A box of the figure: its own count, then each count beside it with its words.
using Box = std::vector<std::pair<std::string, std::int64_t>>;

std::vector<Box> figure_of(const Visit& page)
{
    std::vector<Box> boxes;
    for (const auto step :
         pieces(between(page.body, "<figure", "</figure>"), "<li class=\"evenhand-flow__step\"")) {
        const std::string text = plain(step);
        Box box;
        std::size_t from = 0;
        constexpr std::string_view mark = "(n = ";
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark, from)) {
            const auto end = text.find(')', at);
            const auto words = text.substr(from, at - from);
            box.emplace_back(words,
                             number_in(text.substr(at + mark.size(), end - at - mark.size())));
            from = end + 1;
        }
        boxes.push_back(std::move(box));
    }
    return boxes;
}

/// The total that a box gives for a list, and the sum of its lines; both nothing where it has none.
std::pair<std::int64_t, std::int64_t> list_in(const Box& box, std::string_view title)
{
    constexpr std::string_view titles[]{"Came no further", "On their way"};
    std::int64_t total = 0;
    std::int64_t lines = 0;
    bool within = false;
    for (const auto& [words, count] : box) {
        const bool is_title = std::ranges::any_of(titles, [&words = words](std::string_view each) {
            return words.find(each) != words.npos;
        });
        if (is_title) {
            within = words.find(title) != words.npos;
            if (within) total = count;
        } else if (within) {
            lines += count;
        }
    }
    return {total, lines};
}

/// Empty, or the first thing that does not add up on the page.
std::string what_is_wrong(const Visit& page)
{
    const auto rows = table_of(page);
    const auto boxes = figure_of(page);
    if (rows.size() != participants::milestones.size() || boxes.size() != rows.size())
        return fmt::format("{} rows and {} boxes", rows.size(), boxes.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto [people, left, waits, on] = rows[i].numbers;
        const bool is_last = i + 1 == rows.size();
        if (boxes[i].front().second != people) return fmt::format("box {} is not its row", i);
        if (is_last) {
            if (on != -1 || left != 0 || waits != 0) return "somebody leaves the last box";
            continue;
        }
        if (people != left + waits + on) return fmt::format("row {} does not add up", i);
        if (on != rows[i + 1].numbers[0]) return fmt::format("row {} is not the next", i);
        if (list_in(boxes[i], "Came no further") != std::pair(left, left))
            return fmt::format("who came no further than box {} is not counted", i);
        if (list_in(boxes[i], "On their way") != std::pair(waits, waits))
            return fmt::format("who waits in box {} is not counted", i);
    }
    return {};
}

/// A step that was taken, as the test keeps it: the other count of the same events.
struct Taken
{
    std::size_t person = 0;
    Step step = Step::referred;
    Instant occurred;
};

class FlowPage : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient manager = trial.signed_in("manager");
    TestClient steering = trial.signed_in("steering");
    storage::JobRunner jobs{*trial.house->units, {.holder = "test"}};
    std::vector<PersonId> people;
    std::vector<Taken> taken;
    std::map<reports::Month, std::vector<Row>> frozen;
    std::size_t late = 0; ///< steps that were written down hours after they happened

    void SetUp() override
    {
        app::add_standing_jobs(jobs, *trial.house, [](std::string_view why) { FAIL() << why; });
        app::schedule_standing_jobs(*trial.house, {app::freeze_job});
        while (jobs.run_one()) {
        }
    }

    template <class Do>
    auto write(Do what)
    {
        return trial.house->units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    std::size_t somebody()
    {
        people.push_back(write([&](storage::UnitOfWork& work) {
            auto& identities = trial.house->identities;
            const auto claim = identities.make_claim(work, {});
            return identities.confirm_claim(work, claim, "new_person").value();
        }));
        return people.size() - 1;
    }
    bool attempt(std::size_t who, Step step, std::chrono::hours ago = 0h)
    {
        const Instant occurred = trial.trial_clock.now() - ago;
        const auto details = participants::details_of(step);
        const auto detail =
            details.empty() ? std::string_view() : details[taken.size() % details.size()];
        const bool took = write([&](storage::UnitOfWork& work) {
            return trial.house->journeys
                .take(work, people[who], {.step = step, .detail = detail, .occurred = occurred})
                .has_value();
        });
        if (took) taken.push_back({who, step, occurred});
        if (took && ago > 0h) ++late;
        return took;
    }
    void take_back(std::size_t who)
    {
        const bool took = write([&](storage::UnitOfWork& work) {
            const auto steps = trial.house->journeys.steps(work, people[who]);
            return !steps.empty() &&
                   trial.house->journeys
                       .take_back(work, people[who], steps.back().id, "wrong_person")
                       .has_value();
        });
        if (!took) return;
        const auto last = std::ranges::find(taken.rbegin(), taken.rend(), who, &Taken::person);
        taken.erase(std::next(last).base());
    }
    void goes_all_the_way(std::size_t who)
    {
        for (const Step step : usual) {
            ASSERT_TRUE(attempt(who, step));
            trial.trial_clock.advance(7h);
        }
    }
    /// How many people took it by then.
    std::int64_t who_took(Step step, Instant by) const
    {
        std::set<std::size_t> who;
        for (const Taken& each : taken)
            if (each.step == step && each.occurred <= by) who.insert(each.person);
        return static_cast<std::int64_t>(who.size());
    }

    /// The page of the end of that day, as it is read now.
    void then_it_adds_up_on(LocalDate day)
    {
        manager.get(fmt::format("/flow?at-day={}&at-month={}&at-year={}", day.day(), day.month(),
                                day.year()));
        RC_ASSERT(what_is_wrong(manager.page()) == "");
        const auto rows = table_of(manager.page());
        const Instant end = start_of_london_day(day.plus_days(1)) - 1us;
        RC_ASSERT(rows.front().numbers[0] == who_took(Step::referred, end));
        RC_ASSERT(rows.back().numbers[0] == who_took(Step::randomised, end));
    }
    /// Months that have closed are frozen, and each shows what the page of its last day shows now.
    void then_months_that_closed_are_frozen_as_they_stand()
    {
        while (jobs.run_one()) {
        }
        const auto months = write([](storage::UnitOfWork& work) {
            return reports::FrozenStore::months(work, reports::Kind::flow);
        });
        for (const reports::Month month : months) {
            if (frozen.contains(month)) continue;
            then_it_adds_up_on(month.last_day());
            const auto live = table_of(manager.page());
            steering.get("/flow?month=" + month.text());
            RC_ASSERT(what_is_wrong(steering.page()) == "");
            RC_ASSERT(table_of(steering.page()) == live);
            frozen.emplace(month, live);
        }
    }
    /// The text that was frozen, in numbers: the rows of a table.
    std::vector<Row> text_of(reports::Month month)
    {
        const auto kept = write([&](storage::UnitOfWork& work) {
            return reports::FrozenStore::find(work, reports::Kind::flow, month).value();
        });
        const auto flow = reports::consort(trial.house->protocol, reports::cells_in(kept.figures));
        EXPECT_TRUE(reports::adds_up(flow));
        std::vector<Row> rows;
        for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
            const auto& box = flow.boxes[i];
            const bool is_last = i + 1 == flow.boxes.size();
            rows.push_back(
                {{box.people, reports::people_in(box.left), reports::people_in(box.waits),
                  is_last ? -1 : flow.boxes[i + 1].people}});
        }
        return rows;
    }
};
EVENHAND_JOURNEY(FlowPage);

TEST_P(FlowPage, AddsUpOnEveryDayAndInEveryFrozenMonthAfterAnySequenceOfEvents)
{
    goes_all_the_way(somebody());
    // The clock and the people go on from case to case, so that months close between them.
    const bool held = rc::check([&] {
        std::vector<std::pair<std::size_t, std::size_t>> new_ones; // and how far they are
        for (int i = 0; i < 3; ++i)
            new_ones.emplace_back(somebody(), 0);
        std::vector<LocalDate> days;
        const auto events = *rc::gen::inRange(10, 50);
        for (int i = 0; i < events; ++i) {
            auto& [who, far] = new_ones.at(*rc::gen::inRange<std::size_t>(0, new_ones.size()));
            const auto luck = *rc::gen::inRange(0, 10);
            if (luck == 0) {
                take_back(who);
            } else if (luck <= 2) {
                const auto all = participants::all_steps();
                const auto step = all[*rc::gen::inRange<std::size_t>(0, all.size())];
                attempt(who, step, std::chrono::hours(*rc::gen::inRange(0, 30)));
            } else if (attempt(who, usual.at(far))) {
                far = (far + 1) % usual.size();
            }
            trial.trial_clock.advance(7h);
            days.push_back(london_date(trial.trial_clock.now()));
        }
        for (int i = 0; i < 3; ++i)
            then_it_adds_up_on(days.at(*rc::gen::inRange<std::size_t>(0, days.size())));
        then_months_that_closed_are_frozen_as_they_stand();
    });
    EXPECT_TRUE(held);
    EXPECT_GT(late, 0U);
    EXPECT_GE(frozen.size(), 6U) << "so many months close in such a run";
    // What was written since, with an earlier day, changes nothing of a month that was frozen.
    for (const auto& [month, rows] : frozen) {
        steering.get("/flow?month=" + month.text());
        EXPECT_EQ(table_of(steering.page()), rows) << month.text();
        EXPECT_EQ(text_of(month), rows) << month.text();
    }
}

// Teeth: a page whose numbers are not those of its rows is seen.
TEST_P(FlowPage, IsReadSoThatOnePersonTooManyIsSeen)
{
    goes_all_the_way(somebody());
    ASSERT_TRUE(attempt(somebody(), Step::referred));
    manager.get("/flow");
    ASSERT_EQ(what_is_wrong(manager.page()), "");
    std::size_t spoilt = 0;
    for (const std::string_view number : {"(n = 2)", "(n = 1)", ">2<", ">1<"}) {
        for (auto at = manager.page().body.find(number); at != std::string::npos;
             at = manager.page().body.find(number, at + 1)) {
            Visit wrong = manager.page();
            wrong.body.replace(at + number.size() - 2, 1, "7");
            EXPECT_NE(what_is_wrong(wrong), "") << number << " at " << at;
            ++spoilt;
        }
    }
    EXPECT_GE(spoilt, 15U) << "each box and each row, at least";
}

} // namespace flow_page_prop_test
} // namespace evenhand::tests
