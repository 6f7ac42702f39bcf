#include "tests/reference/reference_files.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace evenhand::reference {

namespace reference_files {

/// The fields of one line; a quote inside a quoted field is doubled. No file here has a line end in
/// a field.
std::vector<std::string> fields_of(std::string_view line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool doubled = quoted && c == '"' && line.substr(i + 1).starts_with('"');
        if (doubled) {
            fields.back() += line[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

} // namespace reference_files

std::filesystem::path folder()
{
    const char* set = std::getenv("EVENHAND_REFERENCE");
    if (set == nullptr || *set == '\0') {
        throw std::runtime_error("run this as bin/test --reference DIR");
    }
    return set;
}

std::vector<std::vector<std::string>> read_csv(std::string_view path)
{
    const auto whole = folder() / path;
    std::ifstream file(whole);
    if (!file) throw std::runtime_error("cannot read " + whole.string());
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.ends_with('\r')) line.pop_back();
        rows.push_back(reference_files::fields_of(line));
    }
    return rows;
}

} // namespace evenhand::reference
