#pragma once

#include "storage/table.hpp"

namespace evenhand::identity {

/// That a class key was destroyed, and why.
inline constexpr auto erasure_table = storage::table(
    "identity_erasure", storage::TableKind::fact, storage::text("id"), storage::text("subject_id"),
    storage::number("recorded_at"), storage::number("occurred_at"), storage::text("actor"),
    storage::text("reason"), storage::text("protocol_version"), storage::text("supersedes"),
    storage::text("key_class"));

} // namespace evenhand::identity
