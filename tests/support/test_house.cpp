#include "tests/support/test_house.hpp"

#include "app/open_randomisation.hpp"
#include "app/shipped_lists.hpp"
#include "app/verify_store.hpp"
#include "core/check.hpp"
#include "core/encoding.hpp"
#include "people/staff/demo_commands.hpp"
#include "storage/audit_store.hpp"
#include "storage/connection.hpp"
#include "storage/installation.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace evenhand::tests {

namespace test_house {

constexpr std::string_view base_url = "http://127.0.0.1:8080";
constexpr std::uint64_t keys_seed = 20260302;

crypto::Keys keys()
{
    return crypto::Keys::for_demo(keys_seed, Instant::from_micros(0));
}

crypto::Keys allocator_keys()
{
    return crypto::Keys::for_demo(keys_seed, Instant::from_micros(0), crypto::KeyRing::allocator);
}

app::Place place_of(const TestStore& store, const TestFolder& folder, std::string_view trial)
{
    return {.database = store.settings().url,
            .keys = {},
            .allocator_keys = folder.path() / "allocator.keys",
            .checkpoints = folder.path() / "checkpoints",
            .admin_socket = {},
            .messages = {},
            .protocol = (app::home() / "protocols" / fmt::format("{}.toml", trial)).string(),
            .mode = crypto::Mode::demo};
}

/// What `evenhand init` does to an empty store.
void found(const TestStore& store, const protocol::Protocol& protocol, Instant now)
{
    store.open()->write([&](storage::Connection& sql) {
        storage::found_installation(sql, {keys(), allocator_keys()}, protocol.id, now);
        return storage::Database::Ending::commit;
    });
}

/// What the log says, without its own time of day.
std::shared_ptr<spdlog::logger> logger_into(std::ostream& lines)
{
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines);
    sink->set_pattern("%l %v");
    return std::make_shared<spdlog::logger>("test", std::move(sink));
}

staff::DemoAccount account(std::string_view handle)
{
    for (auto& one : staff::demo_accounts())
        if (one.handle == handle) return one;
    throw std::runtime_error(fmt::format("there is no demo account {}", handle));
}

/// What is typed on one page, with the values given in place of its own: of a name that is given
/// more than once, all of them.
Typed typed_on_page(const Typed& usual, const Typed& instead)
{
    Typed typed;
    for (const auto& own : usual) {
        const auto before = typed.size();
        std::ranges::copy_if(instead, std::back_inserter(typed),
                             [&](const auto& given) { return given.first == own.first; });
        if (typed.size() == before) typed.push_back(own);
    }
    return typed;
}

} // namespace test_house

RestartableRandom::RestartableRandom(std::uint64_t seed)
{
    restart(seed);
}

void RestartableRandom::restart(std::uint64_t seed)
{
    const std::lock_guard lock(mutex_);
    // A stream cannot be moved, so make_unique cannot take one.
    source_.reset(new KeyedRandomSource(KeyedRandomSource::from_seed(seed)));
}

void RestartableRandom::fill(std::span<std::uint8_t> out)
{
    const std::lock_guard lock(mutex_);
    source_->fill(out);
}

TestHouse::TestHouse(storage::Engine engine, std::string_view trial, Ceremony ceremony)
    : store(engine), place_(test_house::place_of(store, folder, trial))
{
    auto protocol = app::load_protocol(place_);
    test_house::found(store, protocol, trial_clock.now());
    house = std::make_unique<app::House>(app::HouseOptions{
        .place = place_,
        .protocol = std::move(protocol),
        .keys = test_house::keys(),
        .trial_clock = trial_clock,
        .machine_clock = machine_clock,
        .random = random,
        .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
        .base_url = std::string(test_house::base_url),
        .rates = http::wider(http::usual_rates(), 1'000'000),
        .allocator_keys = test_house::allocator_keys(),
        .fatal = [](std::string_view sentence) { throw std::runtime_error(std::string(sentence)); },
        .log = test_house::logger_into(request_log)});
    app::load_shipped_lists(*house, place_.protocol);
    if (ceremony == Ceremony::played) app::play_ceremony(*house);
}

void TestHouse::add_staff()
{
    if (has_staff_) return;
    staff::add_demo_accounts(house->staff, *house->units, house->keys,
                             house->protocol.consent.training);
    has_staff_ = true;
}

std::string TestHouse::code(std::string_view handle) const
{
    return staff::demo_code(house->keys, handle, machine_clock.now()).value();
}

std::string TestHouse::account_id(std::string_view handle)
{
    add_staff();
    const auto email = EmailAddress::parse(test_house::account(handle).email).value();
    const storage::Actor nobody{storage::ActorKind::system, "test", {}};
    return house->units->read(nobody, "test", [&](storage::UnitOfWork& work) {
        return house->staff.accounts.find(work, email).value().id.text();
    });
}

