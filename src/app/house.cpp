#include "app/house.hpp"

#include "app/across_rooms.hpp"
#include "app/allocator_wiring.hpp"
#include "app/audited_tables.hpp"
#include "app/cannot_run.hpp"
#include "app/ceremony_wiring.hpp"
#include "app/hand_off.hpp"
#include "app/message_folder.hpp"
#include "app/protocol_in_force.hpp"
#include "app/reference_data.hpp"
#include "app/sealed_tables.hpp"
#include "app/staff_menu.hpp"
#include "app/stuck_overview.hpp"
#include "core/check.hpp"
#include "html/components.hpp"
#include "http/static_assets.hpp"
#include "intake/paper/pages/services.hpp"
#include "people/staff/routes.hpp"
#include "storage/errors.hpp"
#include "storage/installation.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <utility>

namespace evenhand::app {

namespace house {

html::SiteMode site_mode(crypto::Mode mode)
{
    switch (mode) {
    case crypto::Mode::demo:
        return html::SiteMode::demo;
    case crypto::Mode::training:
        return html::SiteMode::training;
    case crypto::Mode::live:
        break;
    }
    return html::SiteMode::live;
}

/// How to reach a person, the same on every page (WCAG 2.2, consistent help).
html::Html help(const protocol::Contact& contact)
{
    using html::attr;
    using html::element;
    return element("p", {attr("class", "govuk-body")}, "Telephone: ",
                   element("strong", {attr("class", "evenhand-nowrap")}, contact.telephone), " (",
                   contact.hours, ")") +
           element("p", {attr("class", "govuk-body")}, "Relay UK: 18001 then ",
                   element("span", {attr("class", "evenhand-nowrap")}, contact.telephone)) +
           element("p", {attr("class", "govuk-body")}, "Email: ",
                   element("a",
                           {attr("class", "govuk-link"), attr("href", "mailto:" + contact.email)},
                           contact.email)) +
           element("p", {attr("class", "govuk-body")}, "Post: ", contact.post);
}

html::Site site_of(const protocol::Protocol& protocol, crypto::Mode mode,
                   const html::Assets& assets)
{
    return {.service_name = protocol.name,
            .home_url = "/",
            .organisation = protocol.organisation,
            .mode = site_mode(mode),
            .stylesheet = assets.url("evenhand.css"),
            .supported_script = assets.url("supported.js"),
            .module_script = assets.url("evenhand.js"),
            .icon = assets.url("icon.svg"),
            .help = help(protocol.contact),
            .footer_links = {{"Privacy", "/privacy"},
                             {"Accessibility", "/accessibility"},
                             {"Easy Read and sign language", "/other-formats"},
                             {"Cookies", "/cookies"},
                             {"Randomisation", "/randomisation"},
                             {"Staff sign in", "/sign-in"}},
            .phase = {}};
}

std::unique_ptr<storage::Database> open_database(const HouseOptions& options,
                                                 const crypto::Keys& keys,
                                                 const protocol::Protocol& protocol)
{
    storage::DatabaseSettings settings{
        .url = options.place.database, .single_threaded = options.single_threaded, .on_broken = {}};
    if (options.fatal) {
        settings.on_broken = [fatal = options.fatal](const storage::StorageError& error) {
            fatal(error.what());
        };
    }
    auto database = storage::Database::open(settings);
    database->read([&](storage::Connection& sql) {
        if (const auto reason = storage::reason_not_ours(sql, keys, protocol.id)) {
            throw CannotRun(*reason);
        }
    });
    return database;
}

IdentifierMode identifier_mode(crypto::Mode mode)
{
    return mode == crypto::Mode::live ? IdentifierMode::live : IdentifierMode::demo;
}

/// The protocol's clocks as the spine counts them. What the protocol gives no clock of its own is
/// counted by T3, the time to the end of intake.
participants::Timing timing_of(const protocol::ContactRules& rules)
{
    return {.first_contact = rules.first_attempt_working_days,
            .booking = rules.booking_working_days,
            .intake = rules.intake_working_days,
            .decision = rules.decision_working_days,
            .thinking = rules.thinking_working_days,
            .most_rebooked = rules.missed_appointments};
}

concerns::DueRules due_rules_of(const protocol::ConcernRules& rules)
{
    return {.safeguarding = rules.safeguarding_working_days,
            .adverse_event = rules.adverse_event_working_days,
            .complaint = rules.complaint_working_days,
            .incident = rules.incident_working_days};
}

/// A practice of the directory in force that day, with the areas to which it may belong.
eligibility::FindSurgery find_surgery(const House& house)
{
    return [&house](storage::UnitOfWork& work, const OdsCode& code,
                    LocalDate on) -> std::optional<eligibility::Surgery> {
        const auto practice = house.directory.practice(work, code, on);
        if (!practice) return std::nullopt;
        return eligibility::Surgery{.name = practice->name,
                                    .open = practice->open(on),
                                    .areas = directory::areas_of_practice(house.protocol.areas,
                                                                          practice->commissioner,
                                                                          practice->district)};
    };
}

allocation::FlagKind kind_of(eligibility::Flag flag)
{
    switch (flag) {
    case eligibility::Flag::wrong_stratum:
        return allocation::FlagKind::wrong_stratum;
    case eligibility::Flag::not_eligible:
        return allocation::FlagKind::not_eligible;
    case eligibility::Flag::in_doubt:
        return allocation::FlagKind::in_doubt;
    case eligibility::Flag::none:
        break;
    }
    CHECK(false);
}

/// A correction after the draw is a flag of the allocation, and stands nowhere else.
eligibility::FoundMisfit flags_of(const House& house)
{
    return [&house](storage::UnitOfWork& work, identity::PersonId person,
                    const eligibility::Misfit& found) {
        allocation::NewFlag flag{.kind = kind_of(found.flag),
                                 .from_answers = true,
                                 .note = fmt::format("An answer on who may join was corrected. {}.",
                                                     label_of(found.because))};
        if (found.flag == eligibility::Flag::wrong_stratum) {
            flag.true_area = found.area;
            flag.true_group = found.group;
        }
        // Nothing is corrected of somebody whose answers were erased, and so are no flags.
        CHECK(house.allocations.flag(work, person, flag));
    };
}

/// Whether what stands of their answers is such a flag.
bool answers_misfit(const House& house, storage::UnitOfWork& work, identity::PersonId person)
{
    const auto journey = house.journeys.find(work, person);
    const auto standing = house.evaluations.standing(work, person);
    return journey && standing &&
           eligibility::flag_of(*journey, *standing) != eligibility::Flag::none;
}

/// What stands on a participant's record, in its order: whether we may, how to call safely, then
/// what each room knows.
std::vector<participants::Section> record_sections(const House& house)
{
    std::vector<participants::Section> all{withdrawal::record_section(house.withdrawal_services)};
    all.push_back(wishes::record_section(house.wishes_services));
    all.push_back(referral::record_section(house.referral_services));
    all.push_back(referral::return_section(house.referral_services));
    all.push_back(appointments::record_section(house.appointment_services));
    all.push_back(eligibility::record_section(house.eligibility_services));
    all.push_back(consent::information_section(house.information_services));
    all.push_back(consent::record_section(house.consent_services));
    all.push_back(baseline::record_section(house.baseline_services));
    all.push_back(paper::record_section(house.participant_services));
    all.push_back(allocation::record_section(house.allocation_services));
    all.push_back(casework::record_section(house.casework_services));
    all.push_back(contacts::record_section(house.contact_services));
    all.push_back(concerns::record_section(house.concern_services));
    return all;
}

/// Whoever began a draw sat with the person, also where the program finished it for them.
bool sat_with(const allocation::AllocationStore& allocations, storage::UnitOfWork& work,
              const http::Viewer& viewer, identity::PersonId person)
{
    const auto intent = allocations.intent_of(work, person);
    return intent && intent->actor == storage::actor_text(viewer.actor());
}

/// What a support case shows: whether we may, how to call safely, and the contact log. No answer of
/// research is shared with support unless its item says so (design 5).
std::vector<participants::Section> case_sections(const House& house)
{
    std::vector<participants::Section> all{withdrawal::record_section(house.withdrawal_services)};
    all.push_back(wishes::record_section(house.wishes_services));
    all.push_back(baseline::shared_section(house.baseline_services));
    all.push_back(contacts::record_section(house.contact_services));
    all.push_back(concerns::raise_section(house.concern_services));
    return all;
}

/// What is done next for whom, on the pages of the rooms that own it; of one stage, the usual
/// first.
std::vector<participants::NextAction> next_actions(const House& house)
{
    using participants::Stage;
    constexpr std::string_view contact = "Record a contact";
    constexpr std::string_view book = "Book an appointment";
    constexpr std::string_view again = "Open their way again";
    const auto aside = [](Stage stage) -> participants::NextAction {
        return {.stage = stage,
                .permission = "appointments.book",
                .text = "Book another appointment",
                .path = "/appointment/new",
                .applies = {},
                .aside = true};
    };
    const auto agreed_to_records = [&house](storage::UnitOfWork& work, identity::PersonId person) {
        const auto consent = house.consents.in_force(work, person);
        return consent && consent->allows(protocol::ConsentScope::government_records);
    };
    return {
        {Stage::referred, "contacts.record", contact, "/contacts/new"},
        {Stage::referred, "appointments.book", book, "/appointment/new"},
        {Stage::contacted, "appointments.book", book, "/appointment/new"},
        {Stage::contacted, "contacts.record", contact, "/contacts/new"},
        {Stage::booked, "appointments.book", "Open the appointment", "/appointment"},
        {Stage::did_not_attend, "appointments.book", book, "/appointment/new"},
        {Stage::did_not_attend, "contacts.record", contact, "/contacts/new"},
        {Stage::could_not_reach, "contacts.record", contact, "/contacts/new"},
        {Stage::could_not_reach, "appointments.reopen", again, "/reopen"},
        {Stage::not_eligible, "appointments.reopen", again, "/reopen"},
        {Stage::declined, "appointments.reopen", again, "/reopen"},
        {Stage::closed, "appointments.reopen", again, "/reopen"},
        {Stage::attended, "eligibility.decide", "Check who may join", "/eligibility"},
        aside(Stage::attended),
        {Stage::unsure, "eligibility.resolve", "Find out", "/eligibility/resolve"},
        {Stage::eligible, "information.give", "Go through the information", "/information"},
        aside(Stage::eligible),
        {Stage::taught, "information.give", "Ask what they decide", "/decision"},
        aside(Stage::taught),
        {Stage::wants_time, "information.give", "Ask what they decide", "/decision"},
        {Stage::wants_time, "appointments.book", book, "/appointment/new"},
        {Stage::goes_on, "consent.take", "Ask for consent", "/consent"},
        {Stage::goes_on, "consent.witness", "Say whether you heard their consent",
         "/consent/witness"},
        aside(Stage::goes_on),
        {Stage::consented, "baseline.record", "Ask the questions before allocation", "/baseline"},
        {Stage::consented, "linkage.give", "Write down what finds their records", "/linkage-keys",
         agreed_to_records},
        aside(Stage::consented),
        {Stage::baseline_locked, "allocation.make", "Put into a group by chance", "/allocation"},
        aside(Stage::baseline_locked),
        {Stage::intended, "allocation.make", "Finish putting them into a group", "/allocation"}};
}

/// Only what is made up is put into a folder; a live trial writes to people or not at all.
std::optional<outgoing::Sender> sender_of(const House& house, const Place& place)
{
    if (house.keys.mode() == crypto::Mode::live) return std::nullopt;
    return outgoing::Sender({.vault = house.vault,
                             .identities = house.identities,
                             .withdrawals = house.withdrawals,
                             .wishes = house.contact_wishes,
                             .transport = message_folder(place.messages),
                             .holder = fmt::format("pid-{}", ::getpid()),
                             .settled = message_settled(house.hand_off_messages)});
}

/// Whom to name to somebody who is told their group, as whoever will support them.
std::function<std::string(storage::UnitOfWork&, identity::PersonId)>
supported_by(const House& house)
{
    return [&house](storage::UnitOfWork& work, identity::PersonId person) {
        const auto id = staff::AccountId::parse(casework::CaseStore::specialist_of(work, person));
        if (!id) return std::string();
        const auto who = house.staff.accounts.find(work, *id);
        return who ? who->name : std::string();
    };
}

std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&)>
above_list_of_stuck(const House& house)
{
    return above_stuck(house.protocol,
                       [&house](storage::UnitOfWork& work) { return house.two_step.frozen(work); });
}

/// What follows an allocation, for the draw to call in its own transaction.
allocation::HandOff hand_off_of(const House& house)
{
    return [&house](storage::UnitOfWork& work, const allocation::Allocated& allocated) {
        hand_off({.protocol = house.protocol,
                  .holidays = house.bank_holidays,
                  .hand_offs = house.hand_offs,
                  .messages = house.hand_off_messages,
                  .cases = house.cases,
                  .directory = house.directory,
                  .wishes = house.contact_wishes,
                  .journeys = house.journeys,
                  .withdrawals = house.withdrawals,
                  .postbox = house.postbox},
                 work,
                 {.allocation = allocated.id.text(),
                  .person = allocated.person,
                  .kind = allocated.hand_off,
                  .area = allocated.area,
                  .group = allocated.group});
    };
}

} // namespace house

