#pragma once

#include "http/request.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::referral {

/// What someone has typed so far, as typed, by the slug of the question. It is what the draft
/// keeps, and what a referral seals of all that is not identity.
class Answers
{
public:
    [[nodiscard]] bool has(std::string_view question) const;
    /// The answer to that question, or an empty form.
    [[nodiscard]] const http::FormData& of(std::string_view question) const;
    /// Keeps the answer, in place of an earlier one.
    void set(std::string_view question, http::FormData answer);
    [[nodiscard]] bool empty() const { return by_question_.empty(); }
    /// The same answers without those questions.
    [[nodiscard]] Answers without(std::span<const std::string_view> questions) const;

    /// One flat form: each question as "slug" with no value, then its fields as "slug.field".
    [[nodiscard]] http::FormData to_form() const;
    /// What to_form() wrote; names of another shape are passed over.
    static Answers from_form(const http::FormData& form);

private:
    std::map<std::string, http::FormData, std::less<>> by_question_;
};

} // namespace evenhand::referral
