#pragma once

#include "html/html.hpp"
#include "intake/consent/consent_store.hpp"

#include <string>

// A signature in words, for every page that shows one.

namespace evenhand::consent::pages {

/// Each statement as it was shown, with the answer.
html::Html statements_and_answers(const Signed& one);
/// "Typed name: Zoë Example", "On paper, form CF-12, dated 1 March 2026".
std::string signature_words(const Signed& one);
/// "A carer: Sam Example", "Nobody".
std::string supporter_words(const Circumstances& circumstances);
/// "Counts", "Waits for a colleague who heard it".
std::string_view status_words(Status status);

} // namespace evenhand::consent::pages
