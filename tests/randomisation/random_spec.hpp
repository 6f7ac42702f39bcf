#pragma once

#include "core/rng.hpp"

#include <string>
#include <utility>
#include <vector>

namespace evenhand::tests {

/// One ceremony: a spec and all that goes into its keys, as the command line takes them.
struct Ceremony
{
    std::string spec; ///< JSON, in an order and spacing of its own
    std::string trial;
    std::string nonce;
    std::vector<std::pair<std::string, std::string>> contributions; ///< party and hexadecimal
    std::string beacon;                                             ///< empty for none

    /// The arguments of `derive` but for the spec's file.
    [[nodiscard]] std::vector<std::string> arguments() const;
};

/// Any ceremony: each scheme, 2 to 8 arms (mostly 2 or 3), unequal ratios, 1 to 200 strata, labels
/// beyond ASCII, 1 to 4 parties, with and without a beacon. Equal draws give equal ceremonies.
Ceremony random_ceremony(Rng& rng);

} // namespace evenhand::tests
