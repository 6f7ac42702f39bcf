#pragma once

#include "storage/unit_of_work.hpp"

#include <string>
#include <string_view>
#include <vector>

// Drafts by whom they are about, for an erasure: their form is named "…/ID" then.

namespace evenhand::http {

/// The forms of the drafts, whoever typed them, that are about that record.
std::vector<std::string> drafts_about(storage::UnitOfWork& work, std::string_view id);
/// Throws those away.
void discard_drafts_about(storage::UnitOfWork& work, std::string_view id);

} // namespace evenhand::http
