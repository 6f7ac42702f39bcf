#include "app/ceremony_commands.hpp"

#include "app/admin_socket.hpp"
#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "app/protocol_in_force.hpp"
#include "app/randomise_commands.hpp"
#include "app/serve.hpp"
#include "app/terminal.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/contribution_words.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace evenhand::app {

namespace ceremony_commands {

using ceremony::Refusal;
using ceremony::Standing;

const storage::Actor console{storage::ActorKind::system, "console", {}};

Standing standing_of(House& house)
{
    return house.units->read(console, "ceremony.read", [&](storage::UnitOfWork& work) {
        return ceremony::standing_of(house.ceremonies.acts(work));
    });
}

/// Writes what `act` does, unless it refuses.
template <class Act>
std::optional<Refusal> write(House& house, std::string_view purpose, Act&& act)
{
    return house.units->write(console, purpose, [&](storage::UnitOfWork& work) {
        const std::optional<Refusal> refusal = act(work);
        if (refusal) work.abandon();
        return refusal;
    });
}

std::optional<Refusal> freeze(House& house)
{
    // The ceremony may come before the server's first start.
    begin_protocol(house);
    if (!protocol_holds(house)) return Refusal::protocol_open;
    const std::string hash = house.spec.hash();
    return write(house, "ceremony.freeze",
                 [&](storage::UnitOfWork& work) { return house.ceremonies.freeze(work, hash); });
}

std::optional<Refusal> reveal(House& house, const CeremonyOptions& options)
{
    auto key = sealed::contribution_from(text_of_file(options.words_file));
    if (!key) throw CannotRun(fmt::format("{}: {}", options.words_file, key.error()));
    const sealed::Contribution given{.party = options.party, .bytes = std::move(*key)};
    return write(house, "ceremony.reveal",
                 [&](storage::UnitOfWork& work) { return house.ceremonies.reveal(work, given); });
}

/// Each part happens once, so that all of it may be sent again after a crash between two of them.
std::optional<Refusal> publish(House& house, const std::string& beacon)
{
    const Standing before = standing_of(house);
    if (!before.published) {
        if (auto refusal = house.ceremonies.why_not_published(before, beacon)) return refusal;
        house.ceremony_services.sign_head();
        house.units->write(console, "ceremony.publish", [&](storage::UnitOfWork& work) {
            if (!house.ceremonies.published(work, before.ceremony, beacon)) work.abandon();
        });
    }
    house.ceremony_services.publish();
    house.ceremony_services.sign_head();
    return std::nullopt;
}

std::optional<Refusal> take(House& house, const CeremonyOptions& options)
{
    if (options.step == "freeze") return freeze(house);
    if (options.step == "commit") {
        return write(house, "ceremony.commit", [&](storage::UnitOfWork& work) {
            return house.ceremonies.commit(work, options.party, options.commitment);
        });
    }
    if (options.step == "reveal") return reveal(house, options);
    if (options.step == "publish") return publish(house, options.beacon);
    return std::nullopt; // status
}

std::string status(House& house)
{
    const Standing now = standing_of(house);
    const auto& cast = house.ceremonies.cast();
    std::string text =
        fmt::format("{}\nSpecification: {}\n", sealed::ceremony_trial(cast.trial, now.ceremony),
                    now.frozen() ? now.spec_hash : "not frozen yet");
    for (const std::string& party : cast.parties) {
        const auto commitment = now.commitments.find(party);
        const bool committed = commitment != now.commitments.end();
        text += fmt::format("{}: {}{}\n", party,
                            committed ? commitment->second : "has not committed yet",
                            now.revealed.contains(party) ? ", given" : "");
    }
    if (!cast.beacon.empty()) text += fmt::format("beacon: {}\n", cast.beacon);
    return text +
           (now.published ? "Published: people can be randomised.\n" : "Not published yet.\n");
}

} // namespace ceremony_commands

int randomise_ceremony(const Place& place, const CeremonyOptions& options)
{
    if (ask_running_server(place.admin_socket, {"ceremony"}))
        throw CannotRun("a server runs on this installation; stop it for the ceremony");
    const SystemTrialClock trial_clock;
    const SystemMachineClock machine_clock;
    SystemRandomSource random;
    HouseOptions parts = house_options(place, {}, trial_clock, machine_clock, random);
    parts.allocator_socket = options.allocator;
    House house(std::move(parts));
    if (const auto reason = house.checkpointer.reason_not_to_start(trial_clock.now()))
        throw CannotRun(*reason);
    require_in_force(house, place.protocol);
    const auto refusal = ceremony_commands::take(house, options);
    house.database->flush();
    if (refusal) {
        complain(ceremony::sentence(*refusal));
        return 1;
    }
    print(ceremony_commands::status(house));
    return 0;
}

} // namespace evenhand::app
