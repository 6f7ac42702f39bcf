#pragma once

// The trials that are shipped, copied so that a test may change a line of them.

#include "app/place.hpp"
#include "tests/support/test_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace evenhand::tests {

class ChangedTrial
{
public:
    ChangedTrial()
    {
        namespace fs = std::filesystem;
        for (const char* name : {"protocols", "content"})
            fs::copy(app::home() / name, folder_.path() / name, fs::copy_options::recursive);
    }

    [[nodiscard]] std::filesystem::path path(const std::string& file) const
    {
        return folder_.path() / file;
    }
    /// In the first place where it stands; throws where it does not.
    void change(const std::string& file, const std::string& from, const std::string& to) const
    {
        std::ifstream in(path(file));
        std::string text{std::istreambuf_iterator<char>(in), {}};
        in.close();
        const auto at = text.find(from);
        if (at == std::string::npos) throw std::runtime_error(file + " has no " + from);
        std::ofstream(path(file)) << text.replace(at, from.size(), to);
    }
    /// As a TestHouse takes it.
    [[nodiscard]] std::string trial(const std::string& name) const
    {
        return path("protocols") / name;
    }

private:
    TestFolder folder_;
};

/// With a beacon that the protocol names.
inline void name_beacon(const ChangedTrial& changed, const std::string& trial,
                        const std::string& beacon)
{
    changed.change("protocols/" + trial + ".toml", "[randomisation]\n",
                   "[randomisation]\nbeacon = \"" + beacon + "\"\n");
}

} // namespace evenhand::tests
