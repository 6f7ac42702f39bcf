#include "intake/baseline/baseline_store.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"
#include "crypto/hash.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace evenhand::baseline {

namespace baseline_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;

constexpr auto answer_table =
    storage::table("baseline_answer", storage::TableKind::record, text("id"), text("person_id"),
                   number("round"), text("question"), text("sealed_answer"), number("saved_at"),
                   text("actor"), text("protocol_version"));

constexpr auto confirmation_table =
    storage::fact_table("baseline_confirmation", text("person_id"), number("round"),
                        text("finding"), text("sealed_value"));

constexpr auto lock_table = storage::fact_table(
    "baseline_lock", text("person_id"), number("place"), number("round"), text("state"),
    text("mode"), text("questionnaire"), text("questionnaire_version"), number("answered"),
    number("declined"), text("answers_hash"), text("sealed_answers"));

constexpr std::array<const storage::Table*, 3> tables{&answer_table, &confirmation_table,
                                                      &lock_table};

constexpr Statement count_rounds{
    "baseline_lock.rounds",
    "SELECT count(*) FROM baseline_lock WHERE person_id = :person AND state = 'locked'"};

constexpr Statement list_answers{"baseline_answer.list",
                                 "SELECT id, question, sealed_answer FROM baseline_answer "
                                 "WHERE person_id = :person AND round = :round ORDER BY question"};

constexpr Statement list_confirmations{
    "baseline_confirmation.list",
    "SELECT c.id, c.finding, c.sealed_value FROM baseline_confirmation c "
    "WHERE c.person_id = :person AND c.round = :round AND NOT EXISTS "
    "(SELECT 1 FROM baseline_confirmation later WHERE later.supersedes = c.id) "
    "ORDER BY c.finding"};

constexpr Statement list_locks{
    "baseline_lock.list",
    "SELECT id, recorded_at, state, reason, mode, questionnaire, questionnaire_version, answered, "
    "declined, actor FROM baseline_lock WHERE person_id = :person ORDER BY place"};

constexpr Statement find_lock{
    "baseline_lock.in_force",
    "SELECT id, recorded_at, state, reason, mode, questionnaire, questionnaire_version, answered, "
    "declined, actor FROM baseline_lock WHERE person_id = :person ORDER BY place DESC LIMIT 1"};

constexpr Statement find_sealed_lock{
    "baseline_lock.sealed",
    "SELECT id, place, round, mode, answers_hash, sealed_answers FROM baseline_lock "
    "WHERE person_id = :person ORDER BY place DESC LIMIT 1"};

constexpr Statement sealed_answer_rows{
    "baseline_answer.sealed_rows",
    "SELECT id FROM baseline_answer WHERE person_id = :person ORDER BY id"};
constexpr Statement sealed_confirmation_rows{
    "baseline_confirmation.sealed_rows",
    "SELECT id FROM baseline_confirmation WHERE person_id = :person ORDER BY id"};
constexpr Statement sealed_lock_rows{
    "baseline_lock.sealed_rows",
    "SELECT id FROM baseline_lock WHERE person_id = :person ORDER BY id"};

constexpr auto key_class = identity::KeyClass::research;
using RowId = Id<struct BaselineRowTag>;

using LockRow =
    std::tuple<Text, std::int64_t, Text, Text, Text, Text, Text, std::int64_t, std::int64_t, Text>;

Locked locked_from(LockRow row)
{
    auto& [id, at, state, reason, mode, questionnaire, version, answered, declined, actor] = row;
    const auto lock = LockId::parse(id);
    CHECK(lock.has_value());
    return {.id = *lock,
            .locked_at = Instant::from_micros(at),
            .corrected = state == "corrected",
            .reason = std::move(reason),
            .mode = mode_named(mode).value(),
            .questionnaire = std::move(questionnaire),
            .version = std::move(version),
            .answered = answered,
            .declined = declined,
            .actor = std::move(actor)};
}

std::string new_salt(RandomSource& random)
{
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    return to_hex(bytes);
}

std::int64_t count_declined(const QuestionnaireAnswers& answers)
{
    return std::ranges::count_if(answers, [](const auto& answer) {
        return std::holds_alternative<protocol::Declined>(answer.second);
    });
}

void apply(QuestionnaireAnswers& answers, const Given& given)
{
    for (const auto& [question, answer] : given.answers) {
        if (answer)
            answers.insert_or_assign(question, *answer);
        else
            answers.erase(question);
    }
}

void apply(Confirmed& confirmed, const Confirmed& given)
{
    for (const auto& [finding, value] : given)
        confirmed.insert_or_assign(finding, value);
}

