#include "intake/consent/consent_store.hpp"

#include "core/canonical_json.hpp"
#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "intake/consent/linkage_table_store.hpp"
#include "intake/consent/same_number_store.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/permissions.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::consent {

namespace consent_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr auto consent_table = storage::fact_table(
    "consent", text("person_id"), number("place"), text("form_version"), text("information_id"),
    text("sheet_version"), text("sheet_format"), text("sheet_language"), text("wording"),
    text("wording_hash"), text("answers"), text("method"), text("capacity"), text("supporter"),
    text("dated_on"), text("sealed_signature"));
constexpr auto witness_table =
    storage::fact_table("consent_witness", text("consent_id"), text("outcome"));
constexpr std::array<const storage::Table*, 4> tables{&consent_table, &witness_table,
                                                      &linkage_table, &number_match_table};

constexpr auto key_class = identity::KeyClass::research;

// What one person signs is written one after the other; their journey's row stands for them.
constexpr Statement lock_journey{"consent.lock",
                                 "SELECT stage FROM journey WHERE person_id = :person",
                                 "SELECT stage FROM journey WHERE person_id = :person FOR UPDATE"};

// One for each version of the form that somebody signed, and for each that was corrected.
constexpr Statement of_one{
    "consent.of_person",
    "SELECT c.id, c.form_version, c.information_id, c.sheet_version, c.sheet_format, "
    "c.sheet_language, c.wording, "
    "c.wording_hash, c.answers, c.method, c.capacity, c.supporter, c.dated_on, "
    "c.sealed_signature, c.recorded_at, c.actor, w.outcome, w.recorded_at, w.actor "
    "FROM consent c LEFT JOIN consent_witness w ON w.consent_id = c.id "
    "WHERE c.person_id = :person ORDER BY c.place DESC LIMIT 50"};
constexpr Statement latest{"consent.latest",
                           "SELECT c.id, c.place, c.method, w.outcome FROM consent c "
                           "LEFT JOIN consent_witness w ON w.consent_id = c.id "
                           "WHERE c.person_id = :person ORDER BY c.place DESC LIMIT 1"};
constexpr Statement sealed_of{"consent.sealed",
                              "SELECT id FROM consent WHERE person_id = :person ORDER BY id"};

constexpr Statement find_state{"consent_state.find",
                               "SELECT consent_id, form_version, sheet_version, agreed, signed_at "
                               "FROM consent_state WHERE person_id = :person"};
constexpr Statement keep_state{
    "consent_state.keep",
    "INSERT INTO consent_state (person_id, consent_id, form_version, sheet_version, agreed, "
    "signed_at) SELECT person_id, id, form_version, sheet_version, answers, recorded_at "
    "FROM consent WHERE id = :id ON CONFLICT (person_id) DO UPDATE SET "
    "consent_id = excluded.consent_id, form_version = excluded.form_version, "
    "sheet_version = excluded.sheet_version, agreed = excluded.agreed, "
    "signed_at = excluded.signed_at"};
constexpr Statement empty_states{"consent_state.empty", "DELETE FROM consent_state"};
// The latest of each person that counts: signed, or spoken and heard.
constexpr Statement refill_states{
    "consent_state.refill",
    "INSERT INTO consent_state (person_id, consent_id, form_version, sheet_version, agreed, "
    "signed_at) SELECT c.person_id, c.id, c.form_version, c.sheet_version, c.answers, "
    "c.recorded_at FROM consent c WHERE c.place = (SELECT max(l.place) FROM consent l "
    "LEFT JOIN consent_witness w ON w.consent_id = l.id WHERE l.person_id = c.person_id "
    "AND (l.method <> 'witnessed-verbal' OR w.outcome = 'heard'))"};

// The view says who is asked again, in a migration of this room: the list and the count are of the
// same people.
constexpr Statement ask_again{
    "consent_to_hold.ask_again",
    "SELECT person_id, study_number, form_version, sheet_version, signed_at FROM consent_to_hold "
    "WHERE (form_version <> :form OR sheet_version <> :sheet) AND study_number > :after "
    "ORDER BY study_number LIMIT :most"};
