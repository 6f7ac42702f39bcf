// Every form × every kind of bad input. What each was answered is kept in docs/assurance, so that a
// change of an answer is seen and read.
#include "tests/matrix/bad_input.hpp"

#include "html/form.hpp"
#include "tests/matrix/form_finder.hpp"
#include "tests/matrix/house_world.hpp"
#include "tests/matrix/requests.hpp"
#include "tests/support/dispatcher_world.hpp"
#include "tests/support/golden_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

using namespace evenhand;
using namespace evenhand::matrix;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

namespace bad_input_test {

/// A refused form changes nothing, but that guesses at a secret are counted, and that a session
/// ends after too many of them.
bool counts_guesses(const http::Route& route)
{
    return route.typed == http::Typed::secret || route.rate == http::RateClass::sign_in;
}

bool keeps_guesses(const std::string& table)
{
    return table == "staff_guesses" || table == "session";
}

/// What was answered, by route: the kinds that came to the same stand together.
class Table
{
public:
    void add(const std::string& route, const BadInput& input, const tests::Visit& answer)
    {
        auto& rows = routes_[route];
        const std::pair outcome{answer.status, sentence_of(answer)};
        auto same = std::find_if(rows.begin(), rows.end(),
                                 [&](const auto& row) { return row.first == outcome; });
        if (same == rows.end()) same = rows.insert(rows.end(), {outcome, {}});
        same->second += (same->second.empty() ? "" : "; ") + input.kind;
        ++tried_;
    }

    [[nodiscard]] std::string markdown() const
    {
        std::string text(
            "# Bad input, tried on every form\n\n"
            "Made by the test `matrix: BadInput` from the registry of routes (`bin/bless BadInput` "
            "writes it anew). *taken* is a redirect after the form was accepted: what was sent is "
            "text like any other, or nothing was asked. Everything else changed nothing in the "
            "store.\n");
        for (const auto& [route, rows] : routes_) {
            text += fmt::format("\n## {}\n\n| status | what is shown | what was sent |\n"
                                "| --- | --- | --- |\n",
                                route);
            for (const auto& [outcome, kinds] : rows)
                text += fmt::format("| {} | {} | {} |\n", outcome.first, outcome.second, kinds);
        }
        return text;
    }

    [[nodiscard]] std::size_t tried() const { return tried_; }

private:
    using Row = std::pair<std::pair<int, std::string>, std::string>;
    std::map<std::string, std::vector<Row>> routes_;
    std::size_t tried_ = 0;
};

struct World : HouseWorld
{
    std::vector<Asker> all_askers = askers();
    Fixtures made = fixtures();
    FormFinder finder{router(), made};
    Table table;
    std::set<std::string> searched;

    void try_all(const http::Route& route)
    {
        const auto* asker = who_may(route, all_askers);
        ASSERT_NE(asker, nullptr) << name_of(route);
        std::optional<tests::TestClient> browser;
        std::optional<FoundForm> found;
        std::vector<BadInput> inputs;
        // A form that was taken, or a code that was guessed at, is not there a second time.
        const auto anew = [&] {
            if (counts_guesses(route)) advance(std::chrono::minutes(6));
            browser.emplace(asker->browser());
            found = finder.find(route, *asker, *browser);
            if (found) inputs = bad_inputs(found->form, found->good, route.most_body_bytes);
        };
        anew();
        ASSERT_TRUE(found) << name_of(route) << ": no page shows its form";
        auto before = digest();
        for (std::size_t at = 0; at < inputs.size(); ++at) {
            const auto input = inputs[at];
            const auto answer = send(*browser, found->path, input);
            EXPECT_THAT(answer_faults(route, input, answer), IsEmpty())
                << name_of(route) << ", " << input.kind << "\n"
                << answer.text.substr(0, 600);
            table.add(name_of(route), input, answer);
            const bool taken = answer.status == 303;
            if (!taken) {
                auto changed = changed_tables(before, digest());
                if (counts_guesses(route)) std::erase_if(changed, keeps_guesses);
                EXPECT_THAT(changed, IsEmpty()) << name_of(route) << ", " << input.kind;
            }
            if (taken) expect_page_after(*browser, answer, input);
            if (!taken && !counts_guesses(route)) continue;
            anew();
            ASSERT_TRUE(found) << name_of(route);
            before = digest();
        }
    }

    static tests::Visit send(tests::TestClient& browser, const std::string& path,
                             const BadInput& input)
    {
        auto head = browser.form_head(path);
        head.content_type = input.content_type;
        return browser.send(std::move(head), input.body);
    }

