// The log-rank test (Mantel 1966; Peto & Peto 1972) for any number of groups and strata, with the
// weights of Harrington & Fleming (1982): the pooled survival just before each time, to the power
// rho. The variance is the hypergeometric one.
#include "statistics/distributions.hpp"
#include "statistics/matrix.hpp"
#include "statistics/survival.hpp"
#include "statistics/survival_order.hpp"

#include "core/check.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace log_rank_test {

struct Sums
{
    Eigen::VectorXd observed;
    Eigen::VectorXd expected;
    Eigen::MatrixXd variance;
    Eigen::VectorXd events; ///< unweighted

    explicit Sums(std::size_t groups)
    {
        const auto size = static_cast<Eigen::Index>(groups);
        observed = expected = events = Eigen::VectorXd::Zero(size);
        variance = Eigen::MatrixXd::Zero(size, size);
    }
};

struct Person
{
    double time;
    bool event;
    Eigen::Index group;
};

/// Adds one time: how many of each group had the event and were at risk.
void add_time(Sums& sums, const Eigen::VectorXd& events, const Eigen::VectorXd& at_risk,
              double weight)
{
    const double all_events = events.sum();
    const double all = at_risk.sum();
    const Eigen::VectorXd share = at_risk / all;
    sums.observed += weight * events;
    sums.expected += weight * all_events * share;
    sums.events += events;
    if (all <= 1) return;
    const double spread = weight * weight * all_events * (all - all_events) / (all - 1);
    sums.variance += spread * (Eigen::MatrixXd(share.asDiagonal()) - share * share.transpose());
}

void add_stratum(Sums& sums, const std::vector<Person>& people, double rho)
{
    Eigen::VectorXd at_risk = Eigen::VectorXd::Zero(sums.observed.size());
    for (const Person& person : people)
        at_risk[person.group] += 1;
    double survival = 1;
    for (std::size_t i = 0; i < people.size();) {
        const double time = people[i].time;
        Eigen::VectorXd events = Eigen::VectorXd::Zero(at_risk.size());
        Eigen::VectorXd gone = events;
        for (; i < people.size() && people[i].time == time; ++i) {
            gone[people[i].group] += 1;
            if (people[i].event) events[people[i].group] += 1;
        }
        if (events.sum() > 0) {
            add_time(sums, events, at_risk, rho == 0 ? 1 : std::pow(survival, rho));
            survival *= 1 - events.sum() / at_risk.sum();
        }
        at_risk -= gone;
    }
}

std::vector<double> vector_of(const Eigen::VectorXd& from)
{
    return {from.data(), from.data() + from.size()};
}

} // namespace log_rank_test

Outcome<LogRank> log_rank(std::span<const double> time, std::span<const double> event,
                          std::span<const std::size_t> group, std::span<const std::size_t> stratum,
                          double rho)
{
    CHECK(group.size() == time.size() && (stratum.empty() || stratum.size() == time.size()));
    const auto order = TRY(survival_order(time, event));
    const std::size_t groups = *std::ranges::max_element(group) + 1;
    const std::size_t strata = stratum.empty() ? 1 : *std::ranges::max_element(stratum) + 1;
    if (groups < 2) return refuse(Problem{Fault::one_arm});
    std::vector<std::vector<log_rank_test::Person>> people(strata);
    for (const std::size_t row : order) {
        people[stratum.empty() ? 0 : stratum[row]].push_back(
            {time[row], event[row] == 1, static_cast<Eigen::Index>(group[row])});
    }
    log_rank_test::Sums sums(groups);
    for (const auto& in_stratum : people)
        log_rank_test::add_stratum(sums, in_stratum, rho);
    if (sums.events.sum() == 0) return refuse(Problem{Fault::no_events});
    // The last group follows from the others.
    const auto free = static_cast<Eigen::Index>(groups - 1);
    const Eigen::VectorXd apart = (sums.observed - sums.expected).head(free);
    const Eigen::LDLT<Eigen::MatrixXd> solver(sums.variance.topLeftCorner(free, free));
    if (!(solver.vectorD().minCoeff() > 0)) return refuse(Problem{Fault::one_arm, "at risk"});
    LogRank result;
    result.observed = log_rank_test::vector_of(sums.observed);
    result.expected = log_rank_test::vector_of(sums.expected);
    result.first_variance = sums.variance(0, 0);
    result.chi_squared = std::max(apart.dot(solver.solve(apart)), 0.0);
    result.df = static_cast<double>(free);
    result.p = chi_squared_upper(result.chi_squared, result.df);
    return result;
}

} // namespace evenhand::statistics