/// The confirmations that still hold for these answers: the others are of answers now gone.
Confirmed still_true(const Questionnaire& all, const QuestionnaireAnswers& answers,
                     const Confirmed& confirmed)
{
    Confirmed kept;
    for (const auto& [finding, value] : confirmed)
        if (value == confirmable_value(all, finding, answers)) kept.emplace(finding, value);
    return kept;
}

} // namespace baseline_store

/// The lock in force, opened.
struct BaselineStore::InForce
{
    std::string id;
    std::int64_t place = 0;
    std::int64_t round = 0;
    Mode mode = Mode::side_by_side;
    LockedText text;
};

struct BaselineStore::NewLock
{
    std::string_view state;
    std::string_view reason;
    std::int64_t place = 1;
    std::int64_t round = 1;
    std::optional<std::string> supersedes;
    Mode mode = Mode::side_by_side;
    const QuestionnaireAnswers& answers;
    const LockedText& text;
};

std::span<const storage::Table* const> audited_tables()
{
    return baseline_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != baseline_store::key_class) return rows;
    const auto add = [&](std::string_view table, const storage::Statement& statement) {
        for (const auto& [id] : work.sql().rows<std::string>(statement, {{"person", whose}}))
            rows.push_back({table, id});
    };
    add("baseline_answer", baseline_store::sealed_answer_rows);
    add("baseline_confirmation", baseline_store::sealed_confirmation_rows);
    add("baseline_lock", baseline_store::sealed_lock_rows);
    return rows;
}

Progress BaselineStore::progress(storage::UnitOfWork& work, PersonId person) const
{
    using namespace baseline_store;
    Progress progress;
    progress.round = 1 + work.sql().one<std::int64_t>(count_rounds, {{"person", person.text()}});
    const auto key = vault_.find_key(work, person, baseline_store::key_class);
    if (!key) {
        progress.erased = vault_.was_destroyed(work, person, baseline_store::key_class);
        return progress;
    }
    const storage::Binds which{{"person", person.text()}, {"round", progress.round}};
    for (const auto& [id, question_id, sealed] :
         work.sql().rows<Text, Text, std::optional<Text>>(list_answers, which)) {
        const Question* question = questionnaire_.find(question_id);
        if (question == nullptr || !sealed) continue;
        const auto opened = vault_.open(*key, {"baseline_answer", "sealed_answer", id}, *sealed);
        auto answer = protocol::read_back(*question, opened.text());
        if (answer) progress.answers.emplace(question_id, *std::move(answer));
    }
    for (const auto& [id, finding, sealed] :
         work.sql().rows<Text, Text, Text>(list_confirmations, which)) {
        const auto opened =
            vault_.open(*key, {"baseline_confirmation", "sealed_value", id}, sealed);
        progress.confirmed.insert_or_assign(finding, std::string(opened.text()));
    }
    return progress;
}

void BaselineStore::keep_answers(storage::UnitOfWork& work, PersonId person, const Progress& before,
                                 const Given& given) const
{
    using namespace baseline_store;
    std::map<Text, Text, std::less<>> rows;
    for (const auto& [id, question, sealed] : work.sql().rows<Text, Text, std::optional<Text>>(
             list_answers, {{"person", person.text()}, {"round", before.round}}))
        rows.emplace(question, id);
    const auto key = vault_.key_for(work, person, baseline_store::key_class);
    for (const auto& [question, answer] : given.answers) {
        CHECK(questionnaire_.find(question) != nullptr);
        const auto found = before.answers.find(question);
        const bool had = found != before.answers.end();
        if (had == answer.has_value() && (!had || found->second == *answer)) continue;
        const auto row = rows.find(question);
        const bool is_new = row == rows.end();
        const Text id = is_new ? work.new_id<RowId>().text() : row->second;
        std::optional<Text> sealed;
        if (answer)
            sealed = vault_.seal(key, {"baseline_answer", "sealed_answer", id},
                                 protocol::written(*answer), work.random());
        const storage::Binds binds{{"id", id},
                                   {"person_id", person.text()},
                                   {"round", before.round},
                                   {"question", question},
                                   {"sealed_answer", sealed},
                                   {"saved_at", work.now().micros()},
                                   {"actor", storage::actor_text(work.actor())},
                                   {"protocol_version", work.protocol_version()}};
        if (is_new)
            work.append(answer_table, binds);
        else
            work.update(answer_table, binds);
    }
}

