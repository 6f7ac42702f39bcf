#include "storage/outbox.hpp"

#include "storage/connection.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::storage {
namespace outbox {

constexpr Statement insert{
    "outbox: queue",
    "INSERT INTO outbox (id, channel, template_name, subject_id, sealed_payload, queued_at, "
    "not_before, state, attempts, holder, lease_until, last_error) "
    "VALUES (:id, :channel, :template_name, :subject_id, :sealed_payload, :queued_at, :not_before, "
    "'waiting', 0, '', 0, '')"};
constexpr Statement find_due{
    "outbox: due",
    "SELECT id, channel, template_name, subject_id, sealed_payload, attempts FROM outbox "
    "WHERE state = 'waiting' AND not_before <= :now AND lease_until <= :now "
    "ORDER BY not_before, id LIMIT :most",
    "SELECT id, channel, template_name, subject_id, sealed_payload, attempts FROM outbox "
    "WHERE state = 'waiting' AND not_before <= :now AND lease_until <= :now "
    "ORDER BY not_before, id LIMIT :most FOR UPDATE SKIP LOCKED"};
constexpr Statement waiting_to{"outbox: waiting to",
                               "SELECT id FROM outbox WHERE subject_id = :subject "
                               "AND state = 'waiting' ORDER BY id"};
// The ids come as one JSON list, so that a page is one statement on both engines.
constexpr Statement states_of{
    "outbox: states",
    "SELECT id, state, last_error, settled_at FROM outbox "
    "WHERE id IN (SELECT value FROM json_each(:ids))",
    "SELECT id, state, last_error, settled_at FROM outbox "
    "WHERE id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"};
constexpr Statement lease_one{
    "outbox: lease",
    "UPDATE outbox SET holder = :holder, lease_until = :lease_until, attempts = attempts + 1 "
    "WHERE id = :id"};
constexpr Statement settle{
    "outbox: settle",
    "UPDATE outbox SET state = :state, sealed_payload = '', lease_until = 0, last_error = :why, "
    "settled_at = :now WHERE id = :id AND holder = :holder AND state = 'waiting'"};
constexpr Statement drop_one{
    "outbox: drop",
    "UPDATE outbox SET state = 'dropped', sealed_payload = '', lease_until = 0, last_error = :why, "
    "settled_at = :now WHERE id = :id AND state = 'waiting'"};
constexpr Statement already_settled{
    "outbox: settled before",
    "SELECT count(*) FROM outbox WHERE id = :id AND holder = :holder AND state = :state"};
constexpr Statement attempts_of{
    "outbox: attempts",
    "SELECT attempts FROM outbox WHERE id = :id AND holder = :holder AND state = 'waiting' "
    "AND lease_until > 0"};
constexpr Statement put_back{
    "outbox: put back",
    "UPDATE outbox SET lease_until = 0, not_before = :not_before, last_error = :why "
    "WHERE id = :id AND holder = :holder AND state = 'waiting' AND lease_until > 0"};

struct Ending
{
    std::string_view state;
    std::string_view why;
};

bool finish(UnitOfWork& work, OutboxId id, std::string_view holder, const Ending& ending)
{
    auto& sql = work.sql();
    const auto changed = sql.execute(settle, {{"state", ending.state},
                                              {"why", ending.why},
                                              {"now", work.now().micros()},
                                              {"id", id.text()},
                                              {"holder", holder}});
    if (changed == 1) return true;
    return sql.one<std::int64_t>(
               already_settled, {{"id", id.text()}, {"holder", holder}, {"state", ending.state}}) ==
           1;
}

} // namespace outbox

OutboxId queue_message(UnitOfWork& work, const OutboxMessage& message)
{
    const auto id = work.new_id<OutboxId>();
    work.sql().execute(outbox::insert, {{"id", id.text()},
                                        {"channel", message.channel},
                                        {"template_name", message.template_name},
                                        {"subject_id", message.subject_id},
                                        {"sealed_payload", message.sealed_payload},
                                        {"queued_at", work.now().micros()},
                                        {"not_before", message.not_before.micros()}});
    return id;
}

std::vector<ClaimedMessage> claim_messages(UnitOfWork& work, const Lease& lease, int most)
{
    auto& sql = work.sql();
    std::vector<ClaimedMessage> claimed;
    auto due =
        sql.rows<std::string, std::string, std::string, std::string, std::string, std::int64_t>(
            outbox::find_due, {{"now", work.now().micros()}, {"most", most}});
    for (auto& [id, channel, name, subject, payload, attempts] : due) {
        const auto parsed = OutboxId::parse(id);
        CHECK(parsed.has_value());
        sql.execute(outbox::lease_one, {{"holder", lease.holder},
                                        {"lease_until", (work.now() + lease.length).micros()},
                                        {"id", id}});
        claimed.push_back({*parsed, std::move(channel), std::move(name), std::move(subject),
                           std::move(payload), attempts});
    }
    return claimed;
}

std::vector<std::string> waiting_messages_to(UnitOfWork& work, std::string_view subject_id)
{
    std::vector<std::string> ids;
    for (auto& [id] :
         work.sql().rows<std::string>(outbox::waiting_to, {{"subject", std::string(subject_id)}}))
        ids.push_back(std::move(id));
    return ids;
}

std::map<std::string, MessageState> message_states(UnitOfWork& work,
                                                   const std::vector<std::string>& ids)
{
    CHECK(ids.size() <= 100);
    std::map<std::string, MessageState> all;
    if (ids.empty()) return all;
    std::string list = "[";
    for (const std::string& id : ids) {
        CHECK(OutboxId::parse(id).has_value());
        list += (list.size() > 1 ? ",\"" : "\"") + id + '"';
    }
    for (auto& [id, state, why, settled] :
         work.sql().rows<std::string, std::string, std::string, std::optional<std::int64_t>>(
             outbox::states_of, {{"ids", list + "]"}})) {
        MessageState found{.state = std::move(state), .why = std::move(why), .settled = {}};
        if (settled) found.settled = Instant::from_micros(*settled);
        all.emplace(std::move(id), std::move(found));
    }
    return all;
}

bool mark_sent(UnitOfWork& work, OutboxId id, std::string_view holder)
{
    return outbox::finish(work, id, holder, {"sent", ""});
}

bool mark_dropped(UnitOfWork& work, OutboxId id, std::string_view holder, std::string_view why)
{
    return outbox::finish(work, id, holder, {"dropped", why});
}

bool drop_waiting(UnitOfWork& work, OutboxId id, std::string_view why)
{
    return work.sql().execute(outbox::drop_one,
                              {{"why", why}, {"now", work.now().micros()}, {"id", id.text()}}) == 1;
}

bool mark_failed(UnitOfWork& work, OutboxId id, std::string_view holder, std::string_view why)
{
    auto& sql = work.sql();
    const auto attempts =
        sql.row<std::int64_t>(outbox::attempts_of, {{"id", id.text()}, {"holder", holder}});
    if (!attempts) return false;
    const auto again = work.now() + pause_after(std::get<0>(*attempts));
    return sql.execute(outbox::put_back, {{"not_before", again.micros()},
                                          {"why", why},
                                          {"id", id.text()},
                                          {"holder", holder}}) == 1;
}

std::chrono::microseconds pause_after(std::int64_t attempts)
{
    using std::chrono::minutes;
    const auto doublings = std::clamp<std::int64_t>(attempts - 1, 0, 9);
    return std::min<std::chrono::microseconds>(minutes(1) * (1LL << doublings), minutes(360));
}

} // namespace evenhand::storage
