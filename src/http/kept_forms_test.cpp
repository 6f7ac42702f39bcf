#include "http/kept_forms.hpp"

#include "html/form.hpp"
#include "tests/support/dispatcher_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::http {
namespace kept_forms_test {

using namespace std::chrono_literals;
using storage::UnitOfWork;
using tests::DispatcherWorld;
using tests::test_route;
using tests::TestClient;

constexpr storage::Statement count_drafts{"test count drafts", "SELECT count(*) FROM draft"};

/// A form for staff, one of them behind the code, one with a secret in it.
struct World : DispatcherWorld
{
    explicit World(storage::Engine engine = storage::Engine::sqlite) : DispatcherWorld(engine)
    {
        add("/note", StepUp::no, Typed::may_be_kept);
        add("/grave", StepUp::yes, Typed::may_be_kept);
        add("/secret", StepUp::no, Typed::secret);
        sign_in("amina", "monday");
    }

    void add(std::string_view path, StepUp step_up, Typed typed)
    {
        const auto make = [&](Method method, UnitHandler handler) {
            auto route = test_route(method, path, std::move(handler));
            route.permission = "staff";
            route.step_up = step_up;
            route.typed = typed;
            router.add(route);
        };
        make(Method::get,
             [](const Request& request, const Viewer&, UnitOfWork&) { return show(200, request); });
        make(Method::post, [this](const Request& request, const Viewer&, UnitOfWork&) {
            if (request.form.value("said") == "rude") return show(422, request);
            taken.emplace_back(request.form.value("said"));
            return see_other("/done");
        });
    }

    static Response show(int status, const Request& request)
    {
        return http::page(status, [request] {
            const auto box =
                html::element("input", {html::attr("name", "said"),
                                        html::attr("value", request.form.value("said"))});
            html::Page page;
            page.title = request.brought_back ? "Brought back" : "Note";
            page.body = html::form({.action = request.path,
                                    .csrf = request.tokens.csrf,
                                    .idempotency_key = request.tokens.idempotency_key},
                                   box + html::element("button", {}, "Save"));
            return tests::bare_frame(page);
        });
    }

    /// A new session of that account, whose code was given a moment ago.
    void sign_in(const std::string& account, const std::string& cookie)
    {
        gatekeeper.sign_in(cookie, account);
        gatekeeper.sessions[cookie].session_id = cookie;
        gatekeeper.sessions[cookie].recently_confirmed = true;
    }

    TestClient browser(const std::string& cookie)
    {
        TestClient client(dispatcher());
        client.cookies["__Host-sid"] = cookie;
        return client;
    }
    /// What stands in the box of that page.
    static std::string in_box(TestClient client, std::string_view path)
    {
        return std::string(client.get(path).status == 200 ? client.filled().value("said")
                                                          : "no page");
    }
    /// Types into the form at `path`, and sends it after `meanwhile`.
    tests::Visit late(TestClient& client, std::string_view path,
                      const std::function<void()>& meanwhile)
    {
        client.get(path);
        const auto form = client.filled({{"said", "she would rather be phoned"}});
        meanwhile();
        return client.send(client.form_head(path), form.encode());
    }

    std::int64_t drafts_kept()
    {
        return trial.units->read(storage::Actor{}, "test", [](UnitOfWork& unit) {
            return unit.sql().one<std::int64_t>(count_drafts);
        });
    }

    std::vector<std::string> taken;
};

class TimeOutOn : public testing::TestWithParam<storage::Engine>
{
protected:
    World world{GetParam()};
};

TEST_P(TimeOutOn, WhatWasTypedStandsInTheFormAgainAfterSigningInUntilItIsSent)
{
    auto client = world.browser("monday");
    const auto refused =
        world.late(client, "/note", [&] { world.gatekeeper.sessions.erase("monday"); });
    EXPECT_EQ(refused.status, 303);
    EXPECT_EQ(refused.header("Location"), "/sign-in?next=%2Fnote&kept=yes");
    EXPECT_TRUE(world.taken.empty());

    world.sign_in("amina", "tuesday");
    client.cookies["__Host-sid"] = "tuesday";
    client.get("/note");
    EXPECT_EQ(client.page().title, "Brought back");
    EXPECT_EQ(World::in_box(client, "/note"), "she would rather be phoned") << "reading keeps it";
    const auto sent = client.filled();
    EXPECT_EQ(client.send(client.form_head("/note"), sent.encode()).header("Location"), "/done");
    EXPECT_THAT(world.taken, testing::ElementsAre("she would rather be phoned"));
    EXPECT_EQ(World::in_box(client, "/note"), "");
    EXPECT_EQ(world.drafts_kept(), 0);
}

TEST_P(TimeOutOn, SomebodyElseWhoSignsInAtTheSameBrowserDoesNotSeeIt)
{
    auto client = world.browser("monday");
    world.late(client, "/note", [&] { world.gatekeeper.sessions.erase("monday"); });
    world.sign_in("ben", "bens");
    EXPECT_EQ(World::in_box(world.browser("bens"), "/note"), "");
    world.sign_in("amina", "tuesday");
    EXPECT_EQ(World::in_box(world.browser("tuesday"), "/note"), "she would rather be phoned");
}

TEST_P(TimeOutOn, AFormForWhichTheCodeIsOwedAgainComesBackToo)
{
    auto client = world.browser("monday");
    const auto refused = world.late(
        client, "/grave", [&] { world.gatekeeper.sessions["monday"].recently_confirmed = false; });
    EXPECT_EQ(refused.header("Location"), "/confirm?next=%2Fgrave&kept=yes");
    world.gatekeeper.sessions["monday"].recently_confirmed = true;
    EXPECT_EQ(World::in_box(client, "/grave"), "she would rather be phoned");
    EXPECT_EQ(World::in_box(client, "/note"), "") << "another form";
}

TEST_P(TimeOutOn, AnOlderTabOfWhoSignedInAnewGoesBackToItsFormWithWhatWasTyped)
{
    auto client = world.browser("monday");
    const auto answer = world.late(client, "/note", [&] {
        world.gatekeeper.sessions.erase("monday");
        world.sign_in("amina", "tuesday");
        client.cookies["__Host-sid"] = "tuesday";
    });
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.header("Location"), "/note");
    EXPECT_TRUE(world.taken.empty()) << "its token was of another session";
    EXPECT_EQ(World::in_box(client, "/note"), "she would rather be phoned");
}

