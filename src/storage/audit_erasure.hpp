#pragma once

#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <string_view>

namespace evenhand::storage {

/// What an object is, in the words of the log.
struct AuditObject
{
    std::string_view type; ///< a literal: the table's name, or the event's object type
    std::string_view id;
};

/// The action of the event that erase_openings logs. Verification takes a missing opening as
/// lawful only if a later leaf, or the same, says this of its object.
inline constexpr std::string_view openings_erased = "audit.openings_erased";

/// Deletes every opening of an object up to now: the commitments about it stay in the log and say
/// nothing any more. Returns how many there were. `reason` must not itself be personal. The row is
/// not touched; the room that owns it destroys its key.
std::int64_t erase_openings(UnitOfWork& work, const AuditObject& object, std::string_view reason);

} // namespace evenhand::storage
