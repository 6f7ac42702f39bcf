#include "messages/outgoing/postbox_store.hpp"

#include "core/check.hpp"
#include "storage/outbox.hpp"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

// Sealed under the person's contact key, bound to the person: the row of the outbox has no name
// until it is queued.

namespace evenhand::outgoing {

namespace postbox_store {

using identity::KeyClass;

constexpr int most_claimed = 20;
constexpr std::chrono::minutes lease_length{5};

identity::Place place_of(const std::string& person)
{
    return {"outbox", "sealed_payload", person};
}

const storage::Actor& actor()
{
    static const storage::Actor sender{
        .kind = storage::ActorKind::job, .id = "messages", .role = ""};
    return sender;
}

/// A message that is due, with what is known of it now.
struct Due
{
    storage::OutboxId id;
    Fate fate = Fate::erased;
    Addressed addressed;
};

struct Batch
{
    std::vector<Due> due;
    int dropped = 0;
};

/// What was not asked is not wished; a later no stops what was queued on a yes.
bool suits(const wishes::Wishes& wished, const Message& message)
{
    const auto way = message.channel == Channel::email ? wishes::Way::email : wishes::Way::text;
    return wishes::may_write(wished, way, message.mentions_health);
}

std::string address_of(const identity::IdentityView& who, Channel channel)
{
    return channel == Channel::email ? who.email : who.phone;
}

} // namespace postbox_store

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != postbox_store::KeyClass::contact) return rows;
    for (const std::string& id : storage::waiting_messages_to(work, whose))
        rows.push_back({"outbox", id});
    return rows;
}

std::optional<MessageId> Postbox::queue(storage::UnitOfWork& work, PersonId person,
                                        const Message& message, Instant not_before) const
{
    using namespace postbox_store;
    if (vault_.was_destroyed(work, person, KeyClass::contact)) return std::nullopt;
    const auto key = vault_.key_for(work, person, KeyClass::contact);
    const auto id = person.text();
    return storage::queue_message(
        work, {.channel = name_of(message.channel),
               .template_name = name_of(message.kind),
               .subject_id = id,
               .sealed_payload = vault_.seal(key, place_of(id), written(message), work.random()),
               .not_before = not_before});
}

void take_back(storage::UnitOfWork& work, MessageId message)
{
    storage::drop_waiting(work, message, name_of(Fate::not_theirs));
}

std::map<std::string, Progress> progress_of(storage::UnitOfWork& work,
                                            const std::vector<std::string>& ids)
{
    std::map<std::string, Progress> all;
    for (const auto& [id, found] : storage::message_states(work, ids)) {
        Progress progress{.at = found.settled};
        if (found.state == "sent") progress.state = Progress::State::sent;
        if (found.state == "dropped") {
            progress.state = Progress::State::dropped;
            progress.because = fate_named(found.why);
        }
        all.emplace(id, progress);
    }
    return all;
}

namespace postbox_store {

/// Everything that decides, read in one unit.
Due judged(const SenderParts& parts, storage::UnitOfWork& work,
           const storage::ClaimedMessage& claimed)
{
    const auto person = PersonId::parse(claimed.subject_id);
    CHECK(person.has_value());
    Due due{.id = claimed.id, .addressed = {}};
    AtSending known{.kind = kind_named(claimed.template_name).value(),
                    .may = parts.withdrawals.permissions(work, *person).view()};
    if (const auto key = parts.vault.find_key(work, *person, KeyClass::contact)) {
        const auto opened =
            parts.vault.open(*key, place_of(claimed.subject_id), claimed.sealed_payload);
        auto message = read_back(opened.text());
        CHECK(message.has_value());
        known.readable = true;
        const auto who = parts.identities.open_person(work, *person);
        due.addressed = {.address = who ? address_of(*who, message->channel) : std::string(),
                         .message = *std::move(message)};
        known.has_address = !due.addressed.address.empty();
        const auto standing = parts.wishes.standing(work, *person);
        known.wished = standing && suits(standing->wishes, due.addressed.message);
    }
    due.fate = fate_of(known);
    return due;
}

} // namespace postbox_store

SendTally Sender::send_due(storage::Units& units) const
{
    using namespace postbox_store;
    const std::string_view holder = parts_.holder;
    const auto batch = units.write(actor(), "claim messages", [&](storage::UnitOfWork& work) {
        Batch claimed_now;
        for (const auto& claimed : storage::claim_messages(
                 work, {.holder = holder, .length = lease_length}, most_claimed)) {
            auto one = judged(parts_, work, claimed);
            if (one.fate == Fate::send)
                claimed_now.due.push_back(std::move(one));
            else if (storage::mark_dropped(work, one.id, holder, name_of(one.fate))) {
                ++claimed_now.dropped;
                if (parts_.settled) parts_.settled(work, one.id, one.fate);
            }
        }
        return claimed_now;
    });
    SendTally tally{.dropped = batch.dropped};
    for (const Due& due : batch.due) {
        const bool went = parts_.transport(due.addressed);
        units.write(actor(), "settle a message", [&](storage::UnitOfWork& work) {
            if (!went)
                storage::mark_failed(work, due.id, holder, "transport");
            else if (storage::mark_sent(work, due.id, holder) && parts_.settled)
                parts_.settled(work, due.id, Fate::send);
        });
        ++(went ? tally.sent : tally.failed);
    }
    return tally;
}

} // namespace evenhand::outgoing
