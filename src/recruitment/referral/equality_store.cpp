#include "recruitment/referral/equality_store.hpp"

#include "core/check.hpp"
#include "recruitment/referral/notice_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <tuple>

namespace evenhand::referral {

namespace equality_store {

using storage::Statement;

constexpr Statement sent_by_actor{
    "referral.sent_by_actor",
    "SELECT r.id, r.claim_id, r.receipt, "
    "(SELECT count(*) FROM equality_answer e WHERE e.referral_id = r.id) FROM referral r "
    "WHERE r.actor = :actor AND r.route = 'self' AND r.recorded_at >= :since "
    "ORDER BY r.recorded_at DESC, r.id DESC LIMIT 1"};

constexpr Statement find_answers{
    "equality_answer.find",
    "SELECT e.id, e.sealed_answers, r.claim_id FROM equality_answer e "
    "JOIN referral r ON r.id = e.referral_id WHERE e.referral_id = :referral "
    "AND NOT EXISTS (SELECT 1 FROM equality_answer later WHERE later.supersedes = e.id)"};

constexpr auto key_class = identity::KeyClass::research;

identity::Place place_of(std::string_view row)
{
    return {"equality_answer", "sealed_answers", row};
}

} // namespace equality_store

std::optional<SentReferral> EqualityStore::sent_last(storage::UnitOfWork& work) const
{
    const auto row = work.sql().row<std::string, std::string, std::string, std::int64_t>(
        equality_store::sent_by_actor, {{"actor", storage::actor_text(work.actor())},
                                        {"since", (work.now() - equality_open).micros()}});
    if (!row) return std::nullopt;
    const auto& [id, claim, receipt, answers] = *row;
    const auto referral = ReferralId::parse(id);
    const auto claim_id = identity::ClaimId::parse(claim);
    const auto receipt_id = ReceiptId::parse(receipt);
    CHECK(referral && claim_id && receipt_id);
    if (vault_.any_erased(work, *claim_id)) return std::nullopt;
    return SentReferral{*referral, *claim_id, *receipt_id, answers != 0};
}

void EqualityStore::keep(storage::UnitOfWork& work, const SentReferral& sent,
                         const EqualityAnswers& answers, const protocol::Notice& notice) const
{
    CHECK(!sent.answered);
    const auto id = work.new_id<Id<struct EqualityAnswerTag>>().text();
    const auto key = vault_.key_for(work, sent.claim, equality_store::key_class);
    auto row = storage::fact_columns(work, id, "");
    row.insert(row.end(), {{"referral_id", sent.id.text()},
                           {"sealed_answers", vault_.seal(key, equality_store::place_of(id),
                                                          text_of(answers), work.random())}});
    work.append(equality_table, row);
    note_given(work, sent.id, notice, ReferralRoute::self);
}

std::optional<EqualityAnswers> EqualityStore::open(storage::UnitOfWork& work,
                                                   ReferralId referral) const
{
    const auto row = work.sql().row<std::string, std::string, std::string>(
        equality_store::find_answers, {{"referral", referral.text()}});
    if (!row) return std::nullopt;
    const auto& [id, sealed, claim] = *row;
    const auto claim_id = identity::ClaimId::parse(claim);
    CHECK(claim_id.has_value());
    const auto key = vault_.find_key(work, *claim_id, equality_store::key_class);
    if (!key) return std::nullopt;
    return equality_answers_in(vault_.open(*key, equality_store::place_of(id), sealed).text());
}

} // namespace evenhand::referral
