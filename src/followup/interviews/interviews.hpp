#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/staff/account.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Interviewers who were told a group: the rules, without a store.

namespace evenhand::interviews {

using identity::PersonId;
using UnblindingId = Id<struct UnblindingTag>;
using ChangeId = Id<struct InterviewerChangeTag>;

enum class Sureness { told, may_have_been };
/// A guess that proved right is none of them.
enum class How { participant, staff, document, other };
/// Why an unblinding does not stand.
enum class InError { wrong_person, wrong_interviewer, wrong_details, not_told };

std::span<const Sureness> all_surenesses();
std::span<const How> all_hows();
std::span<const InError> all_in_errors();
/// As the table keeps it: "may_have_been".
std::string_view name_of(Sureness sureness);
std::string_view name_of(How how);
std::string_view name_of(InError because);
std::optional<Sureness> sureness_named(std::string_view name);
std::optional<How> how_named(std::string_view name);
std::optional<InError> in_error_named(std::string_view name);
/// As staff read it: "They were told".
std::string_view label_of(Sureness sureness);
std::string_view label_of(How how);
std::string_view label_of(InError because);

/// What somebody writes down.
struct NewUnblinding
{
    staff::AccountId interviewer;
    LocalDate on;
    Sureness sureness = Sureness::told;
    How how = How::participant;
    std::string words = {}; ///< cleaned; may be empty unless `how` is other
};

/// One that was written down.
struct Unblinding
{
    UnblindingId id;
    PersonId person;
    staff::AccountId interviewer;
    LocalDate on;
    Sureness sureness = Sureness::told;
    How how = How::participant;
    Instant recorded;
    std::string actor = {};
};

enum class Refusal {
    not_randomised, ///< there is no group yet that anybody could have told
    in_future,
    before_group,   ///< on a day before they were put into one
    words_missing,  ///< another way needs words
    names_group,    ///< the words say which group
    already,        ///< it stands already of this interviewer and this person
    erased,         ///< the person's notes: nothing more is written about them
    not_there,      ///< or was entered in error
    no_interviewer, ///< whoever should take over has not the role
    was_told,       ///< whoever should take over was told the group too
    taken_over,     ///< somebody took over already
};
std::string_view code(Refusal refusal);

/// What a new unblinding is held against.
struct Around
{
    std::optional<LocalDate> randomised; ///< the day; nothing: they have no group
    LocalDate today;
    std::span<const Unblinding> in_force; ///< of this person
    std::span<const std::string> groups;  ///< what the protocol calls the arms, in every way
};
/// The initials by which people call something of that name, where it has three or more: "IPS".
/// Empty where it has fewer.
std::string initials_of(std::string_view name);
/// Nothing: it may be written.
std::optional<Refusal> fault_of(const NewUnblinding& wanted, const Around& around);

/// Whether the words say which group: one of the names stands in them, in whatever letters.
bool names_group(std::string_view words, std::span<const std::string> groups);

/// Whether this account may interview the person of whom these unblindings are in force. Every room
/// that gives an interview to somebody asks it.
bool may_interview(std::span<const Unblinding> in_force, const staff::AccountId& account);

/// Whoever should take over.
struct Successor
{
    staff::AccountId account;
    bool is_interviewer = false;
};
/// Nothing: they may. `to_change` is whether nobody has taken over yet.
std::optional<Refusal> fault_of(const Successor& wanted, bool to_change,
                                std::span<const Unblinding> in_force);

/// What is reported, up to a moment. Never by arm.
struct Counts
{
    std::int64_t people = 0;        ///< of whom an interviewer was told the group, or may have been
    std::int64_t may_have_been = 0; ///< of them, those of whom nobody is sure
    std::int64_t to_change = 0;     ///< of them, those whom nobody has taken over
};
/// "Interviewers were told the group of 3 participants, or may have been (1 of them is not sure)…"
std::string words_of(const Counts& counts);

} // namespace evenhand::interviews
