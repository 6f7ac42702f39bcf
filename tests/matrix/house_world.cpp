#include "tests/matrix/house_world.hpp"

#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/house_draw.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace evenhand::matrix {

namespace house_world {

using participants::Stage;
using participants::Step;

constexpr std::string_view at_stage = "@person_at_";

/// The fewest steps from a first referral to the stage.
std::vector<Step> way_to(Stage wanted)
{
    std::map<Stage, std::vector<Step>> ways{{Stage::referred, {}}};
    std::vector<Stage> reached{Stage::referred};
    for (std::size_t i = 0; i < reached.size() && !ways.contains(wanted); ++i) {
        for (const auto& line : participants::journey_table()) {
            if (line.from != reached[i] || ways.contains(line.to)) continue;
            auto way = ways.at(reached[i]);
            way.push_back(line.step);
            ways.emplace(line.to, std::move(way));
            reached.push_back(line.to);
        }
    }
    return ways.at(wanted);
}

/// Answers to Working Win's criteria.
eligibility::Answers answers(bool sure)
{
    using protocol::Membership;
    using protocol::Said;
    auto answers = eligibility::answers_on(*LocalDate::parse("2026-03-02"));
    answers.facts.area = sure ? Membership::of("sheffield") : Membership::unsure();
    answers.facts.group = Membership::of("out-of-work");
    for (const auto* yes : {"condition", "wants-work", "realistic", "decides"})
        answers.facts.said[yes] = Said::yes;
    answers.facts.said["other-help"] = Said::no;
    return answers;
}

} // namespace house_world

app::Place HouseWorld::made(storage::Engine engine)
{
    const auto data = folder_.path() / "demo";
    std::filesystem::create_directories(data);
    auto place = app::demo_place(data);
    if (engine == storage::Engine::postgresql) {
        database_ = std::make_unique<tests::ScratchDatabase>();
        place.database = storage::DatabaseUrl::parse(database_->url()).value();
    }
    app::fill_demo(place, plan(), {});
    return place;
}

void HouseWorld::begin_signing()
{
    if (const auto reason = house_.checkpointer.reason_not_to_start(trial_clock_.now()))
        throw std::runtime_error(*reason);
}

std::string HouseWorld::account_id(const staff::DemoAccount& account)
{
    return house_.units->read({storage::ActorKind::system, "test", {}}, "test",
                              [&](storage::UnitOfWork& work) {
                                  const auto address = EmailAddress::parse(account.email).value();
                                  return house_.staff.accounts.find(work, address)->id.text();
                              });
}

std::string HouseWorld::referral()
{
    constexpr std::string_view before = "/triage/";
    for (const auto& account : staff::demo_accounts()) {
        if (account.role != staff::Role::intake_officer) continue;
        auto officer = signed_in(account);
        for (const auto& link : officer.get("/triage").links) {
            const bool is_id = link.href.size() == before.size() + 32;
            if (link.href.starts_with(before) && is_id) return link.href.substr(before.size());
        }
    }
    throw std::runtime_error("no referral waits");
}

std::string HouseWorld::receipt()
{
    auto visitor = browser();
    visitor.get("/call-me");
    visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
    return visitor.page().url.substr(std::string("/sent/").size());
}

std::string HouseWorld::waiting_referral()
{
    constexpr storage::Statement find{"test.referral_of_receipt",
                                      "SELECT id FROM referral WHERE receipt = :receipt"};
    const auto made = receipt();
    return house_.units->read({storage::ActorKind::system, "test", {}}, "test",
                              [&](storage::UnitOfWork& work) {
                                  return work.sql().one<std::string>(find, {{"receipt", made}});
                              });
}

/// Someone new whose journey has begun, so that no request of a walk spoils the next.
identity::PersonId HouseWorld::person()
{
    return make([&](storage::UnitOfWork& work) {
        const auto claim = house_.identities.make_claim(work, {});
        const auto person = house_.identities.confirm_claim(work, claim, "new_person").value();
        if (!house_.journeys.take(work, person, {.step = participants::Step::referred}))
            throw std::runtime_error("no journey begins");
        return person;
    });
}

void HouseWorld::answer_on_eligibility(storage::UnitOfWork& work, identity::PersonId person,
                                       bool sure)
{
    if (!house_.deciding.evaluate(work, person, {house_world::answers(sure), std::nullopt}))
        throw std::runtime_error("eligibility is not decided");
}

