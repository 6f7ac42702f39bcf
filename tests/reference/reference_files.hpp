#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::reference {

/// The folder of reference data that `bin/test --reference DIR` names. Throws where there is none,
/// so that a reference test never passes by having looked at nothing.
std::filesystem::path folder();

/// The rows of a CSV file under it, with quoted fields unquoted. Throws where it cannot be read.
std::vector<std::vector<std::string>> read_csv(std::string_view path);

} // namespace evenhand::reference
