#pragma once

#include "core/time.hpp"
#include "protocol/consent_items.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenhand::protocol {

struct Protocol;

/// One version of the protocol giving way to the next: a fact, kept by oversight/amendments.
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

/// The versions of what somebody agrees under.
struct ConsentVersions
{
    std::string form;
    std::string sheet;
    friend bool operator==(const ConsentVersions&, const ConsentVersions&) = default;
};
ConsentVersions consent_versions(const ConsentForm& form);

/// Whether people who consented under one form are asked again because of another: a new version of
/// the form or of the information sheet.
bool asks_again(const ConsentVersions& agreed_under, const ConsentVersions& now);

/// SHA-256 of what every sequence is committed under (rct/1): the arms in order with their shares
/// and what they lead to, the strata in order, the scheme by its hash. Versions that differ in it
/// cannot draw from one sequence.
std::string draw_hash(const Protocol& protocol);

} // namespace evenhand::protocol
