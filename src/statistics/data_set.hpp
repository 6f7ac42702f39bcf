#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::statistics {

/// What the numbers of a column mean: a truth is 0 or 1, a category the place of its level, a date
/// the days since 1970-01-01.
enum class ColumnType { number, integer, boolean, category, date };
std::string_view name(ColumnType type);
std::optional<ColumnType> column_type(std::string_view name);

/// What stands for a value that was not given. It is kept in columns and never given as a result.
double missing_value();
bool is_missing(double value);

struct Column
{
    std::string name;
    ColumnType type = ColumnType::number;
    std::vector<double> values;
    std::vector<std::string> levels = {}; ///< of a category, in their order
};

/// Columns of equal length, by name.
class DataSet
{
public:
    /// `rows` where there is no column yet.
    explicit DataSet(std::size_t rows = 0) : rows_(rows) {}

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    /// Null if there is none of that name.
    [[nodiscard]] const Column* find(std::string_view name) const;
    /// CHECKs that there is one.
    [[nodiscard]] const Column& column(std::string_view name) const;
    /// Adds a column, or puts it in the place of the one of its name. CHECKs its length and, for
    /// categories, that each value is the place of a level.
    void put(Column column);
    /// These rows in this order; a row may come more than once.
    [[nodiscard]] DataSet take(std::span<const std::size_t> rows) const;

private:
    std::size_t rows_;
    std::vector<Column> columns_;
};

/// A value as it is written in a file: a number in the fewest digits that read back to the same
/// bits, a level's text, a date as YYYY-MM-DD; empty where it is missing.
std::string text_of(const Column& column, std::size_t row);

} // namespace evenhand::statistics
