#pragma once

#include "app/place.hpp"
#include "rehearsal/fill.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace evenhand::app {

/// Where a demonstration stands: everything in its folder. Without a protocol it is Working Win's.
Place demo_place(const std::filesystem::path& data, const std::string& protocol = {});

/// What happens up to the end of the plan, into an empty place on either engine: keys from the
/// seed, the store, its made-up staff, and everybody's way through the real routes. What is there
/// of it when it fails stays there. Throws as make_demo() does.
rehearsal::FillTally fill_demo(const Place& place, const rehearsal::FillPlan& plan,
                               std::function<void(std::uint64_t, std::uint64_t)> on_progress);

/// Makes the whole demonstration of that plan in a folder, as fill_demo() does. It is made
/// beside and put in its place at the end, so there is never half a demonstration. Throws CannotRun
/// if the folder holds other things, rehearsal::Lost if the program did not let somebody on, and
/// whatever `on_progress` throws.
rehearsal::FillTally make_demo(const std::filesystem::path& data, const rehearsal::FillPlan& plan,
                               std::function<void(std::uint64_t, std::uint64_t)> on_progress,
                               const std::string& protocol = {});

} // namespace evenhand::app
