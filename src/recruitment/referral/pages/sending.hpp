#pragma once

#include "core/result.hpp"
#include "recruitment/referral/pages/question.hpp"
#include "recruitment/referral/referral.hpp"

#include <string_view>
#include <vector>

namespace evenhand::referral {

/// The referral in the answers of the self-referral journey, or the question that must be answered
/// first. Everything is checked again here, because days may lie between a draft and its sending.
Result<NewReferral, const Question*> referral_from(const Asked& asked, const Answers& answers);

/// "Ask us to call you": a name, a number, when, and in which language.
Result<NewReferral, std::vector<html::FieldError>> call_from(const http::FormData& typed);

/// What a referral told, opened: NewReferral::told as answers again. CHECKs that it is what these
/// pages wrote.
Answers answers_told(std::string_view told);

} // namespace evenhand::referral
