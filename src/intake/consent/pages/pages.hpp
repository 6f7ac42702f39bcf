#pragma once

#include "http/route.hpp"
#include "intake/consent/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::consent::pages {

using Page = http::Response(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);

// circumstances.cpp
Page ask_circumstances;
Page keep_circumstances;
// statements.cpp
Page ask_statements;
Page keep_statements;
// stop.cpp
Page ask_stop;
Page stop;
// sign.cpp
Page ask_signature;
Page sign;
// witness.cpp
Page ask_witness;
Page bear_witness;
// copy.cpp
Page copy;
// again.cpp
Page again;
// linkage_keys.cpp
Page ask_linkage_keys;
Page give_linkage_keys;
// same_number.cpp
Page ask_same_number;
Page settle_same_number;
// linkage_skip.cpp
Page ask_linkage_skip;
Page skip_linkage_keys;

} // namespace evenhand::consent::pages
