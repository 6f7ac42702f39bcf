#include "tests/architecture/layers.hpp"

#include "tests/architecture/cpp_text.hpp"

#include <algorithm>
#include <array>

namespace evenhand::architecture {

namespace layers {

/// An outside header, the folders that may name it, and how many files at most.
struct Confined
{
    std::string_view include;
    std::string_view where;
    std::size_t most_files;
    std::string_view why;
};
constexpr std::array confined = {
    Confined{"boost/beast", "src/http/", 2, "a Beast file takes 17 s to compile (design 8.14)"},
    Confined{"toml++", "src/protocol/", 1, "toml++ in one file (design 8.14)"},
    Confined{"soci", "src/storage/", 99, "SOCI's errors print bound values (design 8.12)"},
    Confined{"sqlite3.h", "src/storage/", 99, "only storage knows a database"},
    Confined{"libpq-fe.h", "src/storage/", 99, "only storage knows a database"},
    Confined{"sodium.h", "src/crypto/ src/core/", 99, "crypto seals; others call it"},
    Confined{"openssl/", "src/crypto/ src/http/", 99,
             "crypto seals, http speaks TLS; others call them"},
    Confined{"regex", "nowhere", 0, "std::regex overflows the stack on long input"},
    Confined{"random", "nowhere", 0, "its distributions differ between libraries (design 3)"},
    Confined{"cassert", "nowhere", 0, "CHECK stays on in a release"},
    Confined{"iostream", "src/app/", 99, "only the command line talks to a terminal"},
};

/// What a module's header may not carry into everyone who includes it (style 9).
constexpr std::array<std::string_view, 7> heavy_in_header = {
    "nlohmann/json.hpp", "Eigen/", "boost/", "soci", "toml++", "sqlite3.h", "libpq-fe.h"};

bool is_rules(std::string_view path)
{
    const auto name = file_name(path);
    const bool in_a_wing = std::count(path.begin(), path.end(), '/') >= 3;
    return in_a_wing && !path.starts_with("src/app/") && !is_test_source(path) &&
           path.find("/pages/") == std::string_view::npos &&
           name.find("routes.") == std::string_view::npos &&
           name.find("_commands") == std::string_view::npos &&
           name.find("_store") == std::string_view::npos;
}

std::string quoted_target(const Include& include)
{
    return include.quoted ? "src/" + include.path : std::string();
}

/// Depth-first over includes: a header that is met again on the way down closes a circle.
class CycleFinder
{
public:
    explicit CycleFinder(const std::map<std::string, CppText>& files) : files_(files) {}

    Findings find()
    {
        for (const auto& [path, text] : files_) {
            visit(path);
        }
        return std::move(found_);
    }

private:
    void visit(const std::string& path)
    {
        if (done_.contains(path)) return;
        on_the_way_.push_back(path);
        for (const auto& include : files_.at(path).includes) {
            const std::string target = quoted_target(include);
            if (!files_.contains(target)) continue;
            if (std::ranges::find(on_the_way_, target) != on_the_way_.end()) {
                found_.push_back({"cycle", path, include.line,
                                  "includes " + target + ", which leads back here"});
                continue;
            }
            visit(target);
        }
        on_the_way_.pop_back();
        done_.insert(path);
    }

