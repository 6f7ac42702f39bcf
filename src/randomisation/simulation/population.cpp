#include "randomisation/simulation/population.hpp"

#include "core/check.hpp"
#include "core/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace evenhand::simulation {

namespace population {

using schemes::MinimisationSpec;
using schemes::SequenceSpec;

constexpr std::string_view stratum_column = "stratum";
constexpr std::size_t most_combinations = 100'000;
constexpr std::size_t most_levels = std::numeric_limits<std::uint16_t>::max();

struct Part
{
    std::string_view factor;
    std::string_view level;
};

/// `site=A|dur=>=1y` taken apart; nothing where a part has no equals sign.
std::optional<std::vector<Part>> parts_of(std::string_view stratum)
{
    std::vector<Part> parts;
    for (bool more = true; more;) {
        const auto bar = stratum.find('|');
        const std::string_view part = stratum.substr(0, bar);
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        parts.push_back({part.substr(0, equals), part.substr(equals + 1)});
        more = bar != std::string_view::npos;
        if (more) stratum.remove_prefix(bar + 1);
    }
    return parts;
}

/// The factors that the strata's names speak of, where all speak of the same.
std::vector<std::string> factors_named_by(const std::vector<std::string>& strata)
{
    std::vector<std::string> names;
    for (const std::string& stratum : strata) {
        const auto parts = parts_of(stratum);
        if (!parts) return {};
        std::vector<std::string> here;
        for (const Part& part : *parts)
            here.emplace_back(part.factor);
        if (!names.empty() && names != here) return {};
        names = std::move(here);
    }
    return names;
}

/// The place of a level in a factor, which learns it if it is new.
std::uint16_t level_in(ReportedFactor& factor, std::string_view level)
{
    const auto found = std::ranges::find(factor.levels, level);
    const auto place = found - factor.levels.begin();
    if (found == factor.levels.end()) factor.levels.emplace_back(level);
    return static_cast<std::uint16_t>(place);
}

/// Puts kinds together, each once.
class Builder
{
public:
    explicit Builder(std::vector<std::string> factors)
    {
        for (std::string& name : factors)
            made_.factors.push_back({std::move(name), {}});
    }

    void add_row(std::vector<std::uint16_t> levels, std::uint32_t group)
    {
        const auto next = static_cast<std::uint32_t>(made_.kinds.size());
        const auto [known, is_new] = kind_of_.try_emplace({levels, group}, next);
        if (is_new) made_.kinds.push_back({std::move(levels), group});
        made_.rows.push_back(known->second);
    }

    Population& made() { return made_; }

private:
    Population made_;
    std::map<std::pair<std::vector<std::uint16_t>, std::uint32_t>, std::uint32_t> kind_of_;
};

Population of_strata(const SequenceSpec& spec)
{
    Builder builder(factors_named_by(spec.strata));
    Population& made = builder.made();
    for (std::uint32_t stratum = 0; stratum < spec.strata.size(); ++stratum) {
        std::vector<std::uint16_t> levels;
        if (const auto parts = parts_of(spec.strata[stratum]); parts && !made.factors.empty()) {
            for (std::size_t i = 0; i < parts->size(); ++i)
                levels.push_back(level_in(made.factors[i], (*parts)[i].level));
        }
        builder.add_row(std::move(levels), stratum);
    }
    made.groups = static_cast<std::uint32_t>(spec.strata.size());
    return std::move(made);
}

std::uint32_t combinations(const MinimisationSpec& spec)
{
    std::size_t all = 1;
    for (const auto& factor : spec.factors) {
        all *= factor.levels.size();
        CHECK(all <= most_combinations);
    }
    return static_cast<std::uint32_t>(all);
}

Population of_combinations(const MinimisationSpec& spec)
{
    Builder builder({});
    Population& made = builder.made();
    for (const auto& factor : spec.factors) {
        made.spec_factors.push_back(made.factors.size());
        made.factors.push_back({factor.name, factor.levels});
    }
    made.groups = combinations(spec);
    for (std::uint32_t group = 0; group < made.groups; ++group) {
        std::vector<std::uint16_t> levels;
        std::size_t left = group;
        for (const auto& factor : spec.factors) {
            levels.push_back(static_cast<std::uint16_t>(left % factor.levels.size()));
            left /= factor.levels.size();
        }
        builder.add_row(std::move(levels), group);
    }
    return std::move(made);
}

/// Reads rows into kinds; the two kinds of scheme differ in what a row's group is.
class FileReader
{
public:
    explicit FileReader(const std::vector<CsvRow>& rows) : rows_(rows), builder_(rows[0].fields) {}

    Result<Population, std::string> for_strata(const SequenceSpec& spec)
    {
        TRY(check_head());
        const auto columns = TRY(columns_of_stratum(spec));
        builder_.made().groups = static_cast<std::uint32_t>(spec.strata.size());
        return read([&](const CsvRow& row) -> Result<std::uint32_t, std::string> {
            const std::string name = stratum_of(row, columns, spec);
            if (const auto stratum = spec.stratum_named(name)) return *stratum;
            return refuse(
                fmt::format("line {}: \"{}\" is not a stratum of the spec", row.line, name));
        });
    }

