#include "tests/benchmarks/filled_house.hpp"

#include "app/demo_fill.hpp"
#include "app/reference_data.hpp"
#include "core/london_time.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/safe_ranges.hpp"
#include "storage/connection.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/before_real_gates.hpp"
#include "tests/support/load_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace evenhand::journey_benchmark {

namespace filled_house {

/// People that are written in one unit of work.
constexpr std::size_t batch = 50;
/// Behind the NHS numbers of any story.
constexpr std::uint64_t first_nhs_number = 200'000;
constexpr std::array family_names{"Hallam", "Okoro", "Marsh", "Nair", "Lloyd", "Novak", "Mensah"};

app::Place place_of(const std::filesystem::path& folder, const tests::TestStore* postgres)
{
    std::filesystem::remove_all(folder);
    auto place = app::demo_place(folder);
    if (postgres != nullptr) place.database = postgres->settings().url;
    return place;
}

rehearsal::FillPlan plan_of(const protocol::Protocol& protocol, std::size_t people)
{
    const auto holidays = app::load_bank_holidays(app::home() / app::bank_holidays_file);
    return rehearsal::plan_of_trial(1, people, protocol, holidays);
}

double processor_seconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void say(const FillOptions& fill, const std::string& words)
{
    if (fill.say) fill.say(words);
}

/// What the story cost, by the clock and by the processor.
Cost tell(const app::Place& place, const rehearsal::FillPlan& plan, const FillOptions& fill)
{
    constexpr std::uint64_t every = 250;
    const auto from = load::now();
    const double processor = processor_seconds();
    app::fill_demo(place, plan, [&](std::uint64_t done, std::uint64_t of) {
        if (done % every == 0) say(fill, fmt::format("{} of {} people of the story", done, of));
    });
    const std::chrono::duration<double> took = load::now() - from;
    return {.seconds = took.count(), .processor_seconds = processor_seconds() - processor};
}

LocalDate birth_date_of(std::size_t number)
{
    const auto year = static_cast<int>(1950 + number % 45);
    const auto month = static_cast<int>(1 + number / 45 % 12);
    const auto day = static_cast<int>(1 + number / 540 % 28);
    return LocalDate::parse(fmt::format("{}-{:02}-{:02}", year, month, day)).value();
}

/// One of three thousand: a few people share each telephone, as households do.
std::string telephone_of(std::size_t number)
{
    constexpr std::array ranges{"07700 900{:03}", "01632 960{:03}", "0114 496 0{:03}"};
    return fmt::format(fmt::runtime(ranges.at(number % ranges.size())),
                       number / ranges.size() % 1000);
}

identity::Details details_of(std::size_t number)
{
    identity::Details said;
    said.given_names = PersonName::parse("Sam").value();
    said.family_name = PersonName::parse(family_names.at(number % family_names.size())).value();
    said.birth_date = birth_date_of(number);
    said.phone = PhoneNumber::parse(telephone_of(number)).value();
    said.email = EmailAddress::parse(fmt::format("sam{}@example.org", number)).value();
    const auto typed = rehearsal::safe_nhs_number(first_nhs_number + number);
    said.nhs_number = NhsNumber::parse(typed, IdentifierMode::demo).value();
    return said;
}

storage::Actor desk()
{
    return {storage::ActorKind::staff, std::string(32, 'a'), ""};
}

} // namespace filled_house

FilledHouse::FilledHouse(storage::Engine engine, FillOptions fill)
    : fill_(std::move(fill)),
      postgres_(engine == storage::Engine::postgresql ? std::make_unique<tests::TestStore>(engine)
                                                      : nullptr),
      place_(filled_house::place_of(fill_.folder, postgres_.get())),
      protocol_(app::load_protocol(place_)),
      plan_(filled_house::plan_of(protocol_, fill_.size.in_story)),
      cost_(filled_house::tell(place_, plan_, fill_)), keys_(app::load_keys(place_)),
      allocator_(fill_.allocator_process ? std::make_unique<app::AllocatorChild>(place_) : nullptr),
      time_(rehearsal::DemoPass(keys_), rehearsal::end_of(plan_) + std::chrono::minutes(90)),
      house_(options())
{
    cost_.bytes = store_bytes();
    const auto actor = officer();
    const std::size_t people = fill_.size.beside;
    for (std::size_t done = 0; done < people; done += filled_house::batch) {
        if (done % (10 * filled_house::batch) == 0)
            filled_house::say(fill_, fmt::format("{} of {} people beside it", done, people));
        add_people(actor, done, std::min(done + filled_house::batch, people));
    }
}

FilledHouse::~FilledHouse()
{
    std::error_code ignored; // it is emptied before it is used again
    std::filesystem::remove_all(fill_.folder, ignored);
}

double FilledHouse::store_bytes()
{
    static constexpr storage::Statement size(
        "benchmark.size",
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "SELECT pg_database_size(current_database())");
    std::int64_t bytes = 0;
    house_.database->read([&](storage::Connection& sql) { bytes = sql.one<std::int64_t>(size); });
    return static_cast<double>(bytes);
}

Cost FilledHouse::cost_a_person() const
{
    const auto people = static_cast<double>(fill_.size.in_story);
    return {.seconds = cost_.seconds / people,
            .processor_seconds = cost_.processor_seconds / people,
            .bytes = cost_.bytes / people};
}

