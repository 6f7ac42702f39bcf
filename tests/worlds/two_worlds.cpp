#include "tests/worlds/two_worlds.hpp"

#include "app/standing_jobs.hpp"
#include "core/check.hpp"
#include "core/london_time.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/identity/in_error_store.hpp"
#include "storage/connection.hpp"
#include "tests/matrix/requests.hpp"
#include "tests/support/before_the_draw.hpp"
#include "tests/support/whole_way.hpp"
#include "tests/worlds/hanging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <stdexcept>

namespace evenhand::worlds {

namespace two_worlds {

// Requests of a kind draw their random bytes from streams of their own, the same in both worlds.
constexpr std::uint64_t first_sign_in = 500;
constexpr std::uint64_t first_ordinal = 1000;

constexpr std::string_view trial_name = "working-win";

std::string protocol_path()
{
    return (app::home() / "protocols" / fmt::format("{}.toml", trial_name)).string();
}

const protocol::Protocol& protocol_of_worlds()
{
    static const auto loaded = [] {
        auto protocol = protocol::load_file(protocol_path()).value();
        protocol.randomisation.epoch_positions = epoch_positions;
        return protocol;
    }();
    return loaded;
}

bool is_person(std::string_view placeholder)
{
    constexpr std::array<std::string_view, 6> others{
        "@consenting", "@signing", "@refusing", "@spoken", "@consented", "@waiting_on_paper"};
    return placeholder.starts_with("@person") || placeholder.ends_with("_person") ||
           std::ranges::find(others, placeholder) != others.end();
}

/// A page, or the way on from a form; not the way to prove first who one is.
bool is_reached(const tests::Visit& visit)
{
    if (visit.status == 200) return !visit.url.starts_with("/sign-in");
    return visit.status == 303 && std::ranges::none_of(visit.headers, [](const auto& header) {
               return header.first == "Location" && (header.second.starts_with("/sign-in") ||
                                                     header.second.starts_with("/confirm"));
           });
}

std::string bytes_of(const tests::Visit& visit)
{
    std::string all = std::to_string(visit.status) + "\n";
    for (const auto& [name, value] : visit.headers)
        all += name + ": " + value + "\n";
    return all + "\n" + visit.body;
}

/// The public page of the randomisation shows the roots. They differ because whole sequences
/// differ; that a root tells nothing of an arm is the salt's work (randomisation/sealed) and not
/// this page's. All else on it must be the same, so the digits alone are taken out, and only there.
std::string without_roots(const std::string& page)
{
    static const std::regex root("<code class=\"evenhand-break\">[0-9a-f]{64}</code>");
    return std::regex_replace(page, root, "<code>a root</code>");
}

/// Both worlds seen by one role, request by request.
class Comparison
{
public:
    Comparison(World& one, World& other, std::string_view handle)
        : worlds_{&one, &other}, browsers_{one.signed_in(handle), other.signed_in(handle)}
    {
    }

    void get(const http::Route& route, std::size_t person)
    {
        const auto name = matrix::name_of(route);
        ask(name, [&](World& world, tests::TestClient& browser) {
            return browser.send(browser.page_head(world.path_to(route, person)));
        });
    }

    /// A page as a link of another page leads to it.
    void get(const std::string& name, const std::string& target)
    {
        ask(name, [&](World&, tests::TestClient& browser) {
            return browser.send(browser.page_head(target));
        });
    }

    /// The form as its sample fills it in, from the page at the route's own path; where there is
    /// none, with the token of another page, as somebody sends it who was never shown it.
    void post(const http::Route& route, std::size_t person)
    {
        ask(matrix::name_of(route), [&](World& world, tests::TestClient& browser) {
            const auto path = world.path_to(route, person);
            return send(browser, path, route.sample->form);
        });
    }
    /// The same with these fields.
    void post(const std::string& path, const http::FormData& fields)
    {
        ask("POST " + path,
            [&](World&, tests::TestClient& browser) { return send(browser, path, fields); });
    }

    [[nodiscard]] Compared result() const { return found_; }

private:
    static std::optional<tests::PageForm> form_to(const std::string& path, const tests::Visit& page)
    {
        for (const auto& form : page.forms)
            if (form.method == "post" && form.action == path) return form;
        return std::nullopt;
    }

