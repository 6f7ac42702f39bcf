#include "app/admin_socket.hpp"

#include "app/local_socket.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace evenhand::app {

namespace admin_socket {

using Json = nlohmann::json;

std::string line_of(const Json& message)
{
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json read(std::string_view line)
{
    return Json::parse(line, nullptr, /*allow_exceptions=*/false);
}

std::optional<AdminWords> words_in(const Json& message)
{
    if (!message.is_object() || !message.contains("verb") || !message["verb"].is_array())
        return std::nullopt;
    AdminWords words;
    for (const Json& word : message["verb"]) {
        if (!word.is_string()) return std::nullopt;
        words.push_back(word.get<std::string>());
    }
    return words;
}

std::string answer_to(std::string_view line,
                      const std::function<AdminAnswer(const AdminWords&)>& run)
{
    const auto words = words_in(read(line));
    if (!words) return {};
    AdminAnswer result;
    try {
        result = run(*words);
    } catch (const std::exception& error) {
        result = {.exit_code = 2, .text = std::string("evenhand: ") + error.what() + "\n"};
    }
    return line_of({{"exit", result.exit_code}, {"text", result.text}});
}

} // namespace admin_socket

// What stands there already is of a server that was killed: the store's lock tells that none runs
// now.
AdminSocket::AdminSocket(std::filesystem::path path,
                         std::function<AdminAnswer(const AdminWords&)> run)
    : listener_({.path = std::move(path), .name = "the admin socket"},
                [run = std::move(run)](std::string_view line) {
                    return admin_socket::answer_to(line, run);
                })
{
}

std::optional<AdminAnswer> ask_running_server(const std::filesystem::path& path,
                                              const AdminWords& words)
{
    const auto said = ask_locally(path, admin_socket::line_of({{"verb", words}}));
    if (!said && said.error() == LocalFault::nobody_there) return std::nullopt;
    const auto answer = said ? admin_socket::read(*said) : admin_socket::Json();
    if (!answer.is_object() || !answer.contains("exit") || !answer.contains("text")) {
        return AdminAnswer{
            .exit_code = 2,
            .text =
                "evenhand: the running server did not answer; whether it was done is not known\n"};
    }
    return AdminAnswer{.exit_code = answer["exit"].get<int>(),
                       .text = answer["text"].get<std::string>()};
}

} // namespace evenhand::app