TestClient TestHouse::half_signed_in(std::string_view handle)
{
    add_staff();
    const auto who = test_house::account(handle);
    auto client = browser();
    client.get("/sign-in");
    client.submit({{"email", who.email}, {"password", who.password}}, "Continue");
    if (!client.page().url.starts_with("/sign-in/code"))
        throw std::runtime_error(fmt::format("{} has no code to give", handle));
    return client;
}

TestClient TestHouse::signed_in(std::string_view handle)
{
    // The code used last is not taken again.
    advance(std::chrono::seconds(30));
    auto client = half_signed_in(handle);
    client.submit({{"code", code(handle)}}, "Continue");
    if (client.page().url.starts_with("/sign-in"))
        throw std::runtime_error(fmt::format("{} did not sign in", handle));
    return client;
}

void TestHouse::advance(std::chrono::microseconds by)
{
    trial_clock.advance(by);
    machine_clock.advance(by);
}

std::vector<storage::Leaf> TestHouse::leaves()
{
    std::vector<storage::Leaf> all;
    house->database->read([&](storage::Connection& sql) {
        for (const auto& stored : storage::leaves_from(sql, 0)) {
            all.push_back(storage::parse_leaf(from_base64url(stored.entry).value()).value());
        }
    });
    // One read is enough for what a journey writes.
    CHECK(all.size() < storage::audit_batch);
    return all;
}

std::size_t TestHouse::count_done(std::string_view action, std::string_view object_id)
{
    std::size_t times = 0;
    for (const auto& leaf : leaves()) {
        for (const auto& entry : leaf.entries) {
            if (entry.action != action) continue;
            if (object_id.empty() || entry.object_id == object_id) ++times;
        }
    }
    return times;
}

std::int64_t TestHouse::number(const storage::Statement& query)
{
    std::int64_t found = 0;
    house->database->read([&](storage::Connection& sql) { found = sql.one<std::int64_t>(query); });
    return found;
}

std::string TestHouse::what_verify_finds()
{
    const storage::AuditSubject subject{.database = *house->database,
                                        .keys = house->keys,
                                        .origin = app::audit_origin(house->protocol),
                                        .checkpoints_file = place_.checkpoints,
                                        .on_progress = {}};
    const auto report = app::verify_store(subject, house->protocol);
    std::string found;
    if (report.leaves == 0) found += "the log is empty, so nothing was verified\n";
    for (const auto& finding : report.findings.kept()) {
        found += fmt::format("{} {}: {}\n", name_of(finding.breach), finding.table, finding.what);
    }
    return found;
}

void answer_every_question(TestClient& browser, const Typed& instead)
{
    const std::vector<std::pair<std::string_view, Typed>> pages{
        {"/join/who-for", {{"for", "me"}}},
        {"/join/age", {{"old_enough", "yes"}}},
        {"/join/gp-surgery", {{"surgery_area", "sheffield"}, {"surgery_name", ""}}},
        {"/join/postcode", {{"postcode", "S1 2HH"}}},
        {"/join/work", {{"work", "looking"}}},
        {"/join/health", {{"condition", "yes"}, {"details", ""}}},
        {"/join/other-help", {{"help", "none"}}},
        {"/join/name", {{"first_name", "Zoë"}, {"last_name", "Example"}, {"known_as", ""}}},
        {"/join/date-of-birth", {{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}}},
        {"/join/nhs-number", {{"knows_nhs_number", "no"}, {"nhs_number", ""}}},
        {"/join/contact",
         {{"channel", "phone"},
          {"phone", "07700 900123"},
          {"mobile", ""},
          {"email", ""},
          {"address", ""},
          {"times", ""}}},
        {"/join/safe-contact", {{"leave_message", "yes"}, {"mention_health", "no"}}},
        {"/join/needs", {{"need", "none"}, {"need_detail", ""}}},
        {"/join/how-you-heard", {}},
        {"/join/agreement", {{"agree", "yes"}}},
    };
    browser.get("/");
    browser.follow("Start now");
    for (const auto& [path, usual] : pages) {
        if (browser.page().url != path) {
            throw std::runtime_error(fmt::format("at {} and not {}: {}", browser.page().url, path,
                                                 browser.page().text.substr(0, 400)));
        }
        browser.submit(test_house::typed_on_page(usual, instead), "Continue");
    }
    if (browser.page().url != "/join/check")
        throw std::runtime_error("the questions lead to " + browser.page().url);
}

void send_self_referral(TestClient& browser, const Typed& instead)
{
    answer_every_question(browser, instead);
    browser.submit({}, "Send");
}

std::string reference_on(const Visit& page)
{
    const auto at = page.text.find("R-");
    return at == std::string::npos ? std::string() : page.text.substr(at, 9);
}

} // namespace evenhand::tests
