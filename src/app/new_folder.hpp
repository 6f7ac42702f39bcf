#pragma once

#include <filesystem>

namespace evenhand::app {

/// A folder that is made beside its place and put there whole: a crash in the middle leaves the
/// place as it was, and the next attempt clears away what lies beside it.
class NewFolder
{
public:
    /// Makes PLACE.new, empty. Throws CannotRun if the place holds something already, if another
    /// process is making the same folder, or if it cannot be made.
    explicit NewFolder(const std::filesystem::path& place);
    /// Unless put(), everything is gone.
    ~NewFolder();
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return beside_; }
    /// Puts it in its place, in one step that outlives a power cut. Throws CannotRun.
    void put();

private:
    std::filesystem::path place_;
    std::filesystem::path beside_;
    int descriptor_ = -1; ///< of the folder beside: holds its lock
    bool put_ = false;
};

} // namespace evenhand::app
