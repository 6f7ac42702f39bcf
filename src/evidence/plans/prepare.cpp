#include "evidence/plans/prepare.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace evenhand::plans {

namespace prepare_parts {

using protocol::ProtocolErrors;
using statistics::Column;
using statistics::ColumnType;
using statistics::DataSet;
using statistics::is_missing;
using Rows = std::vector<std::size_t>;

/// A table of counts that stands for more people than this is a slip of the keyboard.
constexpr double most_people = 5e7;

std::vector<std::string> all_columns(const Analysis& analysis)
{
    std::vector<std::string> all{analysis.outcome, analysis.treatment.column};
    for (const auto* more : {&analysis.covariates, &analysis.blocks, &analysis.missing.columns})
        all.insert(all.end(), more->begin(), more->end());
    for (const auto* one :
         {&analysis.event, &analysis.clusters, &analysis.weights, &analysis.instrument_for})
        if (!one->empty()) all.push_back(*one);
    for (const Subgroup& subgroup : analysis.subgroups)
        all.push_back(subgroup.column);
    return all;
}

void refuse_absent(const DataSet& data, const std::vector<std::string>& names, int line,
                   std::string_view field, ProtocolErrors& errors)
{
    std::set<std::string> told;
    for (const std::string& name : names) {
        if (data.find(name) != nullptr || !told.insert(name).second) continue;
        errors.push_back(
            {line, std::string(field), fmt::format("the data have no column \"{}\"", name)});
    }
}

void derive(const Plan& plan, DataSet& data, ProtocolErrors& errors)
{
    for (const Derived& each : plan.derived) {
        const auto before = errors.size();
        refuse_absent(data, each.as.names(), each.line, "data.derive", errors);
        // What is derived from it in turn is not complained of as well.
        Column made{each.name,
                    ColumnType::number,
                    std::vector<double>(data.rows(), statistics::missing_value()),
                    {}};
        if (errors.size() == before) {
            if (auto column = each.as.evaluate(data, each.name)) {
                made = *std::move(column);
            } else {
                errors.push_back({each.line, "data.derive", column.error().sentence});
            }
        }
        data.put(std::move(made));
    }
}

/// Each row as often as it stands for a person.
void repeat_rows(const Plan& plan, DataSet& data, ProtocolErrors& errors)
{
    const Column* column = data.find(plan.frequency);
    const auto fault = [&](std::string sentence) {
        errors.push_back({plan.data_line, "data.frequency", std::move(sentence)});
    };
    if (column == nullptr)
        return fault(fmt::format("the data have no column \"{}\"", plan.frequency));
    double total = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const double count = column->values[row];
        if (!(count >= 0) || count != std::floor(count))
            return fault(fmt::format("row {} of \"{}\" is not a whole number of people", row + 1,
                                     plan.frequency));
        total += count;
    }
    if (total > most_people)
        return fault(fmt::format("\"{}\" adds up to more than 50,000,000 people", plan.frequency));
    Rows rows;
    for (std::size_t row = 0; row < data.rows(); ++row)
        rows.insert(rows.end(), static_cast<std::size_t>(column->values[row]), row);
    data = data.take(rows);
}

void filter(const Plan& plan, Prepared& prepared, ProtocolErrors& errors)
{
    for (const Filter& each : plan.filters) {
        const auto before = errors.size();
        refuse_absent(prepared.data, each.keep.names(), each.line, "data.filter", errors);
        if (errors.size() != before) continue;
        const auto rows = statistics::rows_where(each.keep, prepared.data);
        if (!rows) {
            errors.push_back({each.line, "data.filter", rows.error().sentence});
            continue;
        }
        prepared.filters.push_back({each.why, prepared.data.rows() - rows->size()});
        prepared.data = prepared.data.take(*rows);
    }
}

/// The value that stands in a column for a text of the plan.
std::optional<double> value_of(const Column& column, const std::string& text)
{
    if (column.type == ColumnType::category) {
        const auto found = std::ranges::find(column.levels, text);
        if (found == column.levels.end()) return std::nullopt;
        return static_cast<double>(found - column.levels.begin());
    }
    if (column.type == ColumnType::boolean && (text == "TRUE" || text == "FALSE"))
        return text == "TRUE" ? 1 : 0;
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The arms as 0 and 1, and the rows that are in one of them.
Result<Rows, std::string> take_arms(const Treatment& treatment, DataSet& data)
{
    Column column = data.column(treatment.column);
    const auto treated = value_of(column, treatment.treated);
    const auto control = value_of(column, treatment.control);
    const auto counted = [&](const std::optional<double>& value) {
        return value ? std::ranges::count(column.values, *value) : 0;
    };
    for (const auto& [value, text] :
         {std::pair{treated, treatment.treated}, std::pair{control, treatment.control}}) {
        if (counted(value) == 0)
            return refuse(fmt::format("Nobody in this group has \"{}\" in the column {}.", text,
                                      treatment.column));
    }
    Rows rows;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        double& value = column.values[row];
        if (value != *treated && value != *control) {
            value = statistics::missing_value();
            continue;
        }
        value = value == *treated ? 1 : 0;
        rows.push_back(row);
    }
    column.type = ColumnType::integer;
    column.levels.clear();
    data.put(std::move(column));
    return rows;
}

