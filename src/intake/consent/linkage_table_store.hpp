#pragma once

#include "people/identity/identity_store.hpp"
#include "storage/facts.hpp"

#include <string_view>
#include <vector>

namespace evenhand::consent {

/// What linkage_store.cpp writes and the room's list of audited tables holds.
inline constexpr auto linkage_table = storage::fact_table(
    "linkage_keys", storage::text("person_id"), storage::number("place"), storage::text("state"),
    storage::text("skip_reason"), storage::text("consent_id"), storage::text("sealed_keys"));

/// The rows with keys sealed for that person.
std::vector<identity::SealedRow> sealed_linkage_rows(storage::UnitOfWork& work,
                                                     std::string_view whose);

} // namespace evenhand::consent