app::HouseOptions FilledHouse::options()
{
    return {.place = place_,
            .protocol = protocol_,
            .keys = app::load_keys(place_),
            .trial_clock = time_.trial_clock(),
            .machine_clock = time_.machine_clock(),
            .random = random_,
            .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
            .base_url = "http://127.0.0.1:8080",
            .rates = http::wider(http::usual_rates(), 1'000'000),
            .allocator_socket = allocator_ ? allocator_->socket() : std::filesystem::path(),
            .fatal = {},
            .log = {}};
}

tests::TestClient FilledHouse::signed_in(const std::string& handle)
{
    time_.pass(std::chrono::seconds(30)); // each code works once
    auto client = browser();
    for (const auto& account : staff::demo_accounts()) {
        if (account.handle != handle) continue;
        client.get("/sign-in");
        client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
        const auto code = staff::demo_code(house_.keys, handle, time_.now());
        client.submit({{"code", code.value()}}, "Continue");
    }
    if (client.page().url.starts_with("/sign-in"))
        throw std::runtime_error(fmt::format("{} did not sign in", handle));
    return client;
}

/// Who may take consent: the demonstration's intake officer.
storage::Actor FilledHouse::officer()
{
    for (const auto& account : staff::demo_accounts()) {
        if (account.handle != "intake") continue;
        const auto email = EmailAddress::parse(account.email).value();
        const auto id =
            house_.units->read(filled_house::desk(), "fill", [&](storage::UnitOfWork& work) {
                return house_.staff.accounts.find(work, email).value().id.text();
            });
        return tests::officer_of(id);
    }
    throw std::runtime_error("nobody works at the intake");
}

/// Every fact that a gate of the draw asks for, each through the store of its room; and what the
/// hand-off asks, whether an e-mail suits them.
void FilledHouse::come_to_the_draw(storage::UnitOfWork& work, std::size_t number,
                                   identity::PersonId who)
{
    tests::find_eligible(house_, work, who, protocol::EligibilityOutcome::eligible,
                         london_date(work.now()));
    tests::consent_to_all(house_, work, who);
    // Of four, one has no number with them.
    constexpr std::size_t skips = 4;
    consent::LinkageKeys keys;
    keys.ni_number = NiNumber::parse(fmt::format("QQ{:06}C", number), IdentifierMode::demo).value();
    const auto linked = number % skips == 0
                            ? house_.linkage.skip(work, who, consent::SkipReason::not_to_hand)
                            : house_.linkage.give(work, who, keys);
    if (!linked) throw std::runtime_error("no linkage");
    tests::answer_baseline(work, house_, who);
    tests::lock_baseline(work, house_, who);
    wishes::NewWishes told;
    told.told_in = wishes::ToldIn::appointment;
    told.wishes.ways = {wishes::Way::email};
    told.wishes.mention_health = wishes::Said::yes;
    if (!house_.contact_wishes.record(work, who, told)) throw std::runtime_error("no wishes");
}

/// Stages in turn, the draw for those who are to stand there.
void FilledHouse::add_person(storage::UnitOfWork& work, std::size_t number)
{
    using participants::Stage;
    constexpr std::array earlier{Stage::referred, Stage::contacted, Stage::booked,
                                 Stage::attended, Stage::eligible,  Stage::consented};
    const auto claim = house_.identities.make_claim(work, filled_house::details_of(number));
    const auto person = house_.identities.confirm_claim(work, claim, "new").value();
    const bool waits = number < fill_.size.at_the_draw;
    const auto& area = protocol_.areas.at(number % protocol_.areas.size()).id;
    tests::walk_to_draw(work, house_.journeys, protocol_, person,
                        waits ? Stage::goes_on : earlier.at(number % earlier.size()), area);
    if (!waits) {
        // Some of them were ready on paper; none of those who are drawn was, so nobody is held up.
        constexpr std::size_t on_paper = 40;
        const paper::NewPaperIntent form{.form = std::to_string(number), .asked = work.now()};
        if (number % on_paper == 0 && paper::PaperStore::enter(work, person, form))
            throw std::runtime_error("no form");
        return;
    }
    come_to_the_draw(work, number, person);
    ready_.push_back(person);
}

void FilledHouse::add_people(const storage::Actor& officer, std::size_t from, std::size_t to)
{
    const auto standing = ready_;
    house_.units->write(officer, "fill", [&](storage::UnitOfWork& work) {
        ready_ = standing; // a unit of work may run again
        for (std::size_t number = from; number < to; ++number)
            add_person(work, number);
        return 0;
    });
}

std::size_t FilledHouse::drawn()
{
    return house_.units->read(filled_house::desk(), "benchmark", [&](storage::UnitOfWork& work) {
        return static_cast<std::size_t>(std::ranges::count_if(ready_, [&](const auto& who) {
            const auto stage = house_.journeys.find(work, who).value().stage;
            return stage == participants::Stage::randomised;
        }));
    });
}

Sought FilledHouse::sought()
{
    const auto journey =
        house_.units->read(filled_house::desk(), "benchmark", [&](storage::UnitOfWork& work) {
            return house_.journeys.find(work, somebody()).value();
        });
    const std::size_t number = ready_.size() - 1;
    return {.study_number = journey.study_number,
            .nhs_number = rehearsal::safe_nhs_number(filled_house::first_nhs_number + number),
            .family_name =
                filled_house::family_names.at(number % filled_house::family_names.size()),
            .birth_date = filled_house::birth_date_of(number)};
}

} // namespace evenhand::journey_benchmark
