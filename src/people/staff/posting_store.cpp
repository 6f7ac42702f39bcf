#include "people/staff/posting_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

namespace evenhand::staff {
namespace posting_store {

using storage::Statement;

// On SQLite there is one writer, so nothing needs to be locked.
constexpr Statement lock{"staff_posting.lock_account",
                         "SELECT id FROM staff_account WHERE id = :id",
                         "SELECT id FROM staff_account WHERE id = :id FOR UPDATE"};

constexpr Statement last_place{
    "staff_posting.last_place",
    "SELECT coalesce(max(place), 0) FROM staff_posting WHERE account_id = :account"};

constexpr Statement find_current{
    "staff_posting.current",
    "SELECT areas, share_percent FROM staff_posting WHERE account_id = :account "
    "AND change = 'approved' ORDER BY place DESC LIMIT 1"};

// Only the last fact of an account can wait.
constexpr Statement find_waiting{
    "staff_posting.waiting",
    "SELECT p.id, p.areas, p.share_percent, p.occurred_at, p.actor, p.reason "
    "FROM staff_posting p WHERE p.account_id = :account AND p.change = 'proposed' AND p.place = "
    "(SELECT max(l.place) FROM staff_posting l WHERE l.account_id = p.account_id)"};

constexpr Statement forget_areas{"staff_area.forget",
                                 "DELETE FROM staff_area WHERE account_id = :account"};
constexpr Statement keep_area{"staff_area.keep",
                              "INSERT INTO staff_area (account_id, area, share_percent) "
                              "VALUES (:account, :area, :share)"};
constexpr Statement empty_areas{"staff_area.empty", "DELETE FROM staff_area"};
constexpr Statement next_postings{
    "staff_posting.next",
    "SELECT p.account_id, p.areas, p.share_percent FROM staff_posting p "
    "WHERE p.change = 'approved' AND p.account_id > :after AND NOT EXISTS (SELECT 1 "
    "FROM staff_posting l WHERE l.account_id = p.account_id AND l.change = 'approved' "
    "AND l.place > p.place) ORDER BY p.account_id LIMIT 1000"};

constexpr Statement list_colleagues{
    "staff_area.colleagues",
    "SELECT a.account_id, s.display_name, a.share_percent FROM staff_area a "
    "JOIN staff_account s ON s.id = a.account_id AND s.state = 'active' "
    "JOIN staff_role r ON r.account_id = a.account_id AND r.role = :role "
    "AND r.change = 'granted' "
    "WHERE a.area = :area AND NOT EXISTS (SELECT 1 FROM staff_role later "
    "WHERE later.supersedes = r.id) ORDER BY a.account_id LIMIT 200"};

void lock_account(storage::UnitOfWork& work, AccountId account)
{
    work.sql().rows<std::string>(lock, {{"id", account.text()}});
}

void keep(storage::Connection& sql, const std::string& account, const Posting& posting)
{
    sql.execute(forget_areas, {{"account", account}});
    for (const std::string& area : posting.areas)
        sql.execute(keep_area,
                    {{"account", account}, {"area", area}, {"share", posting.share_percent}});
}

void refill(storage::Connection& sql)
{
    std::string after;
    while (true) {
        const auto rows =
            sql.rows<std::string, std::string, std::int64_t>(next_postings, {{"after", after}});
        if (rows.empty()) return;
        for (const auto& [account, areas, share] : rows)
            keep(sql, account, {.areas = areas_in(areas), .share_percent = share});
        after = std::get<0>(rows.back());
    }
}

/// One fact; `before` is the proposal that it answers, or that it takes the place of.
struct Change
{
    const Posting& posting;
    std::string_view change;
    std::optional<PostingId> before = {};
};

void append(storage::UnitOfWork& work, AccountId account, const Change& wanted,
            std::string_view reason)
{
    const auto place = work.sql().one<std::int64_t>(last_place, {{"account", account.text()}}) + 1;
    auto row = storage::fact_columns(work, work.new_id<PostingId>().text(), reason);
    if (wanted.before) storage::set(row, "supersedes", wanted.before->text());
    row.insert(row.end(), {{"account_id", account.text()},
                           {"place", place},
                           {"areas", text_of_areas(wanted.posting.areas)},
                           {"share_percent", wanted.posting.share_percent},
                           {"change", wanted.change}});
    work.append(staff_posting_table, row, reason);
    if (wanted.change == "approved") keep(work.sql(), account.text(), wanted.posting);
}

} // namespace posting_store

storage::DerivedTable derived_areas()
{
    return {
        .name = "staff_area", .empty = posting_store::empty_areas, .refill = posting_store::refill};
}

std::optional<Posting> PostingStore::current(storage::UnitOfWork& work, AccountId account) const
{
    const auto row = work.sql().row<std::string, std::int64_t>(posting_store::find_current,
                                                               {{"account", account.text()}});
    if (!row) return std::nullopt;
    return Posting{.areas = areas_in(std::get<0>(*row)), .share_percent = std::get<1>(*row)};
}

std::optional<PostingProposal> PostingStore::waiting(storage::UnitOfWork& work,
                                                     AccountId account) const
{
    const auto row =
        work.sql()
            .row<std::string, std::string, std::int64_t, std::int64_t, std::string, std::string>(
                posting_store::find_waiting, {{"account", account.text()}});
    if (!row) return std::nullopt;
    const auto& [id, areas, share, at, actor, reason] = *row;
    const auto proposal = PostingId::parse(id);
    CHECK(proposal.has_value());
    return PostingProposal{.id = *proposal,
                           .wanted = {.areas = areas_in(areas), .share_percent = share},
                           .at = Instant::from_micros(at),
                           .proposed_by = actor,
                           .reason = reason};
}

std::optional<PostingRefusal> PostingStore::propose(storage::UnitOfWork& work,
                                                    const Account& account, const Posting& wanted,
                                                    std::string_view proposed_by,
                                                    std::string_view reason) const
{
    posting_store::lock_account(work, account.id);
    const auto before = waiting(work, account.id);
    const auto refusal =
        refuse_posting(account, proposed_by, wanted, current(work, account.id), before);
    if (refusal) return refusal;
    std::optional<PostingId> replaced;
    if (before) replaced = before->id;
    posting_store::append(work, account.id, {wanted, "proposed", replaced}, reason);
    return std::nullopt;
}

std::optional<ApprovalRefusal> PostingStore::approve(storage::UnitOfWork& work,
                                                     const Account& account, PostingId proposal,
                                                     std::string_view approved_by) const
{
    posting_store::lock_account(work, account.id);
    const auto before = waiting(work, account.id);
    if (!before || before->id != proposal) return ApprovalRefusal::not_there;
    const auto refusal = refuse_posting_approval(account, approved_by, *before);
    if (refusal) return refusal;
    posting_store::append(work, account.id, {before->wanted, "approved", proposal}, before->reason);
    return std::nullopt;
}

bool PostingStore::decline(storage::UnitOfWork& work, AccountId account, PostingId proposal,
                           std::string_view reason) const
{
    posting_store::lock_account(work, account);
    const auto before = waiting(work, account);
    if (!before || before->id != proposal) return false;
    posting_store::append(work, account, {before->wanted, "declined", proposal}, reason);
    return true;
}

void PostingStore::set(storage::UnitOfWork& work, AccountId account, const Posting& posting,
                       std::string_view reason) const
{
    posting_store::lock_account(work, account);
    posting_store::append(work, account, {posting, "approved"}, reason);
}

std::vector<Colleague> PostingStore::in_area(storage::UnitOfWork& work, Role role,
                                             std::string_view area) const
{
    std::vector<Colleague> found;
    for (const auto& [id, sealed, share] : work.sql().rows<std::string, std::string, std::int64_t>(
             posting_store::list_colleagues, {{"role", name_of(role)}, {"area", area}})) {
        const auto account = AccountId::parse(id);
        CHECK(account.has_value());
        const auto name =
            secrets_.open({.table = "staff_account", .column = "display_name", .row = id}, sealed);
        found.push_back({*account, std::string(name.text()), share});
    }
    return found;
}

} // namespace evenhand::staff
