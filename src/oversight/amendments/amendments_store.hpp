#pragma once

#include "oversight/amendments/amendments.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <span>

namespace evenhand::amendments {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// The versions that came into force. Every function runs in the caller's transaction.
class AmendmentStore
{
public:
    /// All of it: a trial has tens of versions. CHECKs that there are fewer than a thousand.
    static History history(storage::Connection& sql);
    /// Records the first version, in force from now. Does nothing if one is recorded.
    static void begin(storage::UnitOfWork& work, const Version& version,
                      std::string_view recorded_by);
    /// Judges and records an amendment.
    static Result<Entry, Refusal> amend(storage::UnitOfWork& work, const Wanted& wanted);
};

} // namespace evenhand::amendments
