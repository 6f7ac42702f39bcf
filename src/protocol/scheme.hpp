#pragma once

// How the sequence is drawn. This is the one secret of a protocol: of the rooms only the allocator
// includes this header.

#include "core/result.hpp"
#include "protocol/errors.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

struct RandomisationSpec;

enum class SchemeKind {
    big_stick, ///< a fair coin until the imbalance reaches the limit, then the lagging arm
    blocks,    ///< permuted blocks of sizes drawn from the list
};

struct Scheme
{
    SchemeKind kind = SchemeKind::big_stick;
    int limit = 0;                ///< big_stick: the largest imbalance
    std::vector<int> block_sizes; ///< blocks
    std::string nonce; ///< 64 hexadecimal digits, so that nobody finds the hash by trying
};

/// The scheme in the text of a NAME.randomisation.toml, checked against the arms: the first syntax
/// error, or every error of meaning, or the scheme.
Result<Scheme, ProtocolErrors> load_scheme(std::string_view text, const RandomisationSpec& spec);

/// The hash by which a protocol names a scheme: SHA-256 over its canonical JSON. 64 hexadecimal
/// digits. Comments and order of the file do not count.
std::string scheme_hash(const Scheme& scheme);

/// Reads the scheme that the protocol file at `protocol_path` names, from the folder it stands in,
/// and holds it against the hash. The errors carry the scheme's file name.
Result<Scheme, ProtocolErrors> load_scheme_beside(const std::string& protocol_path,
                                                  const RandomisationSpec& spec);

} // namespace evenhand::protocol
