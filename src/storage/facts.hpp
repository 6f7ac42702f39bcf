#pragma once

#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"
#include "storage/value.hpp"

#include <string>
#include <string_view>

namespace evenhand::storage {

/// As the `actor` column of a fact keeps it: "staff:4f0c…", "visitor:…", "job:…", "system:". A
/// pseudonym, never a name.
std::string actor_text(const Actor& actor);

/// An append-only table: the seven columns that fact_columns() fills, and then those of the room.
///   constexpr auto referral_table = storage::fact_table("referral", text("reference"), …);
template <class... Columns>
consteval Table fact_table(const char* name, Columns... own)
{
    return table(name, TableKind::fact, text("id"), number("recorded_at"), number("occurred_at"),
                 text("actor"), text("reason"), text("protocol_version"), text("supersedes"),
                 own...);
}

/// What every fact says of itself (design 8.4): id, recorded_at and occurred_at (both the unit's
/// moment), actor, reason, protocol_version and a null `supersedes`. The room adds its own columns,
/// and puts another moment or a superseded id in place with set().
Binds fact_columns(const UnitOfWork& work, std::string_view id, std::string_view reason);

/// Replaces the value of a column that is already bound. CHECKs that it is.
void set(Binds& row, std::string_view column, Value value);

} // namespace evenhand::storage
