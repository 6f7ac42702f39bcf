#include "tests/support/whole_way.hpp"

#include "core/london_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace evenhand::tests {

namespace whole_way {

/// More pages than any way has.
constexpr int most_moves = 120;
constexpr std::size_t id_digits = 32;
constexpr std::string_view people = "/participants/";

Move go_to(std::string path)
{
    return {Move::Kind::go_to, std::move(path)};
}

Move follow(std::string words)
{
    return {Move::Kind::follow, std::move(words)};
}

Move press(std::string button, Typed typed = {})
{
    return {Move::Kind::press, std::move(button), std::move(typed)};
}

bool has_link(const Visit& page, std::string_view words)
{
    return std::ranges::find(page.links, words, &PageLink::text) != page.links.end();
}

/// The fields of all forms of a page.
std::vector<PageField> fields_of(const Visit& page)
{
    std::vector<PageField> all;
    for (const auto& form : page.forms)
        all.insert(all.end(), form.fields.begin(), form.fields.end());
    return all;
}

bool asks(const Visit& page, std::string_view name)
{
    const auto fields = fields_of(page);
    return std::ranges::find(fields, name, &PageField::name) != fields.end();
}

/// What the first of the choices with that name would send.
std::string first_choice(const Visit& page, std::string_view name)
{
    for (const auto& field : fields_of(page))
        if (field.name == name) return field.value;
    throw std::runtime_error(fmt::format("{} offers no {}", page.url, name));
}

/// That value in every choice that has it.
Typed choosing(const Visit& page, std::string_view value)
{
    Typed typed;
    for (const auto& field : fields_of(page))
        if (field.type == "radio" && field.value == value) typed.emplace_back(field.name, value);
    return typed;
}

} // namespace whole_way

using namespace whole_way;

WholeWay::WholeWay(Caller caller, std::vector<std::string> errands)
    : caller_(std::move(caller)), errands_(std::move(errands))
{
}

Move WholeWay::next(const Visit& page, Instant now)
{
    const std::string path = page.url.substr(0, page.url.find('?'));
    if (page.status != 200) {
        throw std::runtime_error(
            fmt::format("{} answers {}: {}", path, page.status, page.text.substr(0, 400)));
    }
    if (path.starts_with("/triage")) return referral_page(page, path);
    if (path.starts_with("/concerns/new/")) {
        return press("Raise concern",
                     {{"kind", "complaint"}, {"text", "They waited an hour and nobody came."}});
    }
    if (allocated_ && path == "/concerns/raised") return errand();
    if (!path.starts_with(people))
        throw std::runtime_error(fmt::format("the way leads to {}", path));
    record_ = path.substr(0, people.size() + id_digits);
    return person_page(page, path.substr(record_.size()), now);
}

Move WholeWay::referral_page(const Visit& page, const std::string& path)
{
    if (path == "/triage/new/check") return press("Send the referral");
    if (path.ends_with("/identity")) {
        // Ten to a page, and "somebody new" after everybody who may be them.
        if (choosing(page, "new").empty()) return follow("Next page");
        return press("Decide", {{"who", "new"}});
    }
    if (!path.starts_with(first_page)) return go_to(path + "/identity");
    if (asks(page, "first_name")) {
        return press("Continue", {{"first_name", caller_.first_name},
                                  {"last_name", caller_.last_name},
                                  {"born-day", "27"},
                                  {"born-month", "3"},
                                  {"born-year", "1998"},
                                  {"knows_nhs_number", "no"},
                                  {"postcode", caller_.postcode}});
    }
    if (asks(page, "channel")) {
        Typed typed{{"leave_message", "yes"}, {"mention_health", "no"}, {"need", "none"}};
        typed.insert(typed.end(), caller_.channel.begin(), caller_.channel.end());
        return press("Continue", typed);
    }
    if (asks(page, "surgery_area")) {
        return press("Continue", {{"surgery_area", caller_.area},
                                  {"work", caller_.work},
                                  {"condition", "yes"},
                                  {"help", "none"}});
    }
    return press("Continue", {{"for", "me"}, {"agreed", "themselves"}, {"notice_read", "yes"}});
}

Move WholeWay::record_page()
{
    switch (records_++) {
    case 0:
        return go_to(record_ + "/contacts/new");
    case 1:
        return go_to(record_ + "/appointment/new");
    default:
        if (allocated_) return errand();
        throw std::runtime_error("the way ends on the record");
    }
}

std::vector<std::string> WholeWay::every_errand()
{
    return {"/concerns/new", "/contact-wishes", "/life", "/withdraw", "/withdrawals"};
}

std::optional<Move> WholeWay::errand_page(const Visit& page, const std::string& at)
{
    if (at == "/contact-wishes")
        return press("Save", {{"told_in", "telephone"}, {"times", "weekday mornings"}});
    if (at == "/life") return press("Record", {{"kind", "moved_away"}, {"change", "began"}});
    if (at == "/withdraw") {
        return press("Record withdrawal", {{"scope", "surveys"},
                                           {"said_by", "person"},
                                           {"said_how", "telephone"},
                                           {"told", "yes"},
                                           {"note", "They have no time."}});
    }
    if (at == "/withdrawals") {
        const auto note = std::ranges::find_if(
            page.links, [](const PageLink& link) { return link.href.ends_with("/in-error"); });
        return note == page.links.end() ? errand() : go_to(note->href);
    }
    if (at.starts_with("/withdrawals/"))
        return press("Mark as entered in error", {{"reason", "other_person"}});
    return std::nullopt;
}

Move WholeWay::errand()
{
    if (errands_.empty()) return {};
    const std::string to = errands_.front();
    errands_.erase(errands_.begin());
    if (to == "/concerns/new") return go_to(to + "/" + record_.substr(people.size()));
    return go_to(record_ + to);
}

