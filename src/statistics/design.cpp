#include "statistics/design.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::statistics {

namespace design {

std::vector<std::string> names_of_terms(const Column& column)
{
    if (column.type == ColumnType::boolean) return {column.name + "TRUE"};
    if (column.type != ColumnType::category) return {column.name};
    std::vector<std::string> names;
    for (std::size_t level = 1; level < column.levels.size(); ++level)
        names.push_back(column.name + column.levels[level]);
    return names;
}

} // namespace design

Terms terms_of(const Column& column)
{
    Terms terms{design::names_of_terms(column), {}};
    if (column.type != ColumnType::category) {
        terms.values.push_back(column.values);
        return terms;
    }
    for (std::size_t level = 1; level < column.levels.size(); ++level) {
        auto& dummy = terms.values.emplace_back(column.values);
        for (double& value : dummy) {
            if (!is_missing(value)) value = value == static_cast<double>(level) ? 1 : 0;
        }
    }
    return terms;
}

Outcome<std::vector<std::size_t>> complete_rows(const DataSet& data,
                                                std::span<const std::string> columns)
{
    std::vector<bool> complete(data.rows(), true);
    for (const std::string& name : columns) {
        const Column* column = data.find(name);
        if (column == nullptr) return refuse(Problem{Fault::no_column, name});
        for (std::size_t row = 0; row < data.rows(); ++row) {
            if (is_missing(column->values[row])) complete[row] = false;
        }
    }
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        if (complete[row]) rows.push_back(row);
    }
    if (rows.empty()) return refuse(Problem{Fault::no_rows});
    return rows;
}

Outcome<Design> design_of(const DataSet& data, std::span<const std::string> columns,
                          Intercept intercept)
{
    Design made{{}, {}, intercept};
    if (intercept == Intercept::first) made.names.emplace_back("(Intercept)");
    std::vector<const Column*> found;
    for (const std::string& name : columns) {
        found.push_back(data.find(name));
        if (found.back() == nullptr) return refuse(Problem{Fault::no_column, name});
        CHECK(std::ranges::none_of(found.back()->values, is_missing));
        std::ranges::move(design::names_of_terms(*found.back()), std::back_inserter(made.names));
    }
    made.x = Matrix(data.rows(), made.names.size());
    std::size_t at = 0;
    if (intercept == Intercept::first) std::ranges::fill(made.x.column(at++), 1);
    for (const Column* column : found) {
        if (column->type != ColumnType::category) {
            std::ranges::copy(column->values, made.x.column(at++).begin());
            continue;
        }
        for (auto& values : terms_of(*column).values)
            std::ranges::copy(values, made.x.column(at++).begin());
    }
    return made;
}

Outcome<std::vector<double>> numbers_of(const DataSet& data, const std::string& column)
{
    const Column* found = data.find(column);
    if (found == nullptr) return refuse(Problem{Fault::no_column, column});
    if (found->type == ColumnType::category) return refuse(Problem{Fault::wrong_type, column});
    return found->values;
}

Outcome<std::vector<double>> binary_of(const DataSet& data, const std::string& column)
{
    auto values = TRY(numbers_of(data, column));
    const auto zeros = std::ranges::count(values, 0.0);
    const auto ones = std::ranges::count(values, 1.0);
    if (static_cast<std::size_t>(zeros + ones) != values.size())
        return refuse(Problem{Fault::not_binary, column});
    if (zeros == 0 || ones == 0) return refuse(Problem{Fault::no_variation, column});
    return values;
}

void add_column(Design& design, std::string name, std::span<const double> values)
{
    CHECK(values.size() == design.x.rows());
    Matrix wider(design.x.rows(), design.x.columns() + 1);
    for (std::size_t i = 0; i < design.x.columns(); ++i)
        std::ranges::copy(design.x.column(i), wider.column(i).begin());
    std::ranges::copy(values, wider.column(design.x.columns()).begin());
    design.x = std::move(wider);
    design.names.push_back(std::move(name));
}

} // namespace evenhand::statistics
