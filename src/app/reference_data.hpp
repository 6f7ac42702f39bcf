#pragma once

#include "core/time.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "recruitment/appointments/pages/services.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

/// Where the bank holidays stand, from home().
inline constexpr std::string_view bank_holidays_file =
    "protocols/reference/bank-holidays-england.txt";

/// Dated reference data: the days of a file of lines "2026-12-25 Christmas Day", in order. Lines
/// that begin with # are passed over. Throws CannotRun naming the file and line that is not so.
std::vector<LocalDate> load_bank_holidays(const std::filesystem::path& file);

/// The information sheet in each of its forms. Throws CannotRun.
consent::Sheets load_sheets(const std::string& protocol_path, const protocol::Protocol& protocol);

/// The public texts by the names of their pages: the program's own from `home`, the protocol's
/// notices from beside the protocol file at `protocol_path`. Throws CannotRun naming a file that is
/// missing or has no heading.
std::map<std::string, referral::Text, std::less<>> load_texts(const std::filesystem::path& home,
                                                              const std::string& protocol_path,
                                                              const protocol::Protocol& protocol);

/// The letter after the last attempt: the protocol's reference file `last-letter`, whose version is
/// its day, or the program's own from `home`. Throws CannotRun.
appointments::LastLetter load_last_letter(const std::filesystem::path& home,
                                          const std::string& protocol_path,
                                          const protocol::Protocol& protocol);

/// What is read by who told of harm, as Markdown; empty where the protocol asks nothing that could
/// tell of it. Throws CannotRun.
std::string load_safety_text(const std::string& protocol_path, const protocol::Protocol& protocol);

} // namespace evenhand::app
