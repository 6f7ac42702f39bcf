#pragma once

#include "core/rng.hpp"
#include "http/exchange.hpp"
#include "protocol/protocol.hpp"
#include "rehearsal/arrivals.hpp"
#include "rehearsal/virtual_time.hpp"

#include <cstdint>
#include <string>

namespace evenhand::rehearsal {

/// What became of somebody who came to the front door.
enum class Outcome {
    sent,    ///< a self-referral stands in triage
    called,  ///< a request to be called stands in triage
    saved,   ///< a half-filled form waits for its code
    stopped, ///< a page said kindly why not
};

/// How a visit ended.
struct Came
{
    Outcome outcome = Outcome::stopped;
    std::string reference = {}; ///< of the referral that was sent; empty: none was
};

/// What the rehearsal of a trial works with; it outlives none of it.
struct Stage
{
    http::Service& service; ///< the program, as a connection meets it
    VirtualTime& time;
    const protocol::Protocol& protocol;
    const Rng& rng;   ///< of the run: everybody draws from streams of it
    std::string host; ///< as in the requests' Host
};

/// One made-up person goes through the public pages, at the pace at which people read and type,
/// from the first page to where their intention leads. Throws Lost if it leads elsewhere.
Came come_to_front_door(const Stage& stage, const Arrival& arrival, const MadeUpPerson& person);

} // namespace evenhand::rehearsal
