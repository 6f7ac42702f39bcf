#pragma once

#include "core/result.hpp"
#include "protocol/errors.hpp"
#include "protocol/questionnaire.hpp"

#include <string_view>

namespace evenhand::protocol {

/// The questionnaire in the text of its file: the first syntax error, or every error of meaning, or
/// the questionnaire. The errors name no file.
Result<Questionnaire, ProtocolErrors> load_questionnaire(std::string_view text);

} // namespace evenhand::protocol
