#include "app/protocol_commands.hpp"

#include "app/terminal.hpp"
#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace evenhand::app {

int protocol_check(const std::string& file, bool json)
{
    const auto loaded = protocol::load_file(file);
    const protocol::ProtocolErrors errors = loaded ? protocol::ProtocolErrors{} : loaded.error();
    if (json) {
        auto list = nlohmann::json::array();
        for (const protocol::ProtocolError& error : errors) {
            list.push_back(
                {{"line", error.line}, {"field", error.field}, {"sentence", error.sentence}});
        }
        print(nlohmann::json{{"good", errors.empty()}, {"errors", list}}.dump() + "\n");
    } else if (errors.empty()) {
        print(fmt::format("{} is a good protocol.\n", file));
    } else {
        print(protocol::in_plain_words(errors, file));
    }
    return errors.empty() ? 0 : 1;
}

int protocol_show(const std::string& file)
{
    const auto loaded = protocol::load_file(file);
    if (!loaded) {
        print(protocol::in_plain_words(loaded.error(), file));
        return 1;
    }
    print(protocol::in_plain_words(*loaded));
    return 0;
}

} // namespace evenhand::app
