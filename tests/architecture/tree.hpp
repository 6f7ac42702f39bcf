#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::architecture {

/// The project's files by their path from the project's folder ("src/core/id.hpp"). A value, so
/// that a rule is tried on a made-up tree as easily as on the real one.
using Tree = std::map<std::string, std::string, std::less<>>;

/// Something that breaks a rule. `rule` is the word that exceptions.txt uses.
struct Finding
{
    std::string rule;
    std::string path;
    int line = 0;
    std::string what;
};
using Findings = std::vector<Finding>;

/// Reads what people write: source, tests, scripts, documents, content. Throws when `top` is not
/// the project's folder.
Tree read_tree(const std::filesystem::path& top);

/// One line each, for a failing test's message.
std::string text_of(const Findings& findings);

// How this project names its files (style 1 and 2).
bool is_source(std::string_view path);      ///< C++ under src/
bool is_test_source(std::string_view path); ///< a test or a fuzz target, wherever it stands
std::string_view file_name(std::string_view path);
std::vector<std::string_view> lines_of(std::string_view text);
std::vector<std::string_view> words_of(std::string_view text);

} // namespace evenhand::architecture
