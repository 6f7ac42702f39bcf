#include "intake/allocation/draw_record.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::allocation {

namespace draw_record {

/// The smallest of sorted values that so many of a hundred do not exceed.
std::chrono::microseconds centile(const std::vector<std::chrono::microseconds>& sorted,
                                  std::size_t of_hundred)
{
    const std::size_t rank = (sorted.size() * of_hundred + 99) / 100;
    return sorted.at(std::max<std::size_t>(rank, 1) - 1);
}

} // namespace draw_record

std::optional<double> Guesses::rate() const
{
    if (draws == 0) return std::nullopt;
    return right / static_cast<double>(draws);
}

DrawRecorder::DrawRecorder(const schemes::Ratio& ratio) : rules_(ratio)
{
    record_.everybody.resize(ratio.arms());
}

void DrawRecorder::add(const DrawnPosition& position)
{
    if (position.stratum != stratum_ || record_.by_stratum.empty()) {
        stratum_ = position.stratum;
        history_.clear(rules_);
    }
    if (!position.arm) {
        record_.unfinished.push_back(position);
        return;
    }
    CHECK(*position.arm < rules_.arms);
    count(position, *position.arm);
    guess(position, *position.arm);
    waits_.push_back(position.drawn - position.intended);
}

void DrawRecorder::count(const DrawnPosition& position, std::size_t arm)
{
    ++record_.everybody[arm];
    for (auto* const place : {&record_.by_stratum[position.stratum],
                              &record_.by_area[position.area], &record_.by_group[position.group]}) {
        place->resize(rules_.arms);
        ++(*place)[arm];
    }
}

void DrawRecorder::guess(const DrawnPosition& position, std::size_t arm)
{
    const auto among = history_.expected_among(rules_, arm);
    for (auto* const guesses : {&record_.all, &record_.by_recruiter[position.recruiter]}) {
        ++guesses->draws;
        if (among > 0) guesses->right += 1.0 / static_cast<double>(among);
    }
    history_.add(rules_, arm);
}

DrawRecord DrawRecorder::finish() &&
{
    if (!waits_.empty()) {
        std::ranges::sort(waits_);
        record_.times = DrawTimes{.median = draw_record::centile(waits_, 50),
                                  .slow = draw_record::centile(waits_, 95),
                                  .longest = waits_.back()};
    }
    return std::move(record_);
}

schemes::Ratio ratio_of(const protocol::Protocol& protocol)
{
    std::vector<std::uint32_t> shares;
    for (const auto& arm : protocol.randomisation.arms)
        shares.push_back(static_cast<std::uint32_t>(arm.share));
    auto ratio = schemes::Ratio::from(shares);
    CHECK(ratio.has_value()); // a protocol with other arms is not loaded
    return *std::move(ratio);
}

} // namespace evenhand::allocation