void BaselineStore::keep_confirmed(storage::UnitOfWork& work, PersonId person,
                                   const Progress& before, const Confirmed& confirmed) const
{
    using namespace baseline_store;
    if (confirmed.empty()) return;
    const storage::Binds which{{"person", person.text()}, {"round", before.round}};
    std::map<Text, Text, std::less<>> standing;
    for (const auto& [id, finding, sealed] :
         work.sql().rows<Text, Text, Text>(list_confirmations, which))
        standing.emplace(finding, id);
    const auto key = vault_.key_for(work, person, baseline_store::key_class);
    for (const auto& [finding, value] : confirmed) {
        const auto found = before.confirmed.find(finding);
        if (found != before.confirmed.end() && found->second == value) continue;
        const Text id = work.new_id<RowId>().text();
        auto row = storage::fact_columns(work, id, "");
        const auto earlier = standing.find(finding);
        if (earlier != standing.end()) storage::set(row, "supersedes", earlier->second);
        const identity::Place place{"baseline_confirmation", "sealed_value", id};
        row.insert(row.end(), {{"person_id", person.text()},
                               {"round", before.round},
                               {"finding", finding},
                               {"sealed_value", vault_.seal(key, place, value, work.random())}});
        work.append(confirmation_table, row);
    }
}

Result<Progress, Refusal> BaselineStore::save(storage::UnitOfWork& work, PersonId person,
                                              const Given& given) const
{
    const auto journey = journeys_.hold(work, person);
    if (!journey || journey->stage != participants::Stage::consented)
        return refuse(Refusal::not_open);
    if (vault_.was_destroyed(work, person, baseline_store::key_class))
        return refuse(Refusal::erased);
    auto progress = this->progress(work, person);
    keep_answers(work, person, progress, given);
    keep_confirmed(work, person, progress, given.confirmed);
    baseline_store::apply(progress.answers, given);
    baseline_store::apply(progress.confirmed, given.confirmed);
    return progress;
}

LockId BaselineStore::append(storage::UnitOfWork& work, PersonId person, const NewLock& lock) const
{
    const auto id = work.new_id<LockId>();
    const std::string row_id = id.text();
    const std::string text = written_out(lock.text);
    const auto key = vault_.key_for(work, person, baseline_store::key_class);
    const auto declined = baseline_store::count_declined(lock.answers);
    auto row = storage::fact_columns(work, row_id, lock.reason);
    if (lock.supersedes) storage::set(row, "supersedes", *lock.supersedes);
    row.insert(row.end(),
               {{"person_id", person.text()},
                {"place", lock.place},
                {"round", lock.round},
                {"state", lock.state},
                {"mode", name_of(lock.mode)},
                {"questionnaire", lock.text.questionnaire},
                {"questionnaire_version", lock.text.version},
                {"answered", static_cast<std::int64_t>(lock.answers.size()) - declined},
                {"declined", declined},
                {"answers_hash", crypto::sha256(text).text()},
                {"sealed_answers", vault_.seal(key, {"baseline_lock", "sealed_answers", row_id},
                                               text, work.random())}});
    work.append(baseline_store::lock_table, row, lock.reason);
    return id;
}

std::string BaselineStore::protocol_fault(storage::UnitOfWork& work) const
{
    return protocol_fault_ ? protocol_fault_(work) : std::string();
}

Result<LockId, Refusal> BaselineStore::lock(storage::UnitOfWork& work, PersonId person,
                                            Mode mode) const
{
    const auto journey = journeys_.hold(work, person);
    if (!journey || journey->stage != participants::Stage::consented)
        return refuse(Refusal::not_open);
    if (vault_.was_destroyed(work, person, baseline_store::key_class))
        return refuse(Refusal::erased);
    const auto progress = this->progress(work, person);
    if (const auto fault = fault_of(questionnaire_, progress.answers, progress.confirmed))
        return refuse(*fault);
    if (!protocol_fault(work).empty()) return refuse(Refusal::protocol_amended);
    const auto taken = journeys_.take(work, person, {.step = participants::Step::baseline_locked});
    if (!taken) return refuse(Refusal::not_open);

    const auto kept = protocol::reachable(questionnaire_, progress.answers);
    Given dropped;
    for (const auto& [question, answer] : progress.answers)
        if (!kept.contains(question)) dropped.answers.emplace(question, std::nullopt);
    keep_answers(work, person, progress, dropped);

    const auto earlier = in_force(work, person);
    LockedText text{.questionnaire = questionnaire_.id,
                    .version = questionnaire_.version,
                    .answers = {},
                    .confirmed =
                        baseline_store::still_true(questionnaire_, kept, progress.confirmed),
                    .salt = baseline_store::new_salt(work.random())};
    for (const auto& [question, answer] : kept)
        text.answers.emplace(question, protocol::written(answer));
    return append(work, person,
                  {.state = "locked",
                   .reason = "",
                   .place = earlier ? earlier->place + 1 : 1,
                   .round = progress.round,
                   .supersedes = earlier ? std::optional(earlier->id) : std::nullopt,
                   .mode = mode,
                   .answers = kept,
                   .text = text});
}

