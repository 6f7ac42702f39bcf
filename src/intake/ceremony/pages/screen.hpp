#pragma once

#include "html/field_error.hpp"
#include "html/page.hpp"
#include "http/tokens.hpp"
#include "intake/ceremony/ceremony_store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::ceremony::pages {

/// The one screen of the ceremony: how far it is, and the form of one step.
struct Screen
{
    Standing standing;
    Cast cast;
    /// What is asked for; what comes next where nothing else was wanted.
    Step step = Step::freeze;
    /// Whether the screen is the page of that step, or of the whole ceremony.
    bool of_step = false;
    bool may_begin = false;
    bool may_give = false;
    bool is_proposer = false; ///< whoever looks proposed it, and so does not begin it
    bool can_propose = false;
    bool is_live = true;
    std::vector<std::string> frozen; ///< strata at which nobody can be drawn
    http::FormTokens tokens;
    std::string party; ///< as typed; a contribution never comes back
    std::string commitment;
    std::string beacon;
    std::string reason;
    std::vector<html::FieldError> found;
    std::optional<Refusal> refusal; ///< that no field is to blame for
};

/// The field that a refusal is shown at; nothing where the screen has none.
std::optional<html::FieldError> error_of(Refusal refusal, const Screen& screen);

html::Page screen_page(const Screen& screen);

/// A fingerprint or another long word of digits, which may break anywhere.
html::Html mono(std::string_view text);

} // namespace evenhand::ceremony::pages