/// The values of all blocks joined, in the order of their bytes.
Column joined(const DataSet& data, const std::vector<std::string>& blocks)
{
    std::vector<std::string> texts(data.rows());
    for (std::size_t row = 0; row < data.rows(); ++row) {
        for (const std::string& name : blocks) {
            const Column& column = data.column(name);
            if (is_missing(column.values[row])) {
                texts[row].clear();
                break;
            }
            texts[row] += (texts[row].empty() ? "" : " / ") + text_of(column, row);
        }
    }
    std::map<std::string, double> places;
    for (const auto& text : texts)
        if (!text.empty()) places.emplace(text, 0);
    Column made{std::string(block_column), ColumnType::category, {}, {}};
    for (auto& [text, place] : places) {
        place = static_cast<double>(made.levels.size());
        made.levels.push_back(text);
    }
    for (const auto& text : texts)
        made.values.push_back(text.empty() ? statistics::missing_value() : places.at(text));
    return made;
}

void drop_empty_levels(Column& column)
{
    std::vector<double> place(column.levels.size(), -1);
    for (const double value : column.values)
        if (!is_missing(value)) place[static_cast<std::size_t>(value)] = 0;
    std::vector<std::string> levels;
    for (std::size_t level = 0; level < place.size(); ++level) {
        if (place[level] < 0) continue;
        place[level] = static_cast<double>(levels.size());
        levels.push_back(column.levels[level]);
    }
    for (double& value : column.values)
        if (!is_missing(value)) value = place[static_cast<std::size_t>(value)];
    column.levels = std::move(levels);
}

} // namespace prepare_parts

Result<Prepared, protocol::ProtocolErrors> prepare(const Plan& plan, statistics::DataSet data)
{
    protocol::ProtocolErrors errors;
    Prepared prepared{.data = std::move(data)};
    prepared.rows = prepared.data.rows();
    prepare_parts::derive(plan, prepared.data, errors);
    if (!plan.frequency.empty()) prepare_parts::repeat_rows(plan, prepared.data, errors);
    prepared.people = prepared.data.rows();
    for (const Group& group : plan.groups)
        prepare_parts::refuse_absent(prepared.data, group.where.names(), group.line, "group",
                                     errors);
    for (const Analysis& analysis : plan.analyses)
        prepare_parts::refuse_absent(prepared.data, prepare_parts::all_columns(analysis),
                                     analysis.line, "analysis", errors);
    prepare_parts::filter(plan, prepared, errors);
    if (!errors.empty()) return refuse(std::move(errors));
    return prepared;
}

std::vector<std::string> needed_columns(const Analysis& analysis)
{
    std::vector<std::string> all{analysis.outcome, analysis.treatment.column};
    all.insert(all.end(), analysis.covariates.begin(), analysis.covariates.end());
    if (!analysis.blocks.empty()) all.emplace_back(block_column);
    for (const auto* one :
         {&analysis.event, &analysis.clusters, &analysis.weights, &analysis.instrument_for})
        if (!one->empty()) all.push_back(*one);
    return all;
}

Result<Working, std::string> working_data(const Plan& plan, const Analysis& analysis,
                                          const statistics::DataSet& data)
{
    Working working{.data = statistics::DataSet(data.rows())};
    for (const std::string& name : prepare_parts::all_columns(analysis))
        working.data.put(data.column(name));
    if (!analysis.group.empty()) {
        const auto group = std::ranges::find(plan.groups, analysis.group, &Group::id);
        CHECK(group != plan.groups.end());
        const auto rows = statistics::rows_where(group->where, data);
        if (!rows) return refuse(rows.error().sentence);
        working.data = working.data.take(*rows);
    }
    const std::size_t in_group = working.data.rows();
    const auto rows = TRY(prepare_parts::take_arms(analysis.treatment, working.data));
    working.n_outside = in_group - rows.size();
    working.data = rows_of(working.data, rows);
    if (!analysis.blocks.empty())
        working.data.put(prepare_parts::joined(working.data, analysis.blocks));
    return working;
}

statistics::DataSet rows_of(const statistics::DataSet& data, const std::vector<std::size_t>& rows)
{
    statistics::DataSet taken = data.take(rows);
    std::vector<std::string> categories;
    for (const auto& column : taken.columns())
        if (column.type == statistics::ColumnType::category) categories.push_back(column.name);
    for (const auto& name : categories) {
        statistics::Column column = taken.column(name);
        prepare_parts::drop_empty_levels(column);
        taken.put(std::move(column));
    }
    return taken;
}

} // namespace evenhand::plans