    static tests::Visit send(tests::TestClient& browser, const std::string& path,
                             http::FormData fields)
    {
        // Everybody may change their password; its form holds what every form holds. It is read
        // each time, so that the log is the same whether the own page is there or not.
        auto form = form_to("/account/password", browser.get("/account/password"));
        if (auto own = form_to(path, browser.get(path))) form = std::move(own);
        if (!form) return browser.page();
        for (const auto& field : form->fields)
            if (field.type == "hidden" && !fields.has(field.name))
                fields.add(field.name, field.value);
        return browser.send(browser.form_head(path), fields.encode());
    }

    template <class Ask>
    void ask(const std::string& name, Ask ask)
    {
        std::string answers[2];
        std::string logs[2];
        ++found_.requests;
        for (std::size_t world = 0; world < 2; ++world) {
            worlds_[world]->begin_request(first_ordinal + worlds_[world]->requests++);
            const auto visit = ask(*worlds_[world], browsers_[world]);
            if (world == 0 && visit.status == 200) ++found_.pages;
            if (world == 0 && is_reached(visit)) found_.reached.insert(name);
            logs[world] = worlds_[world]->take_log();
            answers[world] = bytes_of(visit);
            if (name == "GET /randomisation") answers[world] = without_roots(answers[world]);
        }
        if (logs[0] != logs[1])
            found_.logged_otherwise.push_back(fmt::format("{}: {} and {}", name, logs[0], logs[1]));
        if (answers[0] == answers[1]) return;
        const auto [here, there] = std::mismatch(answers[0].begin(), answers[0].end(),
                                                 answers[1].begin(), answers[1].end());
        const auto at = static_cast<std::size_t>(here - answers[0].begin());
        const auto from = at > 60 ? at - 60 : 0;
        found_.differences.push_back(fmt::format("{}: byte {}: …{}… and …{}…", name, at,
                                                 answers[0].substr(from, 120),
                                                 answers[1].substr(from, 120)));
    }

