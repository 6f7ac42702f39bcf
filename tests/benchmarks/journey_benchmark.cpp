// What the way to allocation costs with 10,000 people in the store: each page of it, and the draw,
// on each engine, with commits that reach the disk.
//
//   build/benchmark/tests/benchmarks/journey_benchmark      (in the project's folder, on a disk;
//   EVENHAND_TEST_POSTGRES names the server of bin/pg, without it SQLite alone is measured)
#include "app/house.hpp"
#include "people/staff/demo_commands.hpp"
#include "tests/support/before_the_draw.hpp"
#include "tests/support/load_clock.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_trial.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

namespace evenhand::journey_benchmark {

constexpr std::size_t people_in_store = 10'000;
/// Of those, at the draw with every gate open; the others are spread over the stages before it.
constexpr std::size_t at_the_draw = 4'000;

/// A house on a disk, filled with people through its stores.
class Filled
{
public:
    explicit Filled(storage::Engine engine)
        : postgres_(engine == storage::Engine::postgresql
                        ? std::make_unique<tests::TestStore>(engine)
                        : nullptr),
          place_(place()), protocol_(app::load_protocol(place_)), house_(options())
    {
        staff::add_demo_accounts(house_.staff, *house_.units, house_.keys,
                                 protocol_.consent.training);
        house_.two_step.commit_first_epochs(*house_.units);
        for (std::size_t done = 0; done < people_in_store; done += batch)
            fill(done);
    }
    ~Filled() { std::filesystem::remove_all(folder); }
    Filled(const Filled&) = delete;
    Filled& operator=(const Filled&) = delete;

    app::House& house() { return house_; }
    tests::TestClient signed_in(const std::string& handle)
    {
        machine_clock_.advance(std::chrono::seconds(30)); // each code works once
        tests::TestClient client(*house_.dispatcher);
        for (const auto& account : staff::demo_accounts()) {
            if (account.handle != handle) continue;
            client.get("/sign-in");
            client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
            const auto code = staff::demo_code(house_.keys, handle, machine_clock_.now());
            client.submit({{"code", code.value()}}, "Continue");
        }
        return client;
    }
    /// Somebody who stands there, each time another.
    identity::PersonId next_at_the_draw() { return ready_.at(next_++ % ready_.size()); }
    [[nodiscard]] identity::PersonId somebody() const { return ready_.front(); }
    /// The draw with gates that stand open: what is measured is the draw.
    allocation::TwoStep draw()
    {
        return allocation::TwoStep(
            {.protocol = protocol_,
             .keys = house_.keys,
             .journeys = house_.journeys,
             .store = house_.allocations,
             .sequences = house_.sequences,
             .allocator = house_.allocator,
             .evidence =
                 [this](storage::UnitOfWork& work, identity::PersonId person) {
                     return tests::open_gates(protocol_,
                                              house_.journeys.find(work, person).value());
                 },
             .hand_off = house_.hand_off});
    }

private:
    static constexpr std::size_t batch = 50;
    static constexpr std::string_view folder = "build/journey-benchmark";

    [[nodiscard]] app::Place place() const
    {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        app::PlaceOptions options{.data = std::string(folder), .mode = "demo"};
        auto made = app::place_from(options);
        if (postgres_)
            made.database = postgres_->settings().url;
        else
            storage::migrate(made.database, clock_.now(), {storage::IfAbsent::create, {}});
        const auto keys = keys_of();
        const auto protocol = app::load_protocol(made);
        const auto database = storage::Database::open({.url = made.database, .on_broken = {}});
        database->write([&](storage::Connection& sql) {
            storage::found_installation(sql, keys, protocol.id, clock_.now());
            return storage::Database::Ending::commit;
        });
        return made;
    }
    static crypto::Keys keys_of() { return crypto::Keys::for_demo(1, Instant::from_micros(0)); }
    app::HouseOptions options()
    {
        return {.place = place_,
                .protocol = protocol_,
                .keys = keys_of(),
                .trial_clock = clock_,
                .machine_clock = machine_clock_,
                .random = random_,
                .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
                .base_url = "http://127.0.0.1:8080",
                .rates = http::wider(http::usual_rates(), 1'000'000),
                .fatal = {},
                .log = {}};
    }
    /// Stages in turn, the draw for the share that is to stand there.
    void fill(std::size_t from)
    {
        using participants::Stage;
        constexpr std::array earlier{Stage::referred, Stage::contacted, Stage::booked,
                                     Stage::attended, Stage::eligible,  Stage::consented};
        const storage::Actor desk{storage::ActorKind::staff, std::string(32, 'a'), ""};
        const auto ready = house_.units->write(desk, "fill", [&](storage::UnitOfWork& work) {
            std::vector<identity::PersonId> standing;
            for (std::size_t i = from; i < from + batch; ++i) {
                identity::Details said;
                said.family_name = PersonName::parse("Hallam").value();
                said.phone = PhoneNumber::parse("07700 900123").value();
                const auto claim = house_.identities.make_claim(work, said);
                const auto person = house_.identities.confirm_claim(work, claim, "new").value();
                const bool waits = i < at_the_draw;
                const auto& area = protocol_.areas.at(i % protocol_.areas.size()).id;
                tests::walk_to_draw(work, house_.journeys, protocol_, person,
                                    waits ? Stage::baseline_locked : earlier[i % earlier.size()],
                                    area);
                if (waits) standing.push_back(person);
            }
            return standing;
        });
        ready_.insert(ready_.end(), ready.begin(), ready.end());
    }

