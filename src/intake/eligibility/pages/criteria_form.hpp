#pragma once

#include "html/form.hpp"
#include "http/request.hpp"
#include "intake/eligibility/eligibility.hpp"
#include "protocol/protocol.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The protocol's criteria as a form: one question each, in the protocol's order, and what was typed
// read back as answers. A criterion's id is the name of its field.

namespace evenhand::eligibility::pages {

// No id of a protocol holds an underscore, so these are never one.
inline constexpr std::string_view none_of_these = "none_of_these";
inline constexpr std::string_view not_sure = "not_sure";

/// What the form shows beside the protocol's questions.
struct CriteriaShown
{
    const protocol::Protocol& protocol;
    LocalDate on;                  ///< the day that decides
    std::optional<LocalDate> born; ///< as the vault knows it
    std::string said_area = {};    ///< by the referral
    std::string said_group = {};
    bool asks_practice = false; ///< there is a directory to look it up in
};

html::Html criteria_inputs(const CriteriaShown& shown, const http::FormData& typed,
                           const html::FieldErrors& errors);

/// What was typed.
struct CriteriaTyped
{
    Answers answers;
    std::optional<LocalDate> born;       ///< confirmed, or told
    bool told_birth = false;             ///< another date than the vault's
    std::vector<html::FieldError> found; ///< what cannot be read; not what is missing
};
CriteriaTyped read_criteria(const CriteriaShown& shown, const http::FormData& typed);
/// What a form shows that corrects these answers.
http::FormData typed_of(const protocol::Protocol& protocol, const Answers& answers);

/// The words for the errors of the form, for as long as this lives.
class CriteriaMessages
{
public:
    explicit CriteriaMessages(const protocol::Protocol& protocol);
    CriteriaMessages(const CriteriaMessages&) = delete; // its messages point into it
    CriteriaMessages& operator=(const CriteriaMessages&) = delete;
    [[nodiscard]] std::vector<html::FieldMessage>& all() { return messages_; }

private:
    std::vector<std::string> fields_; ///< what the messages point into
    std::vector<html::FieldMessage> messages_;
};

/// The field of the day of a criterion of the kind `since`.
std::string day_field(const protocol::Criterion& criterion);

} // namespace evenhand::eligibility::pages