constexpr Statement count_ask_again{
    "consent_to_hold.count_ask_again",
    "SELECT count(*) FROM consent_to_hold WHERE form_version <> :form OR sheet_version <> :sheet"};

template <class IdType>
IdType id_of(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

identity::Place place_of(std::string_view row)
{
    return {"consent", "sealed_signature", row};
}

/// "surveys:surveys:yes interviews:interviews:no": item, its scope on that form, the answer. Ids
/// and scopes hold neither a colon nor a space.
std::string answers_text(const protocol::ConsentForm& form, const Answers& answers)
{
    std::string text;
    for (const auto& item : form.items) {
        if (!text.empty()) text += ' ';
        text += item.id;
        text += ':';
        text += name_of(item.scope);
        text += answers.at(item.id) ? ":yes" : ":no";
    }
    return text;
}

struct KeptAnswer
{
    AgreedItem item;
    bool agreed = false;
};

std::vector<KeptAnswer> answers_in(std::string_view text)
{
    std::vector<KeptAnswer> all;
    while (!text.empty()) {
        const auto one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const auto first = one.find(':');
        const auto second = one.find(':', first + 1);
        CHECK(first != one.npos && second != one.npos);
        all.push_back({{.item = std::string(one.substr(0, first)),
                        .scope = std::string(one.substr(first + 1, second - first - 1))},
                       one.substr(second + 1) == "yes"});
    }
    return all;
}

std::vector<AgreedItem> agreed_items(std::string_view text)
{
    std::vector<AgreedItem> agreed;
    for (auto& each : answers_in(text))
        if (each.agreed) agreed.push_back(std::move(each.item));
    return agreed;
}

/// What of a signature names anybody, or is free text.
std::string private_part(const NewConsent& wanted)
{
    const Signature& signature = wanted.signature;
    const Circumstances& how = wanted.circumstances;
    return canonical_json(nlohmann::json{{"typed_name", signature.typed_name},
                                         {"form_number", signature.form_number},
                                         {"seen_by", signature.seen_by},
                                         {"filed", signature.filed},
                                         {"capacity_note", how.capacity_note},
                                         {"supporter_name", how.supporter_name},
                                         {"interpreter", how.interpreter}});
}

void read_private_part(std::string_view text, Signed& into)
{
    const auto all = parse_json(text);
    CHECK(all.has_value());
    into.signature.typed_name = all->at("typed_name").get<std::string>();
    into.signature.form_number = all->at("form_number").get<std::string>();
    into.signature.seen_by = all->at("seen_by").get<std::string>();
    into.signature.filed = all->at("filed").get<std::string>();
    into.circumstances.capacity_note = all->at("capacity_note").get<std::string>();
    into.circumstances.supporter_name = all->at("supporter_name").get<std::string>();
    into.circumstances.interpreter = all->at("interpreter").get<std::string>();
}

Status status_of(SignatureMethod method, const Maybe& heard, bool is_latest)
{
    if (method != SignatureMethod::witnessed_verbal) return Status::counts;
    if (heard) return *heard == "heard" ? Status::counts : Status::not_heard;
    return is_latest ? Status::waits : Status::replaced;
}

struct Latest
{
    ConsentId id;
    std::int64_t place = 0;
    bool waits = false;
};

std::optional<Latest> latest_of(storage::UnitOfWork& work, PersonId person)
{
    const auto row =
        work.sql().row<Text, std::int64_t, Text, Maybe>(latest, {{"person", person.text()}});
    if (!row) return std::nullopt;
    const auto& [id, place, method, heard] = *row;
    const auto status = status_of(method_named(method).value(), heard, /*is_latest=*/true);
    return Latest{id_of<ConsentId>(id), place, status == Status::waits};
}

/// The stage of the person, whose signatures nobody else writes until this unit ends.
std::optional<participants::Stage> locked_stage(storage::UnitOfWork& work, PersonId person)
{
    const auto row = work.sql().row<Text>(lock_journey, {{"person", person.text()}});
    if (!row) return std::nullopt;
    return participants::stage_named(std::get<0>(*row));
}

/// What was withdrawn under each record of the person, whichever of them is asked: the one that
/// leads and those that follow it.
std::vector<withdrawal::Standing> records_of(storage::UnitOfWork& work,
                                             const withdrawal::WithdrawalStore& withdrawals,
                                             PersonId person)
{
    const auto leader = identity::MergeStore::leader_of(work, person);
    return withdrawals.standings(work, leader.value_or(person));
}

/// What a signature stands on.
struct Ground
{
    const protocol::ConsentForm& form;
    const Information& heard;
};

void append(storage::UnitOfWork& work, const storage::Binds& own, const NewConsent& wanted,
            const Ground& ground)
{
    const auto& how = wanted.circumstances;
    const auto& form = ground.form;
    auto row = own;
    const auto wording = wording_of(form);
    Maybe dated;
    if (wanted.signature.dated) dated = wanted.signature.dated->iso();
    row.insert(row.end(), {{"form_version", form.version},
                           {"information_id", ground.heard.id.text()},
                           {"sheet_version", ground.heard.sheet_version},
                           {"sheet_format", ground.heard.format},
                           {"sheet_language", ground.heard.language},
                           {"wording", wording.text},
                           {"wording_hash", wording.hash},
                           {"answers", answers_text(form, wanted.answers)},
                           {"method", name_of(wanted.signature.method)},
                           {"capacity", name_of(how.capacity)},
                           {"supporter", name_of(how.supporter)},
                           {"dated_on", dated}});
    work.append(consent_table, row);
}

} // namespace consent_store

