#include "tests/architecture/documents.hpp"

#include "tests/architecture/cpp_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>

namespace evenhand::architecture {

namespace documents {

constexpr std::string_view decisions_folder = "docs/adr/";

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Calls `use(word, line)` for each run of letters; `line_text` is not lowered.
template <class Use>
void each_word(std::string_view text, Use use)
{
    int line_number = 0;
    for (const auto line : lines_of(text)) {
        ++line_number;
        for (std::size_t i = 0; i < line.size();) {
            std::size_t length = 0;
            while (i + length < line.size() && is_letter(line[i + length]))
                ++length;
            if (length > 0) use(line.substr(i, length), line_number);
            i += length > 0 ? length : 1;
        }
    }
}

/// Files in which the list or its tests stand, and others' words that we may not change: properties
/// of style sheets, names of packages.
bool is_list_of_words(std::string_view path)
{
    return path.starts_with("tests/architecture/") || path == "package-lock.json" ||
           path == "package.json" || path == "LICENSE" || path.ends_with("css") ||
           path.ends_with("js");
}

bool in_folders(std::string_view path, const std::vector<std::string>& folders)
{
    return folders.empty() || std::ranges::any_of(folders, [&](const std::string& folder) {
               return path.starts_with(folder);
           });
}

bool stands_for(const BannedWord& banned, std::string_view word)
{
    if (!banned.word.ends_with('*')) return word == banned.word;
    return word.starts_with(std::string_view(banned.word).substr(0, banned.word.size() - 1));
}

bool is_document(std::string_view path)
{
    return path.ends_with(".md");
}

std::string folder_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

/// A path as a link or a backtick means it: whole files, folders with or without the last slash.
bool exists(const Tree& tree, const std::string& path)
{
    if (path.empty() || tree.contains(path)) return true;
    const std::string folder = path.ends_with('/') ? path : path + "/";
    const auto next = tree.lower_bound(folder);
    return next != tree.end() && next->first.starts_with(folder);
}

std::string joined(const std::string& folder, std::string_view target)
{
    const std::string path(target.substr(0, target.find_first_of("#?")));
    return std::filesystem::path(folder + path).lexically_normal().generic_string();
}

void check_line_links(const Tree& tree, const std::string& path, std::string_view line,
                      int line_number, Findings& found)
{
    for (auto at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 2)) {
        const auto end = line.find(')', at);
        const auto target = line.substr(at + 2, end - at - 2);
        const bool outside = target.find("://") != std::string_view::npos ||
                             target.starts_with('#') || target.starts_with("mailto:");
        const std::string wanted = joined(folder_of(path), target);
        if (!outside && !exists(tree, wanted)) {
            found.push_back(
                {"link", path, line_number, "points at " + wanted + ", which is not there"});
        }
    }
}

/// `src/core/id.hpp` in backticks is a promise too; a pattern (*, …, <room>, NAME) is none.
void check_line_names(const Tree& tree, const std::string& path, std::string_view line,
                      int line_number, Findings& found)
{
    constexpr std::array<std::string_view, 9> folders = {"src/",       "tests/",  "docs/",
                                                         "bin/",       "cmake/",  "content/",
                                                         "protocols/", "schema/", "assets/"};
    for (auto open = line.find('`'); open != std::string_view::npos;) {
        const auto close = line.find('`', open + 1);
        if (close == std::string_view::npos) return;
        const auto quoted = line.substr(open + 1, close - open - 1);
        const auto words = words_of(quoted);
        open = line.find('`', close + 1);
        if (words.empty()) continue;
        const auto name = words.front();
        const bool ours =
            std::ranges::any_of(folders, [&](auto folder) { return name.starts_with(folder); });
        const bool pattern =
            name.find_first_of("*<>{}") != std::string_view::npos ||
            name.find("…") != std::string_view::npos ||
            std::ranges::any_of(name, [](unsigned char c) { return std::isupper(c) != 0; });
        if (!ours || (pattern && !name.ends_with("README.md"))) continue;
        if (!exists(tree, std::string(name))) {
            found.push_back(
                {"link", path, line_number, "names " + std::string(name) + ", which is not there"});
        }
    }
}

void check_record(const std::string& path, const std::string& text, Findings& found)
{
    constexpr std::array<std::string_view, 7> parts = {"\n- Date: ",
                                                       "\n- Status: ",
                                                       "\n## Context\n",
                                                       "\n## Options\n",
                                                       "\n## Decision\n",
                                                       "\n## Consequences\n",
                                                       "\n## How we shall know it was wrong\n"};
    for (const auto part : parts) {
        if (text.find(part) != std::string::npos) continue;
        found.push_back(
            {"adr", path, 0, "lacks: " + std::string(part.substr(1, part.find('\n', 1) - 1))});
    }
    const std::string title = "# " + std::string(file_name(path).substr(0, 4)) + ". ";
    if (!text.starts_with(title)) found.push_back({"adr", path, 1, "should begin with: " + title});
}

/// Whether another file writes this one's name, with or without its ending.
bool named_elsewhere(const Tree& tree, const std::string& path)
{
    const std::string name(file_name(path));
    // A style sheet's part is written _name.scss and used as "name".
    const std::size_t begin = name.starts_with('_') ? 1 : 0;
    const std::string stem = name.substr(begin, name.find('.') - begin);
    return std::ranges::any_of(tree, [&](const auto& entry) {
        return entry.first != path && (entry.second.find(name) != std::string::npos ||
                                       entry.second.find("\"" + stem) != std::string::npos ||
                                       entry.second.find("/" + stem) != std::string::npos);
    });
}

std::set<std::string> included_headers(const Tree& tree)
{
    std::set<std::string> included;
    for (const auto& [path, text] : tree) {
        if (!path.ends_with(".cpp") && !path.ends_with(".hpp")) continue;
        // Its own .cpp does not keep a header alive, if no one else includes it.
        for (const auto& include : scan_cpp(text).includes) {
            const std::string target =
                include.path.starts_with("tests/") ? include.path : "src/" + include.path;
            const bool own = target.substr(0, target.rfind('.')) == path.substr(0, path.rfind('.'));
            if (!own) included.insert(target);
        }
    }
    return included;
}

} // namespace documents

