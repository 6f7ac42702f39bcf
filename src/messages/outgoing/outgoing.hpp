#pragma once

#include "core/time.hpp"
#include "people/withdrawal/permissions_view.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::outgoing {

/// What a message is, as far as anybody may know who sees the outbox.
enum class Kind {
    appointment, ///< when and where, and what to bring
    information, ///< what they are sent to read; the same in every arm
    survey,      ///< an invitation or a reminder
};
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

enum class Channel { email, text };
std::string_view name_of(Channel channel);
std::optional<Channel> channel_named(std::string_view name);

/// Ready to read. A text message has no subject.
struct Message
{
    Kind kind = Kind::information;
    Channel channel = Channel::email;
    std::string subject;
    std::string text;
    bool mentions_health = false; ///< or the trial: others may read it where it arrives
    friend bool operator==(const Message&, const Message&) = default;
};

/// What is known when a message is due.
struct AtSending
{
    Kind kind = Kind::information;
    withdrawal::PermissionsView may;
    bool readable = false; ///< the person's contact class was not erased
    bool wished = false;   ///< that way suits them, and is safe for what it says
    bool has_address = false;
};

enum class Fate {
    send,
    may_not_contact,
    may_not_survey,
    erased,
    not_wished,
    no_address,
    not_theirs, ///< taken back before it was due
};
/// As the outbox keeps why a message was dropped: "may_not_contact".
std::string_view name_of(Fate fate);
std::optional<Fate> fate_named(std::string_view name);

/// Whether a due message goes out. Each reason alone stops it.
Fate fate_of(const AtSending& known);

/// What has become of a message, as far as anybody may read it who sees whose it is.
struct Progress
{
    enum class State { waiting, sent, dropped };
    State state = State::waiting;
    std::optional<Fate> because = {}; ///< why it was dropped
    std::optional<Instant> at = {};   ///< when it was sent or dropped
};
/// "Sent on 2 March 2026", "Not sent: they may not be contacted". `sends`: there is a way to send
/// what waits.
std::string words_of(const Progress& progress, bool sends);

/// One text for sealing, and back; nothing if the text is not what written() gives.
std::string written(const Message& message);
std::optional<Message> read_back(std::string_view text);

} // namespace evenhand::outgoing
