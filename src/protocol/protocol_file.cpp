#include "protocol/named_files.hpp"
#include "protocol/protocol.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::protocol {

std::optional<std::string> read_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || text.str().empty()) return std::nullopt;
    return text.str();
}

std::optional<std::string> read_beside(const std::string& protocol_path, const std::string& name)
{
    return read_file((std::filesystem::path(protocol_path).parent_path() / name).string());
}

std::string with_ending(const std::string& path, const std::string& ending)
{
    return std::filesystem::path(path).replace_extension().string() + ending;
}

ReadText texts_beside(const std::string& path)
{
    // The folder that holds `protocols/`, in which the path names a file.
    const auto folder = std::filesystem::absolute(path).parent_path().parent_path();
    return [folder](const std::string& file) { return read_file((folder / file).string()); };
}

Result<Protocol, ProtocolErrors> load_file(const std::string& path)
{
    const auto text = read_file(path);
    if (!text) {
        return refuse(ProtocolErrors{{0, "", "the file cannot be read, or is empty: " + path}});
    }
    return load(*text, texts_beside(path));
}

} // namespace evenhand::protocol