std::span<const storage::Table* const> audited_tables()
{
    return consent_store::tables;
}

storage::DerivedTable derived_states()
{
    return {.name = "consent_state",
            .empty = consent_store::empty_states,
            .refill = [](storage::Connection& sql) { sql.execute(consent_store::refill_states); }};
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    if (key_class == identity::KeyClass::linkage) return sealed_linkage_rows(work, whose);
    std::vector<identity::SealedRow> rows;
    if (key_class != consent_store::key_class) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(consent_store::sealed_of, {{"person", whose}}))
        rows.push_back({"consent", id});
    return rows;
}

std::optional<InForce> ConsentStore::in_force(storage::UnitOfWork& work, PersonId person) const
{
    using consent_store::Text;
    const auto row = work.sql().row<Text, Text, Text, Text, std::int64_t>(
        consent_store::find_state, {{"person", person.text()}});
    if (!row) return std::nullopt;
    const auto& [id, form, sheet, answers, at] = *row;
    InForce consent{.id = consent_store::id_of<ConsentId>(id),
                    .form_version = form,
                    .sheet_version = sheet,
                    .agreed = {},
                    .scopes = {},
                    .signed_at = Instant::from_micros(at)};
    return still_in_force(std::move(consent), consent_store::agreed_items(answers),
                          consent_store::records_of(work, parts_.withdrawals, person),
                          london_date(work.now()));
}

bool ConsentStore::is_trained(storage::UnitOfWork& work) const
{
    const auto account = staff::AccountId::parse(work.actor().id);
    if (work.actor().kind != storage::ActorKind::staff || !account) return false;
    std::vector<staff::Role> roles;
    for (const auto& grant : parts_.roles.current(work, *account))
        roles.push_back(grant.role);
    if (!staff::may(staff::Standing::staff, roles, "consent.take", "any")) return false;
    const auto today = london_date(work.now());
    const auto trainings = parts_.trainings.of(work, *account);
    // People type the name of a course; its case says nothing.
    return std::ranges::any_of(trainings, [&](const staff::Training& each) {
        return fold_case(each.course) == fold_case(parts_.form.training) &&
               each.completed_on <= today && is_in_force(each, today);
    });
}

