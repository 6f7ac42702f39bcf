#include "randomisation/simulation/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::simulation {

namespace csv {

/// Takes the text apart from the front.
class Reader
{
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }

    Result<CsvRow, std::string> row()
    {
        CsvRow row{.line = line_, .fields = {}};
        do
            row.fields.push_back(TRY(field()));
        while (take(","));
        if (!take("\r\n") && !take("\n") && !rest_.empty())
            return refuse(fmt::format("line {} has a quote within a field", line_));
        ++line_;
        return row;
    }

private:
    bool take(std::string_view mark)
    {
        if (!rest_.starts_with(mark)) return false;
        rest_.remove_prefix(mark.size());
        return true;
    }

    Result<std::string, std::string> field()
    {
        if (take("\"")) return quoted();
        const auto end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
        std::string text(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return text;
    }

    Result<std::string, std::string> quoted()
    {
        const std::size_t began = line_;
        std::string text;
        while (!rest_.empty()) {
            if (take("\"\"")) {
                text += '"';
                continue;
            }
            if (take("\"")) return text;
            if (rest_.front() == '\n') ++line_;
            text += rest_.front();
            rest_.remove_prefix(1);
        }
        return refuse(fmt::format("the quote that begins on line {} does not end", began));
    }

    std::string_view rest_;
    std::size_t line_ = 1;
};

} // namespace csv

Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<CsvRow> rows;
    csv::Reader reader(text);
    while (!reader.done()) {
        CsvRow row = TRY(reader.row());
        if (row.fields.size() == 1 && row.fields[0].empty()) continue;
        if (!rows.empty() && row.fields.size() != rows[0].fields.size()) {
            return refuse(fmt::format("line {} has {} fields and the head {}", row.line,
                                      row.fields.size(), rows[0].fields.size()));
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return refuse(std::string("it is empty"));
    return rows;
}

} // namespace evenhand::simulation
