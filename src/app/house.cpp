#include "app/house.hpp"

#include "app/audited_tables.hpp"
#include "app/cannot_run.hpp"
#include "app/hand_off.hpp"
#include "app/message_folder.hpp"
#include "app/reference_data.hpp"
#include "app/stuck_overview.hpp"
#include "html/components.hpp"
#include "http/static_assets.hpp"
#include "people/staff/routes.hpp"
#include "protocol/freeze.hpp"
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

/// Within how many working days somebody acts on a concern: a policy of this program until the
/// protocol has one. Harm is acted on the same day.
constexpr concerns::DueRules concern_due{
    .safeguarding = 0, .adverse_event = 1, .complaint = 3, .incident = 1};

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

/// What stands on a participant's record, in its order: whether we may, how to call safely, then
/// what each room knows.
std::vector<participants::Section> record_sections(const House& house)
{
    std::vector<participants::Section> all{withdrawal::record_section(house.withdrawal_services)};
    for (auto& section : referral::record_sections(house.referral_services))
        all.push_back(std::move(section));
    all.push_back(appointments::record_section(house.appointment_services));
    all.push_back(eligibility::record_section(house.eligibility_services));
    all.push_back(consent::information_section(house.information_services));
    all.push_back(consent::record_section(house.consent_services));
    all.push_back(baseline::record_section(house.baseline_services));
    all.push_back(allocation::record_section(house.allocation_services));
    all.push_back(casework::record_section(house.casework_services));
    all.push_back(contacts::record_section(house.contact_services));
    all.push_back(concerns::record_section(house.concern_services));
    return all;
}

/// What a support case shows: whether we may, how to call safely, and the contact log. No answer of
/// research is shared with support unless its item says so (design 5).
std::vector<participants::Section> case_sections(const House& house)
{
    std::vector<participants::Section> all{withdrawal::record_section(house.withdrawal_services)};
    all.push_back(referral::before_contact_section(house.referral_services));
    all.push_back(contacts::record_section(house.contact_services));
    return all;
}

/// What the rows are that each room seals, in the words of the dry run of an erasure.
std::vector<participants::SealedTable> sealed_tables()
{
    return {{"identity_claim", "What referrals say of who they are"},
            {"person_details", "What is known of who they are"},
            {"referral", "What they told us in a referral"},
            {"equality_answer", "Answers on equality"},
            {"contact", "Notes of contacts"},
            {"concern", "What was said in concerns"},
            {"concern_event", "Notes on concerns"},
            {"withdrawal", "Notes of withdrawals"},
            {"deviation", "Notes on support actually received"},
            {"eligibility_evaluation", "Answers on who may join"},
            {"eligibility_resolution", "What was found out where nobody was sure"},
            {"baseline_answer", "Answers before allocation, while they are given"},
            {"baseline_confirmation", "Unusual answers that were confirmed"},
            {"baseline_lock", "Answers before allocation, as locked"},
            {"consent", "Names and papers of their signatures"},
            {"linkage_keys", "By what their government records are found"},
            {"allocation_flag", "What was found out about their randomisation"}};
}

/// What is done next for whom, on the pages of the rooms that own it; of one stage, the usual
/// first.
std::vector<participants::NextAction> next_actions()
{
    using participants::Stage;
    constexpr std::string_view contact = "Record a contact";
    constexpr std::string_view book = "Book an appointment";
    constexpr std::string_view again = "Open their way again";
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
        {Stage::unsure, "eligibility.resolve", "Find out", "/eligibility/resolve"},
        {Stage::eligible, "information.give", "Go through the information", "/information"},
        {Stage::taught, "information.give", "Ask what they decide", "/decision"},
        {Stage::wants_time, "information.give", "Ask what they decide", "/decision"},
        {Stage::wants_time, "appointments.book", book, "/appointment/new"},
        {Stage::goes_on, "consent.take", "Ask for consent", "/consent"},
        {Stage::goes_on, "consent.witness", "Say whether you heard their consent",
         "/consent/witness"},
        {Stage::consented, "baseline.record", "Ask the questions before allocation", "/baseline"},
        {Stage::consented, "linkage.give", "Write down what finds their records", "/linkage-keys"},
        {Stage::baseline_locked, "allocation.make", "Put into a group by chance", "/allocation"},
        {Stage::intended, "allocation.make", "Finish putting them into a group", "/allocation"}};
}

