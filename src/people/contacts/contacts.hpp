#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::contacts {

using identity::PersonId;
using ContactId = Id<struct ContactIdTag>;

enum class Channel { telephone, video, face_to_face, text, email, letter };
enum class Direction { to_person, from_person };
enum class Outcome { spoke, left_message, no_answer, wrong_details, sent, received };

std::span<const Channel> all_channels();
std::span<const Direction> all_directions();
std::span<const Outcome> all_outcomes();
/// As the table keeps it: "face_to_face".
std::string_view name_of(Channel channel);
std::string_view name_of(Direction direction);
std::string_view name_of(Outcome outcome);
std::optional<Channel> channel_named(std::string_view name);
std::optional<Direction> direction_named(std::string_view name);
std::optional<Outcome> outcome_named(std::string_view name);
/// As staff read it: "Face to face".
std::string_view label_of(Channel channel);
std::string_view label_of(Direction direction);
std::string_view label_of(Outcome outcome);

/// Whether the three can stand together: nobody speaks by letter, and what they wrote to us was
/// received.
bool fits(Channel channel, Direction direction, Outcome outcome);
/// Both sides said something.
bool is_two_way(Outcome outcome);

struct NewContact
{
    Channel channel = Channel::telephone;
    Direction direction = Direction::to_person;
    Outcome outcome = Outcome::spoke;
    Instant occurred;
    std::string note = {};    ///< cleaned; may be empty
    bool time_known = true;   ///< of the day; else only the day was told
    std::string of_case = {}; ///< the support case at which it was made; empty: at none
};

struct Contact
{
    ContactId id;
    Channel channel = Channel::telephone;
    Direction direction = Direction::to_person;
    Outcome outcome = Outcome::spoke;
    Instant occurred;
    bool time_known = true; ///< else only the day of `occurred` says something
    std::string of_case;    ///< the support case at which it was made; empty: at none
    std::string actor;
    std::optional<std::string> note; ///< nothing: there is none, or it was destroyed
    bool had_note = false;
    bool in_error = false;
};

/// Whether the time of day of a contact is known: what was kept with it. Of a contact from before
/// that was kept, noon exact in London stands for "not known".
bool is_time_known(std::optional<bool> kept, Instant occurred);

/// Why a contact is not written.
enum class Refusal {
    does_not_fit,
    in_future,
    too_long_ago,
    erased, ///< the person's casework class: nothing more is written about them
    not_there,
};
std::string_view code(Refusal refusal);

/// Nothing: it may be written.
std::optional<Refusal> fault_of(const NewContact& contact, Instant now);

} // namespace evenhand::contacts
