#pragma once

#include "core/rng.hpp"

#include <string>

namespace evenhand::rehearsal {

/// A name as somebody writes it in the two boxes of the form. Who has one name only writes it in
/// both, as the form asks.
struct MadeUpName
{
    std::string first;
    std::string last;
    std::string known_as; ///< what they like to be called; mostly empty
};

/// A name drawn from lists of many tongues and scripts, put together by chance: whoever bears it,
/// it is nobody's.
MadeUpName made_up_name(Rng& rng);

} // namespace evenhand::rehearsal
