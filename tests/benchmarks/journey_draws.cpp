#include "tests/benchmarks/journey_draws.hpp"

#include "tests/support/load_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace evenhand::journey_benchmark {

namespace journey_draws {

using tests::TestClient;

/// Twenty a second, for each who does something beside the draw.
constexpr std::chrono::milliseconds pace{50};
constexpr int found = 200;
constexpr int see_other = 303;

/// An answer that is not the one wanted is the end of it: its time would be that of something else.
void expect(const tests::Visit& answer, int status, std::string_view what)
{
    if (answer.status != status)
        throw std::runtime_error(
            fmt::format("{} answers {}: {}", what, answer.status, answer.text.substr(0, 400)));
}

/// The thread of somebody. What they throw is kept for whoever waits for them.
class Somebody
{
public:
    explicit Somebody(std::function<void()> does)
        : thread_([this, does = std::move(does)] {
              try {
                  does();
              } catch (...) {
                  thrown_ = std::current_exception();
              }
          })
    {
    }
    ~Somebody()
    {
        if (thread_.joinable()) thread_.join();
    }
    Somebody(const Somebody&) = delete;
    Somebody& operator=(const Somebody&) = delete;

    void wait()
    {
        thread_.join();
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    std::exception_ptr thrown_;
    std::thread thread_;
};

/// Those who do something else meanwhile, each at that pace until it is ended.
class Beside
{
public:
    ~Beside() { pause_.end(); }
    Beside() = default;
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    void add(std::atomic<std::size_t>& count, std::function<void()> once)
    {
        all_.push_back(std::make_unique<Somebody>([this, &count, once = std::move(once)] {
            auto due = load::now();
            do {
                once();
                ++count;
                due = std::max(due + pace, load::now());
            } while (pause_.until(due));
        }));
    }
    void end()
    {
        pause_.end();
        for (auto& one : all_)
            one->wait();
    }

private:
    load::Pause pause_;
    std::vector<std::unique_ptr<Somebody>> all_;
};

void read_stuck(TestClient& browser)
{
    expect(browser.send(browser.page_head("/stuck")), found, "/stuck");
}

void ask_for_a_call(TestClient& visitor)
{
    visitor.get("/call-me");
    const auto form =
        visitor.filled({{"name", "Sam Example"}, {"phone", "07700 900123"}}, "Ask for a call");
    expect(visitor.send(visitor.form_head("/call-me"), form.encode()), see_other, "/call-me");
}

void write_a_contact(TestClient& officer, const std::string& page)
{
    officer.get(page);
    const auto form = officer.filled(
        {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "no_answer"}},
        "Record contact");
    expect(officer.send(officer.form_head(page), form.encode()), see_other, page);
}

/// When each press of one desk is due.
struct Turns
{
    load::Moment first;
    load::Span apart; ///< none: as soon as the one before is answered
    std::size_t people = 0;
};

/// One desk: the page with the button is opened, and the button pressed when it is due.
void draw_at(FilledHouse& at, TestClient& officer, const Turns& turns, std::vector<double>& took)
{
    load::Pause pause;
    for (std::size_t done = 0; done < turns.people; ++done) {
        const auto page = "/participants/" + at.next_at_the_draw().text() + "/allocation";
        expect(officer.get(page), found, page);
        const auto form = officer.filled({}, "Put into a group by chance");
        const auto head = officer.form_head(page);
        const bool paced = turns.apart > load::Span::zero();
        const auto due = turns.first + static_cast<long>(done) * turns.apart;
        if (paced) pause.until(due);
        // Who comes late is charged with it.
        const auto from = paced ? due : load::now();
        const auto answer = officer.send(head, form.encode());
        took.push_back(std::chrono::duration<double, std::milli>(load::now() - from).count());
        expect(answer, see_other, page);
        if (!answer.header("Location").ends_with("/allocation/result"))
            throw std::runtime_error("the button leads elsewhere");
    }
}

struct Counts
{
    std::atomic<std::size_t> reads{0};
    std::atomic<std::size_t> referrals{0};
    std::atomic<std::size_t> contacts{0};
};

/// The desks, from the first press to the last answer.
std::vector<std::vector<double>> all_desks(FilledHouse& at, std::vector<TestClient>& officers,
                                           const DrawPlan& plan)
{
    std::vector<std::vector<double>> times(officers.size());
    const std::chrono::duration<double> between(plan.a_second > 0 ? 1 / plan.a_second : 0);
    const auto between_two = std::chrono::duration_cast<load::Span>(between);
    const auto first = load::now() + pace;
    std::vector<std::unique_ptr<Somebody>> desks;
    for (std::size_t desk = 0; desk < officers.size(); ++desk) {
        desks.push_back(std::make_unique<Somebody>([&, desk] {
            const auto of_all = static_cast<long>(officers.size());
            draw_at(at, officers[desk],
                    {.first = first + static_cast<long>(desk) * between_two,
                     .apart = of_all * between_two,
                     .people = plan.people / officers.size()},
                    times[desk]);
        }));
    }
    for (auto& desk : desks)
        desk->wait();
    return times;
}

} // namespace journey_draws

Draws draw_for(FilledHouse& at, const DrawPlan& plan)
{
    using namespace journey_draws;
    std::vector<TestClient> officers;
    for (std::size_t desk = 0; desk < plan.desks; ++desk)
        officers.push_back(at.signed_in("intake"));
    auto manager = at.signed_in("manager");
    auto lead = at.signed_in("lead");
    auto visitor = at.browser();
    auto caller = at.signed_in("intake");
    const auto contacts = "/participants/" + at.somebody().text() + "/contacts/new";

    Counts counts;
    const auto from = load::now();
    std::vector<std::vector<double>> times;
    {
        Beside beside;
        beside.add(counts.reads, [&] { read_stuck(manager); });
        beside.add(counts.reads, [&] { read_stuck(lead); });
        beside.add(counts.referrals, [&] { ask_for_a_call(visitor); });
        beside.add(counts.contacts, [&] { write_a_contact(caller, contacts); });
        times = all_desks(at, officers, plan);
        beside.end();
    }
    const std::chrono::duration<double> took = load::now() - from;
    Draws draws{.times = {"one allocation, from the button to its answer", {}},
                .seconds = took.count(),
                .reads = counts.reads,
                .referrals = counts.referrals,
                .contacts = counts.contacts};
    for (const auto& desk : times)
        draws.times.milliseconds.insert(draws.times.milliseconds.end(), desk.begin(), desk.end());
    draws.per_second = static_cast<double>(draws.times.milliseconds.size()) / took.count();
    return draws;
}

} // namespace evenhand::journey_benchmark
