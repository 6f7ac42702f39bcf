#include "tests/worlds/two_worlds.hpp"

#include "core/check.hpp"
#include "tests/matrix/requests.hpp"
#include "tests/support/before_the_draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace evenhand::worlds {

namespace two_worlds {

constexpr std::uint64_t first_ordinal = 1000;

constexpr std::string_view trial_name = "working-win";

std::string protocol_path()
{
    return (app::home() / "protocols" / fmt::format("{}.toml", trial_name)).string();
}

crypto::Keys keys_of(std::uint64_t sequence_seed)
{
    return crypto::Keys::for_demo(sequence_seed, Instant::from_micros(0));
}

allocation::Sequences sequences_of(const protocol::Protocol& protocol, const crypto::Keys& keys)
{
    auto made = allocation::Sequences::beside(protocol_path(), protocol, keys);
    if (!made) throw std::runtime_error(made.error());
    return *std::move(made);
}

/// The path with every placeholder filled: the person, or an id that nothing has.
std::string filled_path(const http::Route& route, const identity::PersonId& person)
{
    std::vector<std::string> values;
    for (const auto& placeholder : matrix::placeholders_of(route))
        values.push_back(placeholder == "@person" ? person.text() : std::string(32, '0'));
    return matrix::path_of(route, values);
}

std::string bytes_of(const tests::Visit& visit)
{
    std::string all = std::to_string(visit.status) + "\n";
    for (const auto& [name, value] : visit.headers)
        all += name + ": " + value + "\n";
    return all + "\n" + visit.body;
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
            return browser.send(browser.page_head(filled_path(route, world.people[person])));
        });
    }

    /// The form of the page at the route's own path, as its sample fills it in.
    void post(const http::Route& route, std::size_t person)
    {
        const auto name = matrix::name_of(route);
        ask(name, [&](World& world, tests::TestClient& browser) {
            const auto path = filled_path(route, world.people[person]);
            auto page = browser.send(browser.page_head(path));
            if (page.status != 200) return page;
            browser.get(path);
            for (const auto& form : browser.page().forms) {
                if (form.action != path) continue;
                auto fields = route.sample->form;
                for (const auto& field : form.fields)
                    if (field.type == "hidden") fields.add(field.name, field.value);
                return browser.send(browser.form_head(path), fields.encode());
            }
            return page;
        });
    }

    [[nodiscard]] Compared result() const { return found_; }

private:
    template <class Ask>
    void ask(const std::string& name, Ask ask)
    {
        std::string answers[2];
        ++ordinal_;
        ++found_.requests;
        for (std::size_t world = 0; world < 2; ++world) {
            worlds_[world]->begin_request(ordinal_);
            const auto visit = ask(*worlds_[world], browsers_[world]);
            if (world == 0 && visit.status == 200) ++found_.pages;
            answers[world] = bytes_of(visit);
        }
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
    std::uint64_t ordinal_ = first_ordinal;
};

} // namespace two_worlds

Arms first_arms(std::uint64_t sequence_seed, std::size_t count)
{
    static const auto protocol = protocol::load_file(two_worlds::protocol_path()).value();
    const auto keys = two_worlds::keys_of(sequence_seed);
    const auto sequences = two_worlds::sequences_of(protocol, keys);
    const auto epoch = sequences.commit(protocol::strata(protocol).front(), 1, 1);
    const auto sequence = sequences.behind(epoch);
    CHECK(sequence.has_value());
    Arms arms;
    for (std::uint32_t position = 0; position < count; ++position) {
        const auto arm = sequence->arm_at({epoch.stratum_index, position});
        arms.push_back(protocol.randomisation.arms.at(static_cast<std::size_t>(arm)).id);
    }
    return arms;
}

World::World(storage::Engine engine, std::uint64_t sequence_seed)
    : trial(engine, two_worlds::trial_name), sequence_keys_(two_worlds::keys_of(sequence_seed)),
      sequences_(two_worlds::sequences_of(trial.house->protocol, sequence_keys_)),
      allocator_(sequences_)
{
    static_cast<void>(trial.account_id("intake")); // the staff are there before anybody is asked
}

void World::begin_request(std::uint64_t ordinal)
{
    trial.random.restart(ordinal);
}

tests::TestClient World::signed_in(std::string_view handle)
{
    begin_request(1);
    trial.advance(std::chrono::seconds(30)); // each code works once
    return trial.signed_in(handle);
}

identity::PersonId World::at_the_draw()
{
    auto& house = *trial.house;
    const storage::Actor desk{storage::ActorKind::staff, trial.account_id("intake"), ""};
    return house.units->write(desk, "test", [&](storage::UnitOfWork& work) {
        identity::Details said;
        said.family_name = PersonName::parse("Hallam").value();
        said.email = EmailAddress::parse("sam@example.com").value();
        const auto claim = house.identities.make_claim(work, said);
        const auto person = house.identities.confirm_claim(work, claim, "new_person").value();
        tests::walk_to_draw(work, house.journeys, house.protocol, person);
        return person;
    });
}

void World::allocate(std::size_t count, std::string_view handle)
{
    auto& house = *trial.house;
    const storage::Actor officer{storage::ActorKind::staff, trial.account_id(handle),
                                 "intake_officer"};
    allocation::TwoStep draw({.protocol = house.protocol,
                              .keys = house.keys,
                              .journeys = house.journeys,
                              .store = house.allocations,
                              .sequences = sequences_,
                              .allocator = allocator_,
                              .evidence =
                                  [&](storage::UnitOfWork& work, identity::PersonId person) {
                                      return tests::open_gates(
                                          house.protocol,
                                          house.journeys.find(work, person).value());
                                  },
                              .hand_off = house.hand_off});
    for (std::size_t done = 0; done < count; ++done) {
        begin_request(2 + people.size());
        const auto person = at_the_draw();
        const auto key = person.text();
        const auto intended = draw.intend(*house.units, officer,
                                          {.person = person,
                                           .scope = "staff:" + officer.id,
                                           .key = key,
                                           .digest = key,
                                           .location = "/"});
        CHECK(std::holds_alternative<allocation::Intended>(intended));
        CHECK(!draw.settle(*house.units, officer, person));
        people.push_back(person);
    }
}

std::uint64_t seed_of_other_world(const Arms& arms, Wanted wanted)
{
    // Half of the sequences differ at each position, so a few hundred tries find eight.
    for (std::uint64_t seed = 2; seed < 100'000; ++seed) {
        const auto other = first_arms(seed, arms.size());
        bool fits = true;
        for (std::size_t i = 0; i < arms.size(); ++i) {
            const bool last = i + 1 == arms.size();
            const bool same = other[i] == arms[i];
            fits = fits && same == (wanted == Wanted::alike_but_the_last && !last);
        }
        if (fits) return seed;
    }
    throw std::runtime_error("no such sequence");
}

Compared compare(World& one, World& other, std::string_view handle)
{
    two_worlds::Comparison comparison(one, other, handle);
    for (std::size_t person = 0; person < one.people.size(); ++person) {
        for (const auto& route : one.trial.house->router.routes()) {
            if (std::holds_alternative<http::PlainHandler>(route.handler)) continue;
            if (route.path == "/sign-out") continue;
            if (route.method == http::Method::get) comparison.get(route, person);
        }
    }
    // What is written comes last: it changes both worlds, and in the same way.
    for (const auto& route : one.trial.house->router.routes()) {
        if (route.method == http::Method::post && !route.path.starts_with("/sign-"))
            comparison.post(route, 0);
    }
    return comparison.result();
}

} // namespace evenhand::worlds
