#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace evenhand::tests {

/// An empty folder on tmpfs, gone with the object.
class TestFolder
{
public:
    TestFolder()
    {
        std::string name = "/dev/shm/evenhand-folder-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test");
        path_ = name;
    }
    ~TestFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace evenhand::tests
