#include "intake/consent/information_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::consent {

namespace information_store {

using participants::PersonId;
using storage::Statement;
using storage::text;
using Text = std::string;

constexpr auto given_table =
    storage::fact_table("information_given", text("person_id"), text("sheet_version"),
                        text("format"), text("language"));
constexpr auto teach_back_table = storage::fact_table(
    "teach_back", text("person_id"), text("information_id"), text("question"), text("understood"));
constexpr std::array<const storage::Table*, 2> tables{&given_table, &teach_back_table};

constexpr Statement list{"information_given.of_person",
                         "SELECT id, sheet_version, format, language, recorded_at, actor "
                         "FROM information_given WHERE person_id = :person "
                         "ORDER BY recorded_at DESC, id DESC LIMIT :most"};

// A few dozen at most: the questions, once for each time they were asked.
constexpr Statement list_said{"teach_back.of_information",
                              "SELECT question, understood FROM teach_back "
                              "WHERE information_id = :information ORDER BY recorded_at, id "
                              "LIMIT 1000"};

} // namespace information_store

std::span<const storage::Table* const> information_tables()
{
    return information_store::tables;
}

Result<InformationId, InformationRefusal>
InformationStore::go_through(storage::UnitOfWork& work, participants::PersonId person,
                             const protocol::TextFile& text) const
{
    const auto journey = journeys_.find(work, person);
    if (!journey || !may_go_through(journey->stage)) return refuse(InformationRefusal::not_now);
    if (find_text(form_.sheet, text.format, text.language) == nullptr)
        return refuse(InformationRefusal::not_offered);
    const auto id = work.new_id<InformationId>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"person_id", person.text()},
                           {"sheet_version", form_.sheet.version},
                           {"format", text.format},
                           {"language", text.language}});
    work.append(information_store::given_table, row);
    return id;
}

Result<participants::Stage, InformationRefusal>
InformationStore::teach_back(storage::UnitOfWork& work, participants::PersonId person,
                             const TeachBackAnswers& said) const
{
    const auto journey = journeys_.find(work, person);
    if (!journey || !may_go_through(journey->stage)) return refuse(InformationRefusal::not_now);
    const auto information = current(work, person);
    if (!information) return refuse(InformationRefusal::not_given);
    if (!unanswered(form_, said).empty()) return refuse(InformationRefusal::unanswered);
    for (const auto& [question, understood] : said) {
        auto row = storage::fact_columns(work, work.new_id<Id<struct TeachBackIdTag>>().text(), {});
        row.insert(row.end(), {{"person_id", person.text()},
                               {"information_id", information->id.text()},
                               {"question", question},
                               {"understood", name_of(understood)}});
        work.append(information_store::teach_back_table, row);
    }
    if (!answered(form_, said, Understood::not_yet).empty() || !is_step_to_take(journey->stage))
        return journey->stage;
    const auto detail = taught_detail(said);
    const auto taken =
        journeys_.take(work, person, {.step = participants::Step::taught, .detail = detail});
    if (!taken) return refuse(InformationRefusal::not_now);
    return *taken;
}

Result<participants::Stage, InformationRefusal>
InformationStore::decide(storage::UnitOfWork& work, participants::PersonId person,
                         const Decision& decision) const
{
    if (const auto fault = fault_of(decision, london_date(work.now()))) return refuse(*fault);
    if (decision.wish == Wish::goes_on) {
        const auto standing = eligibility_.standing(work, person);
        const bool eligible =
            standing && standing->outcome == protocol::EligibilityOutcome::eligible;
        if (!eligible) return refuse(InformationRefusal::not_now);
        // A new version since: they have not heard what they would sign.
        if (!current(work, person)) return refuse(InformationRefusal::not_given);
    }
    const auto taken = journeys_.take(work, person,
                                      {.step = step_of(decision.wish),
                                       .detail = decision.reason,
                                       .occurred = {},
                                       .due = decision.call_on});
    if (!taken) return refuse(InformationRefusal::not_now);
    return *taken;
}

std::optional<Information> InformationStore::current(storage::UnitOfWork& work,
                                                     participants::PersonId person) const
{
    auto all = of_person(work, person, 1);
    const auto journey = journeys_.find(work, person);
    if (all.empty() || !journey || all.front().sheet_version != form_.sheet.version)
        return std::nullopt;
    // Who came back on another day and was found eligible again hears it again.
    const bool before =
        journey->stage == participants::Stage::eligible && all.front().at < journey->since;
    if (before) return std::nullopt;
    return std::move(all.front());
}

std::optional<Information> InformationStore::heard(storage::UnitOfWork& work,
                                                   participants::PersonId person) const
{
    auto given = current(work, person);
    if (!given) return std::nullopt;
    const auto said = said_of(work, given->id);
    const bool understood =
        unanswered(form_, said).empty() && answered(form_, said, Understood::not_yet).empty();
    return understood ? std::move(given) : std::nullopt;
}

std::vector<Information> InformationStore::of_person(storage::UnitOfWork& work,
                                                     participants::PersonId person, int most) const
{
    using information_store::Text;
    std::vector<Information> all;
    for (auto& [id, version, format, language, at, actor] :
         work.sql().rows<Text, Text, Text, Text, std::int64_t, Text>(
             information_store::list, {{"person", person.text()}, {"most", most}})) {
        all.push_back({.id = InformationId::parse(id).value(),
                       .sheet_version = std::move(version),
                       .format = std::move(format),
                       .language = std::move(language),
                       .at = Instant::from_micros(at),
                       .actor = std::move(actor)});
    }
    return all;
}

TeachBackAnswers InformationStore::said_of(storage::UnitOfWork& work,
                                           InformationId information) const
{
    using information_store::Text;
    TeachBackAnswers said;
    for (const auto& [question, understood] : work.sql().rows<Text, Text>(
             information_store::list_said, {{"information", information.text()}}))
        said.insert_or_assign(question, understood_named(understood).value());
    return said;
}

} // namespace evenhand::consent
