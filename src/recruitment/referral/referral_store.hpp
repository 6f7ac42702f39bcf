#pragma once

#include "people/identity/identity_store.hpp"
#include "people/identity/vault.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/referral/referral.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::referral {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room that are sealed under that key of a claim, for erasure.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);
/// A referral whose claim was erased waits for nobody. The erasure is the fact of it.
void close_erased(storage::UnitOfWork& work, std::string_view whose, identity::KeyClass key_class);

/// The triage queue as the facts give it, for `evenhand rebuild`.
storage::DerivedTable derived_triage();

/// What the confirmation page may show to whoever has its address.
struct Receipt
{
    std::string reference;
    LocalDate due;
    ReferralRoute route = ReferralRoute::self;
};

/// One line of the triage queue: nothing of who it is.
struct Waiting
{
    ReferralId id;
    std::string reference;
    ReferralRoute route = ReferralRoute::self;
    std::string area;
    std::string group;
    Instant received;
    LocalDate due;
};

enum class Sort { oldest_first, newest_first, due_first };

/// Where a page of the queue begins: after the last row of the page before. Empty for the first
/// page.
struct After
{
    std::string key; ///< received_at or due_on of that row, as text
    std::string id;
};

struct QueuePage
{
    std::vector<Waiting> rows;
    std::optional<After> next; ///< nothing on the last page
    std::int64_t waiting = 0;  ///< in all
    std::int64_t overdue = 0;  ///< of them, promised by a day before `today`
};

/// A referral opened for triage. The caller audits it.
struct Record
{
    ReferralId id;
    identity::ClaimId claim;
    std::string reference;
    ReferralRoute route = ReferralRoute::self;
    std::string on_behalf;
    std::string area;
    std::string group;
    std::string campaign;
    Instant received;
    LocalDate due;
    std::optional<identity::IdentityView> who; ///< nothing where it was erased
    std::string told;                          ///< NewReferral::told; empty where it was erased
    std::string notice;                        ///< "referral-privacy version 1, on the web"
};

/// Referrals and the queue. Every function runs in the caller's unit of work.
class ReferralStore
{
public:
    ReferralStore(const identity::Vault& vault, const identity::IdentityStore& identities)
        : vault_(vault), identities_(identities)
    {
    }

    /// Keeps the referral, the claim, that the notice was given, and its place in the queue. Ten
    /// statements. Returns the receipt whose page confirms it.
    ReceiptId receive(storage::UnitOfWork& work, const NewReferral& made,
                      const protocol::Notice& notice, LocalDate due) const;

    std::optional<Receipt> receipt(storage::UnitOfWork& work, ReceiptId id) const;

    /// At most `page_size` referrals that wait. Three statements, whatever the length of the queue.
    QueuePage queue(storage::UnitOfWork& work, Sort sort, const std::optional<After>& after,
                    LocalDate today) const;
    static constexpr int page_size = 50;

    /// How many wait, and how many of them were promised a reply by a day before `today`.
    struct Count
    {
        std::int64_t waiting = 0;
        std::int64_t overdue = 0;
    };
    static Count count_waiting(storage::UnitOfWork& work, LocalDate today);

    /// The claim was decided: the referral waits in triage no more.
    void settle(storage::UnitOfWork& work, ReferralId id) const;
    void wait_again(storage::UnitOfWork& work, ReferralId id) const; ///< decided wrongly
    /// The referrals that were confirmed as this person or linked to them, the first first.
    std::vector<ReferralId> referrals_of(storage::UnitOfWork& work,
                                         identity::PersonId person) const;
    /// The referral that made the claim.
    std::optional<ReferralId> find_by_claim(storage::UnitOfWork& work,
                                            identity::ClaimId claim) const;

    std::optional<Record> open(storage::UnitOfWork& work, ReferralId id) const;
    /// Their references, for a list page, in one statement. CHECKs at most 100.
    static std::map<ReferralId, std::string> references_of(storage::UnitOfWork& work,
                                                           std::span<const ReferralId> referrals);
    std::optional<ReferralId> find_by_reference(storage::UnitOfWork& work,
                                                const ReferralReference& reference) const;

private:
    const identity::Vault& vault_;
    const identity::IdentityStore& identities_;
};

} // namespace evenhand::referral