    tests::FrozenTrialClock clock_;
    tests::FrozenMachineClock machine_clock_;
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(7);
    std::unique_ptr<tests::TestStore> postgres_;
    app::Place place_;
    protocol::Protocol protocol_;
    app::House house_;
    std::vector<identity::PersonId> ready_;
    std::atomic<std::size_t> next_ = 0;
};

Filled& filled(storage::Engine engine)
{
    static std::map<storage::Engine, std::unique_ptr<Filled>> houses;
    auto& house = houses[engine];
    if (!house) house = std::make_unique<Filled>(engine);
    return *house;
}

/// One page, again and again, by one member of staff: the whole program but the socket.
void page(benchmark::State& state, storage::Engine engine, const std::string& handle,
          const std::string& path)
{
    auto& at = filled(engine);
    auto browser = at.signed_in(handle);
    std::string target = path;
    const auto person = target.find("{person}");
    if (person != std::string::npos) target.replace(person, 8, at.somebody().text());
    for (auto iteration : state) {
        static_cast<void>(iteration);
        const auto visit = browser.send(browser.page_head(target));
        if (visit.status != 200)
            state.SkipWithError(fmt::format("{} answers {}", target, visit.status).c_str());
    }
}

/// Durable allocations by eight desks at once, beside two who read the first page of the manager.
void allocate(benchmark::State& state, storage::Engine engine)
{
    constexpr std::size_t desks = 8;
    constexpr std::size_t each = 50;
    auto& at = filled(engine);
    auto draw = at.draw();
    std::vector<double> took;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        std::atomic<bool> ended = false;
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 2; ++reader) {
            auto browser = at.signed_in(reader == 0 ? "manager" : "lead");
            readers.emplace_back([&ended, browser]() mutable {
                while (!ended)
                    browser.send(browser.page_head("/stuck"));
            });
        }
        std::vector<std::vector<double>> times(desks);
        std::vector<std::thread> threads;
        for (std::size_t desk = 0; desk < desks; ++desk) {
            threads.emplace_back([&, desk] {
                const storage::Actor officer{storage::ActorKind::staff,
                                             fmt::format("{:032x}", desk + 1), "intake_officer"};
                for (std::size_t done = 0; done < each; ++done) {
                    const auto who = at.next_at_the_draw();
                    const auto from = load::now();
                    const auto intended = draw.intend(at.house().units.operator*(), officer,
                                                      {.person = who,
                                                       .scope = "staff:" + officer.id,
                                                       .key = who.text(),
                                                       .digest = who.text(),
                                                       .location = "/"});
                    if (std::holds_alternative<allocation::Intended>(intended))
                        draw.settle(*at.house().units, officer, who);
                    times[desk].push_back(
                        std::chrono::duration<double, std::milli>(load::now() - from).count());
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        ended = true;
        for (auto& thread : readers)
            thread.join();
        for (const auto& desk : times)
            took.insert(took.end(), desk.begin(), desk.end());
    }
    std::ranges::sort(took);
    const auto at_share = [&](double share) {
        return took.at(static_cast<std::size_t>(share * static_cast<double>(took.size() - 1)));
    };
    state.counters["p50_ms"] = at_share(0.50);
    state.counters["p99_ms"] = at_share(0.99);
    state.counters["allocations/s"] = benchmark::Counter(
        static_cast<double>(desks * each), benchmark::Counter::kIsIterationInvariantRate);
}

void add(storage::Engine engine, const std::string& name)
{
    struct Page
    {
        std::string handle;
        std::string path;
    };
    const std::vector<Page> pages{{"manager", "/stuck"},
                                  {"intake", "/triage"},
                                  {"intake", "/calls"},
                                  {"intake", "/appointments"},
                                  {"intake", "/participants/{person}"},
                                  {"intake", "/participants/{person}/allocation"},
                                  {"manager", "/flow"},
                                  {"manager", "/recruitment"},
                                  {"lead", "/cases/waiting"},
                                  {"specialist", "/caseload"}};
    for (const auto& one : pages) {
        benchmark::RegisterBenchmark(
            (name + " " + one.path).c_str(),
            [engine, one](benchmark::State& state) { page(state, engine, one.handle, one.path); })
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    }
    benchmark::RegisterBenchmark((name + " allocation, 8 desks").c_str(),
                                 [engine](benchmark::State& state) { allocate(state, engine); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime()
        ->Iterations(4);
}

/// Whether PostgreSQL is measured too is known only when the program runs.
[[maybe_unused]] const bool added = [] {
    add(storage::Engine::sqlite, "SQLite");
    if (std::getenv("EVENHAND_TEST_POSTGRES") != nullptr)
        add(storage::Engine::postgresql, "PostgreSQL");
    return true;
}();

} // namespace evenhand::journey_benchmark

BENCHMARK_MAIN();
