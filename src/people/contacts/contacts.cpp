#include "people/contacts/contacts.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/words.hpp"

#include <array>
#include <chrono>

namespace evenhand::contacts {

namespace contacts {

constexpr std::array channels{
    Words<Channel>{Channel::telephone, "telephone", "Telephone"},
    Words<Channel>{Channel::video, "video", "Video call"},
    Words<Channel>{Channel::face_to_face, "face_to_face", "Face to face"},
    Words<Channel>{Channel::text, "text", "Text message"},
    Words<Channel>{Channel::email, "email", "Email"},
    Words<Channel>{Channel::letter, "letter", "Letter"},
};
constexpr std::array directions{
    Words<Direction>{Direction::to_person, "to_person", "We contacted them"},
    Words<Direction>{Direction::from_person, "from_person", "They contacted us"},
};
constexpr std::array outcomes{
    Words<Outcome>{Outcome::spoke, "spoke", "We spoke"},
    Words<Outcome>{Outcome::left_message, "left_message", "A message was left"},
    Words<Outcome>{Outcome::no_answer, "no_answer", "Nobody answered"},
    Words<Outcome>{Outcome::wrong_details, "wrong_details", "Wrong number or address"},
    Words<Outcome>{Outcome::sent, "sent", "It was sent"},
    Words<Outcome>{Outcome::received, "received", "It was received"},
};

constexpr auto channel_list = values_of(channels);
constexpr auto direction_list = values_of(directions);
constexpr auto outcome_list = values_of(outcomes);

bool is_spoken(Channel channel)
{
    return channel == Channel::telephone || channel == Channel::video ||
           channel == Channel::face_to_face;
}

} // namespace contacts

std::span<const Channel> all_channels()
{
    return contacts::channel_list;
}

std::span<const Direction> all_directions()
{
    return contacts::direction_list;
}

std::span<const Outcome> all_outcomes()
{
    return contacts::outcome_list;
}

std::string_view name_of(Channel channel)
{
    return words_of(contacts::channels, channel).name;
}

std::string_view name_of(Direction direction)
{
    return words_of(contacts::directions, direction).name;
}

std::string_view name_of(Outcome outcome)
{
    return words_of(contacts::outcomes, outcome).name;
}

std::optional<Channel> channel_named(std::string_view name)
{
    return value_named(contacts::channels, name);
}

std::optional<Direction> direction_named(std::string_view name)
{
    return value_named(contacts::directions, name);
}

std::optional<Outcome> outcome_named(std::string_view name)
{
    return value_named(contacts::outcomes, name);
}

std::string_view label_of(Channel channel)
{
    return words_of(contacts::channels, channel).label;
}

std::string_view label_of(Direction direction)
{
    return words_of(contacts::directions, direction).label;
}

std::string_view label_of(Outcome outcome)
{
    return words_of(contacts::outcomes, outcome).label;
}

bool fits(Channel channel, Direction direction, Outcome outcome)
{
    const bool spoken = contacts::is_spoken(channel);
    const bool ours = direction == Direction::to_person;
    switch (outcome) {
    case Outcome::spoke:
        return spoken;
    case Outcome::left_message:
        return channel == Channel::telephone;
    case Outcome::no_answer:
        return spoken && ours;
    case Outcome::wrong_details:
        return ours;
    case Outcome::sent:
        return !spoken && ours;
    case Outcome::received:
        return !spoken && !ours;
    }
    CHECK(false);
}

bool is_two_way(Outcome outcome)
{
    return outcome == Outcome::spoke || outcome == Outcome::received;
}

bool is_time_known(std::optional<bool> kept, Instant occurred)
{
    if (kept) return *kept;
    return occurred != start_of_london_day(london_date(occurred)) + std::chrono::hours(12);
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::does_not_fit:
        return "does_not_fit";
    case Refusal::in_future:
        return "in_the_future";
    case Refusal::too_long_ago:
        return "too_long_ago";
    case Refusal::erased:
        return "erased";
    case Refusal::not_there:
        return "not_there";
    }
    CHECK(false);
}

std::optional<Refusal> fault_of(const NewContact& contact, Instant now)
{
    if (!fits(contact.channel, contact.direction, contact.outcome)) return Refusal::does_not_fit;
    if (contact.occurred > now) return Refusal::in_future;
    static const auto first = *Instant::parse("2000-01-01T00:00:00Z");
    if (contact.occurred < first) return Refusal::too_long_ago;
    return std::nullopt;
}

} // namespace evenhand::contacts
