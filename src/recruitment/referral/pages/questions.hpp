#pragma once

#include "recruitment/referral/pages/question.hpp"

// The pages of the self-referral journey (casework 4.1), each defined in the file of its name.

namespace evenhand::referral::pages {

extern const Question who_for;
extern const Question age;
extern const Question surgery;
extern const Question postcode;
extern const Question work;
extern const Question condition;
extern const Question other_help;
extern const Question name;
extern const Question birth_date;
extern const Question nhs_number;
extern const Question contact;
extern const Question safe_contact;
extern const Question needs;
extern const Question source;
extern const Question agreement;

} // namespace evenhand::referral::pages
