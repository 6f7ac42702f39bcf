#include "app/terminal.hpp"

#include <gtest/gtest.h>

namespace evenhand::app::terminal_test {

TEST(WithoutCredentials, LeavesOutWhatStandsBeforeTheHostOfEveryAddress)
{
    EXPECT_EQ(without_credentials("no such verb: postgresql://trial:open@sesame@127.0.0.1/e, and "
                                  "postgres://trial:sesame@localhost too"),
              "no such verb: postgresql://…@127.0.0.1/e, and postgres://…@localhost too");
}

TEST(WithoutCredentials, LeavesEverythingElseAsItIs)
{
    for (const auto* text : {"", "is served on http://127.0.0.1:8080/", "write to help@example.org",
                             "see https://trial.example.org/a and write to help@example.org", "//"})
        EXPECT_EQ(without_credentials(text), text);
}

} // namespace evenhand::app::terminal_test
