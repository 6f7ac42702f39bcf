#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace evenhand::html {

/// One static file as bin/assets built it. Its address carries a hash of its content, so it may be
/// cached for ever.
struct Asset
{
    std::string url = {};          // "/assets/evenhand.1f3c….css"
    std::string content_type = {}; // with charset where it is text
    std::string plain = {};
    std::string gzipped = {}; // empty where gzip saves nothing
};

/// The static files of the running program, all held in memory: they are small, and then no request
/// reads a disk.
class Assets
{
public:
    Assets() = default;
    /// Reads manifest.json and the files it names. Throws std::runtime_error with one clear
    /// sentence where a file is missing or is not the one the manifest names.
    static Assets load(const std::filesystem::path& directory);

    /// The address of a logical name such as "evenhand.css"; CHECK that it exists.
    [[nodiscard]] const std::string& url(std::string_view logical_name) const;
    /// By request path; null where there is none.
    [[nodiscard]] const Asset* find(std::string_view path) const;
    [[nodiscard]] const std::map<std::string, Asset, std::less<>>& by_url() const
    {
        return by_url_;
    }

private:
    std::map<std::string, std::string, std::less<>> urls_;
    std::map<std::string, Asset, std::less<>> by_url_;
};

} // namespace evenhand::html