identity::PersonId HouseWorld::person_at(participants::Stage stage)
{
    using participants::Step;
    return make([&](storage::UnitOfWork& work) {
        identity::Details said;
        said.birth_date = LocalDate::parse("1990-05-17");
        const auto claim = house_.identities.make_claim(work, said);
        const auto person = house_.identities.confirm_claim(work, claim, "new_person").value();
        auto way = house_world::way_to(stage);
        way.insert(way.begin(), Step::referred);
        for (const Step step : way) {
            const bool asked = step == Step::eligible || step == Step::unsure;
            if (asked) answer_on_eligibility(work, person, step == Step::eligible);
            if (step == Step::eligible && !house_.information.go_through(
                                              work, person, house_.protocol.consent.sheet.texts[0]))
                throw std::runtime_error("the information is not gone through");
            if (!asked && !house_.journeys.take(work, person, {.step = step}))
                throw std::runtime_error("no way leads there");
        }
        return person;
    });
}

identity::PersonId HouseWorld::randomised(const std::string& account)
{
    return tests::put_into_a_group(house_, account);
}

identity::PersonId HouseWorld::answered_person()
{
    const auto who = person_at(participants::Stage::consented);
    make([&](storage::UnitOfWork& work) {
        tests::answer_baseline(work, house_, who);
        return 0;
    });
    return who;
}

identity::PersonId HouseWorld::locked_person()
{
    const auto who = answered_person();
    make([&](storage::UnitOfWork& work) {
        tests::lock_baseline(work, house_, who);
        return 0;
    });
    return who;
}

std::string HouseWorld::concern(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        return house_.concern_log.raise(work, person, concerns::Kind::complaint, "They waited.")
            ->text();
    });
}

std::string HouseWorld::unblinding()
{
    const auto who = randomised(std::string(32, '0'));
    return make([&](storage::UnitOfWork& work) {
        // Somebody new, so that the interviewer of the demonstration can take over.
        const auto email =
            "told." + work.new_id<staff::AccountId>().text().substr(0, 8) + "@example.com";
        const auto told = house_.staff.accounts.add(
            work, {PersonName::parse("Robin Example").value(), EmailAddress::parse(email).value()},
            "matrix");
        const auto today = london_date(work.now());
        return house_.interview_services.interviews
            .tell(work, who, {.interviewer = told.value(), .on = today},
                  {.randomised = today, .groups = {}})
            .value()
            .text();
    });
}

std::string HouseWorld::contact(identity::PersonId person, bool in_error)
{
    return make([&](storage::UnitOfWork& work) {
        const contacts::NewContact spoke{.occurred = work.now(), .note = "They moved house."};
        const auto contact = house_.contact_log.record(work, person, spoke).value();
        if (in_error && !house_.contact_log.mark_in_error(work, person, contact,
                                                          identity::InErrorBecause::other_person))
            throw std::runtime_error("the contact is not marked");
        return contact.text();
    });
}

std::string HouseWorld::details_in_error(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        identity::Details right;
        right.family_name = PersonName::parse("Hallam").value();
        const auto written =
            house_.details.replace(work, person, right, identity::DetailsChange::entered_in_error);
        if (!written) throw std::runtime_error("the details are not replaced");
        return house_.details.earlier(work, person).front().id.text();
    });
}

std::string HouseWorld::withdrawal_of(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        return house_.withdrawals
            .withdraw(work, person,
                      {.scope = withdrawal::Scope::surveys,
                       .effective = london_date(work.now()),
                       .told = true,
                       .note = "They rang."})
            .value()
            .text();
    });
}

std::optional<std::vector<std::string>>
HouseWorld::about_person(const std::vector<std::string>& placeholders, Relation relation)
{
    const std::string nowhere(32, '0');
    if (relation == Relation::none) return std::vector(placeholders.size(), nowhere);
    const auto stage =
        placeholders[0].starts_with(house_world::at_stage)
            ? participants::stage_named(placeholders[0].substr(house_world::at_stage.size()))
            : std::nullopt;
    const auto who = placeholders[0] == "@person_answered" ? answered_person()
                     : placeholders[0] == "@person_locked" ? locked_person()
                     : stage                               ? person_at(*stage)
                                                           : person();
    std::vector<std::string> filled{who.text()};
    if (placeholders.size() == 2) {
        const auto whose = relation == Relation::wrong_parent ? person() : who;
        if (placeholders[1] == "@details_in_error")
            filled.push_back(details_in_error(whose));
        else if (placeholders[1] == "@withdrawal")
            filled.push_back(withdrawal_of(whose));
        else if (placeholders[1] == "@appointment")
            filled.push_back(appointment(whose));
        else if (auto made = errors_.hang(placeholders[1], whose))
            filled.push_back(*std::move(made));
        else
            filled.push_back(contact(whose, placeholders[1] == "@contact_in_error"));
    }
    return filled;
}