    /// Every search of a page.
    void search(const http::Route& route)
    {
        const auto* asker = who_may(route, all_askers);
        ASSERT_NE(asker, nullptr) << name_of(route);
        auto browser = asker->browser();
        const auto shown = browser.get(allowed_path(route, *asker, made));
        for (const auto& form : shown.forms) {
            if (form.method != "get") continue;
            const auto where = "GET " + form.action;
            if (!searched.insert(where).second) continue;
            const auto before = digest();
            for (const auto& input : bad_queries(form)) {
                const auto answer = browser.send(browser.page_head(form.action + '?' + input.body));
                EXPECT_THAT(search_faults(input, answer), IsEmpty()) << where << ", " << input.kind;
                table.add(where, input, answer);
            }
            EXPECT_THAT(changed_tables(before, digest()), IsEmpty()) << where;
        }
    }

    /// What was taken is text: it may be shown, and is never markup.
    static void expect_page_after(tests::TestClient& browser, const tests::Visit& answer,
                                  const BadInput& input)
    {
        const auto& page = browser.get(answer.header("Location"));
        EXPECT_LT(page.status, 500) << page.url << ", " << input.kind;
        EXPECT_THAT(page.body, testing::Not(HasSubstr("<script>alert"))) << page.url;
        EXPECT_THAT(page_faults(page), IsEmpty()) << page.url;
    }
};

} // namespace bad_input_test

using namespace bad_input_test;

TEST(BadInput, OnEveryFormIsAnsweredInOneSentenceAndLosesNothing)
{
    World world;
    for (const auto& route : world.router().routes()) {
        if (route.method == http::Method::post) world.try_all(route);
        const bool plain = std::holds_alternative<http::PlainHandler>(route.handler);
        if (route.method == http::Method::get && !plain) world.search(route);
    }
    EXPECT_GE(world.searched.size(), 1U);
    EXPECT_GE(world.table.tried(), 1000U);
    tests::expect_golden("docs/assurance/bad-input.md", world.table.markdown());
}

// Teeth -----------------------------------------------------------------------------------------

namespace bad_input_test {

/// The answer of a form that misbehaves as it is told.
struct Careless
{
    int status = 422;
    std::string title = "Error: A form";
    bool has_summary = true;
    std::string leads_to = "said";
    bool gives_back = true;
};

std::string body_of(const Careless& careless, const std::string& typed)
{
    using html::attr;
    using html::element;
    html::Html summary;
    if (careless.has_summary) {
        summary = element("ul", {attr("class", "govuk-error-summary__list")},
                          element("a", {attr("href", "#" + careless.leads_to)}, "Enter it again"));
    }
    const auto box = element("input", {attr("id", "said"), attr("name", "said"),
                                       attr("value", careless.gives_back ? typed : "")});
    return tests::bare_frame(
        {.title = careless.title,
         .body = element("h1", {}, "A form") + summary + html::form({.action = "/form"}, box)});
}

Faults faults_of(const Careless& careless)
{
    tests::DispatcherWorld world;
    const auto route = tests::test_route(
        http::Method::get, "/form", http::PlainHandler([&](const http::Request& request) {
            return http::page(careless.status,
                              [careless, typed = std::string(request.query.value("said"))] {
                                  return body_of(careless, typed);
                              });
        }));
    world.router.add(route);
    tests::TestClient browser(world.dispatcher());
    BadInput input;
    input.sent.add("said", "<b>\"quoted\"</b>");
    auto answer = browser.send(browser.page_head("/form?" + input.sent.encode()));
    answer.url = "/form";
    return answer_faults(route, input, answer);
}

} // namespace bad_input_test

TEST(BadInputTeeth, AFormThatAnswersAsItShouldHasNoFault)
{
    EXPECT_THAT(faults_of({}), IsEmpty());
}

TEST(BadInputTeeth, EachWayToTreatPeopleBadlyIsFound)
{
    EXPECT_THAT(faults_of({.status = 500}), Contains(HasSubstr("status is 500")));
    EXPECT_THAT(faults_of({.status = 200}), Contains(HasSubstr("status is 200")));
    EXPECT_THAT(faults_of({.title = "A form"}), Contains(HasSubstr("go together")));
    EXPECT_THAT(faults_of({.title = "A form", .has_summary = false}),
                Contains(HasSubstr("no error summary")));
    EXPECT_THAT(faults_of({.leads_to = "nowhere"}), Contains(HasSubstr("leads to no input")));
    EXPECT_THAT(faults_of({.gives_back = false}), Contains(HasSubstr("came back")));
}
