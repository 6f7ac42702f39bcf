#include "intake/eligibility/eligibility_store.hpp"

#include "core/check.hpp"
#include "people/identity/in_error_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::eligibility {

namespace eligibility_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;

constexpr auto evaluation_table =
    storage::fact_table("eligibility_evaluation", text("person_id"), number("place"), text("cause"),
                        text("evaluated_on"), text("outcome"), text("ground"), text("area"),
                        text("group_id"), text("sealed_answers"));

constexpr auto resolution_table = storage::fact_table(
    "eligibility_resolution", text("person_id"), text("evaluation_id"), text("criterion"),
    text("finding"), text("settled"), text("sealed_evidence"));

constexpr std::array<const storage::Table*, 2> tables{&evaluation_table, &resolution_table};

// The last place stands. The key over person and place refuses the second of two that are written
// at once.
constexpr Statement list{
    "eligibility_evaluation.of_person",
    "SELECT id, place, cause, evaluated_on, outcome, ground, area, group_id, sealed_answers, "
    "recorded_at, actor, reason, protocol_version FROM eligibility_evaluation "
    "WHERE person_id = :person ORDER BY place DESC LIMIT :most"};

constexpr Statement last_place{
    "eligibility_evaluation.last_place",
    "SELECT coalesce(max(place), 0) FROM eligibility_evaluation WHERE person_id = :person"};

constexpr Statement list_resolutions{
    "eligibility_resolution.of_person",
    "SELECT id, criterion, finding, settled, sealed_evidence, recorded_at, actor "
    "FROM eligibility_resolution WHERE person_id = :person "
    "ORDER BY recorded_at DESC, id LIMIT :most"};

constexpr Statement find_evidence{"eligibility_resolution.evidence",
                                  "SELECT sealed_evidence, recorded_at FROM eligibility_resolution "
                                  "WHERE id = :id"};

constexpr Statement sealed_evaluations{
    "eligibility_evaluation.sealed",
    "SELECT id FROM eligibility_evaluation WHERE person_id = :person ORDER BY id"};

constexpr Statement sealed_resolutions{
    "eligibility_resolution.sealed",
    "SELECT id FROM eligibility_resolution WHERE person_id = :person ORDER BY id"};

identity::NotePlace answers_at(PersonId person, const std::string& row)
{
    return {person,
            identity::NoteId::parse(row).value(),
            {"eligibility_evaluation", "sealed_answers", row}};
}

identity::NotePlace evidence_at(PersonId person, const std::string& row)
{
    return {person,
            identity::NoteId::parse(row).value(),
            {"eligibility_resolution", "sealed_evidence", row}};
}

LocalDate day_of(const std::string& iso)
{
    const auto day = LocalDate::parse(iso);
    CHECK(day.has_value());
    return *day;
}

struct Row
{
    Evaluation evaluation;
    std::string sealed;
};

std::vector<Row> read(storage::UnitOfWork& work, PersonId person, int most)
{
    std::vector<Row> all;
    for (auto& [id, place, cause, on, outcome, ground, area, group, sealed, recorded, actor, reason,
                version] :
         work.sql()
             .rows<Text, std::int64_t, Text, Text, Text, Text, Text, Text, Text, std::int64_t, Text,
                   Text, Text>(list, {{"person", person.text()}, {"most", most}})) {
        all.push_back({{.standing = {.id = EvaluationId::parse(id).value(),
                                     .outcome = outcome_named(outcome).value(),
                                     .reason = std::move(ground),
                                     .area = std::move(area),
                                     .group = std::move(group),
                                     .on = day_of(on)},
                        .cause = cause_named(cause).value(),
                        .reason = std::move(reason),
                        .at = Instant::from_micros(recorded),
                        .actor = std::move(actor),
                        .protocol_version = std::move(version),
                        .answers = {}},
                       std::move(sealed)});
    }
    return all;
}

} // namespace eligibility_store

std::span<const storage::Table* const> audited_tables()
{
    return eligibility_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    using namespace eligibility_store;
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] : work.sql().rows<Text>(sealed_evaluations, {{"person", whose}}))
        rows.push_back({"eligibility_evaluation", id});
    for (const auto& [id] : work.sql().rows<Text>(sealed_resolutions, {{"person", whose}}))
        rows.push_back({"eligibility_resolution", id});
    return rows;
}

