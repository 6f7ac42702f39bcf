#include "tests/support/load_driver.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <latch>
#include <thread>
#include <utility>

namespace evenhand::load {

namespace load_driver {

using namespace std::chrono_literals;

constexpr std::array work_names{"call_me", "journey", "pages", "sign_in", "triage"};
/// Between attempts of a visitor who meets no server.
constexpr Span breather = 10ms;

std::unique_ptr<Visitor> visitor_for(const Town& town, const Stream& stream, std::size_t number)
{
    switch (stream.work) {
    case Work::call_me:
        return call_me_visitor(town);
    case Work::journey:
        return journey_visitor(town);
    case Work::pages:
        return page_visitor(town);
    case Work::sign_in:
        return sign_in_visitor(town, number, static_cast<std::size_t>(stream.visitors));
    case Work::triage:
        return triage_visitor(town, number);
    case Work::answer:
        return answering_visitor(town);
    case Work::send:
        return sending_visitor(town);
    case Work::intake:
        return intake_visitor(town, number);
    }
    return nullptr;
}

std::uint64_t not_sent(const Measured& measured)
{
    std::uint64_t count = 0;
    for (const auto& [timed, tally] : measured.tallies) {
        const auto found = tally.ends.find("not sent");
        if (found != tally.ends.end()) count += found->second;
    }
    return count;
}

double seconds(Span span)
{
    return std::chrono::duration<double>(span).count();
}

} // namespace load_driver

/// A stream and the arrivals that it has had.
struct Driver::Running
{
    Stream stream;
    std::atomic<std::uint64_t> arrivals{0}; ///< taken up by a visitor
    std::atomic<std::uint64_t> served{0};

    /// When arrival `number` is due: evenly spaced, from the moment the streams were let go.
    [[nodiscard]] Moment due(std::uint64_t number, Moment began) const
    {
        if (stream.per_second <= 0) return now();
        const auto after =
            std::chrono::duration<double>(static_cast<double>(number) / stream.per_second);
        return began + std::chrono::duration_cast<Span>(after);
    }
};

/// Lets all workers go at one moment, once each is ready.
class Driver::Gate
{
public:
    explicit Gate(std::size_t workers) : ready_(static_cast<std::ptrdiff_t>(workers)) {}

    /// For a worker: waits, and says when all were let go.
    Moment pass()
    {
        ready_.arrive_and_wait();
        open_.wait();
        return began_;
    }
    /// For the driver: waits until all are ready.
    Moment open()
    {
        ready_.wait();
        began_ = now();
        open_.count_down();
        return began_;
    }

private:
    std::latch ready_;
    std::latch open_{1};
    Moment began_;
};

/// A thread and its visitor.
class Driver::Worker
{
public:
    Worker(Running& stream, std::unique_ptr<Visitor> visitor)
        : stream_(stream), visitor_(std::move(visitor))
    {
    }

    void start(Pause& pause, Gate& gate)
    {
        thread_ = std::thread([this, &pause, &gate] {
            visitor_->prepare();
            serve(pause, gate.pass());
        });
    }
    void join() { thread_.join(); }

    [[nodiscard]] Visitor& visitor() { return *visitor_; }

private:
    void serve(Pause& pause, Moment began)
    {
        for (;;) {
            const auto number = stream_.arrivals++;
            if (number >= stream_.stream.most) return;
            const Moment due = stream_.due(number, began);
            if (!pause.until(due)) return;
            const auto before = load_driver::not_sent(visitor_->measured);
            visitor_->act(due);
            ++stream_.served;
            const bool met_nobody = load_driver::not_sent(visitor_->measured) > before;
            if (met_nobody && !pause.lasting(load_driver::breather)) return;
        }
    }

    Running& stream_;
    std::unique_ptr<Visitor> visitor_;
    std::thread thread_;
};

std::optional<Work> work_named(std::string_view name)
{
    for (std::size_t i = 0; i < load_driver::work_names.size(); ++i) {
        if (load_driver::work_names[i] == name) return static_cast<Work>(i);
    }
    return std::nullopt;
}

Driver::Driver(const Town& town, std::vector<Stream> streams)
{
    for (const Stream& stream : streams) {
        auto& running = *streams_.emplace_back(std::make_unique<Running>());
        running.stream = stream;
        for (int i = 0; i < stream.visitors; ++i) {
            workers_.push_back(std::make_unique<Worker>(
                running, load_driver::visitor_for(town, stream, static_cast<std::size_t>(i))));
        }
    }
}

Driver::~Driver()
{
    stop();
}

void Driver::start()
{
    pause_ = std::make_unique<Pause>();
    for (auto& stream : streams_) {
        stream->arrivals = 0;
        stream->served = 0;
    }
    gate_ = std::make_unique<Gate>(workers_.size());
    for (auto& worker : workers_)
        worker->start(*pause_, *gate_);
    began_ = gate_->open();
}

void Driver::stop()
{
    if (!pause_) return;
    pause_->end();
    for (auto& worker : workers_)
        worker->join();
    ran_ += now() - began_;
    pause_.reset();
}

void Driver::run_for(Span length)
{
    start();
    const auto had_all = [](const auto& stream) {
        return stream->stream.most != UINT64_MAX && stream->served >= stream->stream.most;
    };
    eventually(length, [&] { return std::ranges::all_of(streams_, had_all); });
    stop();
}

Measured Driver::measured() const
{
    Measured all;
    for (const auto& worker : workers_)
        all.add(worker->visitor().measured);
    return all;
}

void Driver::reset()
{
    for (const auto& worker : workers_)
        worker->visitor().measured = {};
    ran_ = Span(0);
}

Span Driver::ran() const
{
    return ran_;
}

std::string as_table(const Measured& measured, Span ran)
{
    std::string text = fmt::format("{:<14}{:>9}{:>9}{:>10}{:>10}{:>10}{:>9}\n", "request", "done",
                                   "a second", "p50 ms", "p99 ms", "max ms", "errors");
    for (const auto& [timed, tally] : measured.tallies) {
        const auto& answered = tally.answered;
        text += fmt::format("{:<14}{:>9}{:>9.1f}{:>10.2f}{:>10.2f}{:>10.2f}{:>9}\n",
                            timed_names[static_cast<std::size_t>(timed)], answered.count(),
                            static_cast<double>(answered.count()) / load_driver::seconds(ran),
                            answered.quantile_ms(0.5), answered.quantile_ms(0.99),
                            answered.longest_ms(), tally.errors());
    }
    for (const auto& [wrong, count] : measured.wrongs)
        text += fmt::format("WRONG {} times: {}\n", count, wrong);
    return text;
}

std::string as_json(const Measured& measured, Span ran)
{
    auto requests = nlohmann::json::object();
    for (const auto& [timed, tally] : measured.tallies) {
        const auto& answered = tally.answered;
        requests[timed_names[static_cast<std::size_t>(timed)]] = {
            {"done", answered.count()},
            {"per_second", static_cast<double>(answered.count()) / load_driver::seconds(ran)},
            {"p50_ms", answered.quantile_ms(0.5)},
            {"p99_ms", answered.quantile_ms(0.99)},
            {"max_ms", answered.longest_ms()},
            {"errors", tally.errors()},
            {"ends", tally.ends}};
    }
    return nlohmann::json{
        {"seconds", load_driver::seconds(ran)}, {"requests", requests}, {"wrongs", measured.wrongs}}
        .dump(2);
}

} // namespace evenhand::load
