#include "evidence/reports/lines.hpp"

#include "core/check.hpp"

#include <charconv>

namespace evenhand::reports {

std::string line_of(const Fields& fields)
{
    std::string line;
    for (const auto& field : fields) {
        CHECK(field.find_first_of("\t\n\r") == std::string::npos);
        if (&field != &fields.front()) line += '\t';
        line += field;
    }
    return line + '\n';
}

std::vector<Fields> lines_in(std::string_view text)
{
    std::vector<Fields> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        CHECK(end != std::string_view::npos);
        auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        Fields fields;
        for (auto tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
            fields.emplace_back(line.substr(0, tab));
            line.remove_prefix(tab + 1);
        }
        fields.emplace_back(line);
        lines.push_back(std::move(fields));
    }
    return lines;
}

std::int64_t number_in(std::string_view field)
{
    std::int64_t number = 0;
    const auto* end = field.data() + field.size();
    const auto read = std::from_chars(field.data(), end, number);
    CHECK(read.ec == std::errc{} && read.ptr == end);
    return number;
}

} // namespace evenhand::reports