    Result<Population, std::string> for_minimisation(const MinimisationSpec& spec)
    {
        TRY(check_head());
        Population& made = builder_.made();
        for (const auto& factor : spec.factors) {
            const auto column = column_named(factor.name);
            if (!column) return refuse(fmt::format("there is no column \"{}\"", factor.name));
            made.spec_factors.push_back(*column);
            made.factors[*column].levels = factor.levels; // in the order of the spec
        }
        made.groups = combinations(spec);
        return read([&](const CsvRow& row) -> Result<std::uint32_t, std::string> {
            std::size_t group = 0;
            std::size_t width = 1;
            for (std::size_t i = 0; i < spec.factors.size(); ++i) {
                const auto& levels = spec.factors[i].levels;
                const std::string& level = row.fields[made.spec_factors[i]];
                const auto found = std::ranges::find(levels, level);
                if (found == levels.end()) {
                    return refuse(fmt::format("line {}: \"{}\" is not a level of \"{}\"", row.line,
                                              level, spec.factors[i].name));
                }
                group += width * static_cast<std::size_t>(found - levels.begin());
                width *= levels.size();
            }
            return static_cast<std::uint32_t>(group);
        });
    }

private:
    Result<bool, std::string> check_head() const
    {
        const auto& head = rows_[0].fields;
        for (std::size_t i = 0; i < head.size(); ++i) {
            if (head[i].empty()) return refuse(fmt::format("column {} has no name", i + 1));
            if (std::find(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(i), head[i]) !=
                head.begin() + static_cast<std::ptrdiff_t>(i))
                return refuse(fmt::format("the column \"{}\" stands twice", head[i]));
        }
        if (rows_.size() < 2) return refuse(std::string("it has a head and no people"));
        return true;
    }

    [[nodiscard]] std::optional<std::size_t> column_named(std::string_view name) const
    {
        const auto& head = rows_[0].fields;
        const auto found = std::ranges::find(head, name);
        if (found == head.end()) return std::nullopt;
        return static_cast<std::size_t>(found - head.begin());
    }

    /// The column `stratum`, or those that its name is put together from; none for a single
    /// stratum.
    Result<std::vector<std::size_t>, std::string> columns_of_stratum(const SequenceSpec& spec) const
    {
        if (const auto column = column_named(stratum_column)) return std::vector{*column};
        if (spec.strata.size() == 1) return std::vector<std::size_t>{};
        const auto names = factors_named_by(spec.strata);
        if (names.empty()) return refuse(std::string("there is no column \"stratum\""));
        std::vector<std::size_t> columns;
        for (const std::string& name : names) {
            const auto column = column_named(name);
            if (!column)
                return refuse(
                    fmt::format("there is neither a column \"stratum\" nor \"{}\"", name));
            columns.push_back(*column);
        }
        return columns;
    }

    [[nodiscard]] std::string stratum_of(const CsvRow& row, const std::vector<std::size_t>& columns,
                                         const SequenceSpec& spec) const
    {
        if (columns.empty()) return spec.strata[0];
        if (column_named(stratum_column)) return row.fields[columns[0]];
        std::vector<std::string> parts;
        for (const std::size_t column : columns)
            parts.push_back(rows_[0].fields[column] + "=" + row.fields[column]);
        return fmt::format("{}", fmt::join(parts, "|"));
    }

    template <class GroupOf>
    Result<Population, std::string> read(GroupOf group_of)
    {
        Population& made = builder_.made();
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            const CsvRow& row = rows_[i];
            const std::uint32_t group = TRY(group_of(row));
            std::vector<std::uint16_t> levels;
            for (std::size_t column = 0; column < row.fields.size(); ++column) {
                if (row.fields[column].empty()) {
                    return refuse(
                        fmt::format("line {}: \"{}\" is empty", row.line, rows_[0].fields[column]));
                }
                levels.push_back(level_in(made.factors[column], row.fields[column]));
                if (made.factors[column].levels.size() > most_levels)
                    return refuse(fmt::format("\"{}\" has more than {} levels",
                                              rows_[0].fields[column], most_levels));
            }
            builder_.add_row(std::move(levels), group);
        }
        return std::move(made);
    }

    const std::vector<CsvRow>& rows_;
    Builder builder_;
};

} // namespace population

Population Population::without_file(const schemes::Spec& spec)
{
    if (const auto* sequence = std::get_if<schemes::SequenceSpec>(&spec))
        return population::of_strata(*sequence);
    return population::of_combinations(std::get<schemes::MinimisationSpec>(spec));
}

Result<Population, std::string> Population::from_csv(const schemes::Spec& spec,
                                                     std::string_view text)
{
    const auto rows = TRY(read_csv(text));
    population::FileReader reader(rows);
    if (const auto* sequence = std::get_if<schemes::SequenceSpec>(&spec))
        return reader.for_strata(*sequence);
    return reader.for_minimisation(std::get<schemes::MinimisationSpec>(spec));
}

} // namespace evenhand::simulation
