// Multiple imputation by chained equations: van Buuren & Groothuis-Oudshoorn (2011); Bayesian
// linear regression is Rubin (1987), page 167; predictive mean matching of type 1 with a drawn
// donor of the nearest five, Little (1988), van Buuren (2018) algorithm 3.3; logistic regression
// Rubin (1987), page 169, with the made-up rows of imputation_draws.cpp.
#include "statistics/imputation.hpp"

#include "core/check.hpp"
#include "core/rng.hpp"
#include "core/words.hpp"
#include "statistics/design.hpp"
#include "statistics/imputation_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace evenhand::statistics {

namespace imputation {

constexpr std::array methods = {
    Words{ImputationMethod::predictive_mean_matching, "pmm"},
    Words{ImputationMethod::normal, "normal"},
    Words{ImputationMethod::logistic, "logistic"},
};

using Rows = std::vector<std::size_t>;

struct Incomplete
{
    std::string name;
    ImputationMethod method;
    Rows observed;
    Rows missing;
};

bool is_binary(const Column& column)
{
    return std::ranges::all_of(
        column.values, [](double value) { return is_missing(value) || value == 0 || value == 1; });
}

Outcome<ImputationMethod> method_of(const Column& column, const ImputationRules& rules)
{
    const auto said =
        std::ranges::find(rules.methods, column.name, &ImputationRules::Method::column);
    const bool binary = is_binary(column);
    if (column.type == ColumnType::category && !(binary && column.levels.size() == 2))
        return refuse(Problem{Fault::wrong_type, column.name});
    const auto usual =
        binary ? ImputationMethod::logistic : ImputationMethod::predictive_mean_matching;
    const auto method = said == rules.methods.end() ? usual : said->method;
    if (method == ImputationMethod::logistic && !binary)
        return refuse(Problem{Fault::not_binary, column.name});
    if (method != ImputationMethod::logistic && column.type == ColumnType::category)
        return refuse(Problem{Fault::wrong_type, column.name});
    return method;
}

/// The columns with gaps, the fewest gaps first.
Outcome<std::vector<Incomplete>> incomplete_of(const DataSet& data, const ImputationRules& rules)
{
    std::vector<Incomplete> found;
    for (const std::string& name : rules.columns) {
        const Column* column = data.find(name);
        if (column == nullptr) return refuse(Problem{Fault::no_column, name});
        Incomplete gaps{name, {}, {}, {}};
        for (std::size_t row = 0; row < data.rows(); ++row)
            (is_missing(column->values[row]) ? gaps.missing : gaps.observed).push_back(row);
        if (gaps.missing.empty()) continue;
        if (gaps.observed.empty()) return refuse(Problem{Fault::all_missing, name});
        gaps.method = TRY(method_of(*column, rules));
        found.push_back(std::move(gaps));
    }
    std::ranges::stable_sort(found, {}, [](const Incomplete& c) { return c.missing.size(); });
    return found;
}

std::vector<double> at(const std::vector<double>& values, const Rows& rows)
{
    std::vector<double> chosen;
    chosen.reserve(rows.size());
    for (const std::size_t row : rows)
        chosen.push_back(values[row]);
    return chosen;
}

Design rows_of(const Design& design, const Rows& rows)
{
    Design chosen{design.names, Matrix(rows.size(), design.x.columns()), design.intercept};
    for (std::size_t i = 0; i < design.x.columns(); ++i) {
        for (std::size_t row = 0; row < rows.size(); ++row)
            chosen.x(row, i) = design.x(rows[row], i);
    }
    return chosen;
}

/// One chain over one part of the data.
class Chain
{
public:
    Chain(const DataSet& data, const std::vector<Incomplete>& gaps, const ImputationRules& rules,
          Rng rng)
        : data_(data), gaps_(gaps), rules_(rules), rng_(std::move(rng))
    {
        for (const Incomplete& column : gaps_) {
            Column filled = data_.column(column.name);
            for (const std::size_t row : column.missing) {
                const auto donor = rng_.uniform(column.observed.size());
                filled.values[row] =
                    filled.values[column.observed[static_cast<std::size_t>(donor)]];
            }
            data_.put(std::move(filled));
        }
    }

    Outcome<void> round()
    {
        for (const Incomplete& column : gaps_) {
            auto drawn = draw(column);
            if (!drawn) return refuse(std::move(drawn).error());
            Column filled = data_.column(column.name);
            for (std::size_t i = 0; i < column.missing.size(); ++i)
                filled.values[column.missing[i]] = (*drawn)[i];
            data_.put(std::move(filled));
        }
        return {};
    }

