#include "tests/matrix/ceremony_fixtures.hpp"

#include "randomisation/sealed/bundle.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace evenhand::matrix {
namespace ceremony_fixtures {

using ceremony::Step;

/// What each waits for.
constexpr std::array<std::pair<std::string_view, Step>, 5> waiting{
    {{"@ceremony_proposed", Step::freeze},
     {"@ceremony_frozen", Step::commit},
     {"@ceremony_committed", Step::reveal},
     {"@ceremony_revealed", Step::publish},
     {"@ceremony_published", Step::propose}}};

std::optional<Step> waits_for(std::string_view placeholder)
{
    for (const auto& [name, step] : waiting) {
        if (name == placeholder) return step;
    }
    return std::nullopt;
}

const storage::Actor somebody{storage::ActorKind::system, "test", {}};
const storage::Actor another{storage::ActorKind::system, "another", {}};

/// What the sample of the route gives: 64 times "b".
sealed::Contribution contribution()
{
    return {"custodian", *crypto::SecretKey::from_bytes(Bytes(32, 0xbb))};
}

std::string commitment(const app::House& house, std::int64_t ceremony)
{
    const auto trial = sealed::ceremony_trial(house.ceremonies.cast().trial, ceremony);
    return sealed::commitment(trial, contribution()).text();
}

} // namespace ceremony_fixtures

bool CeremonyFixtures::knows(std::string_view placeholder)
{
    return ceremony_fixtures::waits_for(placeholder).has_value();
}

ceremony::Standing CeremonyFixtures::standing() const
{
    return house_.units->read(ceremony_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        const auto acts = house_.ceremonies.acts(work);
        return ceremony::standing_of(acts);
    });
}

bool CeremonyFixtures::is_ours() const
{
    const auto now = standing();
    const auto kept = now.commitments.find("custodian");
    return kept == now.commitments.end() || now.published ||
           kept->second == ceremony_fixtures::commitment(house_, now.ceremony);
}

void CeremonyFixtures::take(ceremony::Step step)
{
    using ceremony::Step;
    const auto now = standing();
    const auto& store = house_.ceremonies;
    const auto& actor =
        step == Step::freeze ? ceremony_fixtures::another : ceremony_fixtures::somebody;
    const auto given = ceremony_fixtures::contribution();
    const auto refusal = house_.units->write(
        actor, "test", [&](storage::UnitOfWork& work) -> std::optional<ceremony::Refusal> {
            switch (step) {
            case Step::freeze:
                return store.freeze(work, house_.spec.hash());
            case Step::commit:
                return store.commit(work, given.party,
                                    ceremony_fixtures::commitment(house_, now.ceremony));
            case Step::reveal:
                return store.reveal(work, given);
            case Step::publish:
                store.published(work, now.ceremony);
                return std::nullopt;
            case Step::propose:
                return store.propose(work, "The one before is over.");
            }
            return ceremony::Refusal::out_of_order;
        });
    if (refusal) throw std::runtime_error(std::string(ceremony::sentence(*refusal)));
    if (step == Step::publish) house_.ceremony_services.publish();
}

std::string CeremonyFixtures::fill(std::string_view placeholder, Relation relation)
{
    using ceremony::Step;
    if (relation == Relation::none) return "0";
    const auto wanted = ceremony_fixtures::waits_for(placeholder).value();
    const auto& parties = house_.ceremonies.cast().parties;
    if (wanted != Step::freeze && !is_ours()) take(Step::propose);
    for (;;) {
        const auto now = standing();
        const Step next = ceremony::next_step(now, parties);
        if (next == wanted) return fmt::format("{}", now.ceremony);
        // Past it: only the next ceremony comes to that step again.
        take(next < wanted ? next : Step::propose);
    }
}

} // namespace evenhand::matrix