std::optional<BaselineStore::InForce> BaselineStore::in_force(storage::UnitOfWork& work,
                                                              PersonId person) const
{
    using namespace baseline_store;
    const auto row = work.sql().row<Text, std::int64_t, std::int64_t, Text, Text, Text>(
        find_sealed_lock, {{"person", person.text()}});
    if (!row) return std::nullopt;
    const auto& [id, place, round, mode, hash, sealed] = *row;
    const auto key = vault_.find_key(work, person, baseline_store::key_class);
    if (!key) return std::nullopt;
    const auto opened = vault_.open(*key, {"baseline_lock", "sealed_answers", id}, sealed);
    // What is read back is what was locked, or this program has a fault.
    CHECK(crypto::sha256(opened.text()).text() == hash);
    auto text = read_locked_text(opened.text());
    CHECK(text.has_value());
    return InForce{id, place, round, mode_named(mode).value(), *std::move(text)};
}

std::optional<Progress> BaselineStore::corrected(storage::UnitOfWork& work, PersonId person,
                                                 const Given& given) const
{
    const auto standing = in_force(work, person);
    if (!standing) return std::nullopt;
    Progress progress{.round = standing->round,
                      .answers = answers_in(standing->text, questionnaire_),
                      .confirmed = standing->text.confirmed};
    baseline_store::apply(progress.answers, given);
    baseline_store::apply(progress.confirmed, given.confirmed);
    return progress;
}

Result<LockId, Refusal> BaselineStore::correct(storage::UnitOfWork& work, PersonId person,
                                               const Given& given, CorrectionReason reason) const
{
    // Two corrections at once run one after the other.
    static_cast<void>(journeys_.hold(work, person));
    if (vault_.was_destroyed(work, person, baseline_store::key_class))
        return refuse(Refusal::erased);
    const auto standing = in_force(work, person);
    if (!standing) return refuse(Refusal::not_locked);
    const auto wanted = corrected(work, person, given);
    CHECK(wanted.has_value());
    std::vector<std::string> named;
    for (const auto& [question, answer] : given.answers)
        named.push_back(question);
    if (const auto fault = fault_of_correction(questionnaire_, *wanted, named))
        return refuse(*fault);
    // Also what stands there already is written down as said again: a refusal would tell that it
    // does, to somebody who may not see it.
    const auto kept = protocol::reachable(questionnaire_, wanted->answers);

    // An answer to a question that a later version dropped stays as it was locked.
    LockedText text = standing->text;
    text.salt = baseline_store::new_salt(work.random());
    text.confirmed = baseline_store::still_true(questionnaire_, kept, wanted->confirmed);
    for (const Question* question : questionnaire_.questions())
        text.answers.erase(question->id);
    for (const auto& [question, answer] : kept)
        text.answers.insert_or_assign(question, protocol::written(answer));
    return append(work, person,
                  {.state = "corrected",
                   .reason = name_of(reason),
                   .place = standing->place + 1,
                   .round = standing->round,
                   .supersedes = standing->id,
                   .mode = standing->mode,
                   .answers = kept,
                   .text = text});
}

std::optional<Locked> BaselineStore::locked(storage::UnitOfWork& work, PersonId person) const
{
    using namespace baseline_store;
    auto row = work.sql()
                   .row<Text, std::int64_t, Text, Text, Text, Text, Text, std::int64_t,
                        std::int64_t, Text>(find_lock, {{"person", person.text()}});
    if (!row) return std::nullopt;
    return locked_from(*std::move(row));
}

std::vector<Locked> BaselineStore::history(storage::UnitOfWork& work, PersonId person) const
{
    using namespace baseline_store;
    std::vector<Locked> all;
    auto rows = work.sql()
                    .rows<Text, std::int64_t, Text, Text, Text, Text, Text, std::int64_t,
                          std::int64_t, Text>(list_locks, {{"person", person.text()}});
    for (LockRow& row : rows)
        all.push_back(locked_from(std::move(row)));
    return all;
}

std::optional<QuestionnaireAnswers> BaselineStore::answers(storage::UnitOfWork& work,
                                                           PersonId person) const
{
    const auto standing = in_force(work, person);
    if (!standing) return std::nullopt;
    return answers_in(standing->text, questionnaire_);
}

QuestionnaireAnswers BaselineStore::shared(storage::UnitOfWork& work, PersonId person) const
{
    const auto all = answers(work, person);
    if (!all) return {};
    return protocol::shared_with_support(questionnaire_, *all);
}

} // namespace evenhand::baseline