TEST_P(TimeOutOn, ARefusedFormIsKeptUntilOneIsTaken)
{
    auto client = world.browser("monday");
    world.late(client, "/note", [&] { world.gatekeeper.sessions.erase("monday"); });
    world.sign_in("amina", "tuesday");
    client.cookies["__Host-sid"] = "tuesday";
    client.get("/note");
    const auto rude = client.filled({{"said", "rude"}});
    EXPECT_EQ(client.send(client.form_head("/note"), rude.encode()).status, 422);
    EXPECT_EQ(World::in_box(client, "/note"), "she would rather be phoned");
    EXPECT_EQ(World::in_box(client, "/note?empty=yes"), "") << "who wants none of it";
}

INSTANTIATE_TEST_SUITE_P(Engines, TimeOutOn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST(TimeOut, AfterTenDaysTheTextIsGone)
{
    World world;
    auto client = world.browser("monday");
    world.late(client, "/note", [&] { world.gatekeeper.sessions.erase("monday"); });
    world.sign_in("amina", "tuesday");
    world.trial.clock.advance(240h - 1s);
    EXPECT_EQ(World::in_box(world.browser("tuesday"), "/note"), "she would rather be phoned");
    world.trial.clock.advance(1s);
    EXPECT_EQ(World::in_box(world.browser("tuesday"), "/note"), "");
}

TEST(TimeOut, SecretsAndEmptyFormsAreNotKept)
{
    World world;
    auto client = world.browser("monday");
    const auto refused =
        world.late(client, "/secret", [&] { world.gatekeeper.sessions.erase("monday"); });
    EXPECT_EQ(refused.header("Location"), "/sign-in");
    world.sign_in("amina", "monday");
    client.get("/note");
    const auto empty = client.filled();
    world.gatekeeper.sessions.clear();
    const auto nothing_typed = client.send(client.form_head("/note"), empty.encode());
    EXPECT_EQ(nothing_typed.header("Location"), "/sign-in?next=%2Fnote");
    EXPECT_EQ(world.drafts_kept(), 0);
}

TEST(TimeOut, NobodyCanPutWordsIntoSomebodyElsesForm)
{
    World world;
    auto client = world.browser("monday");
    client.get("/note");
    const auto good = client.filled({{"said", "planted"}});
    world.gatekeeper.sessions.erase("monday");
    const auto send = [&](const FormData& form, auto&& spoil) {
        auto head = client.form_head("/note");
        spoil(head);
        return client.send(head, form.encode());
    };
    const auto token = std::string(good.value(html::csrf_field));
    const auto proof = token.substr(token.find('.'));
    for (const auto& forged : {std::string(), std::string(64, 'a'), token.substr(0, 64),
                               token.substr(0, 64) + ".ben" + proof.substr(proof.rfind('.')),
                               token.substr(0, token.size() - 1), token + "0"}) {
        FormData form;
        form.add(std::string(html::csrf_field), forged);
        form.add("said", "planted");
        EXPECT_EQ(send(form, [](RequestHead&) {}).header("Location"), "/sign-in?next=%2Fnote")
            << forged;
    }
    send(good, [](RequestHead& head) { head.fetch_site = "cross-site"; });
    send(good, [](RequestHead& head) { head.origin = "http://evil.example"; });
    EXPECT_EQ(world.drafts_kept(), 0);
    send(good, [](RequestHead&) {});
    EXPECT_EQ(world.drafts_kept(), 1) << "the form itself is kept, so the test can see one";
}

TEST(TimeOut, TheFormOfSomebodyElseIsKeptForThemAndRefused)
{
    World world;
    auto client = world.browser("monday");
    const auto answer = world.late(client, "/note", [&] {
        world.sign_in("ben", "bens");
        client.cookies["__Host-sid"] = "bens";
    });
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(World::in_box(client, "/note"), "");
    EXPECT_EQ(World::in_box(world.browser("monday"), "/note"), "she would rather be phoned");
}

} // namespace kept_forms_test
} // namespace evenhand::http
