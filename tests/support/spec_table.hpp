#pragma once

#include "core/check.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::support {

/// One line of a spec file: its cells, and its number for the message of a failing test.
struct SpecRow
{
    int line;
    std::vector<std::string> cells;
};

inline std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == text.npos) return "";
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// The cells of one line, which stand between " | ": a bar without spaces around it is text.
inline std::vector<std::string> spec_cells(std::string_view line)
{
    std::vector<std::string> cells;
    for (std::size_t bar = line.find(" | "); bar != line.npos; bar = line.find(" | ")) {
        cells.push_back(trimmed(line.substr(0, bar)));
        line.remove_prefix(bar + 3);
    }
    cells.push_back(trimmed(line));
    return cells;
}

/// The rows of tests/spec/NAME: a table in plain text that a trial manager can read and sign. Empty
/// lines and lines that begin with # are for people; every other line must have `columns` cells.
/// Throws if the file cannot be read, has another number of cells in a line, or holds no row.
inline std::vector<SpecRow> read_spec(const std::string& name, std::size_t columns)
{
    std::ifstream file("tests/spec/" + name);
    if (!file) throw std::runtime_error("cannot read tests/spec/" + name);
    std::vector<SpecRow> rows;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (trimmed(line).empty() || line.front() == '#') continue;
        SpecRow row{number, spec_cells(line)};
        if (row.cells.size() != columns)
            throw std::runtime_error(name + " line " + std::to_string(number) + ": " +
                                     std::to_string(row.cells.size()) + " cells");
        rows.push_back(std::move(row));
    }
    CHECK(!rows.empty());
    return rows;
}

/// The spec as a document that a browser shows, for those who sign it: what it says to people, and
/// its rows. The comment with bars names the columns.
inline std::string printed_spec(const std::string& name, const std::string& title)
{
    std::ifstream file("tests/spec/" + name);
    if (!file) throw std::runtime_error("cannot read tests/spec/" + name);
    std::string text = "# " + title + "\n\nPrinted from `tests/spec/" + name +
                       "`, every row of which is tested; `bin/bless` prints it anew.\n\n";
    std::string columns;
    bool in_table = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("#")) {
            const auto words = line.size() > 1 ? line.substr(2) : "";
            if (words.find(" | ") != words.npos) {
                columns = "\n| " + words + " |\n|";
                for (std::size_t cells = spec_cells(words).size(); cells > 0; --cells)
                    columns += " --- |";
                continue;
            }
            text += (in_table ? "\n" : "") + words + "\n";
            in_table = false;
        } else if (!line.empty()) {
            if (!in_table) text += columns + "\n";
            in_table = true;
            text += "|";
            for (const std::string& cell : spec_cells(line)) {
                text += ' ';
                for (const char c : cell)
                    text += c == '|' ? "\\|" : std::string(1, c);
                text += " |";
            }
            text += '\n';
        }
    }
    return text;
}

} // namespace evenhand::support
