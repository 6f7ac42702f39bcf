#pragma once

#include "people/participants/pages/services.hpp"

#include <vector>

// The words for what each room seals about a person, for the data-protection officer's pages.

namespace evenhand::app {

/// What the rows are that each room seals, in the words of the dry run of an erasure. What would
/// tell the group by being there is not named.
std::vector<participants::SealedTable> sealed_tables();
/// The rows that may be entered in error, with how each room reads one.
std::vector<participants::NotesInError> notes_in_error();

} // namespace evenhand::app
