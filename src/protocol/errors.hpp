#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

struct ProtocolError
{
    int line = 0;      ///< from 1; 0 where no line can be named
    std::string field; ///< "referral.work[2].group"; empty for a syntax error
    std::string sentence;
    std::string file = {}; ///< a file that the protocol names; empty: the protocol itself
};

using ProtocolErrors = std::vector<ProtocolError>;

/// Whether nothing was said of that setting of the protocol itself, or of what stands below it:
/// then what was read of it can be judged together with other things.
bool is_sound(const ProtocolErrors& errors, std::string_view field);

} // namespace evenhand::protocol
