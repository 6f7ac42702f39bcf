#include "support/casework/hand_off_message_store.hpp"

#include "storage/connection.hpp"

namespace evenhand::casework {
namespace hand_off_message_store {

using storage::Statement;
using Text = std::string;

// Messages from before they were facts stand in a table of their own.
constexpr Statement whose{
    "hand_off_followed.whose",
    "SELECT hand_off_id FROM hand_off_followed WHERE message_id = :message UNION ALL "
    "SELECT hand_off_id FROM hand_off_message WHERE message_id = :message"};
constexpr Statement of_hand_off{
    "hand_off_followed.of",
    "SELECT coalesce(f.message_id, b.message_id), s.occurred_at FROM hand_off h "
    "LEFT JOIN hand_off_followed f ON f.hand_off_id = h.id "
    "LEFT JOIN hand_off_message b ON b.hand_off_id = h.id "
    "LEFT JOIN hand_off_settled s ON s.hand_off_id = h.id AND s.outcome = 'sent' "
    "WHERE h.id = :hand_off AND (f.message_id IS NOT NULL OR b.message_id IS NOT NULL)"};

} // namespace hand_off_message_store

void HandOffMessageStore::follows(storage::UnitOfWork& work, CaseId hand_off,
                                  std::string_view message) const
{
    const auto id = work.new_id<Id<struct HandOffFollowedTag>>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"hand_off_id", hand_off.text()}, {"message_id", message}});
    work.append(hand_off_followed_table, row);
}

void HandOffMessageStore::settled(storage::UnitOfWork& work, std::string_view message,
                                  bool sent) const
{
    using namespace hand_off_message_store;
    const auto found = work.sql().row<Text>(whose, {{"message", message}});
    if (!found) return;
    const auto id = work.new_id<Id<struct HandOffSettledTag>>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(),
               {{"hand_off_id", std::get<0>(*found)}, {"outcome", sent ? "sent" : "dropped"}});
    work.append(hand_off_settled_table, row);
}

std::optional<HandOffMessage> HandOffMessageStore::of(storage::UnitOfWork& work,
                                                      CaseId hand_off) const
{
    using namespace hand_off_message_store;
    const auto row = work.sql().row<Text, std::optional<std::int64_t>>(
        of_hand_off, {{"hand_off", hand_off.text()}});
    if (!row) return std::nullopt;
    const auto& [message, sent] = *row;
    HandOffMessage found{.message = message};
    if (sent) found.sent = Instant::from_micros(*sent);
    return found;
}

} // namespace evenhand::casework