std::optional<Refusal> ConsentStore::gate(storage::UnitOfWork& work, Effect effect) const
{
    if (effect == Effect::refused) return Refusal::not_now;
    if (!is_trained(work)) return Refusal::not_trained;
    if (!protocol_fault(work).empty()) return Refusal::protocol_amended;
    return std::nullopt;
}

std::string ConsentStore::protocol_fault(storage::UnitOfWork& work) const
{
    return parts_.protocol_fault ? parts_.protocol_fault(work) : std::string();
}

Result<participants::Stage, Refusal> ConsentStore::count(storage::UnitOfWork& work, PersonId person,
                                                         Effect effect) const
{
    participants::NewStep step{.step = participants::Step::consented};
    switch (effect) {
    case Effect::refused:
        return refuse(Refusal::not_now);
    case Effect::no_step:
        return participants::Stage::randomised;
    case Effect::first_step:
        // Somebody who came back keeps the number that they had.
        if (parts_.journeys.find(work, person)->study_number.empty())
            step.facts.study_number =
                parts_.journeys.unused_study_number(work, parts_.study_prefix).text();
        break;
    case Effect::same_step:
        break;
    }
    const auto taken = parts_.journeys.take(work, person, step);
    if (!taken) return refuse(Refusal::not_now);
    return *taken;
}

Result<ConsentId, Refusal> ConsentStore::sign(storage::UnitOfWork& work, PersonId person,
                                              const NewConsent& wanted) const
{
    const auto stage = consent_store::locked_stage(work, person);
    const auto effect = stage ? effect_at(*stage) : Effect::refused;
    if (const auto refusal = gate(work, effect)) return refuse(*refusal);
    const auto heard = parts_.information.heard(work, person);
    if (!heard) return refuse(Refusal::not_informed);
    const SigningDays days{.informed = london_date(heard->at), .today = london_date(work.now())};
    if (const auto fault = fault_of(wanted, parts_.form, days)) return refuse(*fault);
    if (parts_.vault.was_destroyed(work, person, consent_store::key_class))
        return refuse(Refusal::erased);

    const auto before = consent_store::latest_of(work, person);
    const bool waits = wanted.signature.method == SignatureMethod::witnessed_verbal;
    if (!waits) {
        const auto counted = count(work, person, effect);
        if (!counted) return refuse(counted.error());
    }
    const auto id = work.new_id<ConsentId>();
    const auto key = parts_.vault.key_for(work, person, consent_store::key_class);
    auto row = storage::fact_columns(work, id.text(), "");
    if (before && before->waits) storage::set(row, "supersedes", before->id.text());
    row.push_back({"person_id", person.text()});
    row.push_back({"place", before ? before->place + 1 : 1});
    row.push_back({"sealed_signature",
                   parts_.vault.seal(key, consent_store::place_of(id.text()),
                                     consent_store::private_part(wanted), work.random())});
    consent_store::append(work, row, wanted, {parts_.form, *heard});
    if (!waits) work.sql().execute(consent_store::keep_state, {{"id", id.text()}});
    return id;
}

Result<participants::Stage, Refusal> ConsentStore::bear_witness(storage::UnitOfWork& work,
                                                                PersonId person, ConsentId consent,
                                                                bool heard) const
{
    const auto stage = consent_store::locked_stage(work, person);
    const auto waits = waiting(work, person);
    if (!stage || !waits || waits->id != consent) return refuse(Refusal::not_waiting);
    if (waits->taken_by == storage::actor_text(work.actor())) return refuse(Refusal::own_witness);
    participants::Stage now = *stage;
    if (heard) {
        if (!protocol_fault(work).empty()) return refuse(Refusal::protocol_amended);
        // The words are those that were spoken; nobody agrees to others by waiting.
        if (waits->wording_hash != wording_of(parts_.form).hash)
            return refuse(Refusal::wording_changed);
        const auto counted = count(work, person, effect_at(*stage));
        if (!counted) return refuse(counted.error());
        now = *counted;
    }
    auto row = storage::fact_columns(work, work.new_id<WitnessId>().text(), "");
    row.push_back({"consent_id", consent.text()});
    row.push_back({"outcome", heard ? "heard" : "not_heard"});
    work.append(consent_store::witness_table, row);
    if (heard) work.sql().execute(consent_store::keep_state, {{"id", consent.text()}});
    return now;
}

