// What the way to allocation costs with 10,000 people in the store: each page of it, each way of
// searching, and the draw, on each engine, with commits that reach the disk. It prints the table of
// docs/performance.md, and on stderr how far it is; tests/benchmarks/journey builds and runs it.
//
//   journey_benchmark [--people N] [--rounds N]      (in the project's folder, on a disk;
//   EVENHAND_TEST_POSTGRES names the server of bin/pg, without it SQLite alone is measured)
#include "app/command_line.hpp"
#include "tests/benchmarks/journey_draws.hpp"
#include "tests/benchmarks/journey_pages.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <exception>
#include <functional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace evenhand::journey_benchmark {

namespace journey_program {

struct Options
{
    std::size_t people = 10'000;
    std::size_t rounds = 50;
};

constexpr double aimed_a_second = 50;

struct Measured
{
    std::string engine;
    std::vector<PageTimes> pages;
    Draws paced; ///< at the aimed rate
    Draws draws; ///< without a pause
    Cost cost;
};

/// In the shares of a whole house.
FillSize size_of(std::size_t people)
{
    const std::size_t in_story = people * 15 / 100;
    return {.in_story = in_story, .beside = people - in_story, .at_the_draw = people * 40 / 100};
}

/// The draws first, so that the pages are those of a trial in which thousands have a group.
Measured measure(storage::Engine engine, const std::string& name, const Options& options)
{
    const auto say = [&](const std::string& words) { fmt::print(stderr, "{}: {}\n", name, words); };
    FilledHouse at(engine, {.size = size_of(options.people),
                            .folder = "build/journey-benchmark",
                            .allocator_process = true,
                            .say = say});
    say("eight desks draw");
    const std::size_t half = options.people * 8 / 100;
    auto paced = draw_for(at, {.people = half, .a_second = aimed_a_second});
    auto draws = draw_for(at, {.people = half});
    if (at.drawn() != paced.times.milliseconds.size() + draws.times.milliseconds.size())
        throw std::runtime_error("not everybody who was drawn is in a group");
    say("every page is asked for");
    PageClock clock(options.rounds);
    walk_every_page(at, clock);
    return {.engine = name,
            .pages = clock.all(),
            .paced = std::move(paced),
            .draws = std::move(draws),
            .cost = at.cost_a_person()};
}

/// The aims of the issue.
std::string aim_of(std::string_view page)
{
    return page == "/flow" ? "100 ms" : "";
}

std::string two_cells(const PageTimes& times)
{
    constexpr double half = 0.5;
    constexpr double nearly_all = 0.99;
    return fmt::format(" {:.1f} ms | {:.1f} ms |", times.within(half), times.within(nearly_all));
}

/// The cells of that page on an engine; empty ones where it was not met there.
std::string cells_of(const Measured& measured, const std::string& page)
{
    for (const auto& times : measured.pages)
        if (times.page == page) return two_cells(times);
    return " | |";
}

using Engines = std::vector<Measured>;

/// What it is, two cells for each engine, and the aim.
void print_row(const Engines& engines, const std::string& what, const std::string& aim,
               const std::function<std::string(const Measured&)>& cells)
{
    std::string row = fmt::format("| {} |", what);
    for (const auto& measured : engines)
        row += cells(measured);
    fmt::print("{} {} |\n", row, aim);
}

/// One figure, across both cells of an engine.
void print_figure(const Engines& engines, const std::string& what, const std::string& aim,
                  const std::function<std::string(const Measured&)>& figure)
{
    print_row(engines, what, aim,
              [&](const Measured& of) { return fmt::format(" {} | |", figure(of)); });
}

void print_draws(const Engines& engines)
{
    print_row(engines, fmt::format("one allocation, of {} due a second", aimed_a_second), "150 ms",
              [](const Measured& of) { return two_cells(of.paced.times); });
    print_figure(engines, "so many were done a second", "50",
                 [](const Measured& of) { return fmt::format("{:.1f}", of.paced.per_second); });
    print_row(engines, "one allocation, eight desks at once without a pause", "",
              [](const Measured& of) { return two_cells(of.draws.times); });
    print_figure(engines, "so many were done a second", "",
                 [](const Measured& of) { return fmt::format("{:.0f}", of.draws.per_second); });
    print_figure(engines, "beside them: who is stuck read, a second", "", [](const Measured& of) {
        return fmt::format("{:.0f}", static_cast<double>(of.paced.reads) / of.paced.seconds);
    });
    print_figure(engines, "beside them: referrals written, a second", "", [](const Measured& of) {
        return fmt::format("{:.0f}", static_cast<double>(of.paced.referrals) / of.paced.seconds);
    });
    print_figure(engines, "beside them: contacts written, a second", "", [](const Measured& of) {
        return fmt::format("{:.0f}", static_cast<double>(of.paced.contacts) / of.paced.seconds);
    });
}

void print_cost(const Engines& engines)
{
    constexpr double milli = 1000;
    constexpr double kib = 1024;
    print_figure(
        engines, "a person of the story, through every page: time", "",
        [](const Measured& of) { return fmt::format("{:.1f} ms", of.cost.seconds * milli); });
    print_figure(engines, "a person of the story: the program's processor time", "",
                 [](const Measured& of) {
                     return fmt::format("{:.1f} ms", of.cost.processor_seconds * milli);
                 });
    print_figure(engines, "a person of the story: store", "",
                 [](const Measured& of) { return fmt::format("{:.0f} KiB", of.cost.bytes / kib); });
}

void print_table(const Engines& engines)
{
    std::string head = "| what |";
    std::string rule = "|---|";
    for (const auto& measured : engines) {
        head += fmt::format(" {}, half within | 99 in 100 within |", measured.engine);
        rule += "---|---|";
    }
    fmt::print("{} aim |\n{}---|\n", head, rule);
    for (const auto& times : engines.front().pages) {
        print_row(engines, times.page, aim_of(times.page),
                  [&](const Measured& of) { return cells_of(of, times.page); });
    }
    print_draws(engines);
    print_cost(engines);
}

std::size_t number_in(std::string_view text)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0)
        throw std::invalid_argument(fmt::format("\"{}\" is not a number above 0", text));
    return value;
}

