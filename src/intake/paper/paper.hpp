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

// People who stood at the draw while the program was down (security.md 4.6).

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
    std::string form; ///< the number printed on it
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
    form_not_text,
    form_too_long,
    not_a_time,
    no_such_time, ///< the clocks went forward then
    in_the_future,
    too_long_ago,
    form_used,       ///< by somebody else, on that day
    already_entered, ///< they have a form that stands
    not_before_draw, ///< they are at the draw or past it, or have left
};
std::string_view code(Refusal refusal);

/// The number of a form without spaces around it, of at most 20 characters.
Result<std::string, Refusal> parse_form(std::string_view typed);
/// The moment that a form names: that time of that day in London; of an hour that happens twice the
/// first. At most a year before `now` and not after it.
Result<Instant, Refusal> moment_of(LocalDate day, TimeOfDay time, Instant now);

/// Whether a form still waits for whoever stands there: not yet at the draw, and not gone.
bool waits(participants::Stage stage);

} // namespace evenhand::paper
