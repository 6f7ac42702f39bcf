// What holds for every route of the program as it is served, made from the registry alone; and
// proof that each of these walks would notice.
#include "html/form.hpp"
#include "http/url.hpp"
#include "tests/matrix/answer_rules.hpp"
#include "tests/matrix/house_world.hpp"
#include "tests/matrix/requests.hpp"
#include "tests/support/dispatcher_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

using namespace evenhand;
using namespace evenhand::matrix;
using testing::IsEmpty;
using testing::Not;

namespace every_answer_test {

struct World : HouseWorld
{
    using HouseWorld::HouseWorld;

    std::vector<Asker> all_askers = askers();
    Fixtures made = fixtures();

    /// Calls `each` with every route and the first of the askers who may use it.
    void each_route(const std::function<void(const http::Route&, const Asker&)>& each)
    {
        for (const auto& route : router().routes()) {
            const auto* asker = who_may(route, all_askers);
            ASSERT_NE(asker, nullptr) << name_of(route) << " is for nobody";
            each(route, *asker);
        }
    }
};

/// The hidden fields of the first form with a token that this page shows.
http::FormData tokens_on(tests::TestClient& browser, std::string_view page)
{
    browser.get(page);
    for (const auto& form : browser.page().forms) {
        http::FormData found;
        for (const auto& field : form.fields) {
            const bool hidden =
                field.name == html::csrf_field || field.name == html::idempotency_field;
            if (hidden) found.add(field.name, field.value);
        }
        if (found.pairs().size() == 2) return found;
    }
    throw std::runtime_error("no form with a token on " + std::string(page));
}

std::string_view page_with_a_form(const Asker& asker)
{
    switch (asker.kind) {
    case http::ViewerKind::visitor:
        return "/call-me";
    case http::ViewerKind::half_signed_in:
        return "/sign-in/code";
    case http::ViewerKind::staff:
        break;
    }
    return "/account";
}

/// One way to send a form that is not the way in which our own pages do.
struct Forgery
{
    std::string name;
    std::function<void(http::RequestHead&)> head;
    std::function<std::string(std::string token)> token;
};

std::vector<Forgery> forgeries(const std::string& token_of_another)
{
    const auto as_it_is = [](http::RequestHead&) {};
    const auto same = [](std::string token) { return token; };
    return {
        {"no token", as_it_is, [](const std::string&) { return std::string(); }},
        {"a made-up token", as_it_is, [](const std::string&) { return std::string(64, 'a'); }},
        {"the token of another", as_it_is,
         [token_of_another](const std::string&) { return token_of_another; }},
        {"a foreign origin", [](auto& head) { head.origin = "https://evil.example"; }, same},
        {"our host with another port", [](auto& head) { head.origin = "http://127.0.0.1:8081"; },
         same},
        {"from another site", [](auto& head) { head.fetch_site = "cross-site"; }, same},
        {"from another host of the site", [](auto& head) { head.fetch_site = "same-site"; }, same},
        {"an old browser on a foreign page",
         [](auto& head) {
             head.fetch_site.clear();
             head.origin = "https://evil.example";
         },
         same},
        {"neither origin nor site told",
         [](auto& head) {
             head.fetch_site.clear();
             head.origin.clear();
         },
         same},
    };
}

/// Every forgery of that form that the service takes, a sentence each.
Faults taken_forgeries(tests::TestClient& browser, const http::Route& route,
                       const std::string& path, const http::FormData& tokens,
                       const std::string& token_of_another)
{
    Faults faults;
    for (const auto& forgery : forgeries(token_of_another)) {
        http::FormData form = route.sample->form;
        form.add(std::string(html::csrf_field),
                 forgery.token(std::string(tokens.value(html::csrf_field))));
        form.add(std::string(html::idempotency_field),
                 std::string(tokens.value(html::idempotency_field)));
        auto head = browser.form_head(path);
        forgery.head(head);
        const auto answer = browser.send(head, form.encode());
        if (answer.status != 403)
            faults.push_back(
                fmt::format("{}, {}: {}", name_of(route), forgery.name, answer.status));
    }
    return faults;
}

/// A server that believes every form to have come from its own page.
class Gullible final : public http::Service
{
public:
    explicit Gullible(http::Service& inner) : inner_(inner) {}
    http::Admission admit(http::RequestHead head) override
    {
        head.origin = "null";
        head.fetch_site = "same-origin";
        return inner_.admit(std::move(head));
    }
    http::Answer answer(http::Admission admission, std::string body) override
    {
        return inner_.answer(std::move(admission), std::move(body));
    }
    http::Answer refuse(http::ConnectionRefusal why, int status) override
    {
        return inner_.refuse(why, status);
    }

private:
    http::Service& inner_;
};

/// A page that says what it is told to.
http::Response says(std::string title, std::string body)
{
    return http::page(200, [title = std::move(title), body = std::move(body)] {
        return tests::bare_frame(
            {.title = title,
             .body = html::element("h1", {}, title) + html::element("p", {}, body)});
    });
}

} // namespace every_answer_test

