#include "app/protocol_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/terminal.hpp"
#include "core/london_time.hpp"
#include "protocol/freeze.hpp"
#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace evenhand::app {

namespace protocol_commands {

/// The scheme is checked where it is there: whoever writes a protocol has it, and nobody else.
protocol::ProtocolErrors errors_of(const std::string& file)
{
    const auto loaded = protocol::load_file(file);
    if (!loaded) return loaded.error();
    const auto scheme_file =
        std::filesystem::path(file).parent_path() / loaded->randomisation.scheme_file;
    if (!std::filesystem::exists(scheme_file)) return {};
    const auto scheme = protocol::load_scheme_beside(file, loaded->randomisation);
    return scheme ? protocol::ProtocolErrors{} : scheme.error();
}

std::string words(const protocol::Freeze& freeze)
{
    return fmt::format("{} version {}, frozen {}, hash {}\n", freeze.protocol, freeze.version,
                       london_plain(freeze.frozen_at), freeze.hash);
}

/// Never half a file under the name that a server reads.
void write_whole(const std::string& path, const std::string& text)
{
    const std::string draft = path + ".new";
    {
        std::ofstream file(draft, std::ios::binary);
        file << text;
        file.flush();
        if (!file) throw CannotRun(fmt::format("the file {} cannot be written", draft));
    }
    std::filesystem::rename(draft, path);
}

} // namespace protocol_commands

int protocol_check(const std::string& file, bool json)
{
    const protocol::ProtocolErrors errors = protocol_commands::errors_of(file);
    if (json) {
        auto list = nlohmann::json::array();
        for (const protocol::ProtocolError& error : errors) {
            list.push_back({{"file", error.file.empty() ? file : error.file},
                            {"line", error.line},
                            {"field", error.field},
                            {"sentence", error.sentence}});
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
    const protocol::FreezeCheck check = protocol::check_freeze(file);
    switch (check.state) {
    case protocol::FreezeState::not_frozen:
        print("\nNot frozen\n");
        break;
    case protocol::FreezeState::frozen:
        print("\nFrozen\n  " + protocol_commands::words(*check.freeze));
        break;
    case protocol::FreezeState::changed:
        print("\nChanged since it was frozen\n  " + protocol_commands::words(*check.freeze));
        break;
    }
    return 0;
}

int protocol_freeze(const std::string& file, const Clock& clock)
{
    if (const auto errors = protocol_commands::errors_of(file); !errors.empty()) {
        print(protocol::in_plain_words(errors, file));
        return 1;
    }
    const protocol::FreezeCheck check = protocol::check_freeze(file);
    const protocol::Protocol trial = protocol::load_file(file).value();
    if (check.state == protocol::FreezeState::frozen) {
        print("it was frozen before: " + protocol_commands::words(*check.freeze));
        return 0;
    }
    // A frozen version is never frozen again with other content: an amendment has a version of its
    // own.
    if (check.freeze && check.freeze->version == trial.version) {
        print(fmt::format("{}: version {} was frozen {} and has changed since; give the changed "
                          "protocol a new version\n",
                          file, trial.version, london_plain(check.freeze->frozen_at)));
        return 1;
    }
    const protocol::Freeze freeze{.protocol = trial.id,
                                  .version = trial.version,
                                  .hash = check.hash_now,
                                  .frozen_at = clock.now()};
    protocol_commands::write_whole(protocol::freeze_path(file), protocol::freeze_text(freeze));
    print(protocol_commands::words(freeze));
    return 0;
}

} // namespace evenhand::app
