#include "tests/matrix/merge_fixtures.hpp"

#include "people/participants/merging.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace evenhand::matrix {

namespace merge_fixtures {

constexpr std::array<std::string_view, 3> placeholders{"@one_person", "@merged_person",
                                                       "@linked_person"};
const storage::Actor somebody{storage::ActorKind::system, "test", {}};

} // namespace merge_fixtures

bool MergeFixtures::knows(std::string_view placeholder)
{
    const auto& all = merge_fixtures::placeholders;
    return std::ranges::find(all, placeholder) != all.end();
}

identity::PersonId MergeFixtures::person()
{
    return house_.units->write(merge_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        const auto claim = house_.identities.make_claim(work, {});
        const auto who = house_.identities.confirm_claim(work, claim, "new_person").value();
        if (!house_.journeys.take(work, who, {.step = participants::Step::referred}))
            throw std::runtime_error("no journey begins");
        return who;
    });
}

identity::PersonId MergeFixtures::merged()
{
    const auto one = person();
    const auto other = person();
    return house_.units->write(merge_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        return participants::merge(work, house_.journeys, one, other,
                                   identity::MergeGround::documents)
            .value()
            .follower;
    });
}

std::pair<identity::PersonId, std::string> MergeFixtures::linked()
{
    constexpr storage::Statement of_receipt{"test.referral_by_receipt",
                                            "SELECT id FROM referral WHERE receipt = :receipt"};
    const auto who = person();
    tests::TestClient visitor(*house_.dispatcher);
    visitor.get("/call-me");
    visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
    const auto receipt = visitor.page().url.substr(std::string("/sent/").size());
    return house_.units->write(merge_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        const auto id = referral::ReferralId::parse(
                            work.sql().one<std::string>(of_receipt, {{"receipt", receipt}}))
                            .value();
        const auto record = house_.referrals.open(work, id).value();
        if (!house_.identities.link_claim(work, record.claim, who, "same_person"))
            throw std::runtime_error("the referral is not linked");
        house_.referrals.settle(work, id);
        if (!house_.journeys.take(
                work, who, {.step = participants::Step::referred, .facts = {.referral = id}}))
            throw std::runtime_error("they did not come again");
        return std::pair(who, id.text());
    });
}

std::vector<std::string> MergeFixtures::fill(const std::vector<std::string>& placeholders,
                                             Relation relation)
{
    const std::string nobody(32, '0');
    if (relation == Relation::none) return std::vector(placeholders.size(), nobody);
    if (placeholders[0] == "@merged_person") return {merged().text()};
    const bool stray = relation == Relation::wrong_parent;
    if (placeholders[0] == "@one_person")
        return {person().text(), stray ? nobody : person().text()};
    const auto [who, referral] = linked();
    return {stray ? person().text() : who.text(), referral};
}

} // namespace evenhand::matrix