Options options_in(std::span<char* const> words)
{
    Options options;
    for (std::size_t at = 1; at < words.size(); at += 2) {
        const std::string_view name = words[at];
        if (at + 1 == words.size() || (name != "--people" && name != "--rounds"))
            throw std::invalid_argument("usage: journey_benchmark [--people N] [--rounds N]");
        (name == "--people" ? options.people : options.rounds) = number_in(words[at + 1]);
    }
    return options;
}

int run(std::span<char* const> words)
{
    const auto options = options_in(words);
    Engines engines;
    engines.push_back(measure(storage::Engine::sqlite, "SQLite", options));
    if (std::getenv("EVENHAND_TEST_POSTGRES") != nullptr)
        engines.push_back(measure(storage::Engine::postgresql, "PostgreSQL", options));
    fmt::print("{} people in the store, {} rounds a page; the gates and the hand-off are those of "
               "the rooms, the allocator is a process of its own.\n\n",
               options.people, options.rounds);
    print_table(engines);
    return 0;
}

} // namespace journey_program

} // namespace evenhand::journey_benchmark

int main(int count, char** words)
{
    try {
        // The house starts its allocator as `serve` does: this program again, with that word.
        if (count > 1 && std::string_view(words[1]) == "allocator")
            return evenhand::app::run_command_line(count, words);
        return evenhand::journey_benchmark::journey_program::run(
            {words, static_cast<std::size_t>(count)});
    } catch (const std::exception& error) {
        fmt::print(stderr, "journey_benchmark: {}\n", error.what());
        return 2;
    }
}
