#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Statistical disclosure control, the only place that does it. Every breakdown of people by place,
// group or trait passes through here on its way to a screen, a chart or a file.
//
// The rule is that of NHS sub-national counts (NHS Digital's method for hospital and emergency care
// statistics, casework 7.5): nobody stays 0, a small count is hidden, any other is rounded to the
// nearest 5, and percentages are whole numbers of what was rounded. There every total is rounded
// too, so that nothing can be subtracted. Ours are exact (design 1.8), so this file does one thing
// more: it works out what a reader could subtract, hides the next smallest count while that tells
// too much, and shows nothing at all where hiding does not help (secondary suppression).

namespace evenhand::reports {

/// The house's numbers. A protocol that asks for another rule gets its own.
struct DisclosureRule
{
    std::int64_t small = 7;         ///< 1 to this is hidden
    std::int64_t round_to = 5;      ///< odd, so that no count lies half-way
    std::int64_t least_options = 3; ///< of each hidden count, to whoever subtracts
};

/// Whether a count may be told together with the exact total of the breakdown.
enum class Total {
    known,   ///< each person is in one row, and the total is published
    unknown, ///< a person may be in several rows, or the total is not published
};

/// What may be shown, row by row.
struct Disclosed
{
    std::vector<std::optional<std::int64_t>> counts; ///< nothing: hidden
    bool withheld = false;                           ///< all of it: too few people
    friend bool operator==(const Disclosed&, const Disclosed&) = default;
};

/// What may be shown of these counts. CHECKs that none is negative.
Disclosed disclose(std::span<const std::int64_t> counts, Total total,
                   const DisclosureRule& rule = {});

/// Whole per cent of the rounded sum; nothing where a count is hidden or there is nobody.
std::vector<std::optional<int>> percentages(const Disclosed& disclosed);

/// Whether a count is small enough to tell of somebody.
bool is_small(std::int64_t count, const DisclosureRule& rule = {});

} // namespace evenhand::reports
