#pragma once

#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/bundle_figures.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sealed {

/// What a verification came to.
struct BundleVerdict
{
    std::string trial;
    std::string key;      ///< of the log, to be compared with the published one
    std::string manifest; ///< hash of the manifest, under which all stands
    bool with_log = false;
    std::size_t checkpoints = 0;
    std::vector<std::string> faults; ///< sentences, the first twenty; empty if all holds
    BundleFigures figures;
    std::vector<std::string> paragraphs; ///< for CONSORT 2025, items 17 to 19

    [[nodiscard]] bool holds() const { return faults.empty(); }
};

/// Derives every sequence again, used and unused, and holds commitments, roots, openings, signed
/// heads and, in a full bundle, the log against each other. Needs nothing but the bytes. A clause
/// where there is nothing to check.
Result<BundleVerdict, std::string> verify_bundle(std::string_view bytes);

} // namespace evenhand::sealed
