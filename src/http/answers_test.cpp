#include "http/answers.hpp"

#include "html/page.hpp"
#include "http/response.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::http::answers_test {

/// The value of the header, or empty.
std::string retry_after(const Answer& answer)
{
    for (const auto& [name, value] : answer.fields)
        if (name == "Retry-After") return value;
    return {};
}

TEST(Answers, ThatSayNotNowTellWhenToComeAgainWhoeverMadeThem)
{
    const Answers answers([](const html::Page&) { return std::string("framed"); },
                          Transport::plain);
    Response bare;
    for (const int status : {200, 404, 409, 500, 503}) {
        const std::string wanted = status == 503 ? "5" : "";
        const auto written = page(status, [] { return std::string("a sentence"); });
        EXPECT_EQ(retry_after(answers.from(written, "")), wanted) << status;
        bare.status = status;
        EXPECT_EQ(retry_after(answers.from(bare, "")), wanted) << status << " without a page";
    }
}

} // namespace evenhand::http::answers_test
