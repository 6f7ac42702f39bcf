// A time-out loses no text (design 1.9), on any form that staff have: made from the registry, so
// that a page that forgets to show what was kept is found.
#include "tests/matrix/form_finder.hpp"
#include "tests/matrix/house_world.hpp"
#include "tests/matrix/requests.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace evenhand;
using namespace evenhand::matrix;

namespace time_out_test {

constexpr std::string_view words = "what was typed before lunch";

bool is_box(const tests::PageField& field)
{
    return field.type != "hidden" && field.type != "radio" && field.type != "checkbox" &&
           field.type != "select";
}

std::size_t boxes_of(const tests::PageForm& form)
{
    return static_cast<std::size_t>(std::count_if(form.fields.begin(), form.fields.end(), is_box));
}

/// The form with words in every box.
http::FormData typed_into(const FoundForm& found)
{
    http::FormData sent;
    for (const auto& field : found.form.fields)
        if (is_box(field)) sent.add(field.name, std::string(words));
    for (const auto& [name, value] : found.good.pairs())
        if (!sent.has(name)) sent.add(name, value);
    return sent;
}

/// Somebody who has found a form.
struct AtForm
{
    const Asker* asker = nullptr;
    tests::TestClient browser;
    FoundForm found;
};

struct World : HouseWorld
{
    std::vector<Asker> all_askers = askers();
    Fixtures made = fixtures();
    FormFinder finder{router(), made};

    AtForm at_form_of(const http::Route& route)
    {
        const auto* asker = who_may(route, all_askers);
        if (asker == nullptr) throw std::runtime_error(name_of(route) + " is for nobody");
        auto browser = asker->browser();
        auto found = finder.find(route, *asker, browser);
        if (!found) throw std::runtime_error(name_of(route) + ": no page shows its form");
        return {asker, std::move(browser), *std::move(found)};
    }

    /// How many boxes of the form hold the words again, after a time-out and a new sign-in.
    std::size_t brought_back(AtForm& at)
    {
        advance(std::chrono::minutes(21));
        const auto sent = typed_into(at.found).encode();
        const auto refused = at.browser.send(at.browser.form_head(at.found.path), sent);
        EXPECT_EQ(refused.header("Location").substr(0, 8), "/sign-in") << at.found.path;
        auto again = at.asker->browser();
        std::size_t back = 0;
        for (const auto& form : again.get(at.found.page).forms) {
            if (form.action != at.found.path) continue;
            for (const auto& field : form.fields)
                if (is_box(field) && field.value == words) ++back;
        }
        return back;
    }
};

bool is_for_staff(const http::Route& route)
{
    return route.permission != "public" && route.permission != "sign_in.finish";
}

} // namespace time_out_test

using namespace time_out_test;

TEST(TimeOutOnEveryForm, OfStaffBringsBackEverythingThatWasTyped)
{
    World world;
    std::size_t forms = 0;
    for (const auto& route : world.router().routes()) {
        if (route.method != http::Method::post || !is_for_staff(route)) continue;
        if (route.typed == http::Typed::secret) continue;
        auto at = world.at_form_of(route);
        const auto boxes = boxes_of(at.found.form);
        if (boxes == 0) continue; // a button: nothing is typed
        EXPECT_EQ(world.brought_back(at), boxes) << route.path;
        ++forms;
    }
    EXPECT_GE(forms, 5U);
}

TEST(TimeOutOnEveryForm, ThatAsksForAPasswordOrACodeIsDeclaredSecretAndKeepsNothing)
{
    World world;
    std::size_t secrets = 0;
    for (const auto& route : world.router().routes()) {
        if (route.method != http::Method::post) continue;
        auto at = world.at_form_of(route);
        bool asks = false;
        for (const auto& field : at.found.form.fields) {
            // The code of saved answers is the public's own, and no session's.
            const bool code = field.name == "code" && route.path != "/join/resume";
            // A contribution to the randomisation is as secret as a password.
            const bool words = field.name == "words";
            asks = asks || field.type == "password" || code || words;
        }
        EXPECT_EQ(asks, route.typed == http::Typed::secret) << route.path;
        if (!asks || !is_for_staff(route)) continue;
        EXPECT_EQ(world.brought_back(at), 0U) << route.path;
        ++secrets;
    }
    EXPECT_GE(secrets, 2U);
}
