#include "tests/reference/reference_files.hpp"

#include "core/csv.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace evenhand::reference {

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
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    CsvRows csv(text);
    std::vector<std::vector<std::string>> rows;
    for (CsvRow row; !csv.done(); rows.push_back(row.fields))
        if (const auto fault = csv.next(row))
            throw std::runtime_error(whole.string() + ": " + std::string(sentence(*fault)));
    return rows;
}

} // namespace evenhand::reference
