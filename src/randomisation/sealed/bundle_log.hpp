#pragma once

#include "crypto/merkle.hpp"
#include "randomisation/sealed/bundle.hpp"

#include <string>
#include <vector>

namespace evenhand::sealed {

/// What does not fit between the log of a full bundle and the rest of it: a chain or tree that does
/// not lead to the signed heads, a fact that its leaf did not commit to, a root that was published
/// after somebody stood at its positions, a person put in twice, an order of positions that was not
/// the order of events. `heads` are the signed ones.
std::vector<std::string> log_faults(const Bundle& bundle, const schemes::SequenceSpec& spec,
                                    const std::vector<crypto::TreeHead>& heads);

} // namespace evenhand::sealed
