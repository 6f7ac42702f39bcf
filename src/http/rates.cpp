#include "http/rates.hpp"

#include "core/check.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace evenhand::http {

RateBudgets usual_rates()
{
    return {
        {RateClass::public_page, {120, 10}}, {RateClass::public_form, {60, 2}},
        {RateClass::sign_in, {30, 0.5}},     {RateClass::staff_page, {120, 10}},
        {RateClass::staff_form, {60, 5}},    {RateClass::asset, {600, 60}},
        {RateClass::health, {60, 10}},
    };
}

RateBudgets wider(RateBudgets budgets, double times)
{
    CHECK(times >= 1);
    for (auto& [rate, budget] : budgets) {
        budget.at_once *= times;
        budget.per_second *= times;
    }
    return budgets;
}

RateLimiter::RateLimiter(RateBudgets budgets, std::size_t most_askers)
    : budgets_(std::move(budgets)), most_askers_(most_askers)
{
    CHECK(most_askers_ >= 2);
}

std::optional<std::chrono::seconds> RateLimiter::refusal(RateClass rate, std::string_view asker,
                                                         Instant now)
{
    const auto budget = budgets_.find(rate);
    CHECK(budget != budgets_.end());
    const auto& [at_once, per_second] = budget->second;

    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= most_askers_) make_room();
    auto& bucket =
        buckets_.try_emplace(Key{rate, std::string(asker)}, Bucket{at_once, now}).first->second;
    // A clock put back gives nothing and takes nothing.
    const auto passed = std::max(std::chrono::duration<double>(now - bucket.at).count(), 0.0);
    bucket.left = std::min(at_once, bucket.left + passed * per_second);
    bucket.at = now;
    if (bucket.left >= 1) {
        bucket.left -= 1;
        return std::nullopt;
    }
    const auto wait = std::ceil((1 - bucket.left) / per_second);
    return std::chrono::seconds(std::max(1L, static_cast<long>(wait)));
}

void RateLimiter::make_room()
{
    // Those who asked longest ago go, half of all: so room is made seldom, and a flood of new
    // askers cannot push out those who are asking too much right now.
    std::vector<std::pair<Instant, Key>> by_age;
    by_age.reserve(buckets_.size());
    for (const auto& [key, bucket] : buckets_)
        by_age.emplace_back(bucket.at, key);
    const auto middle = by_age.begin() + static_cast<std::ptrdiff_t>(by_age.size() / 2);
    std::nth_element(by_age.begin(), middle, by_age.end());
    std::for_each(by_age.begin(), middle, [&](const auto& old) { buckets_.erase(old.second); });
}

std::string asker_of(std::string_view address)
{
    std::array<unsigned char, 16> bytes{};
    const std::string text(address);
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
        return fmt::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    }
    return fmt::format("{:02x}::/64", fmt::join(bytes.begin(), bytes.begin() + 8, ""));
}

} // namespace evenhand::http
