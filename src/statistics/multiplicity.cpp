// Families of p-values: Holm (1979); Hochberg (1988); Hommel (1988) as computed by Wright (1992);
// Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001). Step-down maximum and minimum p from
// draws: Westfall & Young (1993), algorithms 2.8 and 4.1, after Ge, Dudoit & Speed (2003) boxes 2
// and 4; for bootstrap draws Romano & Wolf (2005, 2016 algorithm 4.1).
#include "statistics/multiplicity.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenhand::statistics {

namespace multiplicity {

constexpr std::array methods = {
    Words{Adjustment::bonferroni, "bonferroni"}, Words{Adjustment::holm, "holm"},
    Words{Adjustment::hochberg, "hochberg"},     Words{Adjustment::hommel, "hommel"},
    Words{Adjustment::benjamini_hochberg, "bh"}, Words{Adjustment::benjamini_yekutieli, "by"},
};

/// Two statistics that differ by rounding alone are equal.
constexpr double rounding = 1e-9;

using Order = std::vector<std::size_t>;

Order ascending(std::span<const double> values)
{
    Order order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
    return order;
}

double harmonic(std::size_t n)
{
    double sum = 0;
    for (std::size_t i = n; i >= 1; --i)
        sum += 1 / static_cast<double>(i);
    return sum;
}

/// What the p-value of this rank (from 1) is multiplied by.
double factor(Adjustment method, std::size_t rank, std::size_t n)
{
    const auto count = static_cast<double>(n);
    const auto place = static_cast<double>(rank);
    switch (method) {
    case Adjustment::bonferroni:
    case Adjustment::hommel:
        return count;
    case Adjustment::holm:
    case Adjustment::hochberg:
        return count - place + 1;
    case Adjustment::benjamini_hochberg:
        return count / place;
    case Adjustment::benjamini_yekutieli:
        break;
    }
    return harmonic(n) * count / place;
}

/// From the smallest up, none may be smaller than one before it.
void rise(const Order& order, std::vector<double>& p)
{
    double largest = 0;
    for (const std::size_t i : order) {
        largest = std::max(largest, p[i]);
        p[i] = largest;
    }
}

/// From the largest down, none may be larger than one before it.
void fall(const Order& order, std::vector<double>& p)
{
    double smallest = 1;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        smallest = std::min(smallest, p[*i]);
        p[*i] = smallest;
    }
}

/// The closed test of Simes for subsets of size m, for all m: the p-value of a claim is the largest
/// over the subsets that hold it.
std::vector<double> hommel(std::span<const double> p, const Order& order)
{
    const std::size_t n = p.size();
    std::vector<double> best(n, 0);
    for (std::size_t size = 1; size <= n; ++size) {
        const auto count = static_cast<double>(size);
        // Simes' p-value of the `size` largest.
        double simes = 1;
        for (std::size_t i = 1; i <= size; ++i)
            simes = std::min(simes, count * p[order[n - size + i - 1]] / static_cast<double>(i));
        // That of the size - 1 largest together with a smaller one.
        double others = 1;
        for (std::size_t i = 2; i <= size; ++i)
            others = std::min(others, count * p[order[n - size + i - 1]] / static_cast<double>(i));
        for (std::size_t place = 0; place < n; ++place) {
            const std::size_t i = order[place];
            const bool among_largest = place >= n - size;
            best[i] = std::max(best[i], among_largest ? simes : std::min(others, count * p[i]));
        }
    }
    return best;
}

double share(double beyond, std::size_t rows, Draws draws)
{
    const auto count = static_cast<double>(rows);
    return draws == Draws::enumerated ? beyond / count : (beyond + 1) / (count + 1);
}

/// `extreme` says how far out a value is; the largest of the outcomes still in the family is
/// compared with each observed one, from the furthest out inwards.
std::vector<double> step_down(std::span<const double> extreme, const Matrix& null, Draws draws)
{
    const std::size_t outcomes = extreme.size();
    Order order = ascending(extreme); // the least extreme first
    std::vector<double> largest(null.rows(), -std::numeric_limits<double>::infinity());
    std::vector<double> result(outcomes, 0);
    for (const std::size_t outcome : order) {
        double beyond = 0;
        for (std::size_t row = 0; row < null.rows(); ++row) {
            largest[row] = std::max(largest[row], null(row, outcome));
            const double room = rounding * (1 + std::abs(extreme[outcome]));
            if (largest[row] >= extreme[outcome] - room) ++beyond;
        }
        result[outcome] = share(beyond, null.rows(), draws);
    }
    std::ranges::reverse(order);
    rise(order, result);
    return result;
}

Matrix absolute(const Matrix& null)
{
    Matrix result = null;
    for (std::size_t i = 0; i < null.columns(); ++i) {
        for (double& value : result.column(i))
            value = std::abs(value);
    }
    return result;
}

/// The share of the column at least as far out as each of its values.
std::vector<double> own_p(std::span<const double> column)
{
    const Order order = ascending(column);
    std::vector<double> p(column.size());
    std::size_t first = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const double value = column[order[place]];
        while (column[order[first]] < value - rounding * (1 + value))
            ++first;
        p[order[place]] =
            static_cast<double>(order.size() - first) / static_cast<double>(order.size());
    }
    return p;
}

} // namespace multiplicity

std::string_view name(Adjustment method)
{
    return words_of(multiplicity::methods, method).name;
}

std::optional<Adjustment> adjustment(std::string_view name)
{
    return value_named(multiplicity::methods, name);
}

std::vector<double> adjusted(std::span<const double> p, Adjustment method)
{
    CHECK(std::ranges::all_of(p, [](double value) { return value >= 0 && value <= 1; }));
    const auto order = multiplicity::ascending(p);
    if (method == Adjustment::hommel) return multiplicity::hommel(p, order);
    std::vector<double> result(p.size());
    for (std::size_t rank = 1; rank <= p.size(); ++rank) {
        const std::size_t i = order[rank - 1];
        result[i] = std::min(1.0, p[i] * multiplicity::factor(method, rank, p.size()));
    }
    if (method == Adjustment::holm) multiplicity::rise(order, result);
    if (method == Adjustment::holm || method == Adjustment::bonferroni) return result;
    multiplicity::fall(order, result);
    return result;
}

std::vector<double> step_down_maximum(std::span<const double> statistics, const Matrix& null,
                                      Draws draws)
{
    CHECK(statistics.size() == null.columns() && null.rows() > 0);
    std::vector<double> extreme(statistics.begin(), statistics.end());
    for (double& value : extreme)
        value = std::abs(value);
    return multiplicity::step_down(extreme, multiplicity::absolute(null), draws);
}

std::vector<double> step_down_minimum_p(std::span<const double> statistics, const Matrix& null,
                                        Draws draws)
{
    CHECK(statistics.size() == null.columns() && null.rows() > 0);
    Matrix p(null.rows(), null.columns());
    std::vector<double> extreme;
    const Matrix sizes = multiplicity::absolute(null);
    for (std::size_t i = 0; i < null.columns(); ++i) {
        const auto column = multiplicity::own_p(sizes.column(i));
        for (std::size_t row = 0; row < null.rows(); ++row)
            p(row, i) = -column[row];
        const double seen = std::abs(statistics[i]);
        const double room = multiplicity::rounding * (1 + seen);
        const auto beyond = std::ranges::count_if(
            sizes.column(i), [&](double value) { return value >= seen - room; });
        extreme.push_back(-multiplicity::share(static_cast<double>(beyond), null.rows(), draws));
    }
    return multiplicity::step_down(extreme, p, draws);
}

} // namespace evenhand::statistics
