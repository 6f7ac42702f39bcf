#include "app/serve.hpp"

#include "app/admin_socket.hpp"
#include "app/allocator_wire.hpp"
#include "app/amendment_commands.hpp"
#include "app/cannot_run.hpp"
#include "app/directory_commands.hpp"
#include "app/local_socket.hpp"
#include "app/open_randomisation.hpp"
#include "app/protocol_in_force.hpp"
#include "app/shipped_lists.hpp"
#include "app/standing_jobs.hpp"
#include "app/stop_signal.hpp"
#include "app/terminal.hpp"
#include "app/user_commands.hpp"
#include "crypto/process_hardening.hpp"
#include "http/server.hpp"
#include "storage/job_runner.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <unistd.h>
#include <utility>

namespace evenhand::app {

namespace serve_parts {

/// The store cannot be trusted: nothing more is answered, and whoever watches the process sees exit
/// code 2 (design 4). The process ends without destructors, which might still write.
[[noreturn]] void stop_for_good(std::string_view sentence)
{
    complain(fmt::format("stopped, because the database cannot be trusted: {}", sentence));
    ::_exit(2);
}

http::ServerSettings server_settings(const ServeOptions& options)
{
    http::ServerSettings settings;
    settings.address = options.address;
    settings.port = options.port;
    settings.trusted_proxies = options.proxies;
    settings.workers = options.workers;
    if (!options.hosts.empty()) {
        settings.hosts = options.hosts;
        for (const char* name : {"127.0.0.1", "localhost"}) {
            settings.hosts.push_back(fmt::format("{}:{}", name, options.port));
        }
    }
    return settings;
}

AdminAnswer answer_verb(House& house, const AdminWords& words)
{
    if (is_amendment_command(words)) return answer_amendment_command(house, words);
    return is_directory_command(words) ? answer_directory_command(house, words)
                                       : answer_user_command(house, words);
}

} // namespace serve_parts

HouseOptions house_options(const Place& place, const ServeOptions& options,
                           const TrialClock& trial_clock, const MachineClock& machine_clock,
                           RandomSource& random)
{
    const std::string base_url = options.base_url.empty()
                                     ? fmt::format("http://{}:{}", options.address, options.port)
                                     : options.base_url;
    return {.place = place,
            .protocol = load_protocol(place),
            .keys = load_keys(place),
            .trial_clock = trial_clock,
            .machine_clock = machine_clock,
            .random = random,
            .password_cost = crypto::PasswordCost::standard(),
            .base_url = base_url,
            .transport =
                base_url.starts_with("https://") ? http::Transport::tls : http::Transport::plain,
            .rates = http::wider(http::usual_rates(), options.rate_times),
            .single_threaded = false,
            .allocator_socket = {},
            .fatal = {},
            .log = {}};
}

void make_serving(HouseOptions& options)
{
    options.log = spdlog::stderr_logger_mt("evenhand");
    options.log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    options.fatal = serve_parts::stop_for_good;
}

ServedAllocator::ServedAllocator(const Place& place, const ServeOptions& options)
    : given_(options.allocator)
{
    if (given_.empty()) {
        if (!std::filesystem::exists(place.allocator_keys)) {
            throw CannotRun(fmt::format("there is no {} for an allocator of this server's own; "
                                        "--allocator names the socket of one that runs",
                                        place.allocator_keys.string()));
        }
        own_.emplace(place);
        return;
    }
    constexpr std::chrono::seconds patience{10};
    if (!ask_locally(given_, line_of(TellMarks{}), patience)) {
        complain(fmt::format("no allocator answers at {}: until one does, nobody can be put into a "
                             "group, and whoever is to be keeps their place",
                             given_.string()));
    }
}

std::filesystem::path ServedAllocator::socket() const
{
    return own_ ? own_->socket() : given_;
}

int serve_house(House& house, const Place& place, const ServeOptions& options,
                const MachineClock& clock, const TrialClock& trial_clock,
                const std::function<void(const std::string& url)>& ready)
{
    if (const auto reason = house.checkpointer.reason_not_to_start(trial_clock.now()))
        throw CannotRun(*reason);
    require_in_force(house, place.protocol);
    http::Server server(*house.dispatcher, clock, serve_parts::server_settings(options));

    // Only a server that has its address writes anything.
    if (house.keys.mode() != crypto::Mode::live) load_shipped_lists(house, place.protocol);
    begin_protocol(house);
    storage::JobRunner jobs(*house.units, {.holder = fmt::format("pid-{}", ::getpid())});
    add_standing_jobs(jobs, house, serve_parts::stop_for_good);
    // The roots stand in the table before anybody can be put into a group.
    if (protocol_holds(house))
        open_or_try_again(house);
    else
        complain("the protocol is not frozen, so nobody can be put into a group: freeze it and "
                 "start again");
    schedule_standing_jobs(house, {checkpoint_job, purge_job, message_job, freeze_job});
    jobs.start();
    const AdminSocket admin(place.admin_socket, [&house](const AdminWords& words) {
        return serve_parts::answer_verb(house, words);
    });

    const StopSignal stop([&server] { server.stop(); });
    ready(fmt::format("http://{}:{}", options.address, server.port()));
    server.run();
    jobs.stop();
    if (const auto head = house.checkpointer.sign(); !head) throw CannotRun(head.error());
    return 0;
}

int serve(const Place& place, const ServeOptions& options)
{
    crypto::harden_process();
    const SystemTrialClock trial_clock;
    const SystemMachineClock machine_clock;
    SystemRandomSource random;
    HouseOptions parts = house_options(place, options, trial_clock, machine_clock, random);
    make_serving(parts);
    const ServedAllocator allocator(place, options);
    parts.allocator_socket = allocator.socket();
    House house(std::move(parts));
    return serve_house(house, place, options, machine_clock, trial_clock,
                       [&](const std::string& url) {
                           print(fmt::format("{} ({}) is served on {}\n", house.protocol.name,
                                             name_of(house.keys.mode()), url));
                       });
}

} // namespace evenhand::app