    World* worlds_[2];
    tests::TestClient browsers_[2];
    Compared found_;
};

} // namespace two_worlds

Arms arms_of(std::uint64_t sequence_seed, std::int64_t epoch, std::size_t count)
{
    const auto& protocol = two_worlds::protocol_of_worlds();
    tests::TestSequences held(two_worlds::protocol_path(), protocol, crypto::Mode::demo);
    held.play(protocol, sequence_seed);
    const std::int64_t begins = 1 + (epoch - 1) * std::int64_t{epoch_positions};
    const auto made = held.epoch(protocol::strata(protocol).front(), epoch, begins);
    const auto sequence = held.sequences.behind(made);
    CHECK(sequence.has_value());
    Arms arms;
    for (std::uint32_t position = 0; position < count; ++position) {
        const auto arm = sequence->arm_at({made.stratum_index, position});
        arms.push_back(protocol.randomisation.arms.at(static_cast<std::size_t>(arm)).id);
    }
    return arms;
}

World::World(storage::Engine engine, Seeds seeds)
    : trial(engine, two_worlds::trial_name),
      sequences_(two_worlds::protocol_path(), two_worlds::protocol_of_worlds(), crypto::Mode::demo),
      next_sequences_(two_worlds::protocol_path(), two_worlds::protocol_of_worlds(),
                      crypto::Mode::demo),
      allocator_(sequences_.sequences), account_(trial.account_id("specialist2"))
{
    sequences_.play(two_worlds::protocol_of_worlds(), seeds.first);
    next_sequences_.play(two_worlds::protocol_of_worlds(), seeds.next);
    commit_epochs();
}

/// Both are published before anybody is drawn; what follows the second is nobody's yet.
void World::commit_epochs()
{
    auto& house = *trial.house;
    const auto stratum = protocol::strata(house.protocol).front();
    begin_request(1);
    house.units->write({storage::ActorKind::system, "test", {}}, "test",
                       [&](storage::UnitOfWork& work) {
                           const auto first = sequences_.epoch(stratum, 1, 1);
                           house.allocations.append_epoch(work, first);
                           house.allocations.append_epoch(
                               work, next_sequences_.epoch(stratum, 2, 1 + first.capacity));
                       });
}

std::string World::take_log()
{
    auto lines = trial.request_log.str();
    trial.request_log.str({});
    return lines;
}

void World::begin_request(std::uint64_t ordinal)
{
    trial.random.restart(ordinal);
}

tests::TestClient World::signed_in(std::string_view handle)
{
    begin_request(two_worlds::first_sign_in + sign_ins_++);
    trial.advance(std::chrono::seconds(30)); // each code works once
    return trial.signed_in(handle);
}

std::string World::path_to(const http::Route& route, std::size_t person)
{
    std::vector<std::string> values;
    for (std::string placeholder : matrix::placeholders_of(route)) {
        if (placeholder == "@waiting_case") placeholder = "@case";
        if (placeholder == "@waiting_referral") placeholder = "@referral";
        if (placeholder == "@linked_referral") placeholder = "@referral";
        if (placeholder.starts_with("@ceremony_"))
            values.emplace_back("1");
        else if (two_worlds::is_person(placeholder))
            values.push_back(people[person].text());
        else if (placeholder == "@record")
            values.push_back(people[(person + 1) % people.size()].text());
        else if (placeholder == "@account")
            values.push_back(account_);
        else
            values.push_back(id_of(placeholder, people[person]));
    }
    return matrix::path_of(route, values);
}

std::string World::id_of(std::string_view placeholder, const identity::PersonId& person)
{
    const std::string nothing(32, '0');
    const auto& all = hanging;
    const auto found = std::ranges::find(all, placeholder, &Hanging::placeholder);
    if (found == all.end()) return nothing;
    std::string id;
    trial.house->database->read([&](storage::Connection& sql) {
        id = sql.one<std::string>(found->find, {{"person", person.text()}});
    });
    return id == "-" ? nothing : id;
}

/// By the pages of the whole way, in the hands of the intake officer; and something is said, and
/// something goes wrong.
identity::PersonId World::at_the_draw(tests::TestClient& officer)
{
    auto& house = *trial.house;
    tests::WholeWay way({.channel = {{"channel", "email"}, {"email", "sam@example.com"}},
                         .area = house.protocol.areas.front().id,
                         .group = house.protocol.groups.front().id});
    officer.get(tests::WholeWay::first_page);
    while (!officer.page().url.ends_with("/allocation"))
        tests::make_move(officer, way.next(officer.page(), trial.trial_clock.now()));
    const auto person =
        identity::PersonId::parse(way.record().substr(way.record().rfind('/') + 1)).value();
    const storage::Actor desk{storage::ActorKind::staff, trial.account_id("intake"), ""};
    house.units->write(desk, "test", [&](storage::UnitOfWork& work) {
        CHECK(house.concern_log.raise(work, person, concerns::Kind::complaint, "They waited.")
                  .has_value());
        const contacts::NewContact spoke{.occurred = work.now(), .note = "They moved house."};
        CHECK(house.contact_log.record(work, person, spoke).has_value());
        return 0;
    });
    return person;
}

/// What only one of the groups has: a case is given to a specialist, or the pack to the person.
void World::begin_support(const identity::PersonId& person)
{
    auto& house = *trial.house;
    const storage::Actor system{storage::ActorKind::system, "test", {}};
    const auto to = trial.account_id("specialist2");
    const auto lead = trial.account_id("lead2");
    const bool supported = house.units->write(system, "test", [&](storage::UnitOfWork& work) {
        const auto waiting = house.cases.of_person(work, {lead, true}, person);
        if (!waiting) {
            const auto given = house.hand_offs.local_services(work, {lead, true}, person);
            CHECK(given.has_value());
            house.packs.give(work, *given, {.services_version = "2026-01-01-000000000000"});
            return false;
        }
        CHECK(!house.cases.assign(work, *waiting, {.to = to, .above_cap = true}, waiting->place,
                                  std::nullopt));
        return true;
    });
    // The same is said in either arm, and written down by whoever has them.
    const storage::Actor told{storage::ActorKind::staff, supported ? to : lead, ""};
    house.units->write(told, "test", [&](storage::UnitOfWork& work) {
        const auto stood = house.contact_wishes.standing(work, person);
        wishes::NewWishes said{.wishes = stood ? stood->wishes : wishes::Wishes()};
        said.wishes.times = "after the school run";
        if (stood) said.instead_of = stood->told.id;
        CHECK(house.contact_wishes.record(work, person, said).has_value());
        CHECK(house.concern_log.raise(work, person, concerns::Kind::safeguarding, "They fear.")
                  .has_value());
        // What one arm alone has comes last: its ids are drawn after those of both.
        const auto held = house.cases.of_person(work, {lead, true}, person);
        if (!held) return;
        const contacts::NewContact met{
            .occurred = work.now(), .note = "They met.", .of_case = held->id.text()};
        CHECK(house.contact_log.record(work, person, met).has_value());
    });
}

/// What is said of anybody in either group, by those who work with both.
void World::say_of(const identity::PersonId& person)
{
    auto& house = *trial.house;
    const storage::Actor manager{storage::ActorKind::staff, trial.account_id("manager"), ""};
    house.units->write(manager, "test", [&](storage::UnitOfWork& work) {
        const auto fear =
            house.concern_log.raise(work, person, concerns::Kind::safeguarding, "They fear.");
        CHECK(house.concern_log
                  .change(work, fear.value(),
                          {.change = concerns::Change::noted, .note = "Rang them."})
                  .has_value());
        const auto wrong =
            house.concern_log.raise(work, person, concerns::Kind::complaint, "Late.");
        CHECK(identity::InErrorStore::mark(work, {person, "concern", wrong.value().text()},
                                           identity::InErrorBecause::other_person));
        house.concern_log.hide(work, wrong.value(), identity::InErrorBecause::other_person);
        CHECK(house.allocations.flag(work, person, {.note = "A letter says so."}));
        CHECK(house.deviations.record(work, person, {.from = london_date(work.now())}).has_value());
        const auto decided = house.evaluations.standing(work, person);
        CHECK(decided.has_value());
        const protocol::Resolution found{
            .criterion = "practice", .meets = true, .settled = {}, .evidence = "A letter."};
        CHECK(house.evaluations.keep(work, person, {decided->id, found}));
    });
}

void World::leave(const identity::PersonId& person, withdrawal::Scope scope)
{
    auto& house = *trial.house;
    const storage::Actor desk{storage::ActorKind::staff, trial.account_id("intake"), ""};
    house.units->write(desk, "test", [&](storage::UnitOfWork& work) {
        const withdrawal::NewWithdrawal wanted{.scope = scope,
                                               .effective = london_date(work.now()),
                                               .told = true,
                                               .note = "They rang."};
        CHECK(house.withdrawals.withdraw(work, person, wanted).has_value());
    });
}

void World::go_on()
{
    using withdrawal::Scope;
    begin_request(2 + people.size());
    leave(people.at(0), Scope::surveys);
    leave(people.at(1), Scope::support);
    // The month in which they came is closed, so that its figures are shown to whoever sees frozen
    // ones alone.
    trial.advance(std::chrono::days(40));
    begin_request(2 * epoch_positions + people.size());
    storage::JobRunner jobs(*trial.house->units, {.holder = "test"});
    app::add_standing_jobs(jobs, *trial.house, [](std::string_view why) {
        throw std::runtime_error(std::string(why));
    });
    app::schedule_standing_jobs(*trial.house, {app::freeze_job});
    CHECK(jobs.run_one());
    // Later than all that, since whoever was found eligible so long ago is asked again first.
    auto desk = signed_in("intake");
    begin_request(3 + people.size());
    people.push_back(at_the_draw(desk));
    write_down_form_of(people.back());
}

/// They were ready while the program was down, whether that is found out in time or late.
void World::write_down_form_of(const identity::PersonId& person)
{
    const storage::Actor desk{storage::ActorKind::staff, trial.account_id("intake"), ""};
    trial.house->units->write(desk, "test", [&](storage::UnitOfWork& work) {
        CHECK(!paper::PaperStore::enter(work, person,
                                        {.form = fmt::format("A{}", people.size()),
                                         .asked = work.now() - std::chrono::minutes(1)}));
    });
}

void World::allocate(std::size_t count, std::string_view handle)
{
    auto& house = *trial.house;
    const storage::Actor officer{storage::ActorKind::staff, trial.account_id(handle),
                                 "intake_officer"};
    allocation::TwoStep draw(
        {.protocol = house.protocol,
         .keys = house.keys,
         .journeys = house.journeys,
         .store = house.allocations,
         .spec = sequences_.spec,
         .ceremony = [&](storage::UnitOfWork&) { return sequences_.in_force(); },
         .allocator = allocator_,
         .evidence =
             [&](storage::UnitOfWork& work, identity::PersonId person) {
                 return tests::open_gates(house.protocol,
                                          house.journeys.find(work, person).value());
             },
         .hand_off = house.hand_off});
    auto desk = signed_in("intake");
    for (std::size_t done = 0; done < count; ++done) {
        begin_request(2 + people.size());
        const auto person = at_the_draw(desk);
        const auto key = person.text();
        const auto intended = draw.intend(*house.units, officer,
                                          {.person = person,
                                           .scope = "staff:" + officer.id,
                                           .key = key,
                                           .digest = key,
                                           .location = "/"});
        CHECK(std::holds_alternative<allocation::Intended>(intended));
        CHECK(!draw.settle(*house.units, officer, person));
        begin_support(person);
        begin_request(5 * epoch_positions + people.size()); // one arm alone drew ids before
        say_of(person);
        people.push_back(person);
        write_down_form_of(person);
    }
}

namespace two_worlds {

/// The first seed whose epoch has another arm than the usual one at each position, or the same at
/// each but the last.
std::uint64_t seed_beside(std::int64_t epoch, bool alike_but_the_last)
{
    const Arms arms = arms_of(Seeds{}.first, epoch, epoch_positions);
    // Half of the sequences differ at each position, so a few hundred tries find one.
    for (std::uint64_t seed = 2; seed < 100'000; ++seed) {
        const auto other = arms_of(seed, epoch, arms.size());
        bool fits = true;
        for (std::size_t i = 0; i < arms.size(); ++i) {
            const bool last = i + 1 == arms.size();
            const bool same = other[i] == arms[i];
            fits = fits && same == (alike_but_the_last && !last);
        }
        if (fits) return seed;
    }
    throw std::runtime_error("no such sequence");
}

/// By what these people are found, and lists as they are narrowed down and turned over.
void search(Comparison& comparison, World& world)
{
    auto& house = *world.trial.house;
    const storage::Actor system{storage::ActorKind::system, "test", {}};
    http::FormData everybody;
    for (const auto& person : world.people) {
        const auto journey = house.units->read(system, "test", [&](storage::UnitOfWork& work) {
            return house.journeys.find(work, person).value();
        });
        http::FormData by_number;
        by_number.add("study_number", journey.study_number);
        for (const char* path : {"/participants", "/concerns/new", "/interviews/told"})
            comparison.post(path, by_number);
        everybody.add("person", person.text());
    }
    http::FormData by_name;
    by_name.add("family_name", tests::Caller().last_name);
    by_name.add("birth-day", "27");
    by_name.add("birth-month", "3");
    by_name.add("birth-year", "1998");
    comparison.post("/participants", by_name);
    const std::string after = "&id=00000000000000000000000000000000";
    for (const std::string& list :
         {"/participants/found?" + everybody.encode(), "/caseload?key=0" + after,
          "/cases/waiting?key=0" + after, "/concerns?owned=1&due=2018-01-01" + after,
          "/triage?sort=due&after=0" + after, std::string("/appointments?day=2026-03-02"),
          std::string("/appointments/slots?day=2026-03-02")})
        comparison.get("GET " + list.substr(0, list.find('?')) + " as narrowed", list);
}

} // namespace two_worlds

Seeds seeds_of_other_world(Wanted wanted)
{
    switch (wanted) {
    case Wanted::swapped:
        return {.first = two_worlds::seed_beside(1, false)};
    case Wanted::alike_but_the_last:
        return {.first = two_worlds::seed_beside(1, true)};
    case Wanted::next_epoch:
        return {.next = two_worlds::seed_beside(2, false)};
    }
    CHECK(false);
}

Compared compare(World& one, World& other, std::string_view handle)
{
    two_worlds::Comparison comparison(one, other, handle);
    for (World* world : {&one, &other})
        world->take_log(); // of how the worlds were made
    for (std::size_t person = 0; person < one.people.size(); ++person) {
        for (const auto& route : one.trial.house->router.routes()) {
            if (std::holds_alternative<http::PlainHandler>(route.handler)) continue;
            if (route.path == "/sign-out") continue;
            if (route.method == http::Method::get) comparison.get(route, person);
        }
    }
    two_worlds::search(comparison, one);
    // What is written comes last: it changes both worlds, and in the same way. Of that, what is
    // done to one's own account and session comes last of all, since it ends the session.
    const auto write = [&](bool own_account) {
        for (const auto& route : one.trial.house->router.routes()) {
            if (route.method != http::Method::post || route.path.starts_with("/sign-")) continue;
            const bool is_own = route.path.starts_with("/account") || route.path == "/confirm" ||
                                route.path.starts_with("/session/");
            if (is_own != own_account) continue;
            for (std::size_t person = 0; person < one.people.size(); ++person)
                comparison.post(route, person);
        }
    };
    write(false);
    write(true);
    return comparison.result();
}

} // namespace evenhand::worlds
