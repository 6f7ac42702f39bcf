#include "rehearsal/visitor.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "http/response.hpp"
#include "tests/support/dispatcher_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::rehearsal::visitor_test {

using http::Method;
using tests::test_route;

/// A door with one question, which wants the answer "blue" and then thanks.
class Door
{
public:
    Door()
    {
        auto ask = test_route(
            Method::get, "/ask",
            http::UnitHandler{[](const http::Request& request, const http::Viewer&,
                                 storage::UnitOfWork&) { return question(200, request.tokens); }});
        // Only a form page hands out the cookie of a journey.
        ask.rate = http::RateClass::public_form;
        world.router.add(std::move(ask));
        world.router.add(test_route(
            Method::post, "/ask",
            http::UnitHandler{
                [this](const http::Request& request, const http::Viewer&, storage::UnitOfWork&) {
                    sent.push_back(request.form);
                    const bool right = request.form.value("colour") == "blue";
                    return right ? http::see_other("/thanks") : question(422, request.tokens);
                }}));
        world.router.add(test_route(
            Method::get, "/thanks",
            http::UnitHandler{[](const http::Request&, const http::Viewer&, storage::UnitOfWork&) {
                return http::page(200, [] {
                    return tests::bare_frame(
                        {.title = "Thanks",
                         .body = html::element("a", {html::attr("href", "/ask")}, "Again")});
                });
            }}));
    }

    static http::Response question(int status, const http::FormTokens& tokens)
    {
        return http::page(status, [tokens] {
            const auto form = html::form(
                {.action = "/ask", .csrf = tokens.csrf, .idempotency_key = tokens.idempotency_key},
                html::radios(
                    {.name = "colour",
                     .items = {{.value = "red", .text = "Red"}, {.value = "blue", .text = "Blue"}},
                     .value = "red"}) +
                    html::checkboxes({.name = "also",
                                      .items = {{.value = "one", .text = "One"},
                                                {.value = "two", .text = "Two"}},
                                      .values = {"one"}}) +
                    html::button({.text = "Continue", .name = "then", .value = "on"}));
            return tests::bare_frame({.title = "Question", .body = form});
        });
    }

    Visitor visitor()
    {
        return {world.dispatcher(),
                {.remote_address = "2001:db8:0:1::1", .user_agent = "made-up telephone"}};
    }

    std::vector<http::FormData> sent;
    tests::DispatcherWorld world;
};

TEST(Visitor, FillsInAFormWithTheServersOwnTokensAndFollowsTheRedirect)
{
    Door door;
    Visitor visitor = door.visitor();
    visitor.open("/ask");
    EXPECT_EQ(visitor.page().title, "Question");
    visitor.press("Continue", {{"colour", "blue"}});
    EXPECT_EQ(visitor.url(), "/thanks");
    EXPECT_EQ(visitor.status(), 200);
    EXPECT_EQ(visitor.requests(), 3U);
    ASSERT_EQ(door.sent.size(), 1U);
    EXPECT_EQ(door.sent[0].value("then"), "on");
    visitor.follow("Again");
    EXPECT_EQ(visitor.url(), "/ask");
}

TEST(Visitor, SendsWhatIsChosenAndNothingThatIsNot)
{
    Door door;
    Visitor visitor = door.visitor();
    visitor.open("/ask");
    visitor.press("Continue", {{"colour", "blue"}, {"also", "two"}});
    visitor.open("/ask");
    visitor.press("Continue");
    ASSERT_EQ(door.sent.size(), 2U);
    EXPECT_EQ(door.sent[0].values("colour"), std::vector<std::string_view>{"blue"});
    EXPECT_EQ(door.sent[0].values("also"), std::vector<std::string_view>{"two"});
    EXPECT_EQ(door.sent[1].values("colour"), std::vector<std::string_view>{"red"});
    EXPECT_EQ(door.sent[1].values("also"), std::vector<std::string_view>{"one"});
}

TEST(Visitor, StaysOnAPageThatFindsFault)
{
    Door door;
    Visitor visitor = door.visitor();
    visitor.open("/ask");
    visitor.press("Continue", {{"colour", "red"}});
    EXPECT_EQ(visitor.status(), 422);
    EXPECT_EQ(visitor.page().title, "Question");
    visitor.press("Continue", {{"colour", "blue"}});
    EXPECT_EQ(visitor.url(), "/thanks");
}

TEST(Visitor, IsLostWhereAPersonWouldBe)
{
    Door door;
    Visitor visitor = door.visitor();
    EXPECT_THROW(visitor.open("/nowhere"), Lost);
    visitor.open("/ask");
    EXPECT_THROW(visitor.follow("Somewhere else"), Lost);
    EXPECT_THROW(visitor.press("Send"), Lost);
    EXPECT_THROW(visitor.press("Continue", {{"colour", "green"}}), Lost);
    EXPECT_THROW(visitor.press("Continue", {{"name", "Zoë"}}), Lost);
    EXPECT_THROW(visitor.press("Continue", {{std::string(html::csrf_field), "forged"}}), Lost);
    EXPECT_TRUE(door.sent.empty());
}

TEST(Visitor, IsAnotherBrowserWithoutTheFirstOnesCookies)
{
    Door door;
    Visitor one = door.visitor();
    one.open("/ask");
    const auto fields = one.page().forms.at(0).fields;
    Visitor other = door.visitor();
    other.open("/ask");
    EXPECT_NE(other.page().forms.at(0).fields.at(0).value, fields.at(0).value);
}

} // namespace evenhand::rehearsal::visitor_test