std::vector<Asker> HouseWorld::askers()
{
    std::vector<Asker> all;
    all.push_back({.name = "visitor", .browser = [this] { return browser(); }});
    std::set<staff::Role> asked;
    for (const auto& account : staff::demo_accounts()) {
        if (!asked.insert(account.role).second) continue;
        if (all.size() == 1) {
            all.push_back({.name = "half signed in",
                           .kind = http::ViewerKind::half_signed_in,
                           .browser = [this, account] { return half_signed_in(account); }});
        }
        all.push_back({.name = std::string(staff::name_of(account.role)),
                       .kind = http::ViewerKind::staff,
                       .roles = {account.role},
                       .account_id = account_id(account),
                       .browser = [this, account] { return signed_in(account); }});
    }
    return all;
}

Fixtures HouseWorld::fixtures()
{
    using Values = std::optional<std::vector<std::string>>;
    return {.fill = [this, referral = referral(),
                     receipt = receipt()](const std::vector<std::string>& placeholders,
                                          Relation relation, const Asker& asker) -> Values {
                const bool nowhere = relation == Relation::none;
                if (placeholders[0] == "@referral") {
                    return {{nowhere ? std::string(32, '0') : referral}};
                }
                if (placeholders[0] == "@waiting_referral") {
                    return {{nowhere ? std::string(32, '0') : waiting_referral()}};
                }
                if (placeholders[0] == "@told_person") {
                    const bool own = relation == Relation::own && !asker.account_id.empty();
                    const std::string nobody(32, '0');
                    return {
                        {nowhere ? nobody : randomised(own ? asker.account_id : nobody).text()}};
                }
                if (placeholders[0] == "@intended_person") {
                    const std::string nobody(32, '0');
                    return {{nowhere ? nobody : tests::leave_at_the_draw(house_, nobody).text()}};
                }
                if (placeholders[0] == "@randomised_person") {
                    const std::string nobody(32, '0');
                    if (nowhere) return std::vector(placeholders.size(), nobody);
                    const auto who = randomised(nobody);
                    if (placeholders.size() == 1) return {{who.text()}};
                    const bool of_another = relation == Relation::wrong_parent;
                    const auto whose = of_another ? randomised(nobody) : who;
                    return {{who.text(), errors_.hang(placeholders[1], whose).value()}};
                }
                if (placeholders[0] == "@waiting_on_paper") {
                    const std::string nobody(32, '0');
                    return {{nowhere ? nobody : errors_.on_paper(person()).text()}};
                }
                if (placeholders[0] == "@noted_concern") {
                    if (nowhere) return std::vector(2, std::string(32, '0'));
                    return errors_.noted_concern(person(), relation == Relation::wrong_parent);
                }
                if (MergeFixtures::knows(placeholders[0]))
                    return merges_.fill(placeholders, relation);
                if (placeholders[0].starts_with("@person"))
                    return about_person(placeholders, relation);
                if (ConsentFixtures::knows(placeholders[0]))
                    return consent_.fill(placeholders[0], relation, asker);
                if (CeremonyFixtures::knows(placeholders[0]))
                    return {{ceremony_.fill(placeholders[0], relation)}};
                if (placeholders[0] == "@unblinding")
                    return {{nowhere ? std::string(32, '0') : unblinding()}};
                if (placeholders[0] == "@concern") {
                    return {{nowhere ? std::string(32, '0') : concern(person())}};
                }
                if (const auto made = for_appointments(placeholders[0]); made) {
                    return {{nowhere ? std::string(32, '0') : *made}};
                }
                if (placeholders[0] == "@receipt") {
                    return {{nowhere ? std::string(32, '0') : receipt}};
                }
                if (auto made = casework_.fill(placeholders, relation, asker)) return made;
                return staff_.fill(placeholders, relation, asker);
            },
            .prepare = [this](const http::Route& route,
                              const Asker& asker) { staff_.prepare(route, asker); }};
}

} // namespace evenhand::matrix