    [[nodiscard]] double mean_of(const Incomplete& column) const
    {
        const auto drawn = at(data_.column(column.name).values, column.missing);
        return std::accumulate(drawn.begin(), drawn.end(), 0.0) / static_cast<double>(drawn.size());
    }
    [[nodiscard]] const DataSet& data() const { return data_; }

private:
    Outcome<std::vector<double>> draw(const Incomplete& column)
    {
        std::vector<std::string> others;
        std::ranges::copy_if(rules_.columns, std::back_inserter(others),
                             [&](const std::string& name) { return name != column.name; });
        const Design whole = TRY(design_of(data_, others));
        const Design observed = rows_of(whole, column.observed);
        const Design wanted = rows_of(whole, column.missing);
        const auto y = at(data_.column(column.name).values, column.observed);
        const ImputationCase given{observed, y, wanted, rules_.donors};
        switch (column.method) {
        case ImputationMethod::predictive_mean_matching:
            return draw_by_matching(given, rng_);
        case ImputationMethod::normal:
            return draw_normal(given, rng_);
        case ImputationMethod::logistic:
            break;
        }
        return draw_logistic(given, rng_);
    }

    DataSet data_;
    const std::vector<Incomplete>& gaps_;
    const ImputationRules& rules_;
    Rng rng_;
};

struct PartResult
{
    std::vector<DataSet> completed;
    std::vector<ChainMeans> chains;
};

Outcome<PartResult> impute_part(const DataSet& data, const ImputationRules& rules,
                                const Rng& stream)
{
    const auto gaps = TRY(incomplete_of(data, rules));
    PartResult result;
    for (const Incomplete& column : gaps)
        result.chains.push_back({column.name, {}});
    for (std::size_t i = 0; i < rules.imputations; ++i) {
        Chain chain(data, gaps, rules, stream.stream(fmt::format("imputation/{}", i)));
        for (auto& trace : result.chains)
            trace.means.emplace_back();
        for (std::size_t round = 0; round < rules.rounds; ++round) {
            if (auto done = chain.round(); !done) return refuse(std::move(done).error());
            for (std::size_t column = 0; column < gaps.size(); ++column)
                result.chains[column].means.back().push_back(chain.mean_of(gaps[column]));
        }
        result.completed.push_back(chain.data());
    }
    return result;
}

/// The rows of each value of the column that parts are made by.
Outcome<std::vector<Rows>> parts_of(const DataSet& data, const ImputationRules& rules)
{
    std::map<double, Rows> parts;
    const Column* by = rules.by ? data.find(*rules.by) : nullptr;
    if (rules.by && by == nullptr) return refuse(Problem{Fault::no_column, *rules.by});
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const double value = by == nullptr ? 0 : by->values[row];
        if (is_missing(value)) return refuse(Problem{Fault::all_missing, *rules.by});
        parts[value].push_back(row);
    }
    std::vector<Rows> rows;
    for (auto& [value, own] : parts)
        rows.push_back(std::move(own));
    return rows;
}

void put_back(DataSet& whole, const DataSet& part, const Rows& rows,
              const std::vector<std::string>& columns)
{
    for (const std::string& name : columns) {
        Column column = whole.column(name);
        const auto& values = part.column(name).values;
        for (std::size_t i = 0; i < rows.size(); ++i)
            column.values[rows[i]] = values[i];
        whole.put(std::move(column));
    }
}

} // namespace imputation

std::string_view name(ImputationMethod method)
{
    return words_of(imputation::methods, method).name;
}

std::optional<ImputationMethod> imputation_method(std::string_view name)
{
    return value_named(imputation::methods, name);
}

Outcome<Imputations> impute(const DataSet& data, const ImputationRules& rules)
{
    if (rules.imputations == 0 || rules.rounds == 0 || rules.donors == 0)
        return refuse(Problem{Fault::out_of_range, "imputation"});
    if (rules.by && std::ranges::count(rules.columns, *rules.by) > 0)
        return refuse(Problem{Fault::no_variation, *rules.by});
    const auto parts = TRY(imputation::parts_of(data, rules));
    if (parts.empty()) return refuse(Problem{Fault::no_rows});
    Imputations result{std::vector<DataSet>(rules.imputations, data), {}};
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const Rng stream = Rng(rules.seed).stream(fmt::format("part/{}", part));
        auto imputed = TRY(imputation::impute_part(data.take(parts[part]), rules, stream));
        for (std::size_t i = 0; i < rules.imputations; ++i) {
            imputation::put_back(result.completed[i], imputed.completed[i], parts[part],
                                 rules.columns);
        }
        if (part == 0) result.chains = std::move(imputed.chains);
    }
    return result;
}

std::optional<double> mixing_ratio(const ChainMeans& chain)
{
    const std::size_t chains = chain.means.size();
    if (chains < 2 || chain.means[0].size() < 4) return std::nullopt;
    const std::size_t rounds = chain.means[0].size() / 2;
    const auto n = static_cast<double>(rounds);
    std::vector<double> means;
    double within = 0;
    for (const auto& values : chain.means) {
        const std::span<const double> late = std::span(values).last(rounds);
        means.push_back(std::accumulate(late.begin(), late.end(), 0.0) / n);
        for (const double value : late)
            within += (value - means.back()) * (value - means.back());
    }
    within /= (n - 1) * static_cast<double>(chains);
    if (!(within > 0)) return std::nullopt;
    const double overall =
        std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(chains);
    double between = 0;
    for (const double mean : means)
        between += (mean - overall) * (mean - overall) / static_cast<double>(chains - 1);
    return std::sqrt(((n - 1) / n * within + between) / within);
}

} // namespace evenhand::statistics
