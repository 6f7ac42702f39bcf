#include "recruitment/appointments/information_store.hpp"

#include "core/check.hpp"
#include "recruitment/appointments/appointment_rows_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::appointments {

namespace information_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr Statement sent_to{
    "information_sent.of_person",
    "SELECT purpose, document, version, format, channel, appointment_id, occurred_at, actor "
    "FROM information_sent WHERE person_id = :person ORDER BY occurred_at DESC, id DESC LIMIT 50"};

struct PurposeWords
{
    Purpose value;
    std::string_view name;
    std::string_view label;
};
constexpr std::array purposes{
    PurposeWords{Purpose::information, "information", "Information sent"},
    PurposeWords{Purpose::last_letter, "last_letter", "Letter after the last attempt sent"},
    PurposeWords{Purpose::confirmation, "confirmation", "Confirmation of an appointment prepared"},
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
constexpr auto way_list = [] {
    std::array<SentBy, ways.size()> all{};
    for (std::size_t i = 0; i < ways.size(); ++i)
        all[i] = ways[i].value;
    return all;
}();

const SentByWords& of(SentBy sent_by)
{
    return *std::ranges::find(ways, sent_by, &SentByWords::value);
}

const PurposeWords& of(Purpose purpose)
{
    return *std::ranges::find(purposes, purpose, &PurposeWords::value);
}

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
                           {"appointment_id", appointment}});
    work.append(information_table, row);
}

} // namespace information_store

std::span<const SentBy> all_sent_by()
{
    return information_store::way_list;
}

std::string_view name_of(Purpose purpose)
{
    return information_store::of(purpose).name;
}

std::string_view name_of(SentBy sent_by)
{
    return information_store::of(sent_by).name;
}

std::optional<SentBy> sent_by_named(std::string_view name)
{
    const auto found =
        std::ranges::find(information_store::ways, name, &information_store::SentByWords::name);
    if (found == information_store::ways.end()) return std::nullopt;
    return found->value;
}

std::string_view label_of(Purpose purpose)
{
    return information_store::of(purpose).label;
}

std::string_view label_of(SentBy sent_by)
{
    return information_store::of(sent_by).label;
}

void InformationStore::note(storage::UnitOfWork& work, PersonId person, const Sent& sent) const
{
    information_store::append(work, person, sent);
    // The last letter is an attempt to reach them, and stands in the contact log as one. What they
    // are sent to read is none, and must not count as one.
    if (sent.purpose != Purpose::last_letter) return;
    const auto written = contacts_.record(work, person,
                                          {.channel = information_store::of(sent.by).channel,
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
    if (!postbox_.queue(work, appointment.person, message, work.now())) return false;
    information_store::append(work, appointment.person,
                              {.purpose = Purpose::confirmation,
                               .document = "appointment confirmation",
                               .version = "1",
                               .format = "standard",
                               .by = by_text ? SentBy::text : SentBy::email,
                               .appointment = appointment.id,
                               .occurred = work.now()});
    return true;
}

std::vector<Sent> InformationStore::of_person(storage::UnitOfWork& work, PersonId person) const
{
    using namespace information_store;
    std::vector<Sent> all;
    for (auto& [purpose, document, version, format, channel, appointment, occurred, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, Maybe, std::int64_t, Text>(
             sent_to, {{"person", person.text()}})) {
        const auto kind = std::ranges::find(purposes, purpose, &PurposeWords::name);
        CHECK(kind != purposes.end());
        Sent sent{.purpose = kind->value,
                  .document = std::move(document),
                  .version = std::move(version),
                  .format = std::move(format),
                  .by = sent_by_named(channel).value(),
                  .appointment = {},
                  .occurred = Instant::from_micros(occurred),
                  .actor = std::move(actor)};
        if (appointment) sent.appointment = id_in<AppointmentId>(*appointment);
        all.push_back(std::move(sent));
    }
    return all;
}

} // namespace evenhand::appointments
