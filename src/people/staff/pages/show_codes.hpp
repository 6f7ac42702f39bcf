#pragma once

#include "crypto/one_time_code.hpp"
#include "html/html.hpp"

#include <string>
#include <vector>

namespace evenhand::staff {

/// Recovery codes as a list, with what to do with them.
html::Html show_codes(const std::vector<std::string>& codes);

/// The secret of an authenticator app: as a QR code that a camera reads, and in letters for who
/// types it. `account` is what the app shows beside the service's name.
html::Html show_app_secret(const crypto::TotpSecret& secret, const crypto::TotpLabel& label);

} // namespace evenhand::staff
