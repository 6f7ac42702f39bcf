#include "app/amendment_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/serve.hpp"
#include "app/terminal.hpp"
#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "oversight/amendments/amendments_store.hpp"
#include "protocol/freeze.hpp"
#include "protocol/plain_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <utility>

namespace evenhand::app {

namespace amendment_commands {

using Json = nlohmann::json;

constexpr std::string_view amend_verb = "protocol amend";
constexpr std::string_view versions_verb = "protocol versions";
constexpr std::size_t words_of_an_order = 8;
constexpr std::string_view yes = "replace";
const storage::Actor program{storage::ActorKind::system, "protocol", {}};

/// One amendment as the admin socket carries it.
struct Order
{
    std::string file; ///< from the root: the server stands elsewhere
    std::string hash; ///< of what was checked
    std::string approval;
    std::string reason;
    LocalDate effective_on;
    bool replace = false;
    std::string recorded_by;
};

AdminWords to_words(const Order& order)
{
    return {std::string(amend_verb),
            order.file,
            order.hash,
            order.approval,
            order.reason,
            order.effective_on.iso(),
            std::string(order.replace ? yes : ""),
            order.recorded_by};
}

std::optional<Order> order_from(const AdminWords& words)
{
    if (words.size() != words_of_an_order) return std::nullopt;
    const auto day = LocalDate::parse(words[5]);
    if (!day) return std::nullopt;
    return Order{.file = words[1],
                 .hash = words[2],
                 .approval = words[3],
                 .reason = words[4],
                 .effective_on = *day,
                 .replace = words[6] == yes,
                 .recorded_by = words[7]};
}

AdminAnswer told(int exit_code, const Json& what)
{
    return {.exit_code = exit_code,
            .text = what.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

AdminAnswer refused(std::string_view code, const std::string& why)
{
    return told(1, {{"recorded", false}, {"code", code}, {"why", why}});
}

/// The protocol of a file with its hash, or why it is none that an amendment can name.
Result<amendments::Version, AdminAnswer> frozen_version(const std::string& file)
{
    const auto loaded = protocol::load_file(file);
    if (!loaded) {
        std::string why = protocol::in_plain_words({loaded.error().front()}, file);
        why.erase(why.find_last_not_of(" .\n") + 1);
        return refuse(refused("bad_protocol", why));
    }
    const auto freeze = protocol::check_freeze(file);
    switch (freeze.state) {
    case protocol::FreezeState::frozen:
        return amendments::version_of(*loaded, freeze.hash_now);
    case protocol::FreezeState::not_frozen:
        return refuse(refused("not_frozen", fmt::format("{} is not frozen: run `evenhand protocol "
                                                        "freeze {}` first",
                                                        file, file)));
    case protocol::FreezeState::changed:
        return refuse(refused("changed_since_freeze",
                              fmt::format("{} has changed since it was frozen: put back what was "
                                          "frozen, or give it a new version and freeze that",
                                          file)));
    }
    CHECK(false);
}

/// Checks again, in the process that writes, and records.
AdminAnswer record(House& house, const Order& order)
{
    const auto version = frozen_version(order.file);
    if (!version) return version.error();
    if (version->hash != order.hash)
        return refused("changed_meanwhile",
                       "the file was changed while it was read; nothing was recorded");
    const amendments::Wanted wanted{.version = *version,
                                    .approval = order.approval,
                                    .reason = order.reason,
                                    .effective_on = order.effective_on,
                                    .recorded_by = order.recorded_by,
                                    .replace = order.replace ? amendments::Replace::yes
                                                             : amendments::Replace::no};
    return house.units->write(program, "protocol.amend", [&](storage::UnitOfWork& work) {
        const auto made = amendments::AmendmentStore::amend(work, wanted);
        if (!made) {
            work.abandon();
            return refused(code(made.error()),
                           amendments::sentence(made.error(),
                                                amendments::AmendmentStore::history(work.sql()),
                                                wanted, work.now()));
        }
        return told(0, {{"recorded", true},
                        {"version", made->version.version},
                        {"from_version", made->from_version},
                        {"approval", made->approval},
                        {"effective", made->effective.iso()}});
    });
}

AdminAnswer list(House& house)
{
    return house.units->read(program, "protocol.versions", [&](storage::UnitOfWork& work) {
        const auto history = amendments::AmendmentStore::history(work.sql());
        const auto* held = amendments::in_force(history, work.now());
        auto all = Json::array();
        for (const auto& entry : history) {
            all.push_back({{"version", entry.version.version},
                           {"hash", entry.version.hash},
                           {"effective", entry.effective.iso()},
                           {"in_force", &entry == held},
                           {"from_version", entry.from_version},
                           {"approval", entry.approval},
                           {"reason", entry.reason},
                           {"consent_form", entry.version.consent.form},
                           {"information_sheet", entry.version.consent.sheet},
                           {"recorded_at", entry.recorded.iso()},
                           {"recorded_by", entry.recorded_by}});
        }
        return told(0, {{"versions", all}});
    });
}

/// By the server that runs, or in a house opened for it.
AdminAnswer ask(const Place& place, const AdminWords& words)
{
    if (auto answer = ask_running_server(place.admin_socket, words)) return *answer;
    const SystemTrialClock trial_clock;
    const SystemMachineClock machine_clock;
    SystemRandomSource random;
    House house(house_options(place, {}, trial_clock, machine_clock, random));
    return answer_amendment_command(house, words);
}

/// A moment of an answer as people read it.
std::string plain(const Json& answer, const char* field)
{
    const auto at = Instant::parse(answer.value(field, ""));
    return at ? london_plain(*at) : std::string();
}

std::string amended_words(const Json& told)
{
    if (!told.value("recorded", false))
        return fmt::format("Nothing was recorded: {}.\n", told.value("why", ""));
    const auto version = told.value("version", "");
    const auto before = told.value("from_version", "");
    return fmt::format("Version {} takes the place of version {} on {}, approved by {}.\nA server "
                       "goes on under version {} until then. From then on it puts nobody into a "
                       "group until it is started again with the file of version {}.\n",
                       version, before, plain(told, "effective"), told.value("approval", ""),
                       before, version);
}

std::string versions_words(const Json& told)
{
    const Json all = told.value("versions", Json::array());
    if (all.empty())
        return "No version is recorded yet: it is when `evenhand serve` starts with a frozen "
               "protocol.\n";
    std::string text;
    for (const Json& one : all) {
        text +=
            fmt::format("version {}, from {}{}\n", one.value("version", ""),
                        plain(one, "effective"), one.value("in_force", false) ? ": in force" : "");
        if (const auto from = one.value("from_version", ""); !from.empty())
            text += fmt::format("  follows version {}, approved by {}\n", from,
                                one.value("approval", ""));
        text += fmt::format("  {}\n  recorded {} by {}\n  hash {}\n", one.value("reason", ""),
                            plain(one, "recorded_at"), one.value("recorded_by", ""),
                            one.value("hash", ""));
    }
    return text;
}

int say(const AdminAnswer& answer, bool json, std::string (*words)(const Json&))
{
    const Json told = Json::parse(answer.text, nullptr, /*allow_exceptions=*/false);
    // A server of another version, or one that failed, answers in a sentence of its own.
    if (!told.is_object())
        print(answer.text);
    else
        print(json ? answer.text + "\n" : words(told));
    return answer.exit_code;
}

} // namespace amendment_commands

bool is_amendment_command(const AdminWords& words)
{
    return !words.empty() && (words.front() == amendment_commands::amend_verb ||
                              words.front() == amendment_commands::versions_verb);
}

AdminAnswer answer_amendment_command(House& house, const AdminWords& words)
{
    if (words.front() == amendment_commands::versions_verb) return amendment_commands::list(house);
    const auto order = amendment_commands::order_from(words);
    if (!order) {
        return amendment_commands::refused("other_server",
                                           "the running server is of another version; restart it");
    }
    return amendment_commands::record(house, *order);
}

int protocol_amend(const Place& place, const AmendRequest& request)
{
    const auto day = LocalDate::parse(request.effective);
    if (!day) throw CannotRun("--effective is a day such as 2026-01-31");
    const auto approval = clean_line(request.approval);
    const auto reason = clean_line(request.reason);
    if (!approval || !reason) throw CannotRun("--approval and --reason are one line of text each");
    const std::string file = std::filesystem::absolute(request.file).string();
    const auto version = amendment_commands::frozen_version(file);
    AdminAnswer answer;
    if (version) {
        const amendment_commands::Order order{.file = file,
                                              .hash = version->hash,
                                              .approval = *approval,
                                              .reason = *reason,
                                              .effective_on = *day,
                                              .replace = request.replace,
                                              .recorded_by = machine_user()};
        answer = amendment_commands::ask(place, amendment_commands::to_words(order));
    } else {
        answer = version.error();
    }
    return amendment_commands::say(answer, request.json, amendment_commands::amended_words);
}

int protocol_versions(const Place& place, bool json)
{
    const auto answer =
        amendment_commands::ask(place, {std::string(amendment_commands::versions_verb)});
    return amendment_commands::say(answer, json, amendment_commands::versions_words);
}

} // namespace evenhand::app
