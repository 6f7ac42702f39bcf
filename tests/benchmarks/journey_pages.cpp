#include "tests/benchmarks/journey_pages.hpp"

#include "tests/support/load_clock.hpp"
#include "tests/support/test_house.hpp"
#include "tests/support/whole_way.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>

namespace evenhand::journey_benchmark {

namespace journey_pages {

using tests::TestClient;
using tests::Typed;

constexpr int found = 200;
constexpr int see_other = 303;
constexpr std::size_t id_digits = 32;
/// With fair chances, that as many are all in one group is one in 2,048.
constexpr int most_people = 12;
constexpr int most_moves = 120;

bool is_id(std::string_view part)
{
    return part.size() == id_digits &&
           part.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// What stands behind that part of an address.
std::string name_behind(std::string_view part)
{
    const std::map<std::string_view, std::string> names{
        {"participants", "{person}"}, {"new", "{person}"},       {"same-person", "{record}"},
        {"triage", "{referral}"},     {"concerns", "{concern}"}, {"cases", "{case}"}};
    const auto name = names.find(part);
    return name == names.end() ? "{id}" : name->second;
}

/// The first link of a page to such a thing: "/cases/" and an id.
std::string first_link(const TestClient& browser, std::string_view to)
{
    for (const auto& link : browser.page().links) {
        if (link.href.starts_with(to) && is_id(std::string_view(link.href).substr(to.size())))
            return link.href;
    }
    throw std::runtime_error(fmt::format("{} leads to no {}", browser.page().url, to));
}

void public_check(FilledHouse& at, PageClock& clock)
{
    auto person = at.browser();
    clock.visit(person, "/check");
    person.follow("Start the check");
    clock.again(person);
    person.submit({{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1988"}}, "Continue");
    clock.again(person);
    person.submit({{"q", "example practice"}}, "Search");
    clock.again(person);
    person.follow("Use your postcode");
    clock.again(person);
    person.submit({{"postcode", "S1 2HH"}}, "Continue");
    if (person.page().url.starts_with("/check/area")) {
        clock.again(person);
        person.submit({{"area", "sheffield"}}, "Continue");
    }
    clock.again(person);
    person.submit({{"work", "looking"}}, "Continue");
    clock.again(person);
    person.submit({{"condition", "no"}}, "Continue");
    clock.again(person);
    clock.visit(person, "/local-help?area=sheffield");
}

void self_referral(FilledHouse& at, PageClock& clock)
{
    auto person = at.browser();
    clock.visit(person, "/");
    clock.visit(person, "/call-me");
    tests::answer_every_question(person);
    const Typed nothing;
    for (const char* slug : {"who-for", "age", "gp-surgery", "postcode", "work", "health",
                             "other-help", "name", "date-of-birth", "nhs-number", "contact",
                             "safe-contact", "needs", "how-you-heard", "agreement", "check"})
        clock.visit(person, fmt::format("/join/{}", slug));
    person.submit(nothing, "Send");
    clock.again(person);
}

/// Somebody rings and is taken to their group; every page of it. Gives their record, and whether
/// they were offered the local-services pack.
std::pair<std::string, bool> whole_way(FilledHouse& at, TestClient& officer, PageClock& clock)
{
    tests::WholeWay way({.channel = {{"channel", "phone"}, {"phone", "0191 498 0123"}}},
                        {"/concerns/new"});
    officer.get(tests::WholeWay::first_page);
    for (int moves = 0; moves < most_moves; ++moves) {
        clock.again(officer);
        const auto move = way.next(officer.page(), at.now());
        if (move.kind == tests::Move::Kind::arrived) return {way.record(), way.has_pack()};
        tests::make_move(officer, move);
    }
    throw std::runtime_error("the way has no end");
}

/// Until both groups have somebody; gives the record of the last.
std::string both_groups(FilledHouse& at, PageClock& clock)
{
    auto officer = at.signed_in("intake");
    std::map<bool, std::string> records;
    for (int people = 0; people < most_people && records.size() < 2; ++people) {
        const auto [record, has_pack] = whole_way(at, officer, clock);
        records[has_pack] = record;
    }
    if (records.size() < 2) throw std::runtime_error("everybody came into one group");
    return records.at(true);
}

/// Pages of a record beside the way itself.
void record_pages(FilledHouse& at, PageClock& clock, const std::string& record)
{
    const auto other = "/participants/" + at.somebody().text();
    auto officer = at.signed_in("intake");
    for (const char* page : {"/details", "/contact-wishes", "/contacts", "/information-sent",
                             "/withdraw", "/life", "/deviations/new", "/paper-intent"})
        clock.visit(officer, record + page);
    clock.visit(officer, other);
    clock.visit(officer, other + "/allocation");
    auto lead = at.signed_in("lead");
    clock.visit(lead, other + "/other-records");
    clock.visit(lead, other + "/same-person/" + record.substr(record.rfind('/') + 1));
    auto manager = at.signed_in("manager");
    clock.visit(manager, record + "/allocation/flag");
}

void lists(FilledHouse& at, PageClock& clock)
{
    const std::vector<std::pair<std::string, std::vector<std::string>>> seen{
        {"intake",
         {"/triage", "/calls", "/calls/letters", "/appointments", "/appointments/slots",
          "/participants", "/consent/again", "/directory", "/paper-intents"}},
        {"lead", {"/eligibility", "/cases/waiting", "/merges", "/protocol"}},
        {"specialist", {"/caseload"}},
        {"provider", {"/cases/areas"}},
        {"safeguarding", {"/concerns"}},
        {"manager", {"/stuck", "/flow", "/recruitment"}},
        {"statistician", {"/draws"}}};
    for (const auto& [handle, paths] : seen) {
        auto browser = at.signed_in(handle);
        for (const auto& path : paths)
            clock.visit(browser, path);
    }
}

/// The case, the transfer of it, and the concern that stand first on their lists.
void first_of_the_lists(FilledHouse& at, PageClock& clock)
{
    auto specialist = at.signed_in("specialist");
    specialist.get("/caseload");
    const auto one = first_link(specialist, "/cases/");
    clock.visit(specialist, one);
    clock.visit(specialist, one + "/contacts/new");
    auto lead = at.signed_in("lead");
    clock.visit(lead, one + "/transfer");
    auto safeguarding = at.signed_in("safeguarding");
    safeguarding.get("/concerns");
    clock.visit(safeguarding, first_link(safeguarding, "/concerns/"));
}

/// One search from a fresh form: an answer that was given once would only be given again.
void search(TestClient& officer, PageClock& clock, const std::string& name, const Typed& typed)
{
    http::FormData form;
    clock.measure(
        name, see_other,
        [&] {
            officer.get("/participants");
            form = officer.filled(typed, "Search");
        },
        [&] { return officer.send(officer.form_head("/participants"), form.encode()); });
}

void searches(FilledHouse& at, PageClock& clock)
{
    auto officer = at.signed_in("intake");
    const auto who = at.sought();
    search(officer, clock, "search by study number", {{"study_number", who.study_number}});
    search(officer, clock, "search by NHS number", {{"nhs_number", who.nhs_number}});
    search(officer, clock, "search by last name and birth date",
           {{"family_name", who.family_name},
            {"birth-day", std::to_string(who.birth_date.day())},
            {"birth-month", std::to_string(who.birth_date.month())},
            {"birth-year", std::to_string(who.birth_date.year())}});
}

} // namespace journey_pages

using namespace journey_pages;

double PageTimes::within(double share) const
{
    auto sorted = milliseconds;
    std::ranges::sort(sorted);
    const auto last = static_cast<double>(sorted.size()) - 1;
    return sorted.at(static_cast<std::size_t>(share * last + 0.5));
}

std::string name_of_page(std::string_view address)
{
    const auto path = address.substr(0, address.find('?'));
    std::string name;
    std::string_view before;
    for (std::size_t at = 1; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto part = path.substr(at, end - at);
        at = end + 1;
        const bool is_part = before == "baseline" && part != "check" && part != "lock";
        name += '/';
        if (is_id(part))
            name += name_behind(before);
        else
            name += is_part ? std::string_view("{part}") : part;
        before = part;
    }
    return name;
}

std::vector<double>& PageClock::times_of(const std::string& name)
{
    const auto known = std::ranges::find(all_, name, &PageTimes::page);
    if (known != all_.end()) return known->milliseconds;
    all_.push_back({name, {}});
    return all_.back().milliseconds;
}

void PageClock::measure(const std::string& name, int status, const std::function<void()>& prepare,
                        const std::function<tests::Visit()>& ask)
{
    auto& times = times_of(name);
    for (std::size_t round = 0; round < rounds_; ++round) {
        prepare();
        const auto from = load::now();
        const auto answer = ask();
        times.push_back(std::chrono::duration<double, std::milli>(load::now() - from).count());
        if (answer.status != status) {
            throw std::runtime_error(
                fmt::format("{} answers {}: {}", name, answer.status, answer.text.substr(0, 400)));
        }
    }
}

void PageClock::again(TestClient& browser)
{
    const std::string address = browser.page().url;
    measure(
        name_of_page(address), found, [] {},
        [&] { return browser.send(browser.page_head(address)); });
}

void PageClock::visit(TestClient& browser, const std::string& path)
{
    browser.get(path);
    if (browser.page().url != path)
        throw std::runtime_error(fmt::format("{} leads to {}", path, browser.page().url));
    again(browser);
}

void walk_every_page(FilledHouse& at, PageClock& clock)
{
    public_check(at, clock);
    self_referral(at, clock);
    const auto record = both_groups(at, clock);
    record_pages(at, clock, record);
    first_of_the_lists(at, clock);
    lists(at, clock);
    searches(at, clock);
}

} // namespace evenhand::journey_benchmark