Move WholeWay::booking(Instant now) const
{
    // Somebody who walks in is booked for the time that it is.
    const auto wall = london_time(now);
    return press("Book", {{"slot", "own"},
                          {"mode", "telephone"},
                          {"on-day", std::to_string(wall.date.day())},
                          {"on-month", std::to_string(wall.date.month())},
                          {"on-year", std::to_string(wall.date.year())},
                          {"at", fmt::format("{}:{:02}", wall.hour, wall.minute)},
                          {"minutes", "60"}});
}

Move WholeWay::person_page(const Visit& page, const std::string& at, Instant now)
{
    if (at.empty()) return record_page();
    if (at == "/contacts/new") {
        return press("Record contact",
                     {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "spoke"}});
    }
    if (at == "/appointment/new") return booking(now);
    if (at == "/appointment") return press("They are here");
    if (at == "/eligibility") return eligibility(page);
    if (at == "/eligibility/result") return follow("Go on");
    if (at.starts_with("/information") || at == "/decision") return information(page, at);
    if (at.starts_with("/consent")) return consent(page, at);
    if (at == "/linkage-keys") {
        return press("Save", {{"ni", "dont_know"},
                              {"sex", "female"},
                              {"address", "1 Example Street"},
                              {"postcode", caller_.postcode}});
    }
    if (at.starts_with("/baseline")) return baseline(page, at);
    if (at == "/allocation") return press("Put into a group by chance");
    if (auto done = errand_page(page, at)) return *std::move(done);
    if (at == "/local-services-pack" && !page.says("In person"))
        return press("Record this copy", {{"format", "large_print"}, {"way", "in_person"}});
    if (at == "/allocation/result" && !std::exchange(allocated_, true)) {
        has_pack_ = has_link(page, "Open the local services pack");
        if (has_pack_) errands_.insert(errands_.begin(), "/local-services-pack");
    }
    if (allocated_) return errand();
    throw std::runtime_error(fmt::format("there are no words for {}", page.url));
}

Move WholeWay::eligibility(const Visit& page) const
{
    const Typed known{
        {"age", "yes"},          {"practice", caller_.area},     {"condition", "yes"},
        {"work", caller_.group}, {"out-of-work", caller_.group}, {"four-weeks", "yes"},
        {"wants-work", "yes"},   {"realistic", "yes"},           {"other-help", "no"},
        {"decides", "yes"}};
    Typed typed;
    for (const auto& answer : known)
        if (asks(page, answer.first)) typed.push_back(answer);
    return press("Decide", typed);
}

Move WholeWay::information(const Visit& page, const std::string& at) const
{
    if (at == "/information") return press("Continue", {{"sheet", first_choice(page, "sheet")}});
    if (at == "/information/sheet") return follow("Continue to the questions");
    if (at == "/decision") return press("Save what they decide", {{"wish", "goes_on"}});
    return press("Continue", choosing(page, "at_once"));
}

Move WholeWay::consent(const Visit& page, const std::string& at) const
{
    if (at == "/consent") {
        return press("Continue",
                     {{"capacity", "assumed"}, {"supporter", "nobody"}, {"interpreter", "no"}});
    }
    if (at == "/consent/statements") return press("Continue", choosing(page, "yes"));
    if (at == "/consent/copy") return follow("Continue");
    return press("Sign",
                 {{"method", "typed-name"},
                  {"typed_name", fmt::format("{} {}", caller_.first_name, caller_.last_name)},
                  {"own_name", "yes"}});
}

Move WholeWay::baseline(const Visit& page, const std::string& at) const
{
    if (at == "/baseline") return follow(has_link(page, "Start") ? "Start" : "Continue");
    if (at == "/baseline/check") return follow("Go on to lock");
    if (at == "/baseline/lock") return press("Lock the answers", {{"mode", "side_by_side"}});
    return press("Continue", preferring_not_to_say(page));
}

Typed preferring_not_to_say(const Visit& page)
{
    const auto fields = fields_of(page);
    const auto may_decline = [&](const std::string& name) {
        return std::ranges::any_of(fields, [&](const PageField& field) {
            return field.name == name && field.value == "declined";
        });
    };
    Typed typed;
    std::set<std::string> asked;
    for (const PageField& field : fields) {
        const bool is_choice = field.type == "radio" || field.type == "checkbox";
        if (!is_choice || !field.name.starts_with("q_") || !asked.insert(field.name).second)
            continue;
        typed.emplace_back(field.name, may_decline(field.name) ? "declined" : field.value);
    }
    return typed;
}

std::string href_of(const Visit& page, std::string_view words)
{
    const auto found = std::ranges::find(page.links, words, &PageLink::text);
    if (found == page.links.end())
        throw std::runtime_error(fmt::format("no link \"{}\" on {}", words, page.url));
    return found->href;
}

const Visit& make_move(TestClient& browser, const Move& move)
{
    switch (move.kind) {
    case Move::Kind::go_to:
        return browser.get(move.where);
    case Move::Kind::follow:
        return browser.follow(move.where);
    case Move::Kind::press:
        return browser.submit(move.typed, move.where);
    case Move::Kind::arrived:
        break;
    }
    return browser.page();
}

void go_whole_way(TestClient& browser, WholeWay& way, Instant now)
{
    browser.get(WholeWay::first_page);
    for (int moves = 0; moves < most_moves; ++moves) {
        const auto move = way.next(browser.page(), now);
        if (move.kind == Move::Kind::arrived) return;
        make_move(browser, move);
    }
    throw std::runtime_error("the way has no end");
}

} // namespace evenhand::tests
