#pragma once

#include "storage/facts.hpp"

namespace evenhand::identity {

/// Every version of what is known of a person's details; the one that nothing supersedes holds.
inline constexpr auto details_table = storage::fact_table(
    "person_details", storage::text("person_id"), storage::text("given_names"),
    storage::text("family_name"), storage::text("known_as"), storage::text("birth_date"),
    storage::text("phone"), storage::text("email"), storage::text("postal_address"),
    storage::text("postcode"), storage::text("nhs_number"));

} // namespace evenhand::identity
