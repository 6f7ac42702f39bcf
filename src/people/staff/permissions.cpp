#include "people/staff/permissions.hpp"

#include <algorithm>
#include <array>

// The permission file: who may do what to whose data. It is read from top to bottom by anybody who
// has to answer "who can see this?", so it is a table and nothing else decides. What no line allows
// is refused. A line that denies wins over every line that allows, whatever other roles someone has
// (security 5, row 14).

namespace evenhand::staff {
namespace permissions {

constexpr std::array relations{
    std::string_view("any"),             // everyone's
    std::string_view("own_account"),     // the asker's own account, sessions and codes
    std::string_view("own_appointment"), // whom the asker put into a group, on that day
    std::string_view("own_area"),        // what belongs to an area in which the asker works
    std::string_view("own_caseload"),    // the cases that are the asker's
    // A case of the asker's caseload; for a team lead one of an area in which they work.
    std::string_view("own_case"),
    // What the asker handed over on that day; for a team lead what belongs to an area in which they
    // work.
    std::string_view("own_hand_off"),
};

constexpr std::array permissions{
    Permission{"public", "Anyone reads the public pages and refers themselves.", OpenTo::everyone},
    Permission{"sign_in.finish", "Someone whose password was right gives their one-time code.",
               OpenTo::half_signed_in},
    Permission{"own_account.read",
               "Staff see their own account, roles, training and sessions, and sign out.",
               OpenTo::all_staff},
    Permission{"own_account.change",
               "Staff change their own password and recovery codes and end their own sessions.",
               OpenTo::all_staff},
    Permission{"triage.list", "Intake staff list the referrals that wait."},
    Permission{"triage.open", "Intake staff open one referral with who it is about."},
    Permission{"triage.decide", "Intake staff decide what happens to a referral."},
    Permission{"calls.list",
               "Intake staff and team leads list whom to reach, and record letters, "
               "that somebody could not be reached, and that they say no or cannot join."},
    Permission{"appointments.list", "Intake staff and team leads see who comes on a day; the trial "
                                    "manager sees it unnamed."},
    Permission{"appointments.book", "Intake staff and team leads book appointments, and record who "
                                    "came, who did not, and what was sent."},
    Permission{"appointments.slots",
               "Intake staff and team leads make slots for appointments and cancel them."},
    Permission{
        "appointments.reopen",
        "A team lead opens the way again of somebody whose way was closed, or who missed too "
        "many appointments."},
    Permission{"triage.refer",
               "Intake staff and team leads enter a referral that is made by telephone."},
    Permission{"directory.read", "Intake staff, team leads, the trial manager and the data manager "
                                 "read the lists of practices, places and local services."},
    Permission{"participants.list",
               "Intake staff, team leads and the trial manager list where people stand, unnamed."},
    Permission{"participants.open", "Intake staff, team leads, the safeguarding lead and the "
                                    "data-protection officer open one person's record."},
    Permission{"contacts.read",
               "Whoever opens a person's record reads every contact with them, and specialists of "
               "those whose case is theirs."},
    Permission{
        "contacts.record",
        "Intake staff, team leads and the safeguarding lead record a contact with a person."},
    Permission{
        "contacts.correct",
        "Intake staff and team leads mark a contact as entered in error, which hides it, and "
        "specialists one of a case of their own."},
    Permission{"contacts.see_errors",
               "The data-protection officer sees contacts that were entered in error."},
    Permission{"concerns.raise",
               "Whoever works with participants or interviews them raises a concern "
               "about a person, and is shown nothing of them."},
    Permission{"concerns.manage", "The safeguarding lead, team leads and the trial manager open, "
                                  "own and close concerns."},
    Permission{"withdrawal.record",
               "Intake staff, team leads and the data-protection officer record "
               "a withdrawal, a death, and what else ends contact."},
    Permission{"eligibility.decide",
               "Intake staff decide at an appointment who may join, and correct an answer."},
    Permission{"eligibility.resolve",
               "Team leads find out, with evidence, what nobody was sure of."},
    Permission{"information.give", "Intake staff go through the information with a person, and "
                                   "write down what the person decides."},
    Permission{"consent.take", "Intake staff who were trained for it take a person's consent."},
    Permission{"consent.witness", "Intake staff and team leads say whether they heard a consent "
                                  "that a colleague took by word of mouth."},
    Permission{"consent.read", "Intake staff, team leads and the data-protection officer read what "
                               "a person signed, and list who is asked again."},
    Permission{"linkage.give", "Intake staff write down by what a person's government records are "
                               "found, if the person agreed."},
    Permission{"linkage.settle", "Team leads find out whether two records with one National "
                                 "Insurance number are one person, and are not shown the number."},
    Permission{"baseline.record", "Intake staff ask the questions before allocation and lock the "
                                  "answers; after the lock they see them no more."},
    Permission{"baseline.correct", "Data managers and team leads correct a locked answer, with a "
                                   "reason and without seeing what stood there."},
    Permission{"allocation.make",
               "Intake staff have a person put into a group by chance, and finish what was begun."},
    Permission{"allocation.result", "Whoever sat with a person is shown their group on that day."},
    Permission{"allocation.receipt",
               "The unblinded statistician takes the receipt of an allocation. It names its "
               "position, from which somebody who recruits could learn what comes next."},
    Permission{"allocation.draws",
               "The unblinded statistician watches the balance of the arms, how well a draw could "
               "be guessed, and what was left unfinished."},
    Permission{"allocation.flag",
               "The trial manager writes down what was wrong with a randomisation, and is not "
               "shown the group."},
    Permission{"ceremony.read", "The custodian and administrators see how far the ceremony of the "
                                "randomisation is."},
    Permission{"ceremony.begin",
               "An administrator freezes what is to be drawn from, which is the platform's part."},
    Permission{"ceremony.give", "The custodian enters what the parties committed to and gave, and "
                                "publishes the roots."},
    Permission{"ceremony.propose",
               "The custodian or an administrator proposes a new ceremony, with its reason."},
    Permission{"interviews.tell",
               "Interviewers write down that they were told somebody's group, the trial manager "
               "that one was, and neither writes which group it is."},
    Permission{"interviews.reassign",
               "The trial manager lists who needs another interviewer, by study number, names who "
               "takes over, and marks what was entered in error."},
    Permission{
        "identity.search",
        "Intake staff, the safeguarding lead and the data-protection officer look a person up."},
    Permission{"identity.correct", "Intake staff, team leads and the data-protection officer "
                                   "correct who a person is and how they are reached."},
    Permission{"wishes.change",
               "Intake staff, team leads and the data-protection officer write down how a person "
               "wants to be reached, and specialists how those do whose case is theirs."},
    Permission{"records.merge",
               "Team leads say that two records are of one person, and undo that or a wrong "
               "decision on whose a referral is."},
    Permission{"identity.erase", "The data-protection officer has a person's keys destroyed."},
    Permission{"figures.read", "Whoever leads, oversees or evaluates the trial reads its counts of "
                               "recruitment, of months that are frozen."},
    Permission{"figures.today",
               "The trial manager and the data manager read the same counts up to this day."},
    Permission{"figures.after",
               "The unblinded statistician reads in the flow who left after randomisation."},
    Permission{"protocol.read",
               "Whoever leads, checks, oversees or evaluates the trial reads which version of the "
               "protocol holds, since when and by whose approval."},
    Permission{"caseload.own", "Employment specialists list the cases that are theirs."},
    Permission{"cases.open", "Employment specialists open their own cases, team leads those of "
                             "their areas, and record a contact there."},
    Permission{"cases.assign", "Team leads list the cases of their areas, and say whose they are."},
    Permission{"cases.count", "Provider managers see how many cases each area has, unnamed."},
    Permission{"packs.give", "Intake staff give the local-services pack to those whom they put "
                             "into a group that day, team leads to those of their areas."},
    Permission{"deviations.record", "Intake staff, and team leads in their areas, record which "
                                    "support somebody of either group actually received."},
    Permission{"deviations.correct", "Team leads, in their areas, say that what was recorded of "
                                     "support received was entered in error."},
    Permission{"staff.list", "Administrators and the trial manager list the staff accounts."},
    Permission{"staff.manage", "Administrators add and end staff accounts and record training."},
    Permission{"staff.grant", "Administrators propose roles for an account and revoke them."},
    Permission{"staff.approve",
               "A second administrator or the trial manager approves or declines a proposed role."},
};

// Named by its type: of so many, no compiler need deduce it.
constexpr auto rules = std::to_array<Rule>({
    // The front door.
    Rule{Role::intake_officer, "triage.list", "any"},
    Rule{Role::intake_officer, "triage.open", "any"},
    Rule{Role::intake_officer, "triage.decide", "any"},
    Rule{Role::intake_officer, "identity.search", "any"},
    Rule{Role::intake_officer, "triage.refer", "any"},
    Rule{Role::team_lead, "triage.refer", "any"},
    Rule{Role::intake_officer, "directory.read", "any"},
    Rule{Role::team_lead, "directory.read", "any"},
    Rule{Role::trial_manager, "directory.read", "any"},
    Rule{Role::data_manager, "directory.read", "any"},
    Rule{Role::team_lead, "triage.list", "any"},
    Rule{Role::team_lead, "triage.open", "any"},
    Rule{Role::team_lead, "triage.decide", "any"},

    // Calls and first appointments.
    Rule{Role::intake_officer, "calls.list", "any"},
    Rule{Role::intake_officer, "appointments.list", "any"},
    Rule{Role::intake_officer, "appointments.book", "any"},
    Rule{Role::intake_officer, "appointments.slots", "any"},
    Rule{Role::team_lead, "calls.list", "any"},
    Rule{Role::team_lead, "appointments.list", "any"},
    Rule{Role::team_lead, "appointments.book", "any"},
    Rule{Role::team_lead, "appointments.slots", "any"},
    Rule{Role::team_lead, "appointments.reopen", "any"},
    Rule{Role::trial_manager, "appointments.list", "any"},

    // The way to allocation.
    Rule{Role::intake_officer, "participants.list", "any"},
    Rule{Role::intake_officer, "participants.open", "any"},
    Rule{Role::team_lead, "participants.list", "any"},
    Rule{Role::team_lead, "participants.open", "any"},
    Rule{Role::team_lead, "identity.search", "any"},
    Rule{Role::trial_manager, "participants.list", "any"},

    Rule{Role::intake_officer, "identity.correct", "any"},
    Rule{Role::team_lead, "identity.correct", "any"},
    Rule{Role::data_protection_officer, "identity.correct", "any"},
    Rule{Role::intake_officer, "wishes.change", "any"},
    Rule{Role::team_lead, "wishes.change", "any"},
    Rule{Role::data_protection_officer, "wishes.change", "any"},
    Rule{Role::intake_officer, "contacts.read", "any"},
    Rule{Role::intake_officer, "contacts.record", "any"},
    Rule{Role::intake_officer, "contacts.correct", "any"},
    Rule{Role::team_lead, "contacts.read", "any"},
    Rule{Role::team_lead, "contacts.record", "any"},
    Rule{Role::team_lead, "contacts.correct", "any"},

    Rule{Role::intake_officer, "eligibility.decide", "any"},
    Rule{Role::team_lead, "eligibility.resolve", "any"},
    Rule{Role::intake_officer, "information.give", "any"},
    Rule{Role::intake_officer, "consent.take", "any"},
    Rule{Role::intake_officer, "consent.witness", "any"},
    Rule{Role::intake_officer, "consent.read", "any"},
    Rule{Role::intake_officer, "linkage.give", "any"},
    Rule{Role::team_lead, "consent.witness", "any"},
    Rule{Role::team_lead, "consent.read", "any"},
    Rule{Role::team_lead, "linkage.settle", "any"},
    Rule{Role::team_lead, "records.merge", "any"},
    Rule{Role::data_protection_officer, "consent.read", "any"},
    Rule{Role::intake_officer, "baseline.record", "any"},
    Rule{Role::team_lead, "baseline.correct", "any"},
    Rule{Role::data_manager, "baseline.correct", "any"},
    // The draw. Nobody who is blind, and nobody who can look up the past, is told a group here.
    Rule{Role::intake_officer, "allocation.make", "any"},
    Rule{Role::intake_officer, "allocation.result", "own_appointment"},
    Rule{Role::unblinded_statistician, "allocation.receipt", "any"},
    Rule{Role::unblinded_statistician, "allocation.draws", "any"},
    Rule{Role::trial_manager, "allocation.flag", "any"},
    Rule{Role::custodian, "ceremony.read", "any"},
    Rule{Role::custodian, "ceremony.give", "any"},
    Rule{Role::custodian, "ceremony.propose", "any"},
    Rule{Role::system_administrator, "ceremony.read", "any"},
    Rule{Role::system_administrator, "ceremony.begin", "any"},
    Rule{Role::system_administrator, "ceremony.propose", "any"},

    // Interviewers who were told a group. Nothing here says which.
    Rule{Role::interviewer, "interviews.tell", "any"},
    Rule{Role::trial_manager, "interviews.tell", "any"},
    Rule{Role::trial_manager, "interviews.reassign", "any"},

    // Support. Who may see these may know the arm.
    Rule{Role::employment_specialist, "caseload.own", "own_caseload"},
    Rule{Role::employment_specialist, "cases.open", "own_case"},
    Rule{Role::employment_specialist, "wishes.change", "own_case"},
    Rule{Role::employment_specialist, "contacts.read", "own_case"},
    Rule{Role::employment_specialist, "contacts.correct", "own_case"},
    Rule{Role::team_lead, "cases.open", "own_case"},
    Rule{Role::team_lead, "cases.assign", "own_area"},
    Rule{Role::provider_manager, "cases.count", "any"},
    Rule{Role::intake_officer, "packs.give", "own_hand_off"},
    Rule{Role::team_lead, "packs.give", "own_hand_off"},
    Rule{Role::intake_officer, "deviations.record", "any"},
    Rule{Role::team_lead, "deviations.record", "own_area"},
    Rule{Role::team_lead, "deviations.correct", "own_area"},

    // Harm, and people's rights over their data.
    Rule{Role::safeguarding_lead, "contacts.read", "any"},
    Rule{Role::safeguarding_lead, "contacts.record", "any"},
    Rule{Role::safeguarding_lead, "concerns.manage", "any"},
    Rule{Role::team_lead, "concerns.manage", "any"},
    Rule{Role::trial_manager, "concerns.manage", "any"},
    Rule{Role::intake_officer, "concerns.raise", "any"},
    Rule{Role::employment_specialist, "concerns.raise", "any"},
    Rule{Role::team_lead, "concerns.raise", "any"},
    Rule{Role::provider_manager, "concerns.raise", "any"},
    Rule{Role::trial_manager, "concerns.raise", "any"},
    Rule{Role::data_manager, "concerns.raise", "any"},
    Rule{Role::interviewer, "concerns.raise", "any"},
    Rule{Role::safeguarding_lead, "concerns.raise", "any"},
    Rule{Role::data_protection_officer, "concerns.raise", "any"},
    Rule{Role::intake_officer, "withdrawal.record", "any"},
    Rule{Role::team_lead, "withdrawal.record", "any"},
    Rule{Role::data_protection_officer, "withdrawal.record", "any"},
    Rule{Role::data_protection_officer, "contacts.read", "any"},
    Rule{Role::data_protection_officer, "contacts.see_errors", "any"},
    Rule{Role::safeguarding_lead, "participants.open", "any"},
    Rule{Role::data_protection_officer, "participants.open", "any"},
    Rule{Role::safeguarding_lead, "identity.search", "any"},
    Rule{Role::data_protection_officer, "identity.search", "any"},
    Rule{Role::data_protection_officer, "identity.erase", "any"},

    // Counts, which name nobody. Whoever recruits or looks in from outside has closed months only.
    Rule{Role::trial_manager, "figures.read", "any"},
    Rule{Role::trial_manager, "figures.today", "any"},
    Rule{Role::data_manager, "figures.read", "any"},
    Rule{Role::data_manager, "figures.today", "any"},
    Rule{Role::team_lead, "figures.read", "any"},
    Rule{Role::provider_manager, "figures.read", "any"},
    Rule{Role::evaluator, "figures.read", "any"},
    Rule{Role::monitoring_member, "figures.read", "any"},
    Rule{Role::unblinded_statistician, "figures.read", "any"},
    Rule{Role::unblinded_statistician, "figures.after", "any"},
    Rule{Role::steering_viewer, "figures.read", "any"},
    // The versions of the protocol, which name nobody and no arm.
    Rule{Role::trial_manager, "protocol.read", "any"},
    Rule{Role::data_manager, "protocol.read", "any"},
    Rule{Role::team_lead, "protocol.read", "any"},
    Rule{Role::auditor, "protocol.read", "any"},
    Rule{Role::data_protection_officer, "protocol.read", "any"},
    Rule{Role::evaluator, "protocol.read", "any"},
    Rule{Role::monitoring_member, "protocol.read", "any"},
    Rule{Role::unblinded_statistician, "protocol.read", "any"},
    Rule{Role::steering_viewer, "protocol.read", "any"},

    // Accounts of staff.
    Rule{Role::system_administrator, "staff.list", "any"},
    Rule{Role::system_administrator, "staff.manage", "any"},
    Rule{Role::system_administrator, "staff.grant", "any"},
    Rule{Role::system_administrator, "staff.approve", "any"},
    Rule{Role::trial_manager, "staff.list", "any"},
    Rule{Role::trial_manager, "staff.approve", "any"},

    // Never, whatever else they are: the administrator sees no data, and who is blind meets nobody
    // by name outside the relay.
    Rule{Role::system_administrator, "triage.list", "any", Effect::deny},
    Rule{Role::system_administrator, "triage.open", "any", Effect::deny},
    Rule{Role::system_administrator, "triage.decide", "any", Effect::deny},
    Rule{Role::system_administrator, "calls.list", "any", Effect::deny},
    Rule{Role::system_administrator, "appointments.list", "any", Effect::deny},
    Rule{Role::system_administrator, "appointments.book", "any", Effect::deny},
    Rule{Role::system_administrator, "appointments.slots", "any", Effect::deny},
    Rule{Role::system_administrator, "appointments.reopen", "any", Effect::deny},
    Rule{Role::system_administrator, "triage.refer", "any", Effect::deny},
    Rule{Role::system_administrator, "participants.list", "any", Effect::deny},
    Rule{Role::system_administrator, "participants.open", "any", Effect::deny},
    Rule{Role::system_administrator, "eligibility.decide", "any", Effect::deny},
    Rule{Role::system_administrator, "eligibility.resolve", "any", Effect::deny},
    Rule{Role::system_administrator, "information.give", "any", Effect::deny},
    Rule{Role::system_administrator, "contacts.read", "any", Effect::deny},
    Rule{Role::system_administrator, "contacts.record", "any", Effect::deny},
    Rule{Role::system_administrator, "contacts.correct", "any", Effect::deny},
    Rule{Role::system_administrator, "contacts.see_errors", "any", Effect::deny},
    Rule{Role::system_administrator, "concerns.manage", "any", Effect::deny},
    Rule{Role::system_administrator, "withdrawal.record", "any", Effect::deny},
    Rule{Role::system_administrator, "consent.take", "any", Effect::deny},
    Rule{Role::system_administrator, "consent.witness", "any", Effect::deny},
    Rule{Role::system_administrator, "consent.read", "any", Effect::deny},
    Rule{Role::system_administrator, "linkage.give", "any", Effect::deny},
    Rule{Role::system_administrator, "linkage.settle", "any", Effect::deny},
    Rule{Role::system_administrator, "baseline.record", "any", Effect::deny},
    Rule{Role::system_administrator, "baseline.correct", "any", Effect::deny},
    Rule{Role::system_administrator, "allocation.make", "any", Effect::deny},
    Rule{Role::system_administrator, "allocation.result", "any", Effect::deny},
    Rule{Role::system_administrator, "allocation.receipt", "any", Effect::deny},
    Rule{Role::system_administrator, "allocation.draws", "any", Effect::deny},
    Rule{Role::system_administrator, "allocation.flag", "any", Effect::deny},
    Rule{Role::system_administrator, "interviews.tell", "any", Effect::deny},
    Rule{Role::system_administrator, "interviews.reassign", "any", Effect::deny},
    Rule{Role::system_administrator, "ceremony.give", "any", Effect::deny},
    Rule{Role::system_administrator, "identity.search", "any", Effect::deny},
    Rule{Role::system_administrator, "identity.correct", "any", Effect::deny},
    Rule{Role::system_administrator, "wishes.change", "any", Effect::deny},
    Rule{Role::system_administrator, "records.merge", "any", Effect::deny},
    Rule{Role::system_administrator, "identity.erase", "any", Effect::deny},
    Rule{Role::system_administrator, "figures.read", "any", Effect::deny},
    Rule{Role::system_administrator, "figures.today", "any", Effect::deny},
    Rule{Role::system_administrator, "figures.after", "any", Effect::deny},
    Rule{Role::system_administrator, "protocol.read", "any", Effect::deny},
    Rule{Role::system_administrator, "caseload.own", "any", Effect::deny},
    Rule{Role::system_administrator, "cases.open", "any", Effect::deny},
    Rule{Role::system_administrator, "cases.assign", "any", Effect::deny},
    Rule{Role::system_administrator, "cases.count", "any", Effect::deny},
    Rule{Role::system_administrator, "packs.give", "any", Effect::deny},
    Rule{Role::system_administrator, "deviations.record", "any", Effect::deny},
    Rule{Role::system_administrator, "deviations.correct", "any", Effect::deny},
    Rule{Role::evaluator, "triage.list", "any", Effect::deny},
    Rule{Role::evaluator, "triage.open", "any", Effect::deny},
    Rule{Role::evaluator, "triage.decide", "any", Effect::deny},
    Rule{Role::evaluator, "calls.list", "any", Effect::deny},
    Rule{Role::evaluator, "appointments.list", "any", Effect::deny},
    Rule{Role::evaluator, "appointments.book", "any", Effect::deny},
    Rule{Role::evaluator, "appointments.slots", "any", Effect::deny},
    Rule{Role::evaluator, "appointments.reopen", "any", Effect::deny},
    Rule{Role::evaluator, "triage.refer", "any", Effect::deny},
    Rule{Role::evaluator, "participants.list", "any", Effect::deny},
    Rule{Role::evaluator, "participants.open", "any", Effect::deny},
    Rule{Role::evaluator, "eligibility.decide", "any", Effect::deny},
    Rule{Role::evaluator, "eligibility.resolve", "any", Effect::deny},
    Rule{Role::evaluator, "information.give", "any", Effect::deny},
    Rule{Role::evaluator, "contacts.read", "any", Effect::deny},
    Rule{Role::evaluator, "contacts.record", "any", Effect::deny},
    Rule{Role::evaluator, "contacts.correct", "any", Effect::deny},
    Rule{Role::evaluator, "contacts.see_errors", "any", Effect::deny},
    Rule{Role::evaluator, "concerns.manage", "any", Effect::deny},
    Rule{Role::evaluator, "withdrawal.record", "any", Effect::deny},
    Rule{Role::evaluator, "consent.take", "any", Effect::deny},
    Rule{Role::evaluator, "consent.witness", "any", Effect::deny},
    Rule{Role::evaluator, "consent.read", "any", Effect::deny},
    Rule{Role::evaluator, "linkage.give", "any", Effect::deny},
    Rule{Role::evaluator, "linkage.settle", "any", Effect::deny},
    Rule{Role::evaluator, "baseline.record", "any", Effect::deny},
    Rule{Role::evaluator, "baseline.correct", "any", Effect::deny},
    Rule{Role::evaluator, "allocation.make", "any", Effect::deny},
    Rule{Role::evaluator, "allocation.result", "any", Effect::deny},
    Rule{Role::evaluator, "allocation.receipt", "any", Effect::deny},
    Rule{Role::evaluator, "allocation.draws", "any", Effect::deny},
    Rule{Role::evaluator, "allocation.flag", "any", Effect::deny},
    Rule{Role::evaluator, "interviews.tell", "any", Effect::deny},
    Rule{Role::evaluator, "interviews.reassign", "any", Effect::deny},
    Rule{Role::evaluator, "ceremony.read", "any", Effect::deny},
    Rule{Role::evaluator, "ceremony.begin", "any", Effect::deny},
    Rule{Role::evaluator, "ceremony.give", "any", Effect::deny},
    Rule{Role::evaluator, "ceremony.propose", "any", Effect::deny},
    Rule{Role::evaluator, "identity.search", "any", Effect::deny},
    Rule{Role::evaluator, "identity.correct", "any", Effect::deny},
    Rule{Role::evaluator, "wishes.change", "any", Effect::deny},
    Rule{Role::evaluator, "records.merge", "any", Effect::deny},
    Rule{Role::evaluator, "identity.erase", "any", Effect::deny},
    Rule{Role::evaluator, "caseload.own", "any", Effect::deny},
    Rule{Role::evaluator, "cases.open", "any", Effect::deny},
    Rule{Role::evaluator, "cases.assign", "any", Effect::deny},
    Rule{Role::evaluator, "cases.count", "any", Effect::deny},
    Rule{Role::evaluator, "packs.give", "any", Effect::deny},
    Rule{Role::evaluator, "deviations.record", "any", Effect::deny},
    Rule{Role::evaluator, "deviations.correct", "any", Effect::deny},
    Rule{Role::interviewer, "triage.list", "any", Effect::deny},
    Rule{Role::interviewer, "triage.open", "any", Effect::deny},
    Rule{Role::interviewer, "triage.decide", "any", Effect::deny},
    Rule{Role::interviewer, "calls.list", "any", Effect::deny},
    Rule{Role::interviewer, "appointments.list", "any", Effect::deny},
    Rule{Role::interviewer, "appointments.book", "any", Effect::deny},
    Rule{Role::interviewer, "appointments.slots", "any", Effect::deny},
    Rule{Role::interviewer, "appointments.reopen", "any", Effect::deny},
    Rule{Role::interviewer, "triage.refer", "any", Effect::deny},
    Rule{Role::interviewer, "participants.list", "any", Effect::deny},
    Rule{Role::interviewer, "participants.open", "any", Effect::deny},
    Rule{Role::interviewer, "eligibility.decide", "any", Effect::deny},
    Rule{Role::interviewer, "eligibility.resolve", "any", Effect::deny},
    Rule{Role::interviewer, "information.give", "any", Effect::deny},
    Rule{Role::interviewer, "contacts.read", "any", Effect::deny},
    Rule{Role::interviewer, "contacts.record", "any", Effect::deny},
    Rule{Role::interviewer, "contacts.correct", "any", Effect::deny},
    Rule{Role::interviewer, "contacts.see_errors", "any", Effect::deny},
    Rule{Role::interviewer, "concerns.manage", "any", Effect::deny},
    Rule{Role::interviewer, "withdrawal.record", "any", Effect::deny},
    Rule{Role::interviewer, "consent.take", "any", Effect::deny},
    Rule{Role::interviewer, "consent.witness", "any", Effect::deny},
    Rule{Role::interviewer, "consent.read", "any", Effect::deny},
    Rule{Role::interviewer, "linkage.give", "any", Effect::deny},
    Rule{Role::interviewer, "linkage.settle", "any", Effect::deny},
    Rule{Role::interviewer, "baseline.record", "any", Effect::deny},
    Rule{Role::interviewer, "baseline.correct", "any", Effect::deny},
    Rule{Role::interviewer, "allocation.make", "any", Effect::deny},
    Rule{Role::interviewer, "allocation.result", "any", Effect::deny},
    Rule{Role::interviewer, "allocation.receipt", "any", Effect::deny},
    Rule{Role::interviewer, "allocation.draws", "any", Effect::deny},
    Rule{Role::interviewer, "allocation.flag", "any", Effect::deny},
    // Nobody takes back that they were told.
    Rule{Role::interviewer, "interviews.reassign", "any", Effect::deny},
    Rule{Role::interviewer, "ceremony.read", "any", Effect::deny},
    Rule{Role::interviewer, "ceremony.begin", "any", Effect::deny},
    Rule{Role::interviewer, "ceremony.give", "any", Effect::deny},
    Rule{Role::interviewer, "ceremony.propose", "any", Effect::deny},
    Rule{Role::interviewer, "identity.search", "any", Effect::deny},
    Rule{Role::interviewer, "identity.correct", "any", Effect::deny},
    Rule{Role::interviewer, "wishes.change", "any", Effect::deny},
    Rule{Role::interviewer, "records.merge", "any", Effect::deny},
    Rule{Role::interviewer, "identity.erase", "any", Effect::deny},
    Rule{Role::interviewer, "caseload.own", "any", Effect::deny},
    Rule{Role::interviewer, "cases.open", "any", Effect::deny},
    Rule{Role::interviewer, "cases.assign", "any", Effect::deny},
    Rule{Role::interviewer, "cases.count", "any", Effect::deny},
    Rule{Role::interviewer, "packs.give", "any", Effect::deny},
    Rule{Role::interviewer, "deviations.record", "any", Effect::deny},
    Rule{Role::interviewer, "deviations.correct", "any", Effect::deny},
    // Whoever supports people never sees by what their records are found.
    Rule{Role::employment_specialist, "linkage.give", "any", Effect::deny},
    Rule{Role::team_lead, "linkage.give", "any", Effect::deny},
    Rule{Role::provider_manager, "linkage.give", "any", Effect::deny},
});

} // namespace permissions

std::span<const Permission> all_permissions()
{
    return permissions::permissions;
}

std::span<const Rule> all_rules()
{
    return permissions::rules;
}

std::span<const std::string_view> all_relations()
{
    return permissions::relations;
}

const Permission* find_permission(std::string_view name)
{
    for (const auto& permission : permissions::permissions) {
        if (permission.name == name) return &permission;
    }
    return nullptr;
}

bool evaluate(std::span<const Rule> rules, std::span<const Role> roles, std::string_view permission,
              std::string_view relation)
{
    bool allowed = false;
    for (const auto& rule : rules) {
        const bool applies = rule.permission == permission &&
                             (rule.relation == relation || rule.relation == "any") &&
                             std::find(roles.begin(), roles.end(), rule.role) != roles.end();
        if (!applies) continue;
        if (rule.effect == Effect::deny) return false;
        allowed = true;
    }
    return allowed;
}

bool may(Standing standing, std::span<const Role> roles, std::string_view permission,
         std::string_view relation)
{
    const auto* known = find_permission(permission);
    if (known == nullptr) return false;
    switch (known->open_to) {
    case OpenTo::everyone:
        return true;
    case OpenTo::half_signed_in:
        return standing == Standing::half_signed_in;
    case OpenTo::all_staff:
        return standing == Standing::staff;
    case OpenTo::roles:
        break;
    }
    return standing == Standing::staff && evaluate(all_rules(), roles, permission, relation);
}

bool may_anywhere(Standing standing, std::span<const Role> roles, std::string_view permission)
{
    return std::ranges::any_of(permissions::relations, [&](std::string_view relation) {
        return may(standing, roles, permission, relation);
    });
}

} // namespace evenhand::staff