std::vector<Signed> ConsentStore::of_person(storage::UnitOfWork& work, PersonId person) const
{
    using consent_store::Maybe;
    using consent_store::Text;
    const auto key = parts_.vault.find_key(work, person, consent_store::key_class);
    std::vector<Signed> all;
    for (auto& [id, form, information, sheet, format, language, wording, hash, answers, method,
                capacity, supporter, dated, sealed, at, actor, outcome, heard_at, witness] :
         work.sql()
             .rows<Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Maybe,
                   Text, std::int64_t, Text, Maybe, std::optional<std::int64_t>, Maybe>(
                 consent_store::of_one, {{"person", person.text()}})) {
        Signed one{.id = consent_store::id_of<ConsentId>(id),
                   .status =
                       consent_store::status_of(method_named(method).value(), outcome, all.empty()),
                   .form_version = std::move(form),
                   .information = consent_store::id_of<InformationId>(information),
                   .sheet_version = std::move(sheet),
                   .sheet_format = std::move(format),
                   .sheet_language = std::move(language),
                   .wording = std::move(wording),
                   .wording_hash = std::move(hash),
                   .answers = {},
                   .circumstances = {.capacity = capacity_named(capacity).value(),
                                     .supporter = supporter_named(supporter).value()},
                   .signature = {.method = method_named(method).value()},
                   .is_erased = !key,
                   .at = Instant::from_micros(at),
                   .taken_by = std::move(actor),
                   .heard_at = {},
                   .witness = witness.value_or("")};
        for (const auto& each : consent_store::answers_in(answers))
            one.answers[each.item.item] = each.agreed;
        if (dated) one.signature.dated = LocalDate::parse(*dated);
        if (heard_at) one.heard_at = Instant::from_micros(*heard_at);
        if (key) {
            const auto opened = parts_.vault.open(*key, consent_store::place_of(id), sealed);
            consent_store::read_private_part(opened.text(), one);
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::optional<Signed> ConsentStore::waiting(storage::UnitOfWork& work, PersonId person) const
{
    auto all = of_person(work, person);
    if (all.empty() || all.front().status != Status::waits) return std::nullopt;
    return std::move(all.front());
}

protocol::ConsentVersions ConsentStore::versions_in_force(storage::UnitOfWork& work) const
{
    if (parts_.versions_in_force) return parts_.versions_in_force(work);
    return protocol::consent_versions(parts_.form);
}

AskAgainPage ConsentStore::to_ask_again(storage::UnitOfWork& work, std::string_view after) const
{
    using consent_store::Text;
    const auto versions = versions_in_force(work);
    AskAgainPage page;
    for (auto& [person, number, form, sheet, at] :
         work.sql().rows<Text, Text, Text, Text, std::int64_t>(consent_store::ask_again,
                                                               {{"form", versions.form},
                                                                {"sheet", versions.sheet},
                                                                {"after", after},
                                                                {"most", page_size + 1}})) {
        page.rows.push_back({.person = consent_store::id_of<PersonId>(person),
                             .study_number = std::move(number),
                             .form_version = std::move(form),
                             .sheet_version = std::move(sheet),
                             .signed_at = Instant::from_micros(at)});
    }
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = page.rows.back().study_number;
    }
    return page;
}

std::int64_t ConsentStore::count_to_ask_again(storage::UnitOfWork& work) const
{
    const auto versions = versions_in_force(work);
    return work.sql().one<std::int64_t>(consent_store::count_ask_again,
                                        {{"form", versions.form}, {"sheet", versions.sheet}});
}

} // namespace evenhand::consent
