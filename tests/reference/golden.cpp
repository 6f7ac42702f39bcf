#include "tests/reference/golden.hpp"

#include "statistics/data_file.hpp"
#include "statistics/design.hpp"
#include "tests/reference/reference_files.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace evenhand::reference {

namespace golden {

std::string text_of(const std::string& path)
{
    std::ifstream file(folder() / path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace golden

Golden::Golden(const std::string& name) : name_(name)
{
    const auto whole = nlohmann::json::parse(golden::text_of("golden/" + name + ".json"));
    values_ = whole.at("values");
    const auto& tolerance = whole.at("tolerance");
    relative_ = tolerance.at("rel").is_null() ? 0 : tolerance.at("rel").get<double>();
    absolute_ = tolerance.at("abs");
}

Golden::~Golden()
{
    std::printf("golden %-42s %3zu numbers, largest relative difference %.1e\n", name_.c_str(),
                compared_, largest_);
    EXPECT_GT(compared_, 0U) << name_;
}

void Golden::expect(double ours, const std::string& key)
{
    compare(ours, values_.at(nlohmann::json::json_pointer("/" + key)), key);
}

void Golden::expect_all(std::span<const double> ours, const std::string& key)
{
    const auto& wanted = values_.at(nlohmann::json::json_pointer("/" + key));
    ASSERT_EQ(ours.size(), wanted.size()) << name_ << " " << key;
    for (std::size_t i = 0; i < ours.size(); ++i)
        compare(ours[i], wanted[i], key + " " + std::to_string(i));
}

void Golden::compare(double ours, const nlohmann::json& wanted, const std::string& key)
{
    const double golden = wanted;
    const double difference = std::abs(ours - golden);
    // What is within the absolute tolerance (a p-value of 1e-300) has no relative one to tell.
    if (difference > absolute_) largest_ = std::max(largest_, difference / std::abs(golden));
    ++compared_;
    EXPECT_LE(difference, absolute_ + relative_ * std::abs(golden))
        << name_ << " " << key << ": ours " << ours << ", golden " << golden;
}

statistics::DataSet data_of(const std::string& path)
{
    auto read = statistics::read_data(golden::text_of(path));
    if (!read) throw std::runtime_error(path + ": " + sentence(read.error().at(0)));
    return *std::move(read);
}

statistics::Column indicator(const statistics::DataSet& data, const std::string& from,
                             const std::string& level, const std::string& name)
{
    const auto& column = data.column(from);
    const auto found = std::ranges::find(column.levels, level);
    if (found == column.levels.end()) throw std::runtime_error(from + " is never " + level);
    const auto code = static_cast<double>(found - column.levels.begin());
    statistics::Column result{name, statistics::ColumnType::integer, column.values, {}};
    for (double& value : result.values) {
        if (!statistics::is_missing(value)) value = value == code ? 1 : 0;
    }
    return result;
}

statistics::DataSet complete(const statistics::DataSet& data,
                             const std::vector<std::string>& columns)
{
    const auto rows = statistics::complete_rows(data, columns);
    if (!rows) throw std::runtime_error(sentence(rows.error()));
    return data.take(*rows);
}

} // namespace evenhand::reference