std::vector<BannedWord> parse_words(std::string_view text)
{
    std::vector<BannedWord> words;
    for (const auto line : lines_of(text)) {
        const auto colon = line.find(':');
        if (line.empty() || line.starts_with('#') || colon == std::string_view::npos) continue;
        const auto before = words_of(line.substr(0, colon));
        BannedWord word{std::string(before.front()), {}, std::string(line.substr(colon + 2))};
        for (std::size_t i = 2; i < before.size(); ++i) {
            word.folders.emplace_back(before[i]);
        }
        words.push_back(std::move(word));
    }
    return words;
}

Findings check_words(const Tree& tree, const std::vector<BannedWord>& words)
{
    Findings found;
    for (const auto& [path, text] : tree) {
        if (documents::is_list_of_words(path)) continue;
        documents::each_word(text, [&, &where = path](std::string_view word, int line) {
            const std::string lowered = documents::lower(word);
            for (const auto& banned : words) {
                if (!documents::stands_for(banned, lowered)) continue;
                if (!documents::in_folders(where, banned.folders)) continue;
                found.push_back({"word", where, line, lowered + ": say " + banned.instead});
            }
        });
    }
    return found;
}

Findings check_marks(const Tree& tree)
{
    // Written in halves, so that this file is not its own finding.
    const std::array<std::string, 6> marks = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                              std::string("XX") + "X",  std::string("HA") + "CK",
                                              std::string("WI") + "P",  std::string("TB") + "D"};
    Findings found;
    for (const auto& [path, text] : tree) {
        if (path == "package-lock.json") continue;
        documents::each_word(text, [&, &where = path](std::string_view word, int line) {
            if (std::ranges::find(marks, word) == marks.end()) return;
            found.push_back(
                {"mark", where, line, std::string(word) + ": finish it or take it out"});
        });
    }
    return found;
}

