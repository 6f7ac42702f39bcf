#pragma once

#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "storage/errors.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::storage {

class Connection;
class Database;

/// What a store is for, written once by `evenhand init`: one store holds one trial (design 8.1).
struct Installation
{
    crypto::Mode mode = crypto::Mode::demo;
    std::string trial; ///< the protocol's id
    Instant made;
};

/// Makes this store the one of that trial and those keys. CHECKs that it is nobody's yet.
void found_installation(Connection& sql, const crypto::KeyRings& keys, std::string_view trial,
                        Instant now);

/// The same in a transaction of its own. Gives what went wrong, if anything did: after
/// `outcome_unknown` the store may be bound to the keys.
std::optional<StorageError> bind_installation(Database& database, const crypto::KeyRings& keys,
                                              std::string_view trial, Instant now);

/// Nothing if no installation was founded in this store.
std::optional<Installation> installation_of(Connection& sql);

/// The sentence to stop with if the store is not of this trial and these keys, of either ring;
/// nothing if it is.
/// Each key is compared by its fingerprint, so that a wrong keys file is found before anything is
/// sealed or opened with it.
std::optional<std::string> reason_not_ours(Connection& sql, const crypto::Keys& keys,
                                           std::string_view trial);

} // namespace evenhand::storage
