#include "http/dispatcher.hpp"

#include "core/check.hpp"
#include "html/form.hpp"
#include "storage/errors.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/dispatcher_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>

namespace evenhand::http {
namespace dispatcher_test {

using namespace std::chrono_literals;
using storage::UnitOfWork;
using testing::HasSubstr;
using testing::Not;
using tests::DispatcherWorld;
using tests::test_route;
using tests::TestClient;

constexpr storage::Migration notes{
    "20990101T0001_notes",
    "-- table: test_note | class: operations | retention: the test | purpose: an effect\n"
    "CREATE TABLE test_note (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL);\n"};
constexpr auto note_table = storage::table("test_note", storage::TableKind::fact,
                                           storage::text("id"), storage::text("said"));
constexpr storage::Statement count_notes{"test count notes", "SELECT count(*) FROM test_note"};
constexpr storage::Statement quiet_insert{"test insert",
                                          "INSERT INTO test_note (id, said) VALUES ('quiet', 'x')"};

using NoteId = Id<struct NoteIdTag>;

/// A page with a form, a POST that keeps what is said, and a few that misbehave.
struct World : DispatcherWorld
{
    explicit World(storage::Engine engine = storage::Engine::sqlite)
        : DispatcherWorld(engine, {&notes, 1})
    {
        auto page = test_route(Method::get, "/note", UnitHandler(get_form));
        page.rate = RateClass::public_form;
        router.add(page);
        router.add(test_route(Method::post, "/note", UnitHandler(keep)));
    }

    static Response get_form(const Request& request, const Viewer&, UnitOfWork&)
    {
        return http::page(200, [tokens = request.tokens] {
            html::Page page;
            page.title = "Note";
            page.body = html::form(
                {.action = "/note", .csrf = tokens.csrf, .idempotency_key = tokens.idempotency_key},
                html::element("input", {html::attr("name", "said")}) +
                    html::element("button", {}, "Save"));
            return tests::bare_frame(page);
        });
    }

    static Response keep(const Request& request, const Viewer&, UnitOfWork& unit)
    {
        const auto said = request.form.value("said");
        const auto id = unit.new_id<NoteId>();
        unit.append(note_table, {{"id", id.text()}, {"said", said}});
        if (said != "rude") return see_other("/note/" + id.text());
        auto refusal = http::page(422, [] { return tests::bare_frame({}); });
        refusal.journal = [](UnitOfWork& journal) { journal.sql().execute(quiet_insert); };
        return refusal;
    }

    /// Of all that the store holds, but for the tables `left_out`: to say "this changed nothing"
    /// without naming what might have changed.
    std::vector<storage::TableDigest> digest(const std::vector<std::string>& left_out = {})
    {
        std::vector<storage::TableDigest> all;
        trial.database->read(
            [&](storage::Connection& sql) { all = storage::digest_store(sql, left_out); });
        return all;
    }

    std::int64_t count()
    {
        return trial.units->read(storage::Actor{}, "test", [](UnitOfWork& unit) {
            return unit.sql().one<std::int64_t>(count_notes);
        });
    }