House::House(HouseOptions options)
    : protocol(std::move(options.protocol)), keys(std::move(options.keys)),
      running(running_under(options.place.protocol, protocol, keys.mode())),
      database(house::open_database(options, keys, protocol)), audit(keys),
      units(storage::make_units({.database = *database,
                                 .clock = options.trial_clock,
                                 .random = options.random,
                                 .audit = audit,
                                 .protocol_version = protocol.version})),
      checkpointer(*database, keys,
                   {.origin = audit_origin(protocol), .file = options.place.checkpoints}),
      vault(keys),
      identities(vault,
                 {contacts::sealed_rows, concerns::sealed_rows, withdrawal::sealed_rows,
                  wishes::sealed_rows, referral::sealed_rows, eligibility::sealed_rows,
                  consent::sealed_rows, baseline::sealed_rows, allocation::sealed_rows,
                  casework::sealed_rows, interviews::sealed_rows, outgoing::sealed_rows,
                  drafts_about},
                 {consent::forget_linkage_index, referral::close_erased, forget_drafts}),
      details(vault),
      sessions(keys.derived(crypto::KeyPurpose::session, "session-id/1"), options.machine_clock),
      drafts(keys.derived(crypto::KeyPurpose::draft_sealing, "draft/1")),
      hasher(keys.derived(crypto::KeyPurpose::password, "password/1"), options.password_cost,
             options.random),
      leaked_passwords(
          crypto::PasswordDenyList::load(home() / "build" / "assets" / "passwords.deny")),
      assets(html::Assets::load(home() / "build" / "assets")),
      site(house::site_of(protocol, keys.mode(), assets)),
      staff({.keys = keys,
             .clock = options.machine_clock,
             .random = options.random,
             .hasher = hasher,
             .sessions = sessions,
             .leaked_passwords = leaked_passwords,
             .frame = [this](const html::Page& page) { return html::document(site, page).str(); },
             .settings = staff_settings(protocol, options.base_url)}),
      gatekeeper(staff), referrals(vault, identities), equality(vault), tallies(vault),
      bank_holidays(load_bank_holidays(home() / bank_holidays_file)),
      journeys(house::timing_of(protocol.contact_rules), bank_holidays,
               [this](storage::UnitOfWork& work, const participants::Journey& journey) {
                   bookings.follow(work, journey);
                   calls.refresh(work, journey.person);
               }),
      notes(vault),
      contact_log(notes, [this](storage::UnitOfWork& work,
                                identity::PersonId person) { calls.refresh(work, person); }),
      slots(bank_holidays), calls(protocol.contact_rules, bank_holidays),
      bookings(journeys, slots, bank_holidays), sent_information(postbox, contact_log),
      concern_log(notes, house::due_rules_of(protocol.concern_rules), bank_holidays),
      withdrawals(notes), contact_wishes(vault), postbox(vault),
      sender(house::sender_of(*this, options.place)), evaluations(notes),
      deciding(protocol, identities, journeys, evaluations, house::flags_of(*this)),
      baselines(vault, protocol.baseline, journeys, recording_fault(running)),
      information(protocol.consent, journeys, evaluations),
      consents({.vault = vault,
                .journeys = journeys,
                .withdrawals = withdrawals,
                .information = information,
                .roles = staff.roles,
                .trainings = staff.trainings,
                .form = protocol.consent,
                .study_prefix = protocol.prefix,
                .versions_in_force = consent_in_force(running),
                .protocol_fault = recording_fault(running)}),
      linkage(vault, journeys, consents), same_numbers(linkage, journeys), allocations(notes),
      spec(spec_of(options.place.protocol, protocol, keys.mode())), door(*this, options),
      ceremonies(door.custody(), cast_of(protocol, keys.mode())),
      hand_off(house::hand_off_of(*this)),
      gates(under_protocol_in_force(
          allocation::read_gates({protocol, identities, journeys, withdrawals, evaluations,
                                  consents, same_numbers, baselines}),
          running)),
      two_step({.protocol = protocol,
                .keys = keys,
                .journeys = journeys,
                .store = allocations,
                .spec = spec,
                .ceremony = ceremony_in_force(ceremonies),
                .allocator = door.allocator(),
                .evidence = gates,
                .hand_off = hand_off}),
      cases(protocol.support, staff.postings), deviations(notes),
      texts(load_texts(home(), options.place.protocol, protocol)),
      sheets(load_sheets(options.place.protocol, protocol)),
      last_letter(load_last_letter(home(), options.place.protocol, protocol)),
      referral_services{
          .protocol = protocol,
          .site = site,
          .staff = staff,
          .drafts = drafts,
          .referrals = referrals,
          .directory = directory,
          .equality = equality,
          .identities = identities,
          .journeys = journeys,
          .bank_holidays = bank_holidays,
          .texts = texts,
          .mode = house::identifier_mode(keys.mode()),
          .known = when_known(contact_wishes, appointments::acknowledgement(appointment_services)),
          .returned =
              when_returned(contact_wishes, referrals,
                            appointments::acknowledgement_taken_back(appointment_services))},
      directory_services{.protocol = protocol, .staff = staff, .directory = directory},
      contact_services{.participants = participant_services,
                       .contacts = contact_log,
                       .own_case = own_case(cases)},
      concern_services{.participants = participant_services,
                       .concerns = concern_log,
                       .knows_group = knows_group(cases, hand_offs)},
      withdrawal_services{.participants = participant_services,
                          .withdrawals = withdrawals,
                          .agreed = agreement(consents, protocol.consent)},
      wishes_services{.participants = participant_services,
                      .wishes = contact_wishes,
                      .own_case = own_case(cases)},
      eligibility_services{.participants = participant_services,
                           .evaluations = evaluations,
                           .deciding = deciding,
                           .find_surgery = house::find_surgery(*this),
                           .asked_again = asked_again(wishes_services)},
      information_services{
          .participants = participant_services, .information = information, .sheets = sheets},
      baseline_services{.participants = participant_services,
                        .baselines = baselines,
                        .safety_text = load_safety_text(options.place.protocol, protocol)},
      allocation_services{.participants = participant_services,
                          .store = allocations,
                          .two_step = two_step,
                          .evidence = gates,
                          .protocol_fault = draw_fault(running),
                          .answers_misfit =
                              [this](storage::UnitOfWork& work, identity::PersonId person) {
                                  return house::answers_misfit(*this, work, person);
                              },
                          .supported_by = house::supported_by(*this)},
      ceremony_services(make_ceremony_services(*this)),
      casework_services{.participants = participant_services,
                        .contacts = contact_log,
                        .directory = directory,
                        .cases = cases,
                        .hand_offs = hand_offs,
                        .messages = hand_off_messages,
                        .packs = packs,
                        .deviations = deviations,
                        .sat_with =
                            [this](storage::UnitOfWork& work, const http::Viewer& viewer,
                                   identity::PersonId person) {
                                return house::sat_with(allocations, work, viewer, person);
                            },
                        .sections = house::case_sections(*this),
                        .disclosed = disclosed_counts,
                        .sends = sender.has_value()},
      consent_services{.participants = participant_services,
                       .drafts = drafts,
                       .consents = consents,
                       .information = information,
                       .linkage = linkage,
                       .same_numbers = same_numbers},
      appointment_services{.participants = participant_services,
                           .referrals = referrals,
                           .withdrawals = withdrawals,
                           .wishes = contact_wishes,
                           .calls = calls,
                           .slots = slots,
                           .bookings = bookings,
                           .information = sent_information,
                           .letters = letters,
                           .directory = directory,
                           .last_letter = last_letter,
                           .bank_holidays = bank_holidays,
                           .sends = sender.has_value()},
      interview_services{.participants = participant_services,
                         .interviews = interviews::InterviewStore(notes),
                         .groups = interviews::names_of_groups(protocol)},
      participant_services{.protocol = protocol,
                           .staff = staff,
                           .identities = identities,
                           .details = details,
                           .journeys = journeys,
                           .sections = house::record_sections(*this),
                           .timeline = {withdrawal::timeline_source(withdrawal_services),
                                        wishes::timeline_source(wishes_services),
                                        appointments::timeline_source(appointment_services),
                                        eligibility::timeline_source(eligibility_services),
                                        consent::information_timeline(information_services),
                                        consent::timeline_source(consent_services),
                                        baseline::timeline_source(baseline_services),
                                        paper::timeline_source(),
                                        allocation::timeline_source(allocation_services),
                                        interviews::timeline_source(interview_services),
                                        protocol_timeline(journeys)},
                           .sealed_tables = sealed_tables(),
                           .notes = notes,
                           .notes_in_error = notes_in_error(),
                           .next_actions = house::next_actions(*this),
                           .above_stuck = house::above_list_of_stuck(*this),
                           .references = &referral::ReferralStore::references_of,
                           .mode = house::identifier_mode(keys.mode())},
      report_services{.protocol = protocol, .staff = staff}, target_services{.protocol = protocol,
                                                                             .staff = staff},
      amendment_services{
          .staff = staff, .running = running, .to_ask_again = [this](storage::UnitOfWork& work) {
              return consents.count_to_ask_again(work);
          }}
{
    http::add_health(router);
    http::add_static_assets(router, assets);
    staff::add_routes(router, staff);
    participants::add_routes(router, participant_services);
    contacts::add_routes(router, contact_services);
    concerns::add_routes(router, concern_services);
    withdrawal::add_routes(router, withdrawal_services);
    wishes::add_routes(router, wishes_services);
    eligibility::add_routes(router, eligibility_services);
    consent::add_routes(router, consent_services);
    consent::add_information_routes(router, information_services);
    directory::add_routes(router, directory_services);
    referral::add_routes(router, referral_services);
    appointments::add_routes(router, appointment_services);
    casework::add_routes(router, casework_services);
    interviews::add_routes(router, interview_services);
    reports::add_routes(router, report_services);
    targets::add_routes(router, target_services);
    amendments::add_routes(router, amendment_services);
    baseline::add_routes(router, baseline_services);
    paper::add_routes(router, participant_services);
    allocation::add_routes(router, allocation_services);
    ceremony::add_routes(router, ceremony_services);
    dispatcher.emplace(http::DispatcherParts{.router = router,
                                             .gatekeeper = gatekeeper,
                                             .units = *units,
                                             .random = options.random,
                                             .clock = options.machine_clock,
                                             .drafts = drafts},
                       http::Tokens(keys.derived(crypto::KeyPurpose::csrf, "csrf/1"),
                                    keys.derived(crypto::KeyPurpose::journey, "journey/1")),
                       http::DispatcherSettings{.frame = staff.frame,
                                                .transport = options.transport,
                                                .rates = std::move(options.rates),
                                                .fatal = std::move(options.fatal),
                                                .log = std::move(options.log)});
}

} // namespace evenhand::app
