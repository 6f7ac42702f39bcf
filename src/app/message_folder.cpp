#include "app/message_folder.hpp"

#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

namespace evenhand::app {

namespace message_folder_parts {

std::string text_of(const outgoing::Addressed& addressed)
{
    const auto& message = addressed.message;
    std::string text = fmt::format("To: {}\n", addressed.address);
    if (!message.subject.empty()) text += fmt::format("Subject: {}\n", message.subject);
    return text + "\n" + message.text + "\n";
}

bool make(const std::filesystem::path& folder)
{
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return true;
    std::filesystem::create_directories(folder, error);
    if (error) return false;
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return !error;
}

} // namespace message_folder_parts

outgoing::Transport message_folder(std::filesystem::path folder)
{
    return [folder = std::move(folder)](const outgoing::Addressed& addressed) {
        if (!message_folder_parts::make(folder)) return false;
        const auto text = message_folder_parts::text_of(addressed);
        const auto name = fmt::format("{}-{}.txt", name_of(addressed.message.channel),
                                      crypto::sha256(text).text());
        std::ofstream file(folder / name, std::ios::binary | std::ios::trunc);
        file << text;
        file.close();
        return file.good();
    };
}

} // namespace evenhand::app
