// evenhand_fill --data DIR --database URL --mode demo --people N --staff N
//
// Fills an installation that `init` made: people who asked to be called, and intake officers with a
// password and a secret for one-time codes. It uses the program's own stores, many people in one
// unit of work, so that ten thousand take seconds. It prints a line for each member of staff:
// e-mail address, password, secret in base32, as evenhand_load takes them.
#include "app/house.hpp"
#include "app/serve.hpp"
#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/one_time_code.hpp"
#include "recruitment/referral/pages/sending.hpp"

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

void add_officer(app::House& house, int number)
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
    });
    fmt::print("{} {} {}\n", email, password, crypto::base32_of(secret));
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
    app::House house(std::move(parts));
    for (int i = 0; i < number(options["--staff"]); ++i)
        add_officer(house, i);
    add_people(house, number(options["--people"]));
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
