#pragma once

#include "people/staff/posting.hpp"
#include "people/staff/secrets.hpp"
#include "storage/facts.hpp"
#include "storage/rebuild.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// That a posting was proposed, approved or declined.
inline constexpr auto staff_posting_table = storage::fact_table(
    "staff_posting", storage::text("account_id"), storage::number("place"), storage::text("areas"),
    storage::number("share_percent"), storage::text("change"));

/// Where everybody works, as the facts give it, for `evenhand rebuild`.
storage::DerivedTable derived_areas();

/// Somebody who works in an area.
struct Colleague
{
    AccountId account;
    std::string name;
    std::int64_t share_percent = 100;
};

/// Where accounts work. Every function runs in the caller's unit of work. `staff_area` holds the
/// posting in force, written in the same transaction: rooms above join it in their own queries, so
/// that what is not in somebody's areas is not found.
class PostingStore
{
public:
    explicit PostingStore(const StaffSecrets& secrets) : secrets_(secrets) {}

    /// Nothing: they work nowhere yet.
    std::optional<Posting> current(storage::UnitOfWork& work, AccountId account) const;
    std::optional<PostingProposal> waiting(storage::UnitOfWork& work, AccountId account) const;
    /// Takes the place of a proposal that still waits.
    std::optional<PostingRefusal> propose(storage::UnitOfWork& work, const Account& account,
                                          const Posting& wanted, std::string_view proposed_by,
                                          std::string_view reason) const;
    std::optional<ApprovalRefusal> approve(storage::UnitOfWork& work, const Account& account,
                                           PostingId proposal, std::string_view approved_by) const;
    /// False if there is no such proposal.
    bool decline(storage::UnitOfWork& work, AccountId account, PostingId proposal,
                 std::string_view reason) const;
    /// Without a second person: made-up accounts alone.
    void set(storage::UnitOfWork& work, AccountId account, const Posting& posting,
             std::string_view reason) const;

    /// Active accounts of that role which work in the area, in the order of their ids; at most 200.
    std::vector<Colleague> in_area(storage::UnitOfWork& work, Role role,
                                   std::string_view area) const;

private:
    const StaffSecrets& secrets_;
};

} // namespace evenhand::staff
