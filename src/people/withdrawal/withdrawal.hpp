#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/withdrawal/permissions_view.hpp"
#include "people/withdrawal/withdrawal_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::withdrawal {

using identity::PersonId;
using WithdrawalId = Id<struct WithdrawalIdTag>;
using LifeEventId = Id<struct LifeEventIdTag>;

struct NewWithdrawal
{
    Scope scope = Scope::everything;
    LocalDate effective;
    SaidBy said_by = SaidBy::person;
    SaidHow said_how = SaidHow::telephone;
    bool told = false;     ///< what_to_say() was said
    std::string note = {}; ///< cleaned; may be empty
};

struct Withdrawal
{
    WithdrawalId id;
    Scope scope = Scope::everything;
    LocalDate effective;
    SaidBy said_by = SaidBy::person;
    SaidHow said_how = SaidHow::telephone;
    Instant recorded;
    std::string actor = {};
};

/// A withdrawal that no longer holds, of its whole scope. Who stays out of a part of it withdraws
/// from that part anew.
struct NewTakingBack
{
    WithdrawalId withdrawal;
    BackBecause because = BackBecause::entered_in_error;
    SaidBy said_by = SaidBy::person;
    SaidHow said_how = SaidHow::telephone;
};

/// What stands beside a withdrawal in words.
enum class Noted { nothing, something, in_error };

/// A withdrawal as it was written, or that one was taken back: for the timeline.
struct Written
{
    Withdrawal what;
    std::optional<BackBecause> taken_back; ///< nothing: it was withdrawn
    std::string told = {};                 ///< the version of the words that were said; may be none
    Noted note = Noted::nothing;
};

struct LifeEvent
{
    LifeKind kind = LifeKind::died;
    bool ended = false; ///< otherwise it began
    LocalDate effective;
    Instant recorded;
    std::string actor = {};
};

/// What stands of one person: withdrawals that were not taken back, and every life event, in the
/// order in which they were written.
struct Standing
{
    std::vector<Withdrawal> withdrawals = {};
    std::vector<LifeEvent> life = {};
};

/// Why somebody may not, for those who may know: the code of a scope or a life event. Empty: may.
struct Permissions
{
    std::string contact_barred_by = {};
    std::string survey_barred_by = {};
    std::string link_barred_by = {};

    /// What blind rooms see of it.
    [[nodiscard]] PermissionsView view() const
    {
        return {.may_contact = contact_barred_by.empty(),
                .may_survey = survey_barred_by.empty(),
                .may_link = link_barred_by.empty()};
    }
};

/// The fold, on that day: what is effective by then counts.
Permissions permissions_on(const Standing& standing, LocalDate today);
/// The life events that hold on that day.
std::vector<LifeKind> holding_on(const Standing& standing, LocalDate today);

/// Why it is not written.
enum class Refusal {
    in_future,
    too_long_ago,
    not_told,
    already,
    not_there,
    erased,
    not_theirs_to_say, ///< only the person themselves changes their mind
};
std::string_view code(Refusal refusal);

/// Nothing: it may be written.
std::optional<Refusal> fault_of(const Standing& standing, const NewWithdrawal& wanted,
                                LocalDate today);
/// The same for a withdrawal that is taken back.
std::optional<Refusal> fault_of(const Standing& standing, const NewTakingBack& wanted);
/// The same for a life event: one that holds does not begin again, and only one that holds ends.
std::optional<Refusal> fault_of(const Standing& standing, const LifeEvent& wanted, LocalDate today);

} // namespace evenhand::withdrawal