using namespace every_answer_test;

TEST(EveryAnswer, CarriesTheSecurityHeadersAndIsAPageOfAtMostAHundredKilobytesWithItsTitle)
{
    World world(storage::Engine::sqlite, /*people=*/120); // so that lists are full
    std::size_t heaviest = 0;
    std::string which;
    world.each_route([&](const http::Route& route, const Asker& asker) {
        if (route.method != http::Method::get) return;
        auto browser = asker.browser();
        const auto path = allowed_path(route, asker, world.made);
        const auto answer = browser.send(browser.page_head(path));
        EXPECT_THAT(header_faults(answer), IsEmpty()) << path;
        EXPECT_THAT(page_faults(answer), IsEmpty()) << path;
        const bool page = answer.header("Content-Type").starts_with("text/html");
        if (!page || answer.body.size() <= heaviest) return;
        heaviest = answer.body.size();
        which = route.path;
    });
    EXPECT_GE(heaviest, 20'000U) << "no list was full";
    RecordProperty("heaviest_page", which);
    RecordProperty("heaviest_page_bytes", static_cast<int>(heaviest));
}

TEST(EveryAnswer, IsGuardedAndWorthReadingWhenItIsARefusalToo)
{
    World world;
    auto nobody = world.browser();
    std::set<int> statuses;
    const auto hold = [&](const std::string& what, const tests::Visit& answer) {
        EXPECT_THAT(header_faults(answer), IsEmpty()) << what;
        EXPECT_THAT(page_faults(answer), IsEmpty()) << what;
        EXPECT_GE(answer.status, 300) << what;
        EXPECT_LT(answer.status, 500) << what;
        statuses.insert(answer.status);
    };
    for (const auto& route : world.router().routes()) {
        const auto path = path_of(route, std::vector<std::string>(9, "none"));
        const auto send = [&](http::RequestHead head, const std::string& body) {
            return nobody.send(std::move(head), body);
        };
        if (route.method == http::Method::get) {
            hold("PUT " + path, send(nobody.page_head(path, http::Verb::put), ""));
            hold("below " + path, send(nobody.page_head(path + "/x/y"), ""));
            continue;
        }
        hold("no token " + path, send(nobody.form_head(path), "a=b"));
        hold("no form " + path, send(nobody.form_head(path), "a=%zz"));
        auto head = nobody.form_head(path);
        head.content_type = "text/xml";
        hold("not a form " + path, send(head, "a=b"));
        hold("too large " + path,
             send(nobody.form_head(path), std::string(route.most_body_bytes + 1, 'a')));
    }
    for (const int status : {303, 400, 403, 404, 405, 413, 415})
        EXPECT_TRUE(statuses.contains(status)) << status << " was never met";
}

TEST(EveryAnswer, HasATitleThatNoOtherPageHas)
{
    World world;
    std::map<std::string, std::string> pages;
    world.each_route([&](const http::Route& route, const Asker& asker) {
        if (route.method != http::Method::get) return;
        auto browser = asker.browser();
        const auto answer = browser.send(browser.page_head(allowed_path(route, asker, world.made)));
        if (answer.status != 200 || answer.title.empty()) return;
        const auto [first, fresh] = pages.emplace(answer.title, route.path);
        EXPECT_TRUE(fresh) << route.path << " and " << first->second << " are both \""
                           << answer.title << "\"";
    });
    EXPECT_GE(pages.size(), 40U);
}

TEST(EveryGet, ChangesNothingButTheAuditLogAndWhenASessionWasSeen)
{
    World world;
    std::size_t asked = 0;
    world.each_route([&](const http::Route& route, const Asker& asker) {
        if (route.method != http::Method::get) return;
        auto browser = asker.browser();
        const auto path = allowed_path(route, asker, world.made);
        // Long enough for the session to be noted as seen.
        world.advance(std::chrono::seconds(31));
        const auto before = world.digest();
        for (const auto* query : {"", "?change=yes&c=x&next=%2F&sort=newest&reference=R"}) {
            auto head = browser.page_head(path + query);
            browser.send(head);
            head.verb = http::Verb::head;
            browser.send(std::move(head));
        }
        EXPECT_THAT(changed_tables(before, world.digest()), IsEmpty()) << name_of(route);
        ++asked;
    });
    RecordProperty("pages", static_cast<int>(asked));
}

TEST(EveryPost, IsRefusedWithoutTheTokenOfItsPageOrFromAnotherSiteAndChangesNothing)
{
    World world;
    auto stranger = world.browser();
    const std::string token_of_another(tokens_on(stranger, "/call-me").value(html::csrf_field));
    std::size_t refused = 0;
    world.each_route([&](const http::Route& route, const Asker& asker) {
        if (route.method != http::Method::post) return;
        auto browser = asker.browser();
        const auto path = allowed_path(route, asker, world.made);
        const auto tokens = tokens_on(browser, page_with_a_form(asker));
        const auto before = world.digest();
        const auto faults = taken_forgeries(browser, route, path, tokens, token_of_another);
        EXPECT_THAT(faults, IsEmpty());
        EXPECT_THAT(changed_tables(before, world.digest()), IsEmpty()) << name_of(route);
        refused += forgeries("").size();
    });
    EXPECT_GE(refused, 300U);
    RecordProperty("forgeries", static_cast<int>(refused));
}

// Teeth -----------------------------------------------------------------------------------------

TEST(EveryPostTeeth, AServerThatBelievesEveryOriginIsFound)
{
    World world;
    Gullible gullible(world.service());
    tests::TestClient browser(gullible);
    const auto tokens = tokens_on(browser, "/call-me");
    for (const auto& route : world.router().routes()) {
        if (route.method != http::Method::post || route.path != "/call-me") continue;
        const auto before = world.digest();
        EXPECT_EQ(taken_forgeries(browser, route, "/call-me", tokens, std::string(64, 'b')).size(),
                  6U)
            << "all but the three that are about the token";
        EXPECT_THAT(changed_tables(before, world.digest()), Not(IsEmpty()));
    }
}

TEST(EveryGetTeeth, AGetThatWritesIsFound)
{
    tests::DispatcherWorld world;
    world.router.add(tests::test_route(
        http::Method::get, "/counts",
        http::StepHandler([&](const http::Request&, const http::Viewer&, storage::Units& units) {
            http::FormData typed;
            typed.add("visits", "1");
            units.write({}, "count", [&](storage::UnitOfWork& work) {
                world.drafts.save(work, {"everyone", "visits"}, typed, std::chrono::hours(1));
            });
            return says("Counted", "");
        })));
    tests::TestClient browser(world.dispatcher());
    const auto before = digest_of(*world.trial.database);
    EXPECT_EQ(browser.send(browser.page_head("/counts")).status, 200);
    EXPECT_THAT(changed_tables(before, digest_of(*world.trial.database)),
                testing::ElementsAre("draft"));
}

TEST(EveryAnswerTeeth, APageTooHeavyUntitledOrUnguardedIsFound)
{
    tests::DispatcherWorld world;
    const auto add = [&](std::string_view path, std::string title, std::size_t size) {
        world.router.add(tests::test_route(http::Method::get, path,
                                           http::PlainHandler([title, size](const http::Request&) {
                                               return says(title, std::string(size, 'x'));
                                           })));
    };
    add("/fine", "A page", 99'000);
    add("/heavy", "A page", 100'001);
    add("/untitled", "", 10);
    add("/wrong", "Error: nothing", 10);
    tests::TestClient browser(world.dispatcher());
    const auto faults_at = [&](std::string_view path) {
        return page_faults(browser.send(browser.page_head(path))).size();
    };
    EXPECT_EQ(faults_at("/fine"), 0U);
    EXPECT_EQ(faults_at("/heavy"), 1U);
    EXPECT_EQ(faults_at("/untitled"), 2U);
    EXPECT_EQ(faults_at("/wrong"), 1U);

    auto answer = browser.send(browser.page_head("/fine"));
    EXPECT_THAT(header_faults(answer), IsEmpty());
    for (std::size_t at = 0; at < answer.headers.size(); ++at) {
        const auto& name = answer.headers[at].first;
        if (name == "Content-Type") continue;
        auto without = answer;
        without.headers.erase(without.headers.begin() + static_cast<std::ptrdiff_t>(at));
        EXPECT_EQ(header_faults(without).size(), 1U) << name;
    }
}
