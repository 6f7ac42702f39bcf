#include "statistics/data_file.hpp"

#include "core/csv.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "core/words.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>
#include <unordered_map>

namespace evenhand::statistics {

namespace data_file {

/// `{}` stands for what was found there.
constexpr std::array faults = {
    Words{DataFault::not_text, "not_text", "the file is not UTF-8 text"},
    Words{DataFault::empty, "empty", "the file holds no rows"},
    Words{DataFault::quotes, "quotes", "{}"},
    Words{DataFault::ragged, "ragged", "{}"},
    Words{DataFault::no_name, "no_name", "a column has no name in the head"},
    Words{DataFault::repeated_name, "repeated_name", "two columns have the name \"{}\""},
    Words{DataFault::no_column, "no_column", "the file has no such column"},
    Words{DataFault::no_number, "no_number", "\"{}\" is not a number"},
    Words{DataFault::no_integer, "no_integer", "\"{}\" is not a whole number"},
    Words{DataFault::no_boolean, "no_boolean", "\"{}\" is not TRUE, FALSE, 1 or 0"},
    Words{DataFault::no_date, "no_date", "\"{}\" is not a date such as 2018-05-21"},
    Words{DataFault::no_level, "no_level", "\"{}\" is not a level of this column"},
    Words{DataFault::out_of_range, "out_of_range", "\"{}\" is too large a number"},
};

constexpr std::size_t most_errors = 50;
/// Whole numbers are kept in a double, which tells them apart up to here.
constexpr double largest_integer = 9007199254740992.0;

using Errors = std::vector<DataError>;

/// One column as text, each different value once: a file of a million rows has few of them.
struct TextColumn
{
    std::string name;
    std::vector<std::string> texts;
    std::vector<std::size_t> first_line; ///< where each text stands first
    std::unordered_map<std::string, std::size_t> place;
    std::vector<std::size_t> rows;

    void add(const std::string& text, std::size_t line)
    {
        const auto [at, is_new] = place.try_emplace(text, texts.size());
        if (is_new) {
            texts.push_back(text);
            first_line.push_back(line);
        }
        rows.push_back(at->second);
    }
};

using Parsed = Result<double, DataFault>;

Parsed number_of(std::string_view text)
{
    double value = 0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc::result_out_of_range) return refuse(DataFault::out_of_range);
    if (error != std::errc() || stop != end || !std::isfinite(value))
        return refuse(DataFault::no_number);
    return value;
}

Parsed integer_of(std::string_view text)
{
    const auto value = number_of(text);
    const bool plain = text.find_first_of(".eE") == std::string_view::npos;
    if (!value || !plain) return refuse(DataFault::no_integer);
    if (std::abs(*value) > largest_integer) return refuse(DataFault::out_of_range);
    return *value;
}

Parsed boolean_of(std::string_view text)
{
    if (text == "TRUE" || text == "true" || text == "1") return 1;
    if (text == "FALSE" || text == "false" || text == "0") return 0;
    return refuse(DataFault::no_boolean);
}

Parsed date_of(std::string_view text)
{
    const auto date = LocalDate::parse(text);
    if (!date) return refuse(DataFault::no_date);
    return static_cast<double>(date->days_since_epoch());
}

Parsed level_of(std::string_view text, const std::vector<std::string>& levels)
{
    const auto found = std::ranges::find(levels, text);
    if (found == levels.end()) return refuse(DataFault::no_level);
    return static_cast<double>(found - levels.begin());
}

Parsed value_of(std::string_view text, ColumnType type, const std::vector<std::string>& levels)
{
    switch (type) {
    case ColumnType::number:
        return number_of(text);
    case ColumnType::integer:
        return integer_of(text);
    case ColumnType::boolean:
        return boolean_of(text);
    case ColumnType::category:
        return level_of(text, levels);
    case ColumnType::date:
        break;
    }
    return date_of(text);
}

/// The narrowest type that takes every value. Zeros and ones are whole numbers: only TRUE and FALSE
/// are truths unless a rule says so.
ColumnType found_type(const std::vector<std::string>& texts)
{
    const auto all = [&](ColumnType type) {
        return std::ranges::all_of(
            texts, [&](const std::string& text) { return value_of(text, type, {}).has_value(); });
    };
    for (const auto type :
         {ColumnType::integer, ColumnType::number, ColumnType::boolean, ColumnType::date}) {
        if (all(type)) return type;
    }
    return ColumnType::category;
}

class Converter
{
public:
    Converter(const ReadRules& rules, Errors& errors) : rules_(rules), errors_(errors) {}

    Column convert(const TextColumn& from)
    {
        const auto rule = std::ranges::find(rules_.columns, from.name, &ColumnRule::name);
        const ColumnRule said = rule == rules_.columns.end() ? ColumnRule{from.name} : *rule;
        const std::vector<std::string> given = given_texts(from, said);
        Column to{from.name, said.type.value_or(ColumnType::category), {}, said.levels};
        if (!said.type && said.levels.empty()) to.type = found_type(given);
        if (to.type != ColumnType::category) to.levels.clear();
        if (to.type == ColumnType::category && to.levels.empty()) {
            const std::set<std::string> sorted(given.begin(), given.end());
            to.levels.assign(sorted.begin(), sorted.end());
        }
        fill(from, said, to);
        return to;
    }

private:
    [[nodiscard]] bool is_code(const std::string& text, const ColumnRule& said) const
    {
        return std::ranges::count(rules_.missing, text) + std::ranges::count(said.missing, text) >
               0;
    }

