#include "protocol/protocol.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::protocol {

namespace protocol_file {

std::optional<std::string> read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || text.str().empty()) return std::nullopt;
    return text.str();
}

/// The folder that holds `protocols/`, whose file the path names.
std::filesystem::path folder_above(const std::string& path)
{
    return std::filesystem::absolute(path).parent_path().parent_path();
}

} // namespace protocol_file

ReadText texts_beside(const std::string& path)
{
    return [folder = protocol_file::folder_above(path)](const std::string& file) {
        return protocol_file::read(folder / file);
    };
}

Result<Protocol, ProtocolErrors> load_file(const std::string& path)
{
    const auto text = protocol_file::read(path);
    if (!text) {
        return refuse(ProtocolErrors{{0, "", "the file cannot be read, or is empty: " + path}});
    }
    return load(*text, texts_beside(path));
}

} // namespace evenhand::protocol
