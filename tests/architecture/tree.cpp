#include "tests/architecture/tree.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace evenhand::architecture {

namespace fs = std::filesystem;

namespace tree {

constexpr std::string_view folders[] = {"src",    "tests",  "docs",     "bin",
                                        ".ci",    "cmake",  "content",  "protocols",
                                        "assets", "schema", "examples", "verify"};
constexpr std::string_view text_endings[] = {".cpp",  ".hpp",  ".sql", ".md",   ".txt",
                                             ".toml", ".json", ".mjs", ".scss", ".cmake",
                                             ".svg",  ".css",  ".js"};

bool is_text(const fs::path& path)
{
    const std::string ending = path.extension().string();
    if (ending.empty()) return true;
    for (const auto known : text_endings) {
        if (ending == known) return true;
    }
    return false;
}

void read_file(const fs::path& top, const fs::path& path, Tree& tree)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    if (is_text(path)) text.assign(std::istreambuf_iterator<char>(file), {});
    // A picture or a font is known by its name only.
    tree[fs::relative(path, top).generic_string()] = std::move(text);
}

} // namespace tree

Tree read_tree(const fs::path& top)
{
    if (!fs::exists(top / "CMakeLists.txt") || !fs::exists(top / "src/core")) {
        throw std::runtime_error(top.string() + " is not the project's folder");
    }
    Tree result;
    for (const auto folder : tree::folders) {
        if (!fs::exists(top / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
            if (entry.is_regular_file()) tree::read_file(top, entry.path(), result);
        }
    }
    for (const auto& entry : fs::directory_iterator(top)) {
        if (entry.is_regular_file()) tree::read_file(top, entry.path(), result);
    }
    return result;
}

std::string text_of(const Findings& findings)
{
    std::string text;
    for (const auto& finding : findings) {
        text += finding.path + ":" + std::to_string(finding.line) + ": [" + finding.rule + "] " +
                finding.what + "\n";
    }
    return text;
}

bool is_source(std::string_view path)
{
    return path.starts_with("src/") && (path.ends_with(".cpp") || path.ends_with(".hpp"));
}

bool is_test_source(std::string_view path)
{
    return path.starts_with("tests/") || path.ends_with("_test.cpp") || path.ends_with("_fuzz.cpp");
}

std::string_view file_name(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::vector<std::string_view> words_of(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::string_view> words;
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const auto end = text.find_first_of(blanks, begin);
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(blanks, end);
    }
    return words;
}

} // namespace evenhand::architecture