    /// A route whose handler throws or misbehaves.
    void add(std::string_view path, UnitHandler handler, AuditClass audit = AuditClass::none)
    {
        auto route = test_route(Method::get, path, std::move(handler));
        route.audit = audit;
        router.add(route);
    }
};

std::string without_reference(std::string body)
{
    return std::regex_replace(body, std::regex("<strong>[2-9A-Z]{10}</strong>"), "");
}

// What every answer carries --------------------------------------------------------------------

void expect_guarded(const tests::Visit& visit)
{
    const auto csp = visit.header("Content-Security-Policy");
    EXPECT_EQ(csp, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                   "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
                   "base-uri 'none'; require-trusted-types-for 'script'")
        << visit.url;
    EXPECT_THAT(csp, Not(HasSubstr("unsafe")));
    EXPECT_EQ(visit.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(visit.header("X-Frame-Options"), "DENY");
    EXPECT_EQ(visit.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(visit.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(visit.header("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(visit.header("Cache-Control"), "no-store");
    EXPECT_NE(visit.header("Permissions-Policy"), "");
}

TEST(Headers, StandOnEveryAnswerRefusalsAndErrorsToo)
{
    World world;
    world.add("/bug",
              [](const Request&, const Viewer&, UnitOfWork&) -> Response { throw Bug("x"); });
    world.add("/gone", [](const Request&, const Viewer&, UnitOfWork&) -> Response {
        throw storage::StorageError(storage::Failure::full, "s", "c");
    });
    TestClient client(world.dispatcher());
    std::set<int> seen;
    const auto check = [&](const tests::Visit& visit) {
        expect_guarded(visit);
        seen.insert(visit.status);
    };
    for (const auto* path : {"/note", "/nowhere", "/bug", "/gone", "/%zz"})
        check(client.get(path));
    check(client.send(client.page_head("/note", Verb::delete_)));
    check(client.send(client.form_head("/note"), "said=x"));
    auto json = client.form_head("/note");
    json.content_type = "application/json";
    check(client.send(json, "{}"));
    check(client.send(client.form_head("/note"), std::string(70'000, 'a')));
    client.get("/note");
    check(client.send(client.form_head("/note"), client.filled({{"said", "fine"}}).encode()));
    check(client.send(client.form_head("/note"), client.filled({{"said", "rude"}}).encode()));
    EXPECT_THAT(seen, testing::ElementsAre(200, 303, 400, 403, 404, 405, 413, 415, 422, 500, 503));

    for (const auto why : {ConnectionRefusal::head, ConnectionRefusal::too_slow,
                           ConnectionRefusal::too_busy, ConnectionRefusal::stopping}) {
        const auto answer = world.dispatcher().refuse(why, 503);
        tests::Visit visit;
        visit.headers = answer.fields;
        expect_guarded(visit);
    }
}

TEST(Headers, BehindTlsTheBrowserIsToldToStayThere)
{
    World plain;
    EXPECT_EQ(TestClient(plain.dispatcher()).get("/note").header("Strict-Transport-Security"), "");
    World world;
    world.settings.transport = Transport::tls;
    EXPECT_NE(TestClient(world.dispatcher()).get("/note").header("Strict-Transport-Security"), "");
}

// Routes ---------------------------------------------------------------------------------------

TEST(Dispatcher, RefusesToStartWithARouteThatLacksItsPolicy)
{
    World world;
    auto route = test_route(Method::get, "/open", UnitHandler(World::get_form));
    route.audit.reset();
    world.router.add(route);
    try {
        world.dispatcher();
        FAIL() << "it started";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(std::string(error.what()), "GET /open does not declare its audit class.");
    }
}

TEST(Dispatcher, NotThereNotAllowedAndNotYoursAreTheSamePage)
{
    World world;
    world.gatekeeper.sign_in("staff", "a1");
    auto hidden = test_route(Method::get, "/hidden", UnitHandler(World::get_form));
    hidden.permission = "hidden";
    world.router.add(hidden);
    world.add("/other", [](const Request&, const Viewer&, UnitOfWork&) { return not_found(); });
    TestClient client(world.dispatcher());
    client.cookies["__Host-sid"] = "staff";
    const auto nowhere = client.get("/nowhere");
    EXPECT_EQ(nowhere.status, 404);
    for (const auto* path : {"/hidden", "/other"}) {
        const auto visit = client.get(path);
        EXPECT_EQ(visit.status, 404);
        EXPECT_EQ(visit.headers, nowhere.headers);
        EXPECT_EQ(visit.body.size(), nowhere.body.size());
        EXPECT_EQ(without_reference(visit.body), without_reference(nowhere.body));
    }
}

TEST(Dispatcher, AMethodThatThePathLacksIsToldWhichThereAre)
{
    World world;
    world.router.add(test_route(Method::post, "/only-post", UnitHandler(World::keep)));
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.send(client.page_head("/note", Verb::put)).header("Allow"), "GET, HEAD, POST");
    const auto visit = client.get("/only-post");
    EXPECT_EQ(visit.status, 405);
    EXPECT_EQ(visit.header("Allow"), "POST");
}

TEST(Dispatcher, AHeadIsAnsweredAsItsGet)
{
    World world;
    TestClient client(world.dispatcher());
    client.get("/note");
    const auto got = client.get("/note");
    const auto head = client.send(client.page_head("/note", Verb::head));
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers, got.headers);
}

TEST(Dispatcher, AVisitorIsSentToSignInAndComesBackToThePage)
{
    World world;
    auto staff = test_route(Method::get, "/triage", UnitHandler(World::get_form));
    staff.permission = "staff";
    staff.step_up = StepUp::yes;
    world.router.add(staff);
    world.gatekeeper.sign_in("staff", "a1");
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.send(client.page_head("/triage?page=2")).header("Location"),
              "/sign-in?next=%2Ftriage%3Fpage%3D2");
    client.cookies["__Host-sid"] = "staff";
    EXPECT_EQ(client.send(client.page_head("/triage?page=2")).header("Location"),
              "/confirm?next=%2Ftriage%3Fpage%3D2");
    world.gatekeeper.sessions["staff"].recently_confirmed = true;
    EXPECT_EQ(client.get("/triage?page=2").status, 200);
}

TEST(Dispatcher, ABodyThatIsTooLargeOrNoFormIsRefusedBeforeItIsRead)
{
    World world;
    TestClient client(world.dispatcher());
    auto head = client.form_head("/note");
    head.content_length = 64 * 1024 + 1;
    const auto large = world.dispatcher().admit(head);
    ASSERT_TRUE(large.refusal);
    EXPECT_EQ(large.refusal->status, 413);
    EXPECT_TRUE(large.refusal->close) << "the body is still on its way";

    for (const auto* type :
         {"", "text/plain", "application/json", "multipart/form-data; boundary=x",
          "application/x-www-form-urlencodedx"}) {
        head = client.form_head("/note");
        head.content_type = type;
        EXPECT_EQ(client.send(head, "a=b").status, 415) << type;
    }
    head = client.form_head("/note");
    head.content_encoding = "gzip";
    EXPECT_EQ(client.send(head, "a=b").status, 415);
    head = client.form_head("/note");
    head.content_type = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
    EXPECT_EQ(client.send(head, "a=b").status, 403) << "read, and then it has no token";
}

// Forgery --------------------------------------------------------------------------------------

TEST(Forgery, EveryWayToSendAFormWithoutItsPageIsRefused)
{
    World world;
    world.gatekeeper.sign_in("one", "a1");
    world.gatekeeper.sign_in("two", "a2");
    TestClient client(world.dispatcher());
    client.cookies["__Host-sid"] = "one";
    client.get("/note");
    const auto good = client.filled({{"said", "mine"}});
    TestClient other(world.dispatcher());
    other.cookies["__Host-sid"] = "two";
    other.get("/note");
    const auto others = other.filled({{"said", "mine"}});

    const auto status_with = [&](auto&& spoil, const FormData& form) {
        auto head = client.form_head("/note");
        spoil(head);
        return client.send(head, form.encode()).status;
    };
    const auto as_is = [](RequestHead&) {};
    FormData bare;
    bare.add("said", "mine");
    bare.add(std::string(html::idempotency_field), std::string(good.value("idempotency_key")));
    EXPECT_EQ(status_with(as_is, bare), 403) << "no token";
    FormData wrong = bare;
    wrong.add(std::string(html::csrf_field), std::string(64, 'a'));
    EXPECT_EQ(status_with(as_is, wrong), 403) << "a wrong token";
    EXPECT_EQ(status_with(as_is, others), 403) << "another session's token";
    EXPECT_EQ(status_with([](RequestHead& head) { head.fetch_site = "cross-site"; }, good), 403);
    EXPECT_EQ(status_with([](RequestHead& head) { head.fetch_site = "same-site"; }, good), 403);
    EXPECT_EQ(status_with([](RequestHead& head) { head.origin = "http://evil.example"; }, good),
              403);
    EXPECT_EQ(status_with([](RequestHead& head) { head.fetch_site.clear(); }, good), 403)
        << "an older browser must name our origin when there is a session";
    EXPECT_EQ(status_with(
                  [](RequestHead& head) {
                      head.fetch_site.clear();
                      head.origin.clear();
                  },
                  good),
              403);
    EXPECT_EQ(world.count(), 0);
    EXPECT_EQ(status_with(as_is, good), 303) << "and the form itself is taken";
    EXPECT_EQ(world.count(), 1);
}

TEST(Forgery, AnOlderBrowserThatNamesOurOriginIsTaken)
{
    World world;
    TestClient client(world.dispatcher());
    client.get("/note");
    auto head = client.form_head("/note");
    head.fetch_site.clear();
    head.origin = "http://127.0.0.1:8080";
    EXPECT_EQ(client.send(head, client.filled({{"said", "hello"}}).encode()).status, 303);
}

// A journey ------------------------------------------------------------------------------------

TEST(Journey, BeginsWithTheFirstFormPageAndWritesNothing)
{
    World world;
    TestClient client(world.dispatcher());
    const auto before = world.digest();
    client.get("/nowhere");
    EXPECT_TRUE(client.cookies.empty());
    const auto first = client.get("/note");
    EXPECT_THAT(first.header("Set-Cookie"),
                testing::MatchesRegex("__Host-journey=[A-Za-z0-9_-]{22}; Path=/; Secure; "
                                      "HttpOnly; SameSite=Lax"));
    EXPECT_EQ(client.get("/note").header("Set-Cookie"), "") << "it goes on";
    EXPECT_EQ(world.digest(), before);
}

// Sent twice -----------------------------------------------------------------------------------

class SentTwiceOn : public testing::TestWithParam<storage::Engine>
{
};

TEST_P(SentTwiceOn, TheSameFormGetsTheSameAnswerAndHasOneEffect)
{
    World world(GetParam());
    TestClient client(world.dispatcher());
    client.get("/note");
    const auto body = client.filled({{"said", "hello"}}).encode();
    const auto first = client.send(client.form_head("/note"), body);
    const auto second = client.send(client.form_head("/note"), body);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(second.header("Location"), first.header("Location"));
    EXPECT_EQ(world.count(), 1);
}

TEST_P(SentTwiceOn, AStormOfEqualFormsHasOneEffectAndOneAnswer)
{
    World world(GetParam());
    TestClient client(world.dispatcher());
    client.get("/note");
    const auto body = client.filled({{"said", "hello"}}).encode();
    const auto head = client.form_head("/note");

    std::vector<Answer> answers(32);
    std::vector<std::thread> senders;
    for (auto& answer : answers) {
        senders.emplace_back([&] {
            auto mine = head;
            mine.content_length = body.size();
            answer = world.dispatcher().answer(world.dispatcher().admit(mine), body);
        });
    }
    for (auto& sender : senders)
        sender.join();
    EXPECT_EQ(world.count(), 1);
    std::set<std::string> locations;
    for (const auto& answer : answers) {
        ASSERT_TRUE(answer.status == 303 || answer.status == 409) << answer.status;
        if (answer.status != 303) continue;
        for (const auto& [name, value] : answer.fields)
            if (name == "Location") locations.insert(value);
    }
    EXPECT_EQ(locations.size(), 1U);
}

TEST_P(SentTwiceOn, TheSameKeyWithAnotherBodyIsRefused)
{
    World world(GetParam());
    TestClient client(world.dispatcher());
    client.get("/note");
    EXPECT_EQ(
        client.send(client.form_head("/note"), client.filled({{"said", "hello"}}).encode()).status,
        303);
    const auto other =
        client.send(client.form_head("/note"), client.filled({{"said", "other"}}).encode());
    EXPECT_EQ(other.status, 422);
    EXPECT_THAT(other.text, HasSubstr("already sent"));
    EXPECT_EQ(world.count(), 1);
}

TEST_P(SentTwiceOn, ARefusedFormLeavesNothingButItsJournalAndMayBeSentAgainCorrected)
{
    World world(GetParam());
    TestClient client(world.dispatcher());
    client.get("/note");
    EXPECT_EQ(
        client.send(client.form_head("/note"), client.filled({{"said", "rude"}}).encode()).status,
        422);
    EXPECT_EQ(world.count(), 1) << "what the journal wrote";
    EXPECT_EQ(
        client.send(client.form_head("/note"), client.filled({{"said", "kind"}}).encode()).status,
        303);
    EXPECT_EQ(world.count(), 2);
}

INSTANTIATE_TEST_SUITE_P(Engines, SentTwiceOn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST(SentTwice, AFormWithoutAKeyIsNoFormOfOurs)
{
    World world;
    TestClient client(world.dispatcher());
    client.get("/note");
    FormData form;
    form.add("said", "hello");
    form.add(std::string(html::csrf_field), std::string(client.filled().value("csrf")));
    EXPECT_EQ(client.send(client.form_head("/note"), form.encode()).status, 400);
    EXPECT_EQ(world.count(), 0);
}

// A GET changes nothing --------------------------------------------------------------------------

TEST(GetIsPure, AnAuditedPageMayLogAndDoNothingElse)
{
    World world;
    world.add(
        "/seen",
        [](const Request& request, const Viewer& viewer, UnitOfWork& unit) {
            unit.log({"note.viewed", "note", "1", ""});
            return World::get_form(request, viewer, unit);
        },
        AuditClass::record);
    world.add("/quiet", World::get_form, AuditClass::record);
    world.add(
        "/writes",
        [](const Request& request, const Viewer& viewer, UnitOfWork& unit) {
            unit.log({"note.viewed", "note", "1", ""});
            unit.sql().execute(quiet_insert);
            return World::get_form(request, viewer, unit);
        },
        AuditClass::record);
    world.add(
        "/appends",
        [](const Request& request, const Viewer& viewer, UnitOfWork& unit) {
            unit.append(note_table, {{"id", "1"}, {"said", "x"}});
            return World::get_form(request, viewer, unit);
        },
        AuditClass::list);
    const std::vector<std::string> audit{"audit_leaf", "audit_head", "audit_opening"};
    TestClient client(world.dispatcher());

    const auto before = world.digest();
    EXPECT_EQ(client.get("/quiet").status, 500) << "a record was shown and not logged";
    EXPECT_EQ(client.get("/writes").status, 500);
    EXPECT_EQ(client.get("/appends").status, 500);
    EXPECT_EQ(world.digest(), before);

    const auto rest = world.digest(audit);
    EXPECT_EQ(client.get("/seen").status, 200);
    EXPECT_NE(world.digest(), before) << "the view left its leaf";
    EXPECT_EQ(world.digest(audit), rest) << "and nothing else";
}

// What goes wrong --------------------------------------------------------------------------------

TEST(Failure, OfTheStoreIsAnsweredByItsKind)
{
    using storage::Failure;
    const std::pair<Failure, int> expected[] = {
        {Failure::full, 503},     {Failure::unavailable, 503}, {Failure::outcome_unknown, 503},
        {Failure::conflict, 503}, {Failure::broken, 503},      {Failure::constraint, 500},
        {Failure::refused, 500},  {Failure::other, 500},
    };
    World world;
    auto failing = Failure::full;
    world.add("/fails", [&](const Request&, const Viewer&, UnitOfWork&) -> Response {
        throw storage::StorageError(failing, "note find", "10");
    });
    TestClient client(world.dispatcher());
    for (const auto& [failure, status] : expected) {
        failing = failure;
        world.fatal.clear();
        const auto visit = client.get("/fails");
        EXPECT_EQ(visit.status, status);
        EXPECT_EQ(visit.header("Retry-After"), status == 503 ? "5" : "");
        EXPECT_EQ(world.fatal.empty(), failure != Failure::broken);
    }
}

TEST(Failure, ShowsAndLogsAReferenceAndNothingThatWasTyped)
{
    World world;
    world.add("/fails", [](const Request&, const Viewer&, UnitOfWork&) -> Response {
        throw std::runtime_error("cannot read \"Canary Q\"");
    });
    TestClient client(world.dispatcher());
    const auto visit = client.get("/fails?name=Canary+Q");
    EXPECT_EQ(visit.status, 500);
    EXPECT_THAT(visit.body, Not(HasSubstr("Canary")));
    const auto log = world.log.str();
    EXPECT_THAT(log, Not(HasSubstr("Canary")));
    EXPECT_THAT(log, HasSubstr("std::runtime_error"));
    std::smatch reference;
    ASSERT_TRUE(std::regex_search(visit.text, reference, std::regex("[2-9A-HJ-NP-Z]{10}")));
    EXPECT_THAT(log, HasSubstr(reference.str()));
}

TEST(Log, HoldsTheTemplateAndNeitherPathNorQueryNorAddress)
{
    World world;
    auto one = test_route(Method::get, "/note/{note}", UnitHandler(World::get_form));
    one.sample->parameters = {{"note", "@own"}};
    world.router.add(one);
    TestClient client(world.dispatcher());
    client.get("/note/4f0c2a?q=Canary");
    const auto log = world.log.str();
    EXPECT_THAT(log, HasSubstr("GET /note/{note} 200"));
    for (const char* told : {"4f0c2a", "Canary", "192.0.2.1"})
        EXPECT_THAT(log, Not(HasSubstr(told)));
}

TEST(Log, TellsNothingOfAPageThatOnlyOneGroupHasUnlessItFails)
{
    World world;
    const UnitHandler broken = [](const auto&...) -> Response { throw std::logic_error("b"); };
    for (auto route : {test_route(Method::get, "/pack", UnitHandler(World::get_form)),
                       test_route(Method::get, "/case", broken)}) {
        route.of_one_group = true;
        world.router.add(route);
    }
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.get("/pack").status, 200);
    EXPECT_EQ(world.log.str(), "");
    EXPECT_EQ(client.get("/case").status, 500);
    EXPECT_THAT(world.log.str(), HasSubstr("GET (not told) 500"));
}

TEST(Page, IsRenderedAfterTheUnitOfWorkHasEnded)
{
    World world;
    world.add(
        "/late",
        [&](const Request&, const Viewer&, UnitOfWork& unit) {
            unit.log({"note.viewed", "note", "1", ""});
            // On SQLite a second write inside the first would never end.
            return http::page(200, [&world] {
                world.trial.units->write(storage::Actor{}, "test", [](UnitOfWork& inner) {
                    inner.sql().execute(quiet_insert);
                });
                return tests::bare_frame({});
            });
        },
        AuditClass::record);
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.get("/late").status, 200);
    EXPECT_EQ(world.count(), 1);
}

TEST(Rate, TooManyRequestsFromOneAddressAreToldToWaitAndOthersAreNot)
{
    World world;
    world.settings.rates[RateClass::public_form] = {2, 0.1};
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.get("/note").status, 200);
    EXPECT_EQ(client.get("/note").status, 200);
    const auto refused = client.get("/note");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "10");
    client.remote_address = "192.0.2.2";
    EXPECT_EQ(client.get("/note").status, 200);
    client.remote_address = "192.0.2.1";
    world.clock.advance(10s);
    EXPECT_EQ(client.get("/note").status, 200);
}

} // namespace dispatcher_test
} // namespace evenhand::http
