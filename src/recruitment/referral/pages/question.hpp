#pragma once

#include "core/personal.hpp"
#include "core/time.hpp"
#include "html/field_error.hpp"
#include "html/form.hpp"
#include "http/request.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/referral/pages/answers.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::referral {

/// What every question may look at.
struct Asked
{
    const protocol::Protocol& protocol;
    LocalDate today; ///< in London
    IdentifierMode mode;
    bool alone = true; ///< the only question of its page, whose heading it then is
};

/// Why someone cannot go on. Each has its own words in pages/cannot_join.cpp.
enum class Stop {
    too_young,
    not_in_area,
    no_group, ///< this trial has no group for the work they do
    no_condition,
    not_agreed,
};
std::string_view slug(Stop stop);
std::optional<Stop> stop_from(std::string_view slug);

/// One row of the check page, the triage record and the print-out.
struct Line
{
    std::string key;
    std::string value;  ///< empty: "Not provided"
    std::string change; ///< what the Change link says to a screen reader: "your name"
};

/// A page of the journey: what it asks, what is wrong with an answer, whether it ends the journey,
/// how it reads back.
struct Question
{
    std::string_view slug;
    std::string_view title; ///< of the page, and its heading
    html::Html (*view)(const Asked&, const http::FormData& typed, const html::FieldErrors&);
    std::vector<html::FieldError> (*check)(const Asked&, const http::FormData& typed);
    const std::vector<html::FieldMessage>& (*messages)();
    std::optional<Stop> (*stop)(const Asked&, const http::FormData& answer); ///< null: never stops
    std::vector<Line> (*lines)(const Asked&, const http::FormData& answer);
};

/// The journey in its order. The last question is the agreement; the check page follows it.
std::span<const Question* const> questions();
/// Nothing unless there is a question of that slug.
const Question* find_question(std::string_view slug);
/// The question after that one, or nothing after the last.
const Question* question_after(const Question& question);
const Question* question_before(const Question& question);

/// The first question, in order, that has no valid answer yet; nothing if all are answered and none
/// stops.
const Question* first_open(const Asked& asked, const Answers& answers);

/// The first question, in order, whose answer stops the journey for that reason, or nothing. Two
/// may: the age is asked, and the date of birth tells it.
const Question* first_stopping(const Asked& asked, const Answers& answers, Stop stop);

} // namespace evenhand::referral