    [[nodiscard]] std::vector<std::string> given_texts(const TextColumn& from,
                                                       const ColumnRule& said) const
    {
        std::vector<std::string> given;
        std::ranges::copy_if(from.texts, std::back_inserter(given),
                             [&](const std::string& text) { return !is_code(text, said); });
        return given;
    }

    void fill(const TextColumn& from, const ColumnRule& said, Column& to)
    {
        std::vector<double> values;
        for (std::size_t i = 0; i < from.texts.size(); ++i) {
            const std::string& text = from.texts[i];
            values.push_back(missing_value());
            if (is_code(text, said)) continue;
            const auto value = value_of(text, to.type, to.levels);
            if (value) {
                values.back() = *value;
            } else {
                errors_.push_back({value.error(), from.first_line[i], from.name, text});
            }
        }
        to.values.reserve(from.rows.size());
        for (const std::size_t place : from.rows)
            to.values.push_back(values[place]);
    }

    const ReadRules& rules_;
    Errors& errors_;
};

std::vector<TextColumn> head_of(const CsvRow& head, const ReadRules& rules, Errors& errors)
{
    std::vector<TextColumn> columns;
    std::set<std::string> names;
    for (const std::string& name : head.fields) {
        if (name.empty()) {
            errors.push_back({DataFault::no_name, head.line});
        } else if (!names.insert(name).second) {
            errors.push_back({DataFault::repeated_name, head.line, "", name});
        }
        columns.push_back({name, {}, {}, {}, {}});
    }
    for (const ColumnRule& rule : rules.columns) {
        if (!names.contains(rule.name)) errors.push_back({DataFault::no_column, 0, rule.name});
    }
    return columns;
}

/// False where the rest of the file cannot be trusted.
bool add_row(const CsvRow& row, std::vector<TextColumn>& columns, Errors& errors)
{
    const bool empty_line = columns.size() > 1 && row.fields.size() == 1 && row.fields[0].empty();
    if (empty_line) return true;
    if (row.fields.size() != columns.size()) {
        errors.push_back({DataFault::ragged, row.line, "",
                          fmt::format("the row has {} fields and the head {}", row.fields.size(),
                                      columns.size())});
        return errors.size() < most_errors;
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i].add(row.fields[i], row.line);
    return true;
}

std::vector<TextColumn> texts_of(std::string_view text, const ReadRules& rules, Errors& errors)
{
    CsvRows rows(text);
    CsvRow row;
    std::vector<TextColumn> columns;
    while (!rows.done()) {
        if (const auto fault = rows.next(row)) {
            errors.push_back({DataFault::quotes, row.line, "", std::string(sentence(*fault))});
            return columns;
        }
        if (columns.empty()) {
            columns = head_of(row, rules, errors);
        } else if (!add_row(row, columns, errors)) {
            return columns;
        }
    }
    if (columns.empty() || columns[0].rows.empty()) errors.push_back({DataFault::empty});
    return columns;
}

} // namespace data_file

std::string_view name(DataFault fault)
{
    return words_of(data_file::faults, fault).name;
}

std::string sentence(const DataError& error)
{
    std::string place;
    if (error.line != 0) place += fmt::format("line {}", error.line);
    if (!error.column.empty()) {
        place += place.empty() ? "" : ", ";
        place += "column " + error.column;
    }
    if (!place.empty()) place += ": ";
    const auto label = words_of(data_file::faults, error.fault).label;
    return place + fmt::format(fmt::runtime(label), error.text);
}

Result<DataSet, std::vector<DataError>> read_data(std::string_view text, const ReadRules& rules)
{
    data_file::Errors errors;
    if (!is_valid_utf8(text)) return refuse(data_file::Errors{{DataFault::not_text}});
    const auto texts = data_file::texts_of(text, rules, errors);
    if (!errors.empty()) return refuse(std::move(errors));
    DataSet data;
    data_file::Converter converter(rules, errors);
    for (const auto& column : texts) {
        data.put(converter.convert(column));
        if (errors.size() >= data_file::most_errors) break;
    }
    if (errors.size() > data_file::most_errors) errors.resize(data_file::most_errors);
    if (!errors.empty()) return refuse(std::move(errors));
    return data;
}

std::string write_data(const DataSet& data)
{
    std::string text;
    const auto& columns = data.columns();
    for (std::size_t i = 0; i < columns.size(); ++i)
        text += (i == 0 ? "" : ",") + csv_field(columns[i].name);
    text += '\n';
    for (std::size_t row = 0; row < data.rows(); ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            text += (i == 0 ? "" : ",") + csv_field(text_of(columns[i], row));
        // One empty field alone would be an empty line.
        if (columns.size() == 1 && text.ends_with('\n')) text += "\"\"";
        text += '\n';
    }
    return text;
}

} // namespace evenhand::statistics
