#pragma once

#include "html/html.hpp"
#include "html/lists.hpp"
#include "recruitment/referral/pages/question.hpp"
#include "recruitment/referral/referral_store.hpp"

#include <string_view>

namespace evenhand::referral::pages {

/// What the decision who a referral is about is asked to lead to: a concern about that person.
inline constexpr std::string_view next_is_concern = "concern";

/// A row of a summary list; an empty value reads "Not provided".
html::SummaryRow record_row(std::string_view key, const html::Html& value);
/// Who it is, as told.
html::Html who_card(const Record& record);
/// Safe contact and communication needs: whoever calls must see them before the number. Empty
/// where they were erased.
html::Html before_you_call(const Asked& asked, const Record& record);
/// What was told beside that.
html::Html what_they_told(const Asked& asked, const Record& record);

} // namespace evenhand::referral::pages
