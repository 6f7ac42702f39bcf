// Evaluates column by column: each operation takes whole columns of one type and gives one. Truth
// follows Kleene's three values.
#include "statistics/expression.hpp"

#include "core/time.hpp"
#include "statistics/expression_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace expression {

using Node = ExpressionNode;
using Found = Result<Column, ExpressionError>;

tl::unexpected<ExpressionError> error(const Node& node, std::string sentence)
{
    return refuse(ExpressionError{node.at, std::move(sentence)});
}

bool is_numeric(const Column& column)
{
    return column.type == ColumnType::number || column.type == ColumnType::integer ||
           column.type == ColumnType::boolean;
}

bool is_text(const Column& column)
{
    return column.type == ColumnType::category;
}

/// Zeros and ones serve as truths too.
bool is_truth(const Column& column)
{
    return is_numeric(column) && std::ranges::all_of(column.values, [](double value) {
               return is_missing(value) || value == 0 || value == 1;
           });
}

double both(double a, double b)
{
    if (a == 0 || b == 0) return 0;
    return is_missing(a) || is_missing(b) ? missing_value() : 1;
}

double either(double a, double b)
{
    if (a == 1 || b == 1) return 1;
    return is_missing(a) || is_missing(b) ? missing_value() : 0;
}

double arithmetic(Operation operation, double a, double b)
{
    if (operation == Operation::plus) return a + b;
    if (operation == Operation::minus) return a - b;
    if (operation == Operation::times) return a * b;
    if (operation == Operation::divide) return a / b;
    if (operation == Operation::power) return std::pow(a, b);
    return operation == Operation::min ? std::min(a, b) : std::max(a, b);
}

double of_one(Operation operation, double a)
{
    if (operation == Operation::log) return std::log(a);
    if (operation == Operation::exp) return std::exp(a);
    if (operation == Operation::sqrt) return std::sqrt(a);
    if (operation == Operation::abs) return std::abs(a);
    if (operation == Operation::floor) return std::floor(a);
    if (operation == Operation::ceiling) return std::ceil(a);
    return operation == Operation::round ? std::round(a) : -a;
}

double compare(Operation operation, double a, double b)
{
    if (operation == Operation::equal) return a == b ? 1 : 0;
    if (operation == Operation::unequal) return a != b ? 1 : 0;
    if (operation == Operation::less) return a < b ? 1 : 0;
    if (operation == Operation::at_most) return a <= b ? 1 : 0;
    if (operation == Operation::greater) return a > b ? 1 : 0;
    return a >= b ? 1 : 0;
}

class Evaluator
{
public:
    explicit Evaluator(const DataSet& data) : data_(data) {}

    Found run(const Node& node)
    {
        std::vector<Column> parts;
        for (const Node& part : node.parts)
            parts.push_back(TRY(run(part)));
        return apply(node, parts);
    }

private:
    [[nodiscard]] Column filled(ColumnType type, double value) const
    {
        return {"", type, std::vector<double>(data_.rows(), value), {}};
    }

    Found apply(const Node& node, std::vector<Column>& parts) const
    {
        switch (node.operation) {
        case Operation::number:
            return filled(ColumnType::number, node.number);
        case Operation::text:
            return Column{
                "", ColumnType::category, std::vector<double>(data_.rows(), 0), {node.text}};
        case Operation::name:
            return named(node);
        case Operation::either:
        case Operation::both:
        case Operation::negation:
            return logic(node, parts);
        case Operation::equal:
        case Operation::unequal:
        case Operation::less:
        case Operation::at_most:
        case Operation::greater:
        case Operation::at_least:
            return comparison(node, parts);
        case Operation::among:
            return among(node, parts);
        case Operation::plus:
        case Operation::minus:
        case Operation::times:
        case Operation::divide:
        case Operation::power:
        case Operation::min:
        case Operation::max:
            return two(node, parts);
        case Operation::opposite:
        case Operation::log:
        case Operation::exp:
        case Operation::sqrt:
        case Operation::abs:
        case Operation::floor:
        case Operation::ceiling:
        case Operation::round:
            return one(node, parts);
        case Operation::is_missing:
            return missing(parts[0]);
        case Operation::choose:
            return choice(node, parts);
        case Operation::date:
            return date(node, parts[0]);
        case Operation::year:
            break;
        }
        return year(node, parts[0]);
    }

