#pragma once

#include "app/place.hpp"
#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/password.hpp"
#include "http/dispatcher.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::app {

/// What differs between a server, a fill of made-up people, and a command.
struct HouseOptions
{
    const Place& place;
    protocol::Protocol protocol;
    crypto::Keys keys;
    const TrialClock& trial_clock;
    const MachineClock& machine_clock;
    RandomSource& random;
    crypto::PasswordCost password_cost;
    std::string base_url; ///< what the browser sees, without a slash at the end
    http::Transport transport = http::Transport::plain;
    http::RateBudgets rates = http::usual_rates();
    bool single_threaded = false;             ///< a fill: commits in batches on the caller's thread
    std::filesystem::path allocator_socket{}; ///< empty: positions are opened in this process
    std::optional<crypto::Keys> allocator_keys{}; ///< for that; nothing: those of the file
    std::function<void(std::string_view)> fatal;  ///< the store cannot be trusted any more
    std::shared_ptr<spdlog::logger> log;
};

} // namespace evenhand::app
