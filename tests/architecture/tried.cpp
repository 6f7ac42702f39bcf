#include "tests/architecture/tried.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace evenhand::architecture {

namespace tried {

constexpr std::string_view folder = "docs/assurance/";
/// Of the last column of a list that names tests.
constexpr std::string_view heading = "tried by";
/// Whose tests hold made-up tests in their text.
constexpr std::string_view own_folder = "tests/architecture/";

using Names = std::set<std::string, std::less<>>;

bool is_letter(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

/// The word that begins there, after blanks; `at` is left behind it.
std::string_view word_at(std::string_view text, std::size_t& at)
{
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0)
        ++at;
    const auto begins = at;
    while (at < text.size() && is_letter(text[at]))
        ++at;
    return text.substr(begins, at - begins);
}

/// Each test of a file, as `Suite.Name`: TEST(Suite, Name), TEST_P, and so on.
void add_tests(std::string_view text, Names& names)
{
    for (auto at = text.find("TEST"); at != text.npos; at = text.find("TEST", at + 1)) {
        auto end = text.find_first_of("( \n", at);
        if (end == text.npos || text[end] != '(') continue;
        ++end;
        const auto suite = word_at(text, end);
        if (suite.empty() || end >= text.size() || text[end] != ',') continue;
        ++end;
        const auto name = word_at(text, end);
        if (!name.empty()) names.emplace(std::string(suite) + "." + std::string(name));
    }
}

/// Whether it is written as tests are named: "Csv", "Freeze.AProtocolIs…".
bool is_name(std::string_view word)
{
    if (word.empty() || std::isupper(static_cast<unsigned char>(word.front())) == 0) return false;
    return std::ranges::all_of(word,
                               [](char letter) { return is_letter(letter) || letter == '.'; });
}

/// "Suite.Name", also at the end of a sentence.
bool is_whole_name(std::string_view word)
{
    const auto dot = word.find('.');
    return is_name(word) && dot != word.npos && is_name(word.substr(dot + 1));
}

/// The last cell of a row: "… | what it does | `Suite.Name`, and a row of a table |".
std::string_view last_cell(std::string_view line)
{
    const auto ends = line.rfind(" |");
    const auto begins = ends == line.npos ? line.npos : line.rfind("| ", ends);
    if (!line.starts_with("| ") || begins == line.npos || begins + 2 > ends) return {};
    return line.substr(begins + 2, ends - begins - 2);
}

/// What is wrong with one name in backticks; empty if nothing is.
std::string fault_of(std::string_view word, const Names& names)
{
    // A suite grows and shrinks: that one of its tests is gone would not be seen.
    if (word.find('.') == word.npos)
        return std::string(word) + " is no test: name one as Suite.Name";
    return names.contains(word) ? std::string() : "there is no test " + std::string(word);
}

/// What is wrong with a cell that says by what something was tried.
std::vector<std::string> faults_in(std::string_view cell, const Names& names)
{
    std::vector<std::string> faults;
    std::size_t named = 0;
    bool quoted = false;
    for (std::size_t at = 0; at <= cell.size(); quoted = !quoted) {
        const auto end = std::min(cell.find('`', at), cell.size());
        const auto piece = cell.substr(at, end - at);
        at = end + 1;
        if (quoted && is_name(piece)) {
            ++named;
            if (auto fault = fault_of(piece, names); !fault.empty())
                faults.push_back(std::move(fault));
        }
        if (quoted) continue;
        for (const auto word : words_of(piece)) {
            if (is_whole_name(word.substr(0, word.find_last_not_of(",;:.") + 1)))
                faults.push_back(std::string(word) + " stands without backticks");
        }
    }
    if (named == 0 && faults.empty()) faults.emplace_back("names no test");
    return faults;
}

void check_list(std::string_view path, std::string_view text, const Names& names, Findings& found)
{
    int number = 0;
    bool is_list = false;
    for (const auto line : lines_of(text)) {
        ++number;
        const auto cell = last_cell(line);
        // A heading begins a list, and what is no row ends it.
        if (!line.starts_with('|') || cell == heading) {
            is_list = cell == heading;
            continue;
        }
        if (!is_list || cell == "---") continue;
        for (auto& fault : faults_in(cell, names))
            found.push_back({"tried", std::string(path), number, std::move(fault)});
    }
}

} // namespace tried

Findings check_tried(const Tree& tree)
{
    tried::Names names;
    for (const auto& [path, text] : tree) {
        if (is_test_source(path) && !path.starts_with(tried::own_folder))
            tried::add_tests(text, names);
    }
    Findings found;
    for (const auto& [path, text] : tree) {
        if (path.starts_with(tried::folder)) tried::check_list(path, text, names, found);
    }
    return found;
}

} // namespace evenhand::architecture
