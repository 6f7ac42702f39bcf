#include "tests/matrix/consent_fixtures.hpp"

#include "people/staff/demo_accounts.hpp"
#include "tests/support/information_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace evenhand::matrix {
namespace consent_fixtures {

constexpr std::array<std::string_view, 6> placeholders{"@consenting", "@signing",   "@refusing",
                                                       "@spoken",     "@consented", "@matched"};
const storage::Actor somebody{storage::ActorKind::system, "test", {}};

} // namespace consent_fixtures

bool ConsentFixtures::knows(std::string_view placeholder)
{
    const auto& all = consent_fixtures::placeholders;
    return std::find(all.begin(), all.end(), placeholder) != all.end();
}

consent::PersonId ConsentFixtures::person()
{
    using participants::Step;
    return house_.units->write(consent_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        const auto claim = house_.identities.make_claim(work, {});
        const auto who = house_.identities.confirm_claim(work, claim, "new_person").value();
        for (const Step step : {Step::referred, Step::contacted, Step::booked, Step::attended,
                                Step::eligible, Step::taught, Step::goes_on}) {
            if (!house_.journeys.take(work, who, {.step = step}))
                throw std::runtime_error("the step is not taken");
        }
        tests::hear_information(work, house_.information, house_.protocol.consent, who);
        return who;
    });
}

std::string ConsentFixtures::trained_account()
{
    for (const auto& account : staff::demo_accounts()) {
        if (account.role != staff::Role::intake_officer) continue;
        const auto address = EmailAddress::parse(account.email).value();
        return house_.units->read(consent_fixtures::somebody, "test",
                                  [&](storage::UnitOfWork& work) {
                                      return house_.staff.accounts.find(work, address)->id.text();
                                  });
    }
    throw std::runtime_error("nobody takes consent");
}

void ConsentFixtures::draft(consent::PersonId person, const std::string& account, bool agrees)
{
    if (account.empty()) return;
    const auto& form = house_.protocol.consent;
    http::FormData typed;
    typed.add("capacity", "assumed");
    typed.add("supporter", "nobody");
    typed.add("interpreter", "no");
    typed.add("sheet", form.sheet.texts.front().format + "/" + form.sheet.texts.front().language);
    typed.add("wording", consent::wording_of(form).hash);
    for (const auto& item : form.items)
        typed.add("item-" + item.id, agrees ? "yes" : "no");
    http::Viewer viewer;
    viewer.kind = http::ViewerKind::staff;
    viewer.account_id = account;
    house_.units->write(consent_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
        house_.drafts.save(work, {.scope = viewer.key_scope(), .form = "consent/" + person.text()},
                           typed, std::chrono::hours(1));
    });
}

void ConsentFixtures::sign(consent::PersonId person, consent::SignatureMethod method)
{
    const storage::Actor officer{storage::ActorKind::staff, trained_account(), {}};
    const auto& form = house_.protocol.consent;
    consent::NewConsent wanted{.wording_hash = consent::wording_of(form).hash,
                               .answers = {},
                               .circumstances = {},
                               .signature = {.method = method, .typed_name = "Zoë Example"}};
    for (const auto& item : form.items)
        wanted.answers[item.id] = true;
    house_.units->write(officer, "test", [&](storage::UnitOfWork& work) {
        if (!house_.consents.sign(work, person, wanted))
            throw std::runtime_error("nothing is signed");
    });
}

std::vector<std::string> ConsentFixtures::matched(Relation relation)
{
    const std::string nobody(32, '0');
    if (relation == Relation::none) return {nobody, nobody};
    const std::array two{person(), person()};
    consent::LinkageKeys keys;
    keys.ni_number =
        NiNumber::parse(fmt::format("QQ{:06}C", ++numbers_), IdentifierMode::demo).value();
    for (const auto who : two) {
        sign(who, consent::SignatureMethod::typed_name);
        house_.units->write(consent_fixtures::somebody, "test", [&](storage::UnitOfWork& work) {
            if (!house_.linkage.give(work, who, keys))
                throw std::runtime_error("no number is given");
        });
    }
    const auto other = relation == Relation::wrong_parent ? person() : two[1];
    return {two[0].text(), other.text()};
}

std::optional<std::vector<std::string>> ConsentFixtures::fill(std::string_view placeholder,
                                                              Relation relation, const Asker& asker)
{
    if (placeholder == "@matched") return matched(relation);
    if (relation == Relation::none) return {{std::string(32, '0')}};
    const auto who = person();
    if (placeholder == "@signing") draft(who, asker.account_id, /*agrees=*/true);
    if (placeholder == "@refusing") draft(who, asker.account_id, /*agrees=*/false);
    if (placeholder == "@spoken") sign(who, consent::SignatureMethod::witnessed_verbal);
    if (placeholder == "@consented") sign(who, consent::SignatureMethod::typed_name);
    return {{who.text()}};
}

} // namespace evenhand::matrix