    Found named(const Node& node) const
    {
        const Column* found = data_.find(node.text);
        if (found == nullptr)
            return error(node, fmt::format("the data have no column \"{}\"", node.text));
        return *found;
    }

    Found logic(const Node& node, const std::vector<Column>& parts) const
    {
        if (!std::ranges::all_of(parts, is_truth))
            return error(node,
                         "what is joined by \"and\", \"or\" or \"not\" must be true or false");
        Column result = filled(ColumnType::boolean, 0);
        for (std::size_t row = 0; row < data_.rows(); ++row) {
            const double a = parts[0].values[row];
            if (node.operation == Operation::negation) {
                result.values[row] = is_missing(a) ? a : 1 - a;
            } else {
                const double b = parts[1].values[row];
                result.values[row] = node.operation == Operation::both ? both(a, b) : either(a, b);
            }
        }
        return result;
    }

    /// Two values can be compared or chosen between if they are of one kind; texts then share
    /// levels.
    static Result<void, ExpressionError> align(const Node& node, Column& a, Column& b)
    {
        if (is_text(a) && is_text(b)) {
            share_levels(a, b);
            return {};
        }
        const bool same = a.type == b.type || (is_numeric(a) && is_numeric(b));
        if (!same) return error(node, "two values of different kinds are put together");
        return {};
    }

    static void share_levels(Column& a, Column& b)
    {
        std::vector<double> code;
        for (const std::string& level : b.levels) {
            const auto found = std::ranges::find(a.levels, level);
            code.push_back(static_cast<double>(found - a.levels.begin()));
            if (found == a.levels.end()) a.levels.push_back(level);
        }
        for (double& value : b.values) {
            if (!is_missing(value)) value = code[static_cast<std::size_t>(value)];
        }
        b.levels = a.levels;
    }

    Found comparison(const Node& node, std::vector<Column>& parts) const
    {
        if (auto fits = align(node, parts[0], parts[1]); !fits)
            return refuse(std::move(fits).error());
        const bool equality =
            node.operation == Operation::equal || node.operation == Operation::unequal;
        if (is_text(parts[0]) && !equality)
            return error(node, "texts have no order: compare them by = and !=");
        return pairwise(ColumnType::boolean, parts,
                        [&](double a, double b) { return compare(node.operation, a, b); });
    }

    Found among(const Node& node, std::vector<Column>& parts) const
    {
        Column result = filled(ColumnType::boolean, 0);
        for (std::size_t i = 1; i < parts.size(); ++i) {
            if (auto fits = align(node, parts[0], parts[i]); !fits)
                return refuse(std::move(fits).error());
            for (std::size_t row = 0; row < data_.rows(); ++row) {
                const double a = parts[0].values[row];
                const double b = parts[i].values[row];
                const bool unknown = is_missing(a) || is_missing(b);
                const double found = a == b ? 1 : 0;
                result.values[row] = either(result.values[row], unknown ? missing_value() : found);
            }
        }
        return result;
    }

    template <class Rule>
    [[nodiscard]] Column pairwise(ColumnType type, const std::vector<Column>& parts,
                                  Rule&& rule) const
    {
        Column result = filled(type, missing_value());
        for (std::size_t row = 0; row < data_.rows(); ++row) {
            const double a = parts[0].values[row];
            const double b = parts[1].values[row];
            if (!is_missing(a) && !is_missing(b)) result.values[row] = rule(a, b);
        }
        return result;
    }

    /// What an operation on these kinds gives: dates less dates are days, dates and days dates.
    static std::optional<ColumnType> kind_of(Operation operation, const Column& a, const Column& b)
    {
        if (is_numeric(a) && is_numeric(b)) return ColumnType::number;
        const bool dates = a.type == ColumnType::date && b.type == ColumnType::date;
        const bool days = a.type == ColumnType::date && is_numeric(b);
        const bool chosen = operation == Operation::min || operation == Operation::max;
        if (dates && chosen) return ColumnType::date;
        if (dates && operation == Operation::minus) return ColumnType::number;
        const bool moved = operation == Operation::plus || operation == Operation::minus;
        if (days && moved) return ColumnType::date;
        return std::nullopt;
    }

