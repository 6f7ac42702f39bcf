#include "recruitment/appointments/information_store.hpp"

#include "core/check.hpp"
#include "core/words.hpp"
#include "recruitment/appointments/appointment_rows_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::appointments {

namespace information_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

// One for each booking and each time that somebody wants it again: no one is sent fifty.
constexpr Statement sent_to{
    "information_sent.of_person",
    "SELECT purpose, document, version, format, channel, appointment_id, occurred_at, actor, "
    "message_id "
    "FROM information_sent WHERE person_id = :person ORDER BY occurred_at DESC, id DESC LIMIT 50"};

constexpr Statement messages_of_referral{
    "information_sent.messages_of_referral",
    "SELECT message_id FROM information_sent WHERE person_id = :person AND referral_id = :referral "
    "AND message_id <> '' ORDER BY id"};

constexpr std::array purposes{
    Words<Purpose>{Purpose::information, "information", "Information sent"},
    Words<Purpose>{Purpose::last_letter, "last_letter", "Letter after the last attempt sent"},
    Words<Purpose>{Purpose::confirmation, "confirmation", "Confirmation of an appointment"},
};

struct SentByWords
{
    SentBy value;
    std::string_view name;
    std::string_view label;
    contacts::Channel channel;
};
constexpr std::array ways{
    SentByWords{SentBy::letter, "letter", "By letter", contacts::Channel::letter},
    SentByWords{SentBy::email, "email", "By email", contacts::Channel::email},
    SentByWords{SentBy::text, "text", "By text message", contacts::Channel::text},
    SentByWords{SentBy::by_hand, "by_hand", "By hand", contacts::Channel::face_to_face},
};
constexpr auto way_list = values_of(ways);

void append(storage::UnitOfWork& work, PersonId person, const Sent& sent)
{
    auto row = storage::fact_columns(work, work.new_id<Id<struct InformationTag>>().text(), {});
    storage::set(row, "occurred_at", sent.occurred.micros());
    Maybe appointment;
    if (sent.appointment) appointment = sent.appointment->text();
    row.insert(row.end(), {{"person_id", person.text()},
                           {"purpose", name_of(sent.purpose)},
                           {"document", sent.document},
                           {"version", sent.version},
                           {"format", sent.format},
                           {"channel", name_of(sent.by)},
                           {"appointment_id", appointment},
                           {"message_id", sent.message},
                           {"referral_id", sent.referral ? sent.referral->text() : Text()}});
    work.append(information_table, row);
}

} // namespace information_store

std::span<const SentBy> all_sent_by()
{
    return information_store::way_list;
}

std::string_view name_of(Purpose purpose)
{
    return words_of(information_store::purposes, purpose).name;
}

std::string_view name_of(SentBy sent_by)
{
    return words_of(information_store::ways, sent_by).name;
}

std::optional<SentBy> sent_by_named(std::string_view name)
{
    return value_named(information_store::ways, name);
}

std::string_view label_of(Purpose purpose)
{
    return words_of(information_store::purposes, purpose).label;
}

std::string_view label_of(SentBy sent_by)
{
    return words_of(information_store::ways, sent_by).label;
}

Sent acknowledged(participants::ReferralId referral, Instant at)
{
    return {.purpose = Purpose::information,
            .document = "acknowledgement of the referral",
            .version = "1",
            .format = "standard",
            .by = SentBy::letter,
            .occurred = at,
            .referral = referral};
}

void InformationStore::note(storage::UnitOfWork& work, PersonId person, const Sent& sent) const
{
    information_store::append(work, person, sent);
    // The last letter is an attempt to reach them, and stands in the contact log as one. What they
    // are sent to read is none, and must not count as one.
    if (sent.purpose != Purpose::last_letter) return;
    const auto written =
        contacts_.record(work, person,
                         {.channel = words_of(information_store::ways, sent.by).channel,
                          .direction = contacts::Direction::to_person,
                          .outcome = contacts::Outcome::sent,
                          .occurred = sent.occurred,
                          .note = {}});
    CHECK(written.has_value()); // without a note, of this day or earlier: checked by the caller
}

bool InformationStore::confirm(storage::UnitOfWork& work, const Appointment& appointment,
                               const ReachedBy& reached, std::string_view telephone) const
{
    const auto channel = outgoing::channel_named(message_channel(reached));
    if (!channel) return false;
    const bool by_text = *channel == outgoing::Channel::text;
    const outgoing::Message message{outgoing::Kind::appointment, *channel,
                                    by_text ? "" : "Your appointment",
                                    confirmation_text(appointment, telephone)};
    const auto queued = postbox_.queue(work, appointment.person, message, work.now());
    if (!queued) return false;
    information_store::append(work, appointment.person,
                              {.purpose = Purpose::confirmation,
                               .document = "appointment confirmation",
                               .version = "1",
                               .format = "standard",
                               .by = by_text ? SentBy::text : SentBy::email,
                               .appointment = appointment.id,
                               .occurred = work.now(),
                               .message = queued->text()});
    return true;
}

bool InformationStore::acknowledge(storage::UnitOfWork& work, PersonId person,
                                   participants::ReferralId referral, const ReachedBy& reached,
                                   const std::string& text) const
{
    const auto channel = outgoing::channel_named(message_channel(reached));
    if (!channel) return false;
    const bool by_text = *channel == outgoing::Channel::text;
    const outgoing::Message message{outgoing::Kind::information, *channel,
                                    by_text ? "" : "We have your details", text};
    const auto queued = postbox_.queue(work, person, message, work.now());
    if (!queued) return false;
    Sent sent = acknowledged(referral, work.now());
    sent.by = by_text ? SentBy::text : SentBy::email;
    sent.message = queued->text();
    information_store::append(work, person, sent);
    return true;
}

void InformationStore::take_back(storage::UnitOfWork& work, PersonId person,
                                 participants::ReferralId referral) const
{
    const storage::Binds whose{{"person", person.text()}, {"referral", referral.text()}};
    for (const auto& [message] :
         work.sql().rows<std::string>(information_store::messages_of_referral, whose))
        outgoing::take_back(work, id_in<outgoing::MessageId>(message));
}

std::vector<Sent> InformationStore::of_person(storage::UnitOfWork& work, PersonId person) const
{
    using namespace information_store;
    std::vector<Sent> all;
    std::vector<Text> messages;
    for (auto& [purpose, document, version, format, channel, appointment, occurred, actor,
                message] :
         work.sql().rows<Text, Text, Text, Text, Text, Maybe, std::int64_t, Text, Text>(
             sent_to, {{"person", person.text()}})) {
        const auto kind = value_named(purposes, purpose);
        CHECK(kind.has_value());
        Sent sent{.purpose = *kind,
                  .document = std::move(document),
                  .version = std::move(version),
                  .format = std::move(format),
                  .by = sent_by_named(channel).value(),
                  .appointment = {},
                  .occurred = Instant::from_micros(occurred),
                  .actor = std::move(actor),
                  .message = std::move(message)};
        if (!sent.message.empty()) messages.push_back(sent.message);
        if (appointment) sent.appointment = id_in<AppointmentId>(*appointment);
        all.push_back(std::move(sent));
    }
    const auto progress = outgoing::progress_of(work, messages);
    for (Sent& sent : all) {
        if (const auto found = progress.find(sent.message); found != progress.end())
            sent.progress = found->second;
    }
    return all;
}

} // namespace evenhand::appointments
