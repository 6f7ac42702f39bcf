#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

/// `evenhand randomise derive`: what the ceremony put in.
struct DeriveOptions
{
    std::string spec_file;
    std::string trial;
    std::string nonce;                      ///< 64 hexadecimal digits
    std::vector<std::string> contributions; ///< PARTY=HEX
    std::optional<std::string> beacon;      ///< 64 hexadecimal digits
    bool json = false;
};

/// Prints commitments, the hash of the spec, and the blocks, arms, first leaf and root of every
/// stratum as one JSON object: on one line with --json, otherwise over several. Throws CannotRun
/// with one sentence for whatever is malformed. Returns the exit code.
int randomise_derive(const DeriveOptions& options);

/// Throws CannotRun unless the value of an option may be the name of a trial or of a party.
void check_name(std::string_view option, const std::string& name);

/// The text of a file that the command line named; throws CannotRun where it cannot be read.
std::string text_of_file(const std::string& path);

} // namespace evenhand::app
