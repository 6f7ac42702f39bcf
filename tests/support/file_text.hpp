#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace evenhand::tests {

/// The bytes of a file; empty if there is none.
inline std::string file_text(const std::filesystem::path& path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace evenhand::tests
