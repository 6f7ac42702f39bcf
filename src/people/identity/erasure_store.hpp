#pragma once

#include "storage/facts.hpp"

namespace evenhand::identity {

/// That a class key was destroyed, and why.
inline constexpr auto erasure_table = storage::fact_table(
    "identity_erasure", storage::text("subject_id"), storage::text("key_class"));

} // namespace evenhand::identity
