#pragma once

#include "recruitment/referral/pages/question.hpp"

// The pages of the self-referral journey (casework 4.1), each defined in the file of its name.

namespace evenhand::referral::pages {

extern const Question who_for_question;
extern const Question age_question;
extern const Question surgery_question;
extern const Question postcode_question;
extern const Question work_question;
extern const Question condition_question;
extern const Question other_help_question;
extern const Question name_question;
extern const Question birth_date_question;
extern const Question nhs_number_question;
extern const Question contact_question;
extern const Question safe_contact_question;
extern const Question needs_question;
extern const Question source_question;
extern const Question agreement_question;

} // namespace evenhand::referral::pages
