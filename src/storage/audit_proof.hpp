#pragma once

#include "core/encoding.hpp"
#include "core/result.hpp"
#include "crypto/signed_note.hpp"
#include "storage/connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// Why there is no proof of a leaf.
enum class ProofRefusal {
    no_such_leaf,
    not_signed_yet, ///< no checkpoint covers it: there is one within a minute
    log_damaged,    ///< the leaves do not add up to the checkpoint
};

/// A proof that a leaf is in the log, which anyone with the log's public key can check offline, in
/// the form c2sp.org/tlog-proof@v1: the leaf's index, its path in the tree, and the first
/// checkpoint that covers it. It shows nothing of any other leaf but hashes. Reads the leaves
/// between two checkpoints only, so its cost does not grow with the log.
Result<std::string, ProofRefusal> audit_proof(Connection& sql, const crypto::NoteVerifier& log,
                                              std::uint64_t index);

/// Whether the text is such a proof, by this log, of exactly these bytes of a leaf.
bool proves(std::string_view proof, ByteView leaf, const crypto::NoteVerifier& log);

} // namespace evenhand::storage