    const std::map<std::string, CppText>& files_;
    std::vector<std::string> on_the_way_;
    std::set<std::string> done_;
    Findings found_;
};

void check_rules_file(const std::string& path, const CppText& text, Findings& found)
{
    for (const auto& include : text.includes) {
        const bool reaches = include.path.starts_with("storage/") ||
                             include.path.starts_with("http/") || include.path.starts_with("html/");
        if (reaches) {
            found.push_back({"suffix", path, include.line,
                             "rules take values and give decisions; " + include.path +
                                 " belongs in a _store, a page or routes"});
        }
    }
}

void check_confined(const std::map<std::string, CppText>& files, Findings& found)
{
    for (const auto& rule : confined) {
        std::size_t users = 0;
        for (const auto& [path, text] : files) {
            const auto uses = std::ranges::find_if(text.includes, [&](const Include& include) {
                const bool folder = rule.include.ends_with('/') || rule.include == "boost/beast" ||
                                    rule.include == "soci" || rule.include == "toml++";
                return !include.quoted && (folder ? include.path.starts_with(rule.include)
                                                  : include.path == rule.include);
            });
            if (uses == text.includes.end()) continue;
            ++users;
            const auto folders = words_of(rule.where);
            const bool allowed =
                std::ranges::any_of(folders, [&](auto folder) { return path.starts_with(folder); });
            if (!allowed || users > rule.most_files) {
                found.push_back(
                    {"heavy", path, uses->line, "<" + uses->path + ">: " + std::string(rule.why)});
            }
        }
    }
}

void check_header_weight(const std::string& path, const CppText& text, Findings& found)
{
    for (const auto& include : text.includes) {
        for (const auto heavy : heavy_in_header) {
            if (!include.quoted && include.path.starts_with(heavy)) {
                found.push_back(
                    {"heavy", path, include.line,
                     "a header that includes <" + include.path + "> makes every user pay for it"});
            }
        }
    }
}

std::map<std::string, CppText> scan_sources(const Tree& tree)
{
    std::map<std::string, CppText> files;
    for (const auto& [path, text] : tree) {
        if (is_source(path) && !is_test_source(path)) files[path] = scan_cpp(text);
    }
    return files;
}

} // namespace layers

Layers parse_layers(std::string_view text)
{
    Layers result;
    for (const auto line : lines_of(text)) {
        const auto colon = line.find(':');
        if (line.empty() || line.starts_with('#') || colon == std::string_view::npos) continue;
        auto& uses = result[std::string(line.substr(0, colon))];
        for (const auto room : words_of(line.substr(colon + 1))) {
            uses.emplace(room);
        }
    }
    return result;
}

std::string room_of(const Layers& layers, std::string_view path)
{
    if (!path.starts_with("src/")) return {};
    path.remove_prefix(4);
    std::string longest;
    for (const auto& [room, uses] : layers) {
        if (path.starts_with(room + "/") && room.size() > longest.size()) longest = room;
    }
    return longest;
}

Findings check_layers(const Tree& tree, const Layers& layers)
{
    Findings found;
    Layers needed;
    for (const auto& [path, text] : layers::scan_sources(tree)) {
        const std::string room = room_of(layers, path);
        if (room.empty()) {
            found.push_back({"layer", path, 1, "stands in no room of layers.txt"});
            continue;
        }
        for (const auto& include : text.includes) {
            const std::string other = room_of(layers, layers::quoted_target(include));
            if (other.empty() || other == room) continue;
            needed[room].insert(other);
            if (!layers.at(room).contains(other)) {
                found.push_back({"layer", path, include.line,
                                 room + " may not use " + other + " (" + include.path + ")"});
            }
        }
    }
    for (const auto& [room, uses] : layers) {
        for (const auto& other : uses) {
            if (needed[room].contains(other)) continue;
            found.push_back(
                {"layer", "tests/architecture/layers.txt", 0,
                 room + " may use " + other + ", but no include of it does: take it out"});
        }
    }
    return found;
}

Findings check_order(std::string_view layers_text)
{
    Findings found;
    std::set<std::string, std::less<>> below;
    int line_number = 0;
    for (const auto line : lines_of(layers_text)) {
        ++line_number;
        for (const auto& [room, uses] : parse_layers(line)) {
            for (const auto& other : uses) {
                if (below.contains(other)) continue;
                found.push_back({"order", "tests/architecture/layers.txt", line_number,
                                 room + " uses " + other + ", which does not stand below it"});
            }
            below.insert(room);
        }
    }
    return found;
}

Findings check_blinding(const Layers& layers)
{
    constexpr std::array<std::string_view, 5> blind = {"followup/surveys", "followup/interviews",
                                                       "evidence/linkage", "evidence/analysis",
                                                       "evidence/reports"};
    constexpr std::array<std::string_view, 2> arm = {"intake/allocation", "randomisation/sealed"};
    Findings found;
    for (const auto room : blind) {
        std::set<std::string> reached;
        std::vector<std::string> ahead{std::string(room)};
        while (!ahead.empty()) {
            const std::string next = ahead.back();
            ahead.pop_back();
            if (!reached.insert(next).second) continue;
            const auto uses = layers.find(next);
            if (uses == layers.end()) continue;
            ahead.insert(ahead.end(), uses->second.begin(), uses->second.end());
        }
        for (const auto secret : arm) {
            if (!reached.contains(std::string(secret))) continue;
            found.push_back({"blind", "tests/architecture/layers.txt", 0,
                             std::string(room) + " can reach " + std::string(secret)});
        }
    }
    return found;
}

Findings check_includes(const Tree& tree, const Layers& layers)
{
    const auto files = layers::scan_sources(tree);
    Findings found = layers::CycleFinder(files).find();
    layers::check_confined(files, found);
    for (const auto& [path, text] : files) {
        const bool is_room = !room_of(layers, path).empty();
        if (is_room && layers::is_rules(path)) layers::check_rules_file(path, text, found);
        if (path.ends_with(".hpp")) layers::check_header_weight(path, text, found);
    }
    return found;
}

} // namespace evenhand::architecture
