#pragma once

#include "statistics/data_set.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>

namespace evenhand::reference {

/// One golden result of the statistics engine (golden/README.md), and how far we are from it. What
/// was compared is printed when it dies, with the largest relative difference.
class Golden
{
public:
    /// "diff_means/dim_nsw_re78".
    explicit Golden(const std::string& name);
    Golden(const Golden&) = delete;
    Golden& operator=(const Golden&) = delete;
    ~Golden();

    [[nodiscard]] const nlohmann::json& values() const { return values_; }
    [[nodiscard]] double number(const std::string& key) const { return values_.at(key); }
    /// Fails the test unless |ours - wanted| <= abs + rel |wanted|, as the file says. `key` may
    /// lead inwards: "ipw/diff".
    void expect(double ours, const std::string& key);
    void expect_all(std::span<const double> ours, const std::string& key);
    /// The same with a relative tolerance of our own, where a method is held tighter or looser.
    void tolerate(double relative) { relative_ = relative; }

private:
    void compare(double ours, const nlohmann::json& wanted, const std::string& key);

    std::string name_;
    nlohmann::json values_;
    double relative_ = 0;
    double absolute_ = 0;
    double largest_ = 0;
    std::size_t compared_ = 0;
};

/// A file under the reference folder as R's read.csv(na.strings = c("", "NA")) sees it.
statistics::DataSet data_of(const std::string& path);

/// 1 where a category is this level, 0 where it is another, missing where it is missing.
statistics::Column indicator(const statistics::DataSet& data, const std::string& from,
                             const std::string& level, const std::string& name);

/// The rows complete in these columns.
statistics::DataSet complete(const statistics::DataSet& data,
                             const std::vector<std::string>& columns);

} // namespace evenhand::reference
