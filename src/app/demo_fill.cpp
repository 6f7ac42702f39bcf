#include "app/demo_fill.hpp"

#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "app/new_folder.hpp"
#include "app/open_randomisation.hpp"
#include "app/protocol_in_force.hpp"
#include "app/shipped_lists.hpp"
#include "app/standing_jobs.hpp"
#include "app/store_commands.hpp"
#include "core/keyed_random_source.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace evenhand::app {

namespace demo_fill {

constexpr std::string_view host = "127.0.0.1:8080";

crypto::Keys keys_of(const rehearsal::FillPlan& plan)
{
    return crypto::Keys::for_demo(plan.seed, rehearsal::begin_of(plan));
}

/// Only what went wrong is worth a line: thousands of requests did not.
std::shared_ptr<spdlog::logger> log_of_faults()
{
    auto log =
        std::make_shared<spdlog::logger>("fill", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_level(spdlog::level::err);
    return log;
}

HouseOptions filling_house(const Place& place, const rehearsal::FillPlan& plan,
                           const rehearsal::VirtualTime& time, RandomSource& random)
{
    return {.place = place,
            .protocol = load_protocol(place),
            .keys = keys_of(plan),
            .trial_clock = time.trial_clock(),
            .machine_clock = time.machine_clock(),
            .random = random,
            .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
            .base_url = fmt::format("http://{}", host),
            .transport = http::Transport::plain,
            .rates = http::usual_rates(),
            .single_threaded = true,
            .fatal = {},
            .log = log_of_faults()};
}

/// What a server does when it starts and when it stops: a head outside vouches for all of it.
void sign_head(House& house, Instant now)
{
    if (const auto reason = house.checkpointer.reason_not_to_start(now)) throw CannotRun(*reason);
    if (const auto head = house.checkpointer.sign(); !head) throw CannotRun(head.error());
}

rehearsal::FillTally fill(const Place& place, const rehearsal::FillPlan& plan,
                          std::function<void(std::uint64_t, std::uint64_t)> on_progress)
{
    rehearsal::VirtualTime time(rehearsal::DemoPass(keys_of(plan)), rehearsal::begin_of(plan));
    auto random = KeyedRandomSource::from_seed(plan.seed, "demo/fill");
    House house(filling_house(place, plan, time, random));
    staff::add_demo_accounts(house.staff, *house.units, house.keys,
                             house.protocol.consent.training);
    load_shipped_lists(house, place.protocol);
    // The story begins as a trial does: its protocol stands, and the roots, before anybody comes.
    begin_protocol(house);
    open_randomisation(house);

    storage::JobRunner jobs(*house.units, {.holder = "fill"});
    add_standing_jobs(jobs, house, [](std::string_view why) { throw CannotRun(std::string(why)); });
    schedule_standing_jobs(house, {purge_job, freeze_job});
    const auto tally = rehearsal::fill({.service = *house.dispatcher,
                                        .jobs = jobs,
                                        .time = time,
                                        .protocol = house.protocol,
                                        .keys = house.keys,
                                        .holidays = house.bank_holidays,
                                        .host = std::string(host),
                                        .on_progress = std::move(on_progress)},
                                       plan);
    house.database->flush();
    sign_head(house, time.now());
    house.database->flush();
    return tally;
}

} // namespace demo_fill

Place demo_place(const std::filesystem::path& data, const std::string& protocol)
{
    PlaceOptions options;
    options.data = data.string();
    options.protocol = protocol;
    options.mode = "demo";
    return place_from(options);
}

rehearsal::FillTally fill_demo(const Place& place, const rehearsal::FillPlan& plan,
                               std::function<void(std::uint64_t, std::uint64_t)> on_progress)
{
    const Instant begin = rehearsal::begin_of(plan);
    const auto allocator = crypto::Keys::for_demo(plan.seed, begin, crypto::KeyRing::allocator);
    found_store(place, load_protocol(place), {demo_fill::keys_of(plan), allocator}, begin);
    return demo_fill::fill(place, plan, std::move(on_progress));
}

rehearsal::FillTally make_demo(const std::filesystem::path& data, const rehearsal::FillPlan& plan,
                               std::function<void(std::uint64_t, std::uint64_t)> on_progress,
                               const std::string& protocol)
{
    NewFolder folder(data);
    const auto tally = fill_demo(demo_place(folder.path(), protocol), plan, std::move(on_progress));
    folder.put();
    return tally;
}

} // namespace evenhand::app
