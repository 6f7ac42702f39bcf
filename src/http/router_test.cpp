#include "http/route.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::http {
namespace router_test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class KnowsPublicOnly final : public Gatekeeper
{
public:
    Viewer identify(const Request&, storage::Units&) override { return {}; }
    [[nodiscard]] bool knows_permission(std::string_view name) const override
    {
        return name == "public";
    }
    [[nodiscard]] bool knows_relation(std::string_view name) const override
    {
        return name == "any";
    }
    [[nodiscard]] Decision decide(const Viewer&, const Route&) const override
    {
        return Decision::allow;
    }
};

Route route(std::string_view path, Method method = Method::get)
{
    Route made;
    made.method = method;
    made.path = path;
    made.permission = "public";
    made.relation = "any";
    made.view = View::open;
    made.audit = method == Method::get ? AuditClass::none : AuditClass::change;
    made.rate = RateClass::public_page;
    made.step_up = StepUp::no;
    made.sample = Sample{};
    made.handler = UnitHandler(
        [](const Request&, const Viewer&, storage::UnitOfWork&) { return not_found(); });
    return made;
}

std::vector<std::string> faults_of(Route one)
{
    Router router;
    router.add(std::move(one));
    return router.faults(KnowsPublicOnly{});
}

TEST(Router, ALiteralBeatsAParameterWhicheverWasAddedFirst)
{
    Router router;
    router.add(route("/triage/{referral}"));
    router.add(route("/triage/new"));
    EXPECT_EQ(router.match(Method::get, "/triage/new").route->path, "/triage/new");

    const auto match = router.match(Method::get, "/triage/abc");
    EXPECT_EQ(match.route->path, "/triage/{referral}");
    EXPECT_EQ(match.parameters.at("referral"), "abc");
}

TEST(Router, AParameterIsOneSegmentAndNeverEmpty)
{
    Router router;
    router.add(route("/triage/{referral}"));
    router.add(route("/"));
    EXPECT_EQ(router.match(Method::get, "/triage/").route, nullptr);
    EXPECT_EQ(router.match(Method::get, "/triage").route, nullptr);
    EXPECT_EQ(router.match(Method::get, "/triage/a/b").route, nullptr);
    EXPECT_EQ(router.match(Method::get, "/").route->path, "/");
}

TEST(Router, AnotherMethodOfThePathIsToldFromAPathThatIsNotThere)
{
    Router router;
    router.add(route("/refer", Method::post));
    EXPECT_TRUE(router.match(Method::get, "/refer").other_method);
    EXPECT_FALSE(router.match(Method::get, "/elsewhere").other_method);
    EXPECT_FALSE(router.match(Method::post, "/refer").other_method);
}

TEST(Router, ARouteThatDeclaresEverythingHasNoFault)
{
    auto whole = route("/refer/{practice}");
    whole.sample->parameters = {{"practice", "@own"}};
    EXPECT_THAT(faults_of(whole), IsEmpty());
}

TEST(Router, APathThatIsNoTemplateIsAFault)
{
    for (const auto* path : {"", "refer", "/refer/", "/a//b", "/a/..", "/A", "/a b", "/{", "/{}"}) {
        EXPECT_THAT(faults_of(route(path)), testing::Contains(HasSubstr("not a template"))) << path;
    }
}

TEST(Router, EachDeclarationThatIsLeftOutIsNamed)
{
    Route bare;
    bare.path = "/bare";
    EXPECT_THAT(faults_of(bare), ElementsAre("GET /bare does not declare its permission.",
                                             "GET /bare does not declare its relation.",
                                             "GET /bare does not declare its view.",
                                             "GET /bare does not declare its audit class.",
                                             "GET /bare does not declare its rate class.",
                                             "GET /bare does not declare its step-up.",
                                             "GET /bare does not declare its sample request.",
                                             "GET /bare does not declare its handler."));
}

TEST(Router, APermissionOrRelationThatNobodyKnowsIsAFault)
{
    auto unknown = route("/a");
    unknown.permission = "everything";
    unknown.relation = "everyone";
    EXPECT_THAT(faults_of(unknown),
                ElementsAre(HasSubstr("\"everything\""), HasSubstr("\"everyone\"")));
}

TEST(Router, TwoRoutesOfOneShapeAreAFaultWhateverTheirParametersAreCalled)
{
    Router router;
    auto one = route("/person/{person}");
    one.sample->parameters = {{"person", "@own"}};
    auto other = route("/person/{id}");
    other.sample->parameters = {{"id", "@own"}};
    router.add(one);
    router.add(other);
    EXPECT_THAT(router.faults(KnowsPublicOnly{}), ElementsAre("GET /person/{id} stands twice."));
}

TEST(Router, AGetThatSaysItChangesSomethingIsAFault)
{
    auto get = route("/a");
    get.audit = AuditClass::change;
    EXPECT_THAT(faults_of(get), ElementsAre(HasSubstr("a GET changes nothing")));
}

TEST(Router, APlainHandlerMayOnlyAnswerAPublicGet)
{
    auto plain = route("/a", Method::post);
    plain.handler = PlainHandler([](const Request&) { return not_found(); });
    EXPECT_THAT(faults_of(plain), ElementsAre(HasSubstr("only a GET"), HasSubstr("audit nothing")));
}

TEST(Viewer, TheScopeOfIdempotencyKeysIsTheAccountElseTheJourney)
{
    Viewer viewer;
    EXPECT_EQ(viewer.key_scope(), "");
    viewer.journey_id = "j1";
    EXPECT_EQ(viewer.key_scope(), "journey:j1");
    viewer.kind = ViewerKind::staff;
    viewer.account_id = "a1";
    viewer.roles = {"intake_officer", "team_lead"};
    EXPECT_EQ(viewer.key_scope(), "account:a1");
    EXPECT_EQ(viewer.actor().role, "intake_officer+team_lead");
    EXPECT_EQ(viewer.actor().kind, storage::ActorKind::staff);
}

} // namespace router_test
} // namespace evenhand::http