Findings check_decisions(const Tree& tree)
{
    Findings found;
    std::set<std::string, std::less<>> numbers;
    int expected = 1;
    for (const auto& [path, text] : tree) {
        if (!path.starts_with(documents::decisions_folder)) continue;
        const auto name = file_name(path);
        const bool numbered = name.size() > 8 && name[4] == '-' && name.ends_with(".md") &&
                              std::ranges::all_of(name.substr(0, 4), [](unsigned char c) {
                                  return std::isdigit(c) != 0;
                              });
        if (!numbered) {
            found.push_back({"adr", path, 0, "is not named NNNN-what-was-decided.md"});
            continue;
        }
        if (!numbers.emplace(name.substr(0, 4)).second) {
            found.push_back({"adr", path, 0, "has a number that another record has"});
            continue;
        }
        std::string wanted = std::to_string(expected++);
        wanted.insert(0, 4 - std::min<std::size_t>(wanted.size(), 4), '0');
        if (name.substr(0, 4) != wanted) {
            found.push_back({"adr", path, 0, "leaves a gap: the next number is " + wanted});
        }
        documents::check_record(path, text, found);
    }
    return found;
}

Findings check_glossary(const Tree& tree)
{
    const std::string path = "docs/glossary.md";
    const auto glossary = tree.find(path);
    if (glossary == tree.end()) return {{"glossary", path, 0, "is not there"}};
    Findings found;
    std::string last;
    int line_number = 0;
    for (const auto line : lines_of(glossary->second)) {
        ++line_number;
        if (!line.starts_with("| **")) continue;
        const std::string term = documents::lower(line.substr(4, line.find("**", 4) - 4));
        if (term == last) found.push_back({"glossary", path, line_number, term + " stands twice"});
        if (term < last) {
            found.push_back({"glossary", path, line_number, term + " should stand before " + last});
        }
        last = term;
    }
    if (last.empty()) found.push_back({"glossary", path, 0, "has no terms"});
    return found;
}

Findings check_links(const Tree& tree)
{
    Findings found;
    for (const auto& [path, text] : tree) {
        if (!documents::is_document(path)) continue;
        int line_number = 0;
        for (const auto line : lines_of(text)) {
            ++line_number;
            documents::check_line_links(tree, path, line, line_number, found);
            documents::check_line_names(tree, path, line, line_number, found);
        }
    }
    return found;
}

Findings check_dead(const Tree& tree)
{
    Findings found;
    const auto included = documents::included_headers(tree);
    for (const auto& [path, text] : tree) {
        const bool header =
            path.ends_with(".hpp") && (path.starts_with("src/") || path.starts_with("tests/"));
        if (header && !included.contains(path)) {
            found.push_back({"dead", path, 0, "no other file includes it"});
        }
        const bool material = path.starts_with("assets/") || path.starts_with("content/") ||
                              path.starts_with("protocols/") || path.starts_with("examples/");
        if (material && !documents::named_elsewhere(tree, path)) {
            found.push_back({"dead", path, 0, "nothing names it"});
        }
        const bool command = path.starts_with("bin/") && path.find('/', 4) == std::string::npos &&
                             path.find('.') == std::string::npos;
        if (!command) continue;
        const bool told = std::ranges::any_of(tree, [&, &name = path](const auto& entry) {
            return documents::is_document(entry.first) &&
                   entry.second.find(name) != std::string::npos;
        });
        if (!told) found.push_back({"dead", path, 0, "no document tells of this command"});
    }
    return found;
}

} // namespace evenhand::architecture
