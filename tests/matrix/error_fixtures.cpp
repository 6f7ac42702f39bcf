#include "tests/matrix/error_fixtures.hpp"

#include "core/london_time.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/identity/in_error_store.hpp"

namespace evenhand::matrix {

std::string ErrorFixtures::noted(identity::PersonId person, std::string& concern)
{
    return make([&](storage::UnitOfWork& work) {
        const auto id =
            house_.concern_log.raise(work, person, concerns::Kind::complaint, "They waited.")
                .value();
        const concerns::NewChange note{.change = concerns::Change::noted, .note = "Rang them."};
        if (!house_.concern_log.change(work, id, note))
            throw std::runtime_error("the note is not kept");
        concern = id.text();
        return house_.concern_log.open(work, id)->events.back().id;
    });
}

std::vector<std::string> ErrorFixtures::noted_concern(identity::PersonId person, bool of_another)
{
    std::string concern;
    std::string another;
    const auto note = noted(person, concern);
    return {concern, of_another ? noted(person, another) : note};
}

std::string ErrorFixtures::marked(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        const auto concern =
            house_.concern_log.raise(work, person, concerns::Kind::complaint, "They waited.")
                .value();
        constexpr auto because = identity::InErrorBecause::other_person;
        identity::InErrorStore::mark(work, {person, "concern", concern.text()}, because);
        house_.concern_log.hide(work, concern, because);
        return identity::InErrorStore::of_person(work, person).front().id.text();
    });
}

identity::PersonId ErrorFixtures::on_paper(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        const paper::NewPaperIntent form{.form = person.text().substr(0, 8), .asked = work.now()};
        if (paper::PaperStore::enter(work, person, form))
            throw std::runtime_error("the form is not kept");
        return person;
    });
}

std::string ErrorFixtures::flag(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        house_.allocations.flag(work, person, {.note = "A letter says so."});
        const auto flags = house_.allocations.flags(work, person, allocation::Notes::closed);
        return flags.front().id.value().text();
    });
}

std::string ErrorFixtures::deviation(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        const casework::NewDeviation received{.from = london_date(work.now())};
        return house_.deviations.record(work, person, received).value().text();
    });
}

std::string ErrorFixtures::resolution(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        const auto& kept = house_.evaluations;
        const auto answers = eligibility::answers_on(london_date(work.now()));
        const eligibility::Decided unsure{.outcome = protocol::EligibilityOutcome::unsure};
        const auto of = kept.record(work, person, {.answers = answers, .decided = unsure}).value();
        const protocol::Resolution found{
            .criterion = "practice", .meets = true, .settled = {}, .evidence = "A letter."};
        if (!kept.keep(work, person, {of, found}))
            throw std::runtime_error("the evidence is not kept");
        return kept.resolutions(work, person).front().id.text();
    });
}

std::optional<std::string> ErrorFixtures::hang(std::string_view placeholder,
                                               identity::PersonId person)
{
    if (placeholder == "@marked_in_error") return marked(person);
    if (placeholder == "@flag") return flag(person);
    if (placeholder == "@resolution") return resolution(person);
    if (placeholder == "@deviation") return deviation(person);
    return std::nullopt;
}

} // namespace evenhand::matrix
