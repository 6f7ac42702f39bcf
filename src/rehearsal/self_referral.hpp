#pragma once

#include "core/rng.hpp"
#include "protocol/protocol.hpp"
#include "rehearsal/made_up_person.hpp"
#include "rehearsal/visitor.hpp"

#include <map>
#include <string>
#include <string_view>

namespace evenhand::rehearsal {

/// What somebody comes to the front door for, or what becomes of it.
enum class Intention {
    send,          ///< answers every question and sends
    ask_for_call,  ///< leaves a name and a number
    save_and_send, ///< stops half-way, comes back on another device with the code, and sends
    save,          ///< stops half-way with a code, and has not come back yet
    under_age,     ///< too young, by their answer or by their birth date
    outside_area,  ///< registered elsewhere or nowhere
    no_condition,  ///< health is not what keeps them from work
    not_agree,     ///< answers all, and does not want to be written down
};

/// What somebody answers, by the question's slug. A question that is not here would leave them
/// lost: a new question needs an answer from made-up people too.
using SelfReferral = std::map<std::string, Typed, std::less<>>;

/// The answers of that person. Draws from the stream what no trait decides: whether a helper types,
/// how they may be reached, how they heard.
SelfReferral self_referral(const MadeUpPerson& person, const protocol::Protocol& protocol, Rng rng);

/// The same answers, but for what makes the journey end as intended; `today` is the day on which
/// they are given.
SelfReferral answers_that_end(SelfReferral answers, Intention intention,
                              const protocol::Protocol& protocol, LocalDate today, Rng rng);

/// What somebody writes who would rather be called.
Typed call_request(const MadeUpPerson& person, Rng rng);

/// The question that the page asks, from its path "/join/SLUG?…"; empty on another page.
std::string_view question_asked(std::string_view url);

/// What they tell of themselves when they are asked and need not answer.
Typed equality_answers(const protocol::Protocol& protocol, Rng rng);

} // namespace evenhand::rehearsal
