#pragma once

#include "app/serve.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::app {

struct DemoOptions
{
    std::string data = "data/demo";
    std::string protocol;                ///< file of another trial than Working Win
    std::optional<std::uint64_t> people; ///< of a new one; 1,500 if nobody says
    std::optional<std::uint64_t> seed;   ///< of a new one; 1 if nobody says
    std::uint16_t port = 8080;
};

/// `evenhand demo`: serves the demonstration in the folder until it is stopped; makes it first if
/// there is none. What people typed into it stays. Returns the exit code.
int demo(const DemoOptions& options);

/// `evenhand code NAME`: the current one-time code of a demo account. Refuses keys of another mode.
int demo_code(const std::string& name, const std::string& data);

} // namespace evenhand::app
