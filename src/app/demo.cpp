#include "app/demo.hpp"

#include "app/cannot_run.hpp"
#include "app/demo_fill.hpp"
#include "app/reference_data.hpp"
#include "app/stop_signal.hpp"
#include "app/terminal.hpp"
#include "core/london_time.hpp"
#include "crypto/process_hardening.hpp"
#include "evidence/reports/consort.hpp"
#include "evidence/reports/figure_words.hpp"
#include "people/participants/flow_store.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"
#include "storage/audit_store.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <cctype>

namespace evenhand::app {

namespace demo_parts {

constexpr std::uint64_t usual_seed = 1;

bool is_there(const Place& place)
{
    return std::filesystem::exists(place.database.target);
}

void make(const DemoOptions& options)
{
    // A demonstration of thousands takes its time, so it can be called off.
    std::atomic<bool> called_off = false;
    const StopSignal stop([&] { called_off = true; });
    Progress progress;
    const auto on_progress = [&](std::uint64_t done, std::uint64_t of) {
        if (called_off) throw CannotRun("called off; nothing of the demonstration was kept");
        progress.show("People who came so far", done, of);
    };
    const auto protocol = load_protocol(demo_place(options.data, options.protocol));
    const auto plan = rehearsal::plan_of_trial(
        options.seed.value_or(usual_seed), options.people.value_or(rehearsal::usual_people),
        protocol, load_bank_holidays(home() / bank_holidays_file));
    make_demo(options.data, plan, on_progress, options.protocol);
    progress.done();
}

/// A seed that was named must be the one that the demonstration there was made from.
void require_seed(const DemoOptions& options, const crypto::Keys& keys)
{
    if (!options.seed) return;
    const auto wanted = crypto::Keys::for_demo(*options.seed, keys.created());
    constexpr auto any = crypto::KeyPurpose::master;
    if (wanted.fingerprint(any) == keys.fingerprint(any)) return;
    throw CannotRun(fmt::format("{} holds a demonstration of another seed; leave out --seed to see "
                                "it, or name another folder with --data",
                                options.data));
}

/// Where the story goes on: at the last thing that somebody did, in it or since.
Instant goes_on_from(const Place& place)
{
    std::optional<Instant> from;
    const auto database =
        storage::Database::open({.url = place.database, .read_only = true, .on_broken = {}});
    database->read([&](storage::Connection& sql) {
        const auto head = storage::read_head(sql);
        if (head) from = head->last_at;
    });
    if (!from) throw CannotRun(fmt::format("{} holds no demonstration", place.database.target));
    return *from;
}

std::string accounts_table()
{
    std::string table =
        fmt::format("  {:<13} {:<25} {:<26} {}\n", "NAME", "Role", "E-mail", "Password");
    for (const staff::DemoAccount& account : staff::demo_accounts()) {
        table += fmt::format("  {:<13} {:<25} {:<26} {}\n", account.handle,
                             staff::title_of(account.role), account.email, account.password);
    }
    return table;
}

/// As the shell takes it: a clone may stand in a folder whose name has spaces.
std::string quoted(const std::string& word)
{
    const auto is_plain = [](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) ||
               std::string_view("/._-+").find(letter) != std::string_view::npos;
    };
    if (std::all_of(word.begin(), word.end(), is_plain)) return word;
    std::string text = "'";
    for (const char letter : word) {
        if (letter == '\'')
            text += "'\\''";
        else
            text += letter;
    }
    return text + "'";
}

/// bin/code looks where bin/run serves, unless it is told otherwise.
std::string code_command(const std::filesystem::path& data)
{
    const auto usual = home() / "data" / "demo";
    if (std::filesystem::weakly_canonical(data) == std::filesystem::weakly_canonical(usual))
        return "bin/code NAME";
    return "bin/code NAME --data " + quoted(data.string());
}

/// How many came how far, from the facts themselves.
std::string flow_line(const House& house, Instant at)
{
    const storage::Actor program{.kind = storage::ActorKind::system, .id = "demo", .role = {}};
    const auto flow = house.units->read(program, "demo summary", [&](storage::UnitOfWork& work) {
        return reports::consort(house.protocol, participants::FlowStore::cells_at(work, at));
    });
    std::string line = "  ";
    for (const reports::FlowBox& box : flow.boxes) {
        std::string label(participants::label_of(box.milestone));
        label.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(label.front())));
        line += fmt::format("{}{} {}", line.size() > 2 ? ", " : "", reports::grouped(box.people),
                            label);
    }
    return line +
           (reports::adds_up(flow) ? "; the flow adds up.\n" : "; THE FLOW DOES NOT ADD UP.\n");
}

std::string welcome(const House& house, const DemoOptions& options, const std::string& url,
                    Instant from)
{
    return fmt::format("\n{}, a demonstration with made-up people. In its story it is {}.\n{}\n"
                       "  Front door   {}/\n"
                       "  For staff    {}/sign-in\n\n{}\n"
                       "The one-time code of an account: {}\nCtrl-C stops it; what was typed is "
                       "kept.\n",
                       house.protocol.name, london_plain(from), flow_line(house, from), url, url,
                       accounts_table(), code_command(options.data));
}

int serve_demo(const Place& place, const DemoOptions& options)
{
    const auto keys = load_keys(place);
    require_seed(options, keys);
    const SystemMachineClock machine;
    SystemRandomSource random;
    const Instant from = goes_on_from(place);
    const rehearsal::ContinuedTrialClock clock(rehearsal::DemoPass(keys), from, machine);
    ServeOptions serving;
    serving.port = options.port;
    HouseOptions parts = house_options(place, serving, clock, machine, random);
    make_serving(parts);
    // Whoever looks at a demonstration reads the accounts on this terminal, not a line a request.
    parts.log->set_level(spdlog::level::warn);
    const ServedAllocator allocator(place, serving);
    parts.allocator_socket = allocator.socket();
    House house(std::move(parts));
    return serve_house(house, place, serving, machine, clock,
                       [&](const std::string& url) { print(welcome(house, options, url, from)); });
}

} // namespace demo_parts

int demo(const DemoOptions& options)
{
    crypto::harden_process();
    const Place place = demo_place(options.data, options.protocol);
    if (!demo_parts::is_there(place)) {
        demo_parts::make(options);
    } else if (options.people) {
        complain("the demonstration was made before and is served as it is; --people is for a new "
                 "one");
    }
    return demo_parts::serve_demo(place, options);
}

int demo_code(const std::string& name, const std::string& data)
{
    const Place place = demo_place(data);
    if (!demo_parts::is_there(place)) {
        throw CannotRun(
            fmt::format("there is no demonstration in {}; evenhand demo --data {} makes "
                        "one",
                        data, data));
    }
    const auto keys = load_keys(place);
    const auto code = staff::demo_code(keys, name, SystemMachineClock().now());
    if (!code) throw CannotRun(code.error());
    print(*code + "\n");
    return 0;
}

} // namespace evenhand::app
