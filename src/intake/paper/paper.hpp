#pragma once

#include "core/date_input.hpp"
#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/journey_words.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// People who stood at the draw while the program was down (security.md 4.3).

namespace evenhand::paper {

using identity::PersonId;
using PaperIntentId = Id<struct PaperIntentIdTag>;

/// Where everybody who waits on paper is listed.
inline constexpr std::string_view list_path = "/paper-intents";

/// Why a form holds nobody up any more.
enum class SetAside { not_taking_part, still_open, by_mistake };
inline constexpr std::array all_reasons{SetAside::not_taking_part, SetAside::still_open,
                                        SetAside::by_mistake};
/// As the table keeps it: "still_open".
std::string_view name_of(SetAside reason);
std::optional<SetAside> reason_named(std::string_view name);
std::string_view label_of(SetAside reason);

/// A form as it is written down.
struct NewPaperIntent
{
    std::string form; ///< its number: "17", or with letters of the place "A17"
    Instant asked;    ///< when they stood at the draw, as it says
};

/// A form that stands.
struct PaperIntent
{
    PaperIntentId id;
    PersonId person;
    std::string form;
    Instant asked;
    Instant entered;
    std::string actor; ///< who wrote it down, as facts name them
};

/// Why a form is not written down.
enum class Refusal {
    no_form,
    not_a_number, ///< of a form
    not_a_time,
    outside_hours, ///< nobody is seen then: an hour of the afternoon, told as of the night
    in_the_future,
    day_in_future,
    too_long_ago,
    form_used,       ///< by somebody else, on that day
    already_entered, ///< they have a form that stands
    has_left,        ///< before the draw: there is nothing to put in order
};
std::string_view code(Refusal refusal);

/// At most six digits, with up to three letters before them, as "A17". No name fits.
Result<std::string, Refusal> parse_form(std::string_view typed);
/// The moment that a form names: that time of that day in London, between 7am and 9pm, at most a
/// year before `now` and not after it.
Result<Instant, Refusal> moment_of(LocalDate day, TimeOfDay time, Instant now);

/// Whether a form still waits for whoever stands there: not yet at the draw, and not gone.
bool waits(participants::Stage stage);
/// Whether they are at the draw or past it: a form that is found then is written down, and orders
/// nobody any more.
bool is_late(participants::Stage stage);
/// Why a form may be set aside now. Once they were put into a group it is evidence of the order in
/// which that was done, and only a slip of whoever wrote it down is a reason.
std::vector<SetAside> reasons_at(participants::Stage stage);

/// Whether one was ready before the other: by the times on their forms, and where these are the
/// same, by the numbers of one pad.
bool came_before(const PaperIntent& one, const PaperIntent& other);

} // namespace evenhand::paper
