#pragma once

#include "core/time.hpp"
#include "protocol/consent_items.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenhand::protocol {

/// One version of the protocol giving way to the next: a fact, kept by the room that will store it.
/// Every other fact carries the version it happened under (design 4).
struct Amendment
{
    std::string from_version;
    std::string to_version;
    std::string from_hash; ///< of the freeze
    std::string to_hash;
    std::string approval; ///< the reference of the committee's approval; never empty
    std::string reason;
    Instant effective;
};

/// The version in force at that moment, from the first version and the amendments in any order.
std::string version_at(const std::string& first_version, std::span<const Amendment> amendments,
                       Instant at);

/// Whether people who consented under one form are asked again because of another: a new version of
/// the form or of the information sheet.
bool asks_again(const ConsentForm& agreed_under, const ConsentForm& now);

} // namespace evenhand::protocol
