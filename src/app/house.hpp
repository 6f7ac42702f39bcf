#pragma once

#include "app/allocator_wiring.hpp"
#include "app/house_options.hpp"
#include "crypto/password_deny_list.hpp"
#include "evidence/reports/pages/services.hpp"
#include "followup/interviews/pages/services.hpp"
#include "html/assets.hpp"
#include "html/page.hpp"
#include "http/dispatcher.hpp"
#include "http/draft_store.hpp"
#include "http/session_store.hpp"
#include "intake/allocation/pages/gates.hpp"
#include "intake/allocation/pages/services.hpp"
#include "intake/baseline/baseline_store.hpp"
#include "intake/baseline/pages/services.hpp"
#include "intake/ceremony/pages/services.hpp"
#include "intake/consent/linkage_store.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "intake/consent/pages/services.hpp"
#include "intake/consent/same_number_store.hpp"
#include "intake/eligibility/pages/services.hpp"
#include "messages/outgoing/postbox_store.hpp"
#include "oversight/amendments/pages/services.hpp"
#include "oversight/targets/pages/services.hpp"
#include "people/concerns/pages/services.hpp"
#include "people/contacts/pages/services.hpp"
#include "people/identity/details_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/pages/services.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/pages/services.hpp"
#include "people/wishes/pages/services.hpp"
#include "people/withdrawal/pages/services.hpp"
#include "recruitment/appointments/pages/services.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/directory/pages/services.hpp"
#include "recruitment/referral/pages/services.hpp"
#include "recruitment/referral/tally_store.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_log.hpp"
#include "storage/database.hpp"
#include "storage/units.hpp"
#include "support/casework/pages/services.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace evenhand::app {

/// Every part of a running program, wired once. Members stand in the order of their needs.
class House
{
public:
    /// Opens the store and binds the rooms. Throws CannotRun, StorageError.
    explicit House(HouseOptions options);
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    const protocol::Protocol protocol;
    const crypto::Keys keys;
    const amendments::Running running; ///< the protocol's version, as it was loaded
    const std::unique_ptr<storage::Database> database;
    const storage::AuditLog audit;
    const std::unique_ptr<storage::Units> units;
    storage::Checkpointer checkpointer;

    const identity::Vault vault;
    const identity::IdentityStore identities;
    const identity::DetailsStore details;
    http::SessionStore sessions;
    http::DraftStore drafts;
    crypto::PasswordHasher hasher;
    const crypto::PasswordDenyList leaked_passwords;

    const html::Assets assets;
    const html::Site site;
    staff::StaffServices staff;
    staff::StaffGatekeeper gatekeeper;
    const directory::DirectoryStore directory{};
    const referral::ReferralStore referrals;
    const referral::EqualityStore equality;
    const referral::TallyStore tallies;
    const std::vector<LocalDate> bank_holidays;
    const participants::JourneyStore journeys;
    const identity::NoteStore notes;
    const contacts::ContactStore contact_log;
    const appointments::SlotStore slots;
    const appointments::CallStore calls;
    const appointments::AppointmentStore bookings;
    const appointments::LetterStore letters{};
    const appointments::InformationStore sent_information;
    const concerns::ConcernStore concern_log;
    const withdrawal::WithdrawalStore withdrawals;
    const wishes::WishesStore contact_wishes;
    const outgoing::Postbox postbox;
    /// Nothing in a live trial that was told of no way to send: its messages wait.
    const std::optional<outgoing::Sender> sender;
    const eligibility::EligibilityStore evaluations;
    const eligibility::Deciding deciding;
    const baseline::BaselineStore baselines;
    const consent::InformationStore information;
    const consent::ConsentStore consents;
    const consent::LinkageStore linkage;
    const consent::SameNumberStore same_numbers;
    const allocation::AllocationStore allocations;
    const allocation::TrialSpec spec;
    const AllocatorDoor door;
    const ceremony::CeremonyStore ceremonies;
    const allocation::HandOff hand_off;
    const allocation::ReadEvidence gates;
    allocation::TwoStep two_step;
    const casework::CaseStore cases;
    const casework::HandOffStore hand_offs{};
    const casework::HandOffMessageStore hand_off_messages{};
    const casework::PackStore packs{};
    const casework::DeviationStore deviations;
    const std::map<std::string, referral::Text, std::less<>> texts;
    const consent::Sheets sheets;
    const appointments::LastLetter last_letter;
    const referral::Services referral_services;
    const directory::Services directory_services;
    // Each of these knows the next by name only; all are made before a route is walked.
    const contacts::Services contact_services;
    const concerns::Services concern_services;
    const withdrawal::Services withdrawal_services;
    const wishes::Services wishes_services;
    const eligibility::Services eligibility_services;
    const consent::InformationServices information_services;
    const baseline::Services baseline_services;
    const allocation::Services allocation_services;
    const ceremony::Services ceremony_services;
    const casework::Services casework_services;
    const consent::Services consent_services;
    const appointments::Services appointment_services;
    const interviews::Services interview_services;
    const participants::Services participant_services;
    const reports::Services report_services;
    const targets::Services target_services;
    const amendments::Services amendment_services;

    http::Router router;
    std::optional<http::Dispatcher> dispatcher;
};

} // namespace evenhand::app
