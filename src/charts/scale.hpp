#pragma once

#include <string>
#include <vector>

namespace evenhand::charts {

/// An axis that holds both ends, with round numbers to mark.
struct Scale
{
    double low = 0;
    double high = 1;
    std::vector<double> marks;

    /// Where a value stands, from 0 at `low` to 1 at `high`.
    [[nodiscard]] double share(double value) const { return (value - low) / (high - low); }
};

/// The least scale of round steps (1, 2 or 5 times a power of ten) that holds both values, with no
/// more than about `most_steps` between its marks. CHECKs that both are finite.
Scale scale_of(double low, double high, int most_steps = 8);

/// A mark with the digits that its step needs: "-0.05".
std::string mark_text(const Scale& scale, double mark);

} // namespace evenhand::charts
