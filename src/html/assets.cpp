#include "html/assets.hpp"

#include "core/check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace evenhand::html {

namespace asset_files {

std::string read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error(fmt::format(
            "The static file {} cannot be read; run bin/assets to build it.", path.string()));
    std::ostringstream content;
    content << file.rdbuf();
    return std::move(content).str();
}

/// The manifest is ours, so anything odd in it is a build to be made again.
nlohmann::json manifest_in(const std::filesystem::path& directory)
{
    const std::filesystem::path path = directory / "manifest.json";
    auto manifest = nlohmann::json::parse(read(path), nullptr, /*allow_exceptions=*/false);
    const bool whole =
        manifest.is_object() && std::ranges::all_of(manifest, [](const auto& entry) {
            return entry.is_object() && entry.contains("file") && entry["file"].is_string();
        });
    if (!whole)
        throw std::runtime_error(
            fmt::format("{} is not a manifest; run bin/assets to build it.", path.string()));
    return manifest;
}

std::string content_type(std::string_view name)
{
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml; charset=utf-8";
    if (name.ends_with(".png")) return "image/png";
    throw std::runtime_error(
        fmt::format("The static file {} is of a kind the server does not serve.", name));
}

} // namespace asset_files

Assets Assets::load(const std::filesystem::path& directory)
{
    const nlohmann::json manifest = asset_files::manifest_in(directory);
    Assets assets;
    for (const auto& [name, entry] : manifest.items()) {
        const std::string file = entry.value("file", "");
        Asset asset{.url = "/assets/" + file,
                    .content_type = asset_files::content_type(name),
                    .plain = asset_files::read(directory / file),
                    .gzipped = entry.value("gzip", false)
                                   ? asset_files::read(directory / (file + ".gz"))
                                   : std::string{}};
        if (asset.plain.size() != entry.value("bytes", std::size_t{0}))
            throw std::runtime_error(fmt::format(
                "The static file {} is not the one its manifest names; run bin/assets.", file));
        assets.urls_.emplace(name, asset.url);
        assets.by_url_.emplace(asset.url, std::move(asset));
    }
    return assets;
}

const std::string& Assets::url(std::string_view logical_name) const
{
    const auto found = urls_.find(logical_name);
    CHECK(found != urls_.end());
    return found->second;
}

const Asset* Assets::find(std::string_view path) const
{
    const auto found = by_url_.find(path);
    return found == by_url_.end() ? nullptr : &found->second;
}

} // namespace evenhand::html