/// The sequences, or why the trial cannot be opened: without its scheme nobody could ever be put
/// into a group, and that is not to be found out at an appointment.
allocation::Sequences sequences(const std::string& path, const protocol::Protocol& protocol,
                                const crypto::Keys& keys)
{
    auto found = allocation::Sequences::beside(path, protocol, keys);
    if (!found) throw CannotRun(found.error());
    return *std::move(found);
}

/// Live, nobody is randomised under a protocol that is not the frozen one (issue A). Asked each
/// time: a file may be changed under a running server.
std::function<bool()> protocol_holds(const std::string& path, crypto::Mode mode)
{
    if (mode != crypto::Mode::live) return [] { return true; };
    return [path] { return protocol::check_freeze(path).state == protocol::FreezeState::frozen; };
}

/// Only what is made up is put into a folder; a live trial writes to people or not at all.
std::optional<outgoing::Sender> sender_of(const House& house, const Place& place)
{
    if (house.keys.mode() == crypto::Mode::live) return std::nullopt;
    return outgoing::Sender({.vault = house.vault,
                             .identities = house.identities,
                             .withdrawals = house.withdrawals,
                             .transport = message_folder(place.messages),
                             .holder = fmt::format("pid-{}", ::getpid())});
}

/// What follows an allocation, for the draw to call in its own transaction.
allocation::HandOff hand_off_of(const House& house)
{
    return [&house](storage::UnitOfWork& work, const allocation::Allocated& allocated) {
        hand_off({.protocol = house.protocol,
                  .holidays = house.bank_holidays,
                  .hand_offs = house.hand_offs,
                  .directory = house.directory,
                  .referrals = house.referrals,
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

staff::StaffSettings staff_settings(const protocol::Protocol& protocol, const std::string& base_url)
{
    std::vector<staff::WorkArea> areas;
    for (const auto& area : protocol.areas)
        areas.push_back({area.id, area.name});
    return {
        .service_name = protocol.name,
        .base_url = base_url,
        .start_page = "/triage",
        .links = {{.text = "Triage", .href = "/triage", .permission = "triage.list"},
                  {.text = "Calls", .href = "/calls", .permission = "calls.list"},
                  {.text = "Appointments",
                   .href = "/appointments",
                   .permission = "appointments.list"},
                  {.text = "New referral", .href = "/triage/new", .permission = "triage.refer"},
                  {.text = "Who is stuck",
                   .href = "/stuck",
                   .permission = "participants.list",
                   .first_for = {staff::Role::trial_manager}},
                  {.text = "Participants",
                   .href = "/participants",
                   .permission = "identity.search",
                   .first_for = {staff::Role::data_protection_officer}},
                  {.text = "Corrections",
                   .href = "/baseline-corrections",
                   .permission = "baseline.correct",
                   .first_for = {staff::Role::data_manager}},
                  {.text = "Not sure", .href = "/eligibility", .permission = "eligibility.resolve"},
                  {.text = "Caseload",
                   .href = "/caseload",
                   .permission = "caseload.own",
                   .first_for = {staff::Role::employment_specialist}},
                  {.text = "Cases", .href = "/cases/waiting", .permission = "cases.assign"},
                  {.text = "Cases by area", .href = "/cases/areas", .permission = "cases.count"},
                  {.text = "Consent again", .href = "/consent/again", .permission = "consent.read"},
                  {.text = "Concerns",
                   .href = "/concerns",
                   .permission = "concerns.manage",
                   .first_for = {staff::Role::safeguarding_lead}},
                  {.text = "Recruitment",
                   .href = "/recruitment",
                   .permission = "figures.read",
                   .first_for = {staff::Role::provider_manager, staff::Role::steering_viewer}},
                  {.text = "Flow", .href = "/flow", .permission = "figures.read"},
                  {.text = "Directory",
                   .href = "/directory",
                   .permission = "directory.read",
                   .first_for = {staff::Role::data_manager}},
                  {.text = "Staff", .href = "/staff", .permission = "staff.list"},
                  {.text = "My account", .href = "/account", .permission = "own_account.read"}},
        .areas = std::move(areas)};
}

} // namespace house

House::House(HouseOptions options)
    : protocol(std::move(options.protocol)), keys(std::move(options.keys)),
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
                  referral::sealed_rows, eligibility::sealed_rows, consent::sealed_rows,
                  baseline::sealed_rows, allocation::sealed_rows, casework::sealed_rows},
                 {consent::forget_linkage_index}),
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
             .settings = house::staff_settings(protocol, options.base_url)}),
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
      concern_log(notes, house::concern_due, bank_holidays), withdrawals(notes), postbox(vault),
      sender(house::sender_of(*this, options.place)), evaluations(notes),
      deciding(protocol, identities, journeys, evaluations),
      baselines(vault, protocol.baseline, journeys), consents({.vault = vault,
                                                               .journeys = journeys,
                                                               .withdrawals = withdrawals,
                                                               .roles = staff.roles,
                                                               .trainings = staff.trainings,
                                                               .form = protocol.consent,
                                                               .study_prefix = protocol.prefix}),
      linkage(vault, journeys, consents), information(protocol.consent, journeys, evaluations),
      allocations(notes), sequences(house::sequences(options.place.protocol, protocol, keys)),
      allocator(sequences), hand_off(house::hand_off_of(*this)),
      two_step({.protocol = protocol,
                .keys = keys,
                .journeys = journeys,
                .store = allocations,
                .sequences = sequences,
                .allocator = allocator,
                .evidence = allocation::read_gates(
                    {journeys, withdrawals, evaluations, consents, baselines}),
                .hand_off = hand_off}),
      cases(protocol.support, staff.postings), deviations(notes),
      texts(load_texts(home(), options.place.protocol, protocol)),
      sheets(load_sheets(options.place.protocol, protocol)),
      referral_services{.protocol = protocol,
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
                        .mode = house::identifier_mode(keys.mode())},
      directory_services{.protocol = protocol, .staff = staff, .directory = directory},
      contact_services{.participants = participant_services, .contacts = contact_log},
      concern_services{.participants = participant_services, .concerns = concern_log},
      withdrawal_services{.participants = participant_services, .withdrawals = withdrawals},
      eligibility_services{.participants = participant_services,
                           .evaluations = evaluations,
                           .deciding = deciding,
                           .find_surgery = house::find_surgery(*this)},
      information_services{
          .participants = participant_services, .information = information, .sheets = sheets},
      baseline_services{.participants = participant_services,
                        .baselines = baselines,
                        .safety_text = load_safety_text(options.place.protocol, protocol)},
      allocation_services{
          .participants = participant_services,
          .store = allocations,
          .two_step = two_step,
          .evidence =
              allocation::read_gates({journeys, withdrawals, evaluations, consents, baselines}),
          .protocol_holds = house::protocol_holds(options.place.protocol, keys.mode())},
      casework_services{.participants = participant_services,
                        .contacts = contact_log,
                        .directory = directory,
                        .cases = cases,
                        .hand_offs = hand_offs,
                        .packs = packs,
                        .deviations = deviations,
                        .sections = house::case_sections(*this)},
      consent_services{.participants = participant_services,
                       .drafts = drafts,
                       .consents = consents,
                       .linkage = linkage},
      appointment_services{.participants = participant_services,
                           .referrals = referrals,
                           .withdrawals = withdrawals,
                           .calls = calls,
                           .slots = slots,
                           .bookings = bookings,
                           .information = sent_information,
                           .directory = directory},
      participant_services{.protocol = protocol,
                           .staff = staff,
                           .identities = identities,
                           .details = details,
                           .journeys = journeys,
                           .sections = house::record_sections(*this),
                           .timeline = {withdrawal::timeline_source(withdrawal_services),
                                        appointments::timeline_source(appointment_services),
                                        eligibility::timeline_source(eligibility_services),
                                        consent::information_timeline(information_services),
                                        consent::timeline_source(consent_services),
                                        baseline::timeline_source(baseline_services),
                                        allocation::timeline_source(allocation_services)},
                           .sealed_tables = house::sealed_tables(),
                           .next_actions = house::next_actions(),
                           .above_stuck = above_stuck(),
                           .mode = house::identifier_mode(keys.mode())},
      report_services{.protocol = protocol, .staff = staff}, target_services{.protocol = protocol,
                                                                             .staff = staff}
{
    http::add_health(router);
    http::add_static_assets(router, assets);
    staff::add_routes(router, staff);
    participants::add_routes(router, participant_services);
    contacts::add_routes(router, contact_services);
    concerns::add_routes(router, concern_services);
    withdrawal::add_routes(router, withdrawal_services);
    eligibility::add_routes(router, eligibility_services);
    consent::add_routes(router, consent_services);
    consent::add_information_routes(router, information_services);
    directory::add_routes(router, directory_services);
    referral::add_routes(router, referral_services);
    appointments::add_routes(router, appointment_services);
    casework::add_routes(router, casework_services);
    reports::add_routes(router, report_services);
    targets::add_routes(router, target_services);
    baseline::add_routes(router, baseline_services);
    allocation::add_routes(router, allocation_services);
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
