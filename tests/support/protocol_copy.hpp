#pragma once

// The small protocol with its scheme and every text that it names, in a folder of its own, for
// tests that change a protocol's file.

#include "app/protocol_commands.hpp"
#include "tests/support/file_text.hpp"
#include "tests/support/test_folder.hpp"
#include "tests/support/test_trial.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace evenhand::tests {

struct ProtocolCopy
{
    ProtocolCopy()
    {
        namespace fs = std::filesystem;
        fs::create_directories(folder.path() / "protocols" / "questionnaires");
        fs::create_directories(folder.path() / "content" / "en");
        for (const char* file :
             {"protocols/small.toml", "protocols/small.randomisation.toml",
              "protocols/questionnaires/small-1.toml", "content/en/information-working-win.md",
              "content/en/privacy-referral.md"})
            fs::copy_file(file, folder.path() / file);
    }
    [[nodiscard]] std::string path(const std::string& name = "small") const
    {
        return (folder.path() / "protocols" / (name + ".toml")).string();
    }
    /// Puts a text in place of another, the first time that it stands there.
    void change(const std::string& from, const std::string& to,
                const std::string& name = "small") const
    {
        std::string text = file_text(path(name));
        const auto at = text.find(from);
        if (at == std::string::npos) throw std::runtime_error("the protocol does not say " + from);
        std::ofstream(path(name)) << text.replace(at, from.size(), to);
    }
    /// The protocol as it stands under another name, with that version and another age.
    void amend(const std::string& name, const std::string& version) const
    {
        std::filesystem::copy_file(path(), path(name));
        change("version = \"1\"", "version = \"" + version + "\"", name);
        change("age_from = 18", "age_from = 19", name);
    }
    /// The exit code of `evenhand protocol freeze`.
    [[nodiscard]] int freeze(const std::string& name = "small") const
    {
        return app::protocol_freeze(path(name), clock);
    }

    TestFolder folder;
    FrozenTrialClock clock;
};

} // namespace evenhand::tests