    Found two(const Node& node, const std::vector<Column>& parts) const
    {
        const auto type = kind_of(node.operation, parts[0], parts[1]);
        if (!type) return error(node, "this cannot be worked out from values of these kinds");
        Column result = pairwise(
            *type, parts, [&](double a, double b) { return arithmetic(node.operation, a, b); });
        return checked(node, std::move(result), parts);
    }

    Found one(const Node& node, const std::vector<Column>& parts) const
    {
        if (!is_numeric(parts[0])) return error(node, "this takes a number");
        Column result = filled(ColumnType::number, 0);
        for (std::size_t row = 0; row < data_.rows(); ++row)
            result.values[row] = of_one(node.operation, parts[0].values[row]);
        return checked(node, std::move(result), parts);
    }

    /// What was made of given values must be a value: and a date one of the years 1 to 9999.
    static Found checked(const Node& node, Column result, const std::vector<Column>& parts)
    {
        constexpr double first_day = -719162;
        constexpr double last_day = 2932896;
        for (std::size_t row = 0; row < result.values.size(); ++row) {
            const bool given = std::ranges::none_of(
                parts, [&](const Column& part) { return is_missing(part.values[row]); });
            const double value = result.values[row];
            const bool no_day =
                result.type == ColumnType::date &&
                (value < first_day || value > last_day || value != std::floor(value));
            if (given && (!std::isfinite(value) || no_day))
                return error(node, fmt::format("row {}: this has no value", row + 1));
        }
        return result;
    }

    [[nodiscard]] Column missing(const Column& of) const
    {
        Column result = filled(ColumnType::boolean, 0);
        for (std::size_t row = 0; row < data_.rows(); ++row)
            result.values[row] = is_missing(of.values[row]) ? 1 : 0;
        return result;
    }

    Found choice(const Node& node, std::vector<Column>& parts) const
    {
        if (!is_truth(parts[0]))
            return error(node, "the first part of \"if\" must be true or false");
        if (auto fits = align(node, parts[1], parts[2]); !fits)
            return refuse(std::move(fits).error());
        Column result = parts[1];
        if (is_numeric(result) && parts[1].type != parts[2].type) result.type = ColumnType::number;
        for (std::size_t row = 0; row < data_.rows(); ++row) {
            const double condition = parts[0].values[row];
            if (is_missing(condition)) result.values[row] = missing_value();
            if (condition == 0) result.values[row] = parts[2].values[row];
        }
        return result;
    }

    Found date(const Node& node, const Column& of) const
    {
        if (of.type == ColumnType::date) return of;
        if (!is_text(of)) return error(node, "a date is made of a text such as \"2018-05-21\"");
        std::vector<double> days;
        for (const std::string& level : of.levels) {
            const auto day = LocalDate::parse(level);
            if (!day) return error(node, fmt::format("\"{}\" is not a date", level));
            days.push_back(static_cast<double>(day->days_since_epoch()));
        }
        Column result = filled(ColumnType::date, missing_value());
        for (std::size_t row = 0; row < data_.rows(); ++row) {
            const double code = of.values[row];
            if (!is_missing(code)) result.values[row] = days[static_cast<std::size_t>(code)];
        }
        return result;
    }

    Found year(const Node& node, const Column& of) const
    {
        if (of.type != ColumnType::date) return error(node, "\"year\" takes a date");
        Column result = filled(ColumnType::integer, missing_value());
        for (std::size_t row = 0; row < data_.rows(); ++row) {
            const double day = of.values[row];
            if (!is_missing(day))
                result.values[row] = LocalDate::from_days(static_cast<std::int64_t>(day)).year();
        }
        return result;
    }

    const DataSet& data_;
};

} // namespace expression

Result<Column, ExpressionError> Expression::evaluate(const DataSet& data, std::string name) const
{
    Column column = TRY(expression::Evaluator(data).run(*root_));
    column.name = std::move(name);
    return column;
}

Result<std::vector<std::size_t>, ExpressionError> rows_where(const Expression& condition,
                                                             const DataSet& data)
{
    const Column column = TRY(condition.evaluate(data, ""));
    if (!expression::is_truth(column))
        return refuse(ExpressionError{0, "a condition must be true or false"});
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < column.values.size(); ++row) {
        if (column.values[row] == 1) rows.push_back(row);
    }
    return rows;
}

} // namespace evenhand::statistics
