// evenhand_fill --data DIR --database URL --mode demo --people N --staff N [--at-the-draw N]
//
// Fills an installation that `init` made: people who asked to be called, and intake officers with a
// password and a secret for one-time codes. It uses the program's own stores, many people in one
// unit of work, so that ten thousand take seconds. Whoever is to stand at the draw is taken there
// by the last officer, page by page. It prints a line for each member of staff: e-mail address,
// password, secret in base32, as evenhand_load takes them.
#include "app/house.hpp"
#include "app/serve.hpp"
#include "core/london_time.hpp"
#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/one_time_code.hpp"
#include "recruitment/referral/pages/sending.hpp"
#include "tests/support/load_visitor.hpp"
#include "tests/support/whole_way.hpp"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <map>
#include <span>
#include <stdexcept>
#include <string>

namespace evenhand {
namespace fill_main {

constexpr int people_in_a_unit = 500;

const storage::Actor& filler()
{
    static const storage::Actor actor{storage::ActorKind::system, "fill", {}};
    return actor;
}

referral::NewReferral caller(int number)
{
    const http::FormData typed({{"name", "Zoë Example"},
                                {"phone", fmt::format("07700 900{:03}", number % 1000)},
                                {"times", number % 3 == 0 ? "weekday mornings" : ""},
                                {"language", ""}});
    return referral::call_from(typed).value();
}

void add_people(app::House& house, int people)
{
    const auto notice = house.protocol.notice(protocol::referral_notice);
    for (int made = 0; made < people;) {
        const int end = std::min(people, made + people_in_a_unit);
        house.units->write(filler(), "fill", [&](storage::UnitOfWork& work) {
            const auto due = house.referral_services.reply_due(work.now());
            for (int number = made; number < end; ++number)
                house.referrals.receive(work, caller(number), notice, due);
        });
        made = end;
    }
}

load::Account add_officer(app::House& house, int number)
{
    const auto& staff = house.staff;
    const std::string email = fmt::format("intake-{}@example.org", number);
    const std::string password = fmt::format("made-up-password-of-{}", number);
    const auto account = house.units->write(filler(), "fill", [&](storage::UnitOfWork& work) {
        return staff.accounts
            .add(work,
                 {PersonName::parse("Ines Example").value(), EmailAddress::parse(email).value()},
                 "fill")
            .value();
    });
    const auto hash = house.hasher.hash(password, account.text(), staff.random).value();
    const auto secret = crypto::TotpSecret::random(staff.random);
    house.units->write(filler(), "fill", [&](storage::UnitOfWork& work) {
        staff.credentials.set_password(work, account, hash, staff.clock.now());
        staff.credentials.set_code_secret(work, account, secret, staff.clock.now());
        staff.accounts.set_state(work, account, staff::AccountState::active, "fill");
        const auto whole = staff.accounts.find(work, account).value();
        if (staff.roles.grant(work, whole, staff::Role::intake_officer, "", "fill"))
            throw std::runtime_error("the role was refused");
        staff.trainings.record(work, account,
                               {.course = house.protocol.consent.training,
                                .completed_on = london_date(work.now()),
                                .valid_until = std::nullopt},
                               "fill");
    });
    load::Account made{email, password, crypto::base32_of(secret)};
    fmt::print("{} {} {}\n", made.email, made.password, made.secret);
    return made;
}

/// As far as the button that puts them into a group.
void take_to_the_draw(tests::TestClient& officer, Instant now)
{
    tests::WholeWay way({.channel = {{"channel", "email"}, {"email", "zoe@example.com"}}});
    officer.get(tests::WholeWay::first_page);
    while (!officer.page().url.ends_with("/allocation"))
        tests::make_move(officer, way.next(officer.page(), now));
}

void take_to_the_draw(app::House& house, const load::Account& account, int people)
{
    tests::TestClient officer(*house.dispatcher);
    officer.get("/sign-in");
    officer.submit({{"email", account.email}, {"password", account.password}}, "Continue");
    officer.submit({{"code", load::code_now(account)}}, "Continue");
    for (int done = 0; done < people; ++done)
        take_to_the_draw(officer, house.staff.clock.now());
}

std::map<std::string, std::string> options_in(std::span<char* const> arguments)
{
    std::map<std::string, std::string> options;
    for (std::size_t at = 1; at + 1 < arguments.size(); at += 2)
        options[arguments[at]] = arguments[at + 1];
    return options;
}

int number(const std::string& text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0)
        throw std::invalid_argument(fmt::format("\"{}\" is not a number", text));
    return value;
}

void run(std::span<char* const> arguments)
{
    auto options = options_in(arguments);
    app::PlaceOptions where;
    where.data = options["--data"];
    where.database = options["--database"];
    where.mode = options["--mode"];
    const app::Place place = app::place_from(where);
    const SystemTrialClock trial_clock;
    const SystemMachineClock machine_clock;
    SystemRandomSource random;
    app::HouseOptions parts =
        app::house_options(place, app::ServeOptions{}, trial_clock, machine_clock, random);
    parts.single_threaded = true;
    parts.rates = http::wider(http::usual_rates(), 1'000'000);
    app::House house(std::move(parts));
    load::Account last;
    for (int i = 0; i < number(options["--staff"]); ++i)
        last = add_officer(house, i);
    add_people(house, number(options["--people"]));
    const auto& at_the_draw = options["--at-the-draw"];
    if (!at_the_draw.empty() && at_the_draw != "0")
        take_to_the_draw(house, last, number(at_the_draw));
    house.database->flush();
}

} // namespace fill_main
} // namespace evenhand

int main(int count, char** arguments)
{
    try {
        evenhand::fill_main::run({arguments, static_cast<std::size_t>(count)});
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "evenhand_fill: {}\n", error.what());
        return 2;
    }
}
