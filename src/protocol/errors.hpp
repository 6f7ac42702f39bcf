#pragma once

#include <string>
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

} // namespace evenhand::protocol
