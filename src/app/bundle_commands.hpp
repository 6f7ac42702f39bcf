#pragma once

#include <optional>
#include <string>

namespace evenhand::app {

/// `evenhand randomise verify`: a bundle, and the log's key as the trial published it.
struct VerifyBundleOptions
{
    std::string file;
    std::optional<std::string> key;
    bool json = false;
};

/// Replays a whole randomisation, without a server or a store, and prints what it found: 0 if all
/// holds, 1 if something does not fit. Throws CannotRun where the file is no bundle.
int randomise_verify(const VerifyBundleOptions& options);

} // namespace evenhand::app
