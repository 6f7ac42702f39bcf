#pragma once

#include "core/encoding.hpp"
#include "core/result.hpp"
#include "crypto/hash.hpp"
#include "crypto/signed_note.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/keys.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sealed {

// The transcript of a randomisation: all that somebody needs to derive every sequence again and to
// hold it against what was published (docs/methods/rct-bundle-1.md). It is made when the trial is
// over: it holds the contributions, from which every position follows, used or not.

struct BundleParty
{
    std::string party;
    crypto::Hash256 commitment;
    Public32 contribution{}; ///< no secret any more
};

struct BundleCeremony
{
    std::uint32_t number = 1; ///< from 1; a second one is a new beginning with new keys
    std::vector<BundleParty> parties;
    Public32 nonce{};
    Public32 beacon{}; ///< zero where none was named
    crypto::Hash256 spec_hash;
    std::string spec; ///< its canonical text
};

/// A committed run of positions of one stratum, and what was opened of it.
struct BundleEpoch
{
    std::uint32_t stratum = 0;
    std::uint32_t number = 1;
    std::uint32_t ceremony = 1;
    std::uint32_t first = 1; ///< positions count from 1 across epochs
    crypto::Hash256 root;
    std::string arms; ///< of the positions that were given, from the first: a digit each
    std::vector<crypto::Hash256> salts;
};

/// A fact of the log with what opens its commitment.
struct BundleRow
{
    std::uint32_t leaf = 0;
    crypto::Hash256 salt;
    Bytes row; ///< docs/methods/audit.md, "Rows"
};

/// What only auditors are given: it holds ids and times.
struct BundleLog
{
    std::vector<Bytes> leaves; ///< from the first
    std::vector<BundleRow> rows;
};

struct Bundle
{
    std::string trial; ///< with its mode: "working-win/demo"
    std::vector<BundleCeremony> ceremonies;
    std::vector<BundleEpoch> epochs;      ///< in the order of strata and numbers
    std::vector<std::string> checkpoints; ///< signed heads of the log, in order
    std::optional<BundleLog> log;         ///< of the full bundle
};

/// The names under which commitments and leaves are made.
std::string ceremony_trial(std::string_view trial, std::int64_t ceremony);
std::string epoch_trial(std::string_view trial, std::int64_t epoch);

/// The file: a manifest under one signature, then its parts. Equal bundles give equal bytes.
std::string write_bundle(const Bundle& bundle, const crypto::NoteVerifier& log,
                         const crypto::SigningKey& key);

/// A bundle as read, with whatever of its bytes does not fit the signed manifest.
struct ReadBundle
{
    crypto::NoteVerifier key; ///< that the manifest names; the reader compares it with the
                              ///< published one
    crypto::Hash256 manifest;
    Bundle bundle;
    std::vector<std::string> faults; ///< sentences
};

/// Why there is nothing to check at all, as one clause, such as that the file was cut short.
Result<ReadBundle, std::string> read_bundle(std::string_view bytes);

} // namespace evenhand::sealed
