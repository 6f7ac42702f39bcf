#pragma once

// Every page of the way to a group, asked for again and again where somebody stands on it: the
// whole program but the socket, as it is with that many people in the store.

#include "tests/benchmarks/filled_house.hpp"
#include "tests/support/test_client.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::journey_benchmark {

/// What one page, or one search, took.
struct PageTimes
{
    std::string page; ///< "/participants/{person}/eligibility": one name for everybody's
    std::vector<double> milliseconds;

    /// That share of them took no longer. Throws std::out_of_range if there are none.
    [[nodiscard]] double within(double share) const;
};

/// The name of a page's address: without its query, and with {person} where an id stands.
std::string name_of_page(std::string_view address);

class PageClock
{
public:
    explicit PageClock(std::size_t rounds) : rounds_(rounds) {}

    /// Asks `rounds` times for the page on which the browser stands. Throws std::runtime_error if
    /// an answer is anything but that page.
    void again(tests::TestClient& browser);
    /// Goes there, and then the same.
    void visit(tests::TestClient& browser, const std::string& path);
    /// Asks as often and times it; `prepare` comes before each and is not timed. Throws
    /// std::runtime_error unless each is answered by that status.
    void measure(const std::string& name, int status, const std::function<void()>& prepare,
                 const std::function<tests::Visit()>& ask);

    /// In the order in which they were first met.
    [[nodiscard]] const std::vector<PageTimes>& all() const { return all_; }

private:
    std::vector<double>& times_of(const std::string& name);

    std::size_t rounds_;
    std::vector<PageTimes> all_;
};

/// The public check, the self-referral, the whole way until both groups have somebody, what follows
/// in either, the lists of every role, and the three ways of searching.
void walk_every_page(FilledHouse& at, PageClock& clock);

} // namespace evenhand::journey_benchmark
