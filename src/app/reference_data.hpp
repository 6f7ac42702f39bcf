#pragma once

#include "core/time.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace evenhand::app {

/// Dated reference data: the days of a file of lines "2026-12-25 Christmas Day", in order. Lines
/// that begin with # are passed over. Throws CannotRun naming the file and line that is not so.
std::vector<LocalDate> load_bank_holidays(const std::filesystem::path& file);

/// The public texts: each file of the folder, by its name without ".md"; the protocol's notices
/// under the names that their pages have. Throws CannotRun naming a file that is missing or has no
/// heading.
std::map<std::string, referral::Text, std::less<>> load_texts(const std::filesystem::path& home,
                                                              const protocol::Protocol& protocol);

} // namespace evenhand::app
