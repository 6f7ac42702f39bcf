#pragma once

#include <optional>
#include <string>

namespace evenhand {
class RandomSource;
} // namespace evenhand

namespace evenhand::app {

/// `evenhand randomise receipt`: a receipt, and what it is held against.
struct ReceiptOptions
{
    std::string file;
    std::optional<std::string> root; ///< as it was published for the stratum, in hexadecimal
    bool json = false;
};

/// Says whether a receipt holds, without a server or a store. 0 if it does, 1 if not; throws
/// CannotRun where it is no receipt.
int randomise_receipt(const ReceiptOptions& options);

/// `evenhand randomise contribute`: whose contribution to which ceremony.
struct ContributeOptions
{
    std::string trial; ///< as the ceremony names it
    std::string party;
    bool json = false;
};

/// Draws a contribution and prints it as words and a QR code, with the commitment to it. Keeps
/// nothing. Throws CannotRun for a name that cannot be one.
int randomise_contribute(const ContributeOptions& options, RandomSource& random);

} // namespace evenhand::app
