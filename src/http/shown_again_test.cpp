// What a refused form showed is in the log, although nothing that the form asked for was done.
#include "core/encoding.hpp"
#include "html/form.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_store.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/dispatcher_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::http::shown_again_test {

using storage::UnitOfWork;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::test_route;
using tests::TestClient;

const std::string one_record = std::string(31, '0') + "7";

Response form_page(const Request& request, const Viewer&, UnitOfWork&)
{
    return http::page(200, [tokens = request.tokens, path = request.path] {
        html::Page page;
        page.title = "Record";
        page.body = html::form(
            {.action = path, .csrf = tokens.csrf, .idempotency_key = tokens.idempotency_key},
            html::element("input", {html::attr("name", "said")}) +
                html::element("button", {}, "Save"));
        return tests::bare_frame(page);
    });
}

struct World : tests::DispatcherWorld
{
    /// Keeps what is said and logs that it did, before it refuses what is rude, with a page, or
    /// finds nothing.
    UnitHandler keep()
    {
        return [this](const Request& request, const Viewer&, UnitOfWork& unit) {
            drafts.save(unit, {"everyone", "said"}, request.form, std::chrono::hours(1));
            unit.log({"record.changed", "record", one_record, ""});
            const auto said = request.form.value("said");
            if (said == "nothing") return not_found();
            if (said == "rude") return http::page(422, [] { return tests::bare_frame({}); });
            return see_other("/done");
        };
    }

    /// A page of a record with its form; audited if `audit` says so.
    void add_form(std::string_view path, AuditClass audit)
    {
        auto page = test_route(
            Method::get, path,
            UnitHandler([audit](const Request& request, const Viewer& viewer, UnitOfWork& unit) {
                if (audit != AuditClass::none)
                    unit.log({"record.viewed", "record", one_record, ""});
                return form_page(request, viewer, unit);
            }));
        page.audit = audit;
        page.rate = RateClass::public_form;
        auto form = test_route(Method::post, path, keep());
        for (auto* route : {&page, &form}) {
            route->sample->parameters = {{"record", one_record}, {"part", "work"}};
            router.add(*route);
        }
    }

    /// Each thing that was audited, with its object, in order.
    std::vector<std::string> audited()
    {
        std::vector<std::string> all;
        trial.database->read([&](storage::Connection& sql) {
            for (const auto& stored : storage::leaves_from(sql, 0)) {
                const auto leaf = storage::parse_leaf(from_base64url(stored.entry).value()).value();
                for (const auto& entry : leaf.entries)
                    all.push_back(entry.action + " " + entry.object_type + " " + entry.object_id);
            }
        });
        return all;
    }

    std::vector<storage::TableDigest> digest(const std::vector<std::string>& left_out = {})
    {
        std::vector<storage::TableDigest> all;
        trial.database->read(
            [&](storage::Connection& sql) { all = storage::digest_store(sql, left_out); });
        return all;
    }
};

/// Sends the form of the page that the client is on to that path.
int send(TestClient& client, const std::string& path, const std::string& said)
{
    const auto body = client.filled({{"said", said}}).encode();
    return client.send(client.form_head(path), body).status;
}

const std::string viewed = "record.viewed record " + one_record;
const std::string shown_again = "form.shown_again record " + one_record;

TEST(ShownAgain, ARefusedFormOfAnAuditedPageLeavesWhatItShowedAndNothingElse)
{
    const std::vector<std::string> log{"audit_leaf", "audit_head", "audit_opening"};
    World world;
    world.add_form("/records/{record}/{part}", AuditClass::record);
    TestClient client(world.dispatcher());
    const std::string path = "/records/" + one_record + "/work";
    client.get(path);
    const auto form = client.filled({{"said", "rude"}});
    const auto before = world.digest(log);
    for (int times = 0; times < 2; ++times)
        EXPECT_EQ(client.send(client.form_head(path), form.encode()).status, 422);
    EXPECT_EQ(world.digest(log), before) << "neither what it asked for nor its key was kept";
    EXPECT_THAT(world.audited(), ElementsAre(viewed, shown_again, shown_again))
        << "each time that it was shown";
}

TEST(ShownAgain, AFormThatIsTakenLeavesOnlyWhatItDid)
{
    World world;
    world.add_form("/records/{record}/{part}", AuditClass::record);
    TestClient client(world.dispatcher());
    const std::string path = "/records/" + one_record + "/work";
    client.get(path);
    EXPECT_EQ(send(client, path, "kind"), 303);
    EXPECT_THAT(world.audited(), Contains("record.changed record " + one_record));
    EXPECT_THAT(world.audited(), testing::Not(Contains(shown_again)));
}

TEST(ShownAgain, WhereNobodyWasShownNothingIsLeft)
{
    World world;
    world.add_form("/records/{record}/{part}", AuditClass::record);
    world.add_form("/open/{record}/{part}", AuditClass::none);
    TestClient client(world.dispatcher());
    const std::string open = "/open/" + one_record + "/work";
    client.get(open);
    const auto before = world.digest();
    EXPECT_EQ(send(client, open, "rude"), 422) << "its page is not audited";
    client.get(open);
    EXPECT_EQ(send(client, "/records/" + one_record + "/work", "nothing"), 404);
    EXPECT_EQ(world.digest(), before);
}

TEST(ShownAgain, AFormWithoutAPageOfItsOwnIsJudgedByWhatItDeclaresToShow)
{
    World world;
    world.add_form("/open/{record}/{part}", AuditClass::none);
    const auto add = [&](std::string_view path, View view) {
        auto route = test_route(Method::post, path, world.keep());
        route.view = view;
        world.router.add(route);
    };
    add("/shut", View::identity);
    add("/count", View::aggregate);
    TestClient client(world.dispatcher());
    const std::string open = "/open/" + one_record + "/work";
    client.get(open);
    EXPECT_EQ(send(client, "/count", "rude"), 422);
    EXPECT_THAT(world.audited(), IsEmpty());
    client.get(open);
    EXPECT_EQ(send(client, "/shut", "rude"), 422);
    EXPECT_THAT(world.audited(), ElementsAre("form.shown_again  ")) << "its path names no record";
}

TEST(ShownAgain, APageThatIsRefusedWithWhatItShowsKeepsItsLeaf)
{
    World world;
    const auto add = [&](std::string_view path, bool with_page) {
        auto route =
            test_route(Method::get, path,
                       UnitHandler([with_page](const Request&, const Viewer&, UnitOfWork& unit) {
                           unit.log({"record.viewed", "record", one_record, ""});
                           return with_page ? http::page(409, [] { return tests::bare_frame({}); })
                                            : not_found();
                       }));
        route.audit = AuditClass::record;
        world.router.add(route);
    };
    add("/shown", /*with_page=*/true);
    add("/gone", /*with_page=*/false);
    TestClient client(world.dispatcher());
    EXPECT_EQ(client.get("/gone").status, 404);
    EXPECT_THAT(world.audited(), IsEmpty());
    EXPECT_EQ(client.get("/shown").status, 409);
    EXPECT_THAT(world.audited(), ElementsAre(viewed));
}

} // namespace evenhand::http::shown_again_test
