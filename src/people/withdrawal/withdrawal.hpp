#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/withdrawal/permissions_view.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::withdrawal {

using identity::PersonId;
using WithdrawalId = Id<struct WithdrawalIdTag>;
using LifeEventId = Id<struct LifeEventIdTag>;

enum class Scope { support, surveys, linkage, contact, everything };
/// Why a withdrawal is taken back: it was never said so, or the person wants to take part again.
enum class BackBecause { entered_in_error, changed_mind };
enum class SaidBy { person, carer, professional, other };
enum class SaidHow { telephone, in_person, letter, email, text, web };
/// What is not a withdrawal.
enum class LifeKind { died, lost_capacity, lost_contact, moved_away, in_prison };

std::span<const Scope> all_scopes();
std::span<const BackBecause> all_back_because();
std::span<const SaidBy> all_said_by();
std::span<const SaidHow> all_said_how();
std::span<const LifeKind> all_life_kinds();
std::string_view name_of(Scope scope);
std::string_view name_of(BackBecause because);
std::string_view name_of(SaidBy said_by);
std::string_view name_of(SaidHow said_how);
std::string_view name_of(LifeKind kind);
std::optional<Scope> scope_named(std::string_view name);
std::optional<BackBecause> back_because_named(std::string_view name);
std::optional<SaidBy> said_by_named(std::string_view name);
std::optional<SaidHow> said_how_named(std::string_view name);
std::optional<LifeKind> life_kind_named(std::string_view name);
/// As staff read it: "No more surveys or interviews".
std::string_view label_of(Scope scope);
std::string_view label_of(BackBecause because);
std::string_view label_of(SaidBy said_by);
std::string_view label_of(SaidHow said_how);
std::string_view label_of(LifeKind kind);
/// What the person must be told before it is written, in words to be read out.
std::string_view what_to_say(Scope scope);
inline constexpr std::string_view said_version = "1"; ///< of those words; kept when they were said

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

/// A withdrawal as it was written, or that one was taken back: for the timeline.
struct Written
{
    Withdrawal what;
    std::optional<BackBecause> taken_back; ///< nothing: it was withdrawn
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
