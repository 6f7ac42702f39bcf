#include "statistics/data_set.hpp"

#include "core/check.hpp"
#include "core/time.hpp"
#include "core/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace evenhand::statistics {

namespace data_set {

constexpr std::array types = {
    Words{ColumnType::number, "number"},   Words{ColumnType::integer, "integer"},
    Words{ColumnType::boolean, "boolean"}, Words{ColumnType::category, "category"},
    Words{ColumnType::date, "date"},
};

void check_values(const Column& column)
{
    const auto levels = static_cast<double>(column.levels.size());
    for (const double value : column.values) {
        if (is_missing(value)) continue;
        CHECK(std::isfinite(value));
        if (column.type == ColumnType::category)
            CHECK(value >= 0 && value < levels && std::floor(value) == value);
    }
}

} // namespace data_set

std::string_view name(ColumnType type)
{
    return words_of(data_set::types, type).name;
}

std::optional<ColumnType> column_type(std::string_view name)
{
    return value_named(data_set::types, name);
}

double missing_value()
{
    return std::numeric_limits<double>::quiet_NaN();
}

bool is_missing(double value)
{
    return std::isnan(value);
}

const Column* DataSet::find(std::string_view name) const
{
    const auto found = std::ranges::find(columns_, name, &Column::name);
    return found == columns_.end() ? nullptr : &*found;
}

const Column& DataSet::column(std::string_view name) const
{
    const Column* found = find(name);
    CHECK(found != nullptr);
    return *found;
}

void DataSet::put(Column column)
{
    if (columns_.empty() && rows_ == 0) rows_ = column.values.size();
    CHECK(column.values.size() == rows_);
    data_set::check_values(column);
    const auto found = std::ranges::find(columns_, column.name, &Column::name);
    if (found == columns_.end()) {
        columns_.push_back(std::move(column));
    } else {
        *found = std::move(column);
    }
}

DataSet DataSet::take(std::span<const std::size_t> rows) const
{
    DataSet taken(rows.size());
    for (const Column& from : columns_) {
        Column to{from.name, from.type, {}, from.levels};
        to.values.reserve(rows.size());
        for (const std::size_t row : rows)
            to.values.push_back(from.values.at(row));
        taken.columns_.push_back(std::move(to));
    }
    return taken;
}

std::string text_of(const Column& column, std::size_t row)
{
    const double value = column.values.at(row);
    if (is_missing(value)) return "";
    switch (column.type) {
    case ColumnType::number:
        return fmt::format("{}", value);
    case ColumnType::integer:
        return fmt::format("{:.0f}", value);
    case ColumnType::boolean:
        return value != 0 ? "TRUE" : "FALSE";
    case ColumnType::category:
        return column.levels.at(static_cast<std::size_t>(value));
    case ColumnType::date:
        break;
    }
    return LocalDate::from_days(static_cast<std::int64_t>(value)).iso();
}

} // namespace evenhand::statistics