std::optional<identity::SealedText> sealed_evidence(storage::UnitOfWork& work,
                                                    const std::string& resolution)
{
    return identity::find_sealed(work, eligibility_store::find_evidence, resolution);
}

std::optional<EvaluationId> EligibilityStore::record(storage::UnitOfWork& work, PersonId person,
                                                     const NewEvaluation& evaluation) const
{
    using namespace eligibility_store;
    const auto id = work.new_id<EvaluationId>();
    const std::string row_id = id.text();
    const auto sealed = notes_.seal(work, answers_at(person, row_id), text_of(evaluation.answers));
    if (!sealed) return std::nullopt;
    const auto last = work.sql().one<std::int64_t>(last_place, {{"person", person.text()}});
    auto row = storage::fact_columns(work, row_id, evaluation.reason);
    if (evaluation.supersedes) storage::set(row, "supersedes", evaluation.supersedes->text());
    row.insert(row.end(), {{"person_id", person.text()},
                           {"place", last + 1},
                           {"cause", name_of(evaluation.cause)},
                           {"evaluated_on", evaluation.answers.facts.on.iso()},
                           {"outcome", name_of(evaluation.decided.outcome)},
                           {"ground", evaluation.decided.reason},
                           {"area", evaluation.decided.area},
                           {"group_id", evaluation.decided.group},
                           {"sealed_answers", *sealed}});
    work.append(evaluation_table, row, evaluation.reason);
    return id;
}

bool EligibilityStore::keep(storage::UnitOfWork& work, PersonId person,
                            const NewResolution& resolution) const
{
    using namespace eligibility_store;
    const std::string row_id = work.new_id<ResolutionId>().text();
    const auto sealed = notes_.seal(work, evidence_at(person, row_id), resolution.found.evidence);
    if (!sealed) return false;
    auto row = storage::fact_columns(work, row_id, {});
    row.insert(row.end(), {{"person_id", person.text()},
                           {"evaluation_id", resolution.evaluation.text()},
                           {"criterion", resolution.found.criterion},
                           {"finding", resolution.found.meets ? "meets" : "fails"},
                           {"settled", resolution.found.settled},
                           {"sealed_evidence", *sealed}});
    work.append(resolution_table, row);
    return true;
}

std::optional<Standing> EligibilityStore::standing(storage::UnitOfWork& work, PersonId person) const
{
    auto rows = eligibility_store::read(work, person, 1);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front().evaluation.standing);
}

std::optional<Evaluation> EligibilityStore::latest(storage::UnitOfWork& work, PersonId person) const
{
    auto rows = eligibility_store::read(work, person, 1);
    if (rows.empty()) return std::nullopt;
    auto& [evaluation, sealed] = rows.front();
    const std::string row_id = evaluation.standing.id.text();
    const auto opened = notes_.open(work, eligibility_store::answers_at(person, row_id), sealed);
    if (opened) {
        evaluation.answers = read_answers(*opened);
        CHECK(evaluation.answers.has_value());
    }
    return std::move(evaluation);
}

std::vector<Evaluation> EligibilityStore::history(storage::UnitOfWork& work, PersonId person,
                                                  int most) const
{
    std::vector<Evaluation> all;
    for (auto& row : eligibility_store::read(work, person, most))
        all.push_back(std::move(row.evaluation));
    return all;
}

std::vector<ResolutionKept> EligibilityStore::resolutions(storage::UnitOfWork& work,
                                                          PersonId person, int most) const
{
    using namespace eligibility_store;
    std::vector<ResolutionKept> all;
    const auto in_error = identity::InErrorStore::rows(work, person, resolution_table.name);
    for (auto& [id, criterion, finding, settled, sealed, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, std::int64_t, Text>(
             list_resolutions, {{"person", person.text()}, {"most", most}})) {
        const bool stands = !in_error.contains(id);
        all.push_back(
            {.id = ResolutionId::parse(id).value(),
             .criterion = std::move(criterion),
             .meets = finding == "meets",
             .settled = std::move(settled),
             .evidence = stands ? notes_.open(work, evidence_at(person, id), sealed) : std::nullopt,
             .in_error = !stands,
             .at = Instant::from_micros(recorded),
             .actor = std::move(actor)});
    }
    return all;
}

} // namespace evenhand::eligibility
