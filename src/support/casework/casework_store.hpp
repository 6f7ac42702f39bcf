#pragma once

#include "people/staff/account_store.hpp"
#include "people/staff/posting_store.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"
#include "support/casework/casework.hpp"
#include "support/casework/casework_words.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::casework {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The open cases as the facts give them, for `evenhand rebuild`.
storage::DerivedTable derived_caseload();

/// A support case with what stands about it now.
struct SupportCase
{
    CaseId id;
    PersonId person;
    std::string area;
    std::string group;
    std::string study_number;
    Instant opened;
    Clocks clocks;
    Seen seen;
    std::string specialist; ///< an account's id; empty: it waits
    std::optional<Instant> assigned;
    std::int64_t place = 0; ///< of the last assignment; 0: none since it was opened
    bool rests = false;     ///< died, wants no support or contact, or another record leads
};

/// Whose case it was from when.
struct Assignment
{
    Instant at;
    std::string specialist;
    std::string reason; ///< empty for the first; else the name of a TransferReason
    bool above_cap = false;
    std::string actor;
};

/// Where a page of a list begins: after the last row of the page before.
struct After
{
    std::int64_t key = 0; ///< the moment from which that row is late
    std::string id;
};
struct CasePage
{
    std::vector<SupportCase> rows;
    std::optional<After> next; ///< nothing on the last page
};

/// Who asks for a case.
struct Asker
{
    std::string account;
    bool leads = false; ///< may assign in the areas of their posting
};

/// How many cases an area has, without those that rest: no alarm rings for them.
struct AreaCount
{
    std::string area;
    std::int64_t open = 0;
    std::int64_t waiting = 0;
    std::int64_t waiting_late = 0; ///< past the day of the first meeting
};

/// A specialist's load, and how much of it lies in the areas of whoever asks.
struct TeamRow
{
    Load load;
    std::int64_t here = 0;
    bool works_here = true; ///< false: left, or works elsewhere now, with cases to be given away
};

/// Support cases. Every function runs in the caller's unit of work. What is not the asker's is not
/// in the answer, so it is not found.
class CaseStore
{
public:
    static constexpr int page_size = 50;

    CaseStore(const protocol::SupportRules& rules, const staff::PostingStore& postings)
        : rules_(rules), postings_(postings)
    {
    }

    /// Nothing if it is neither of the asker's caseload nor, for a lead, of their areas.
    std::optional<SupportCase> find(storage::UnitOfWork& work, const Asker& asker,
                                    CaseId wanted) const;
    /// The same by whose it is.
    std::optional<SupportCase> of_person(storage::UnitOfWork& work, const Asker& asker,
                                         PersonId person) const;

    /// The specialist's own cases, what is late or due first.
    CasePage caseload(storage::UnitOfWork& work, std::string_view specialist,
                      const std::optional<After>& after) const;
    /// Those that wait in the lead's areas, the oldest promise first.
    CasePage waiting(storage::UnitOfWork& work, std::string_view lead,
                     const std::optional<After>& after) const;
    /// Those of one specialist in the lead's areas.
    CasePage of_specialist(storage::UnitOfWork& work, std::string_view lead,
                           std::string_view specialist, const std::optional<After>& after) const;
    /// Everybody who works or has cases in the lead's areas. Two statements an area and one more.
    std::vector<TeamRow> team(storage::UnitOfWork& work, const staff::AccountStore& accounts,
                              std::string_view lead) const;

    /// Whom a case of that area could be given to. Two statements.
    std::vector<Load> loads(storage::UnitOfWork& work, std::string_view area) const;
    /// Whose the person's case is: an account's id; empty where it waits, or there is none.
    static std::string specialist_of(storage::UnitOfWork& work, PersonId person);
    /// How many cases of one specialist take room.
    std::int64_t load_of(storage::UnitOfWork& work, std::string_view specialist) const;
    /// Gives the case away, for the first time or from one specialist to another. `place`: of the
    /// last assignment that whoever asks has seen.
    std::optional<AssignRefusal> assign(storage::UnitOfWork& work, const SupportCase& given,
                                        const Assign& wanted, std::int64_t place,
                                        std::optional<TransferReason> reason) const;
    /// The latest first.
    std::vector<Assignment> history(storage::UnitOfWork& work, CaseId of) const;
    /// How many cases were the specialist's at that moment, as known now.
    std::int64_t caseload_at(storage::UnitOfWork& work, std::string_view specialist,
                             Instant at) const;
    /// Every area that has a case.
    std::vector<AreaCount> counts(storage::UnitOfWork& work) const;

private:
    const protocol::SupportRules& rules_;
    const staff::PostingStore& postings_;
};

} // namespace evenhand::casework
