#include "app/place.hpp"

#include "app/cannot_run.hpp"
#include "crypto/key_file.hpp"
#include "protocol/plain_words.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace evenhand::app {

namespace place {

/// The first mistake, for one line, and where the others are told.
std::string first_of(const protocol::ProtocolErrors& errors, const std::string& file)
{
    std::string first = protocol::in_plain_words({errors.front()}, file);
    first.erase(first.find_last_not_of(" .\n") + 1);
    if (errors.size() == 1) return first;
    return fmt::format("{} (and {} more: `evenhand protocol check {}` tells all)", first,
                       errors.size() - 1, file);
}

} // namespace place

Place place_from(const PlaceOptions& options)
{
    const std::filesystem::path data(options.data);
    const auto mode = crypto::mode_named(options.mode);
    if (!mode)
        throw CannotRun(fmt::format("--mode is demo, training or live, not \"{}\"", options.mode));
    const std::string text =
        options.database.empty() ? "sqlite:" + (data / "evenhand.db").string() : options.database;
    auto url = storage::DatabaseUrl::parse(text);
    if (!url) throw CannotRun(url.error());

    Place place;
    place.database = *std::move(url);
    place.keys = options.keys.empty() ? data / "keys" / "evenhand.keys"
                                      : std::filesystem::path(options.keys);
    place.allocator_keys = options.allocator_keys.empty()
                               ? place.keys.parent_path() / "allocator.keys"
                               : std::filesystem::path(options.allocator_keys);
    place.checkpoints = place.keys.parent_path() / "checkpoints";
    place.messages = place.keys.parent_path() / "messages";
    place.admin_socket = place.keys.parent_path() / "admin.sock";
    place.protocol = options.protocol.empty() ? (home() / "protocols" / "working-win.toml").string()
                                              : options.protocol;
    place.mode = *mode;
    return place;
}

std::string machine_user()
{
    const passwd* user = ::getpwuid(::geteuid());
    return user == nullptr ? fmt::format("user {}", ::geteuid()) : std::string(user->pw_name);
}

std::filesystem::path home()
{
    const char* set = std::getenv("EVENHAND_HOME");
    return set && *set ? std::filesystem::path(set) : std::filesystem::current_path();
}

protocol::Protocol load_protocol(const Place& place)
{
    auto loaded = protocol::load_file(place.protocol);
    if (!loaded) {
        throw CannotRun("the protocol cannot be used: " +
                        place::first_of(loaded.error(), place.protocol));
    }
    return *std::move(loaded);
}

crypto::Keys load_keys(const Place& place)
{
    auto keys = crypto::load_key_file(place.keys, place.mode);
    if (!keys) throw CannotRun(keys.error().sentence);
    return *std::move(keys);
}

crypto::Keys load_allocator_keys(const Place& place)
{
    auto keys = crypto::load_key_file(place.allocator_keys, place.mode, crypto::KeyRing::allocator);
    if (!keys && keys.error().fault == crypto::KeyFileFault::not_found) {
        throw CannotRun(fmt::format("there is no {}; --allocator-keys names the allocator's keys "
                                    "where they are kept elsewhere",
                                    place.allocator_keys.string()));
    }
    if (!keys) throw CannotRun(keys.error().sentence);
    return *std::move(keys);
}

std::string audit_origin(const protocol::Protocol& protocol)
{
    return "evenhand/" + protocol.id;
}

} // namespace evenhand::app
