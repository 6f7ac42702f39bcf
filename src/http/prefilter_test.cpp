#include "http/prefilter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenhand::http {
namespace prefilter_test {

const std::vector<std::string> hosts{"ww.example:8080", "127.0.0.1:8080"};

Result<FramedHead, HeadRefusal> check(const std::string& first_lines)
{
    return check_head(first_lines + "\r\n\r\n", HeadLimits{}, hosts);
}

std::string refusal_of(const std::string& first_lines)
{
    const auto head = check(first_lines);
    return head ? "taken" : std::string(name_of(head.error()));
}

TEST(HeadCheck, APlainGetIsTakenAndFramedWithoutABody)
{
    const auto head = check("GET /triage?page=2 HTTP/1.1\r\nHost: WW.example:8080\r\nAccept: */*");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->verb, Verb::get);
    EXPECT_EQ(head->target, "/triage?page=2");
    EXPECT_EQ(head->host, "ww.example:8080");
    EXPECT_EQ(head->content_length, 0U);
    EXPECT_TRUE(head->keep_alive);
}

TEST(HeadCheck, APostIsFramedByItsOnePlainLength)
{
    const auto head =
        check("POST /refer HTTP/1.1\r\nHost: ww.example:8080\r\nContent-Length: 12\r\n"
              "Connection: close\r\nExpect: 100-Continue");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_FALSE(head->keep_alive);
    EXPECT_TRUE(head->expects_continue);
}

TEST(HeadCheck, AHostThatIsNotOursIsRefusedSoNoLinkCanBePoisoned)
{
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: evil.example"), "bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: ww.example:8081"), "bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost:"), "bad_host");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1"), "bad_host");
}

TEST(HeadCheck, AnyTransferEncodingIsRefusedHoweverItIsSpelt)
{
    const std::string start = "POST / HTTP/1.1\r\nHost: ww.example:8080\r\n";
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked"), "transfer_encoding");
    EXPECT_EQ(refusal_of(start + "transfer-ENCODING: gzip\r\nContent-Length: 3"),
              "transfer_encoding");
    EXPECT_EQ(refusal_of(start + "Content-Length: 3\r\nTransfer-Encoding: xchunked"),
              "transfer_encoding");
    EXPECT_EQ(refusal_of(start + "Transfer_Encoding: chunked\r\nContent-Length: 3"),
              "transfer_encoding");
}

TEST(HeadCheck, ABodyIsRefusedWhereNoneBelongs)
{
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: ww.example:8080\r\nContent-Length: 1"),
              "body_not_expected");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: ww.example:8080\r\nContent-Length: 0"), "taken");
    EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nHost: ww.example:8080"), "length_required");
}

TEST(HeadCheck, TheLimitsOfTargetFieldsAndCookiesAreExact)
{
    const std::string host = " HTTP/1.1\r\nHost: ww.example:8080";
    EXPECT_EQ(refusal_of("GET /" + std::string(2047, 'a') + host), "taken");
    EXPECT_EQ(refusal_of("GET /" + std::string(2048, 'a') + host), "target_too_long");

    std::string fields;
    for (int i = 0; i < 63; ++i)
        fields += "\r\nX-" + std::to_string(i) + ": 1";
    EXPECT_EQ(refusal_of("GET /" + host + fields), "taken");
    EXPECT_EQ(refusal_of("GET /" + host + fields + "\r\nX-64: 1"), "too_many_fields");

    std::string crumbs = "\r\nCookie: a=1";
    for (int i = 0; i < 19; ++i)
        crumbs += "; a=1";
    EXPECT_EQ(refusal_of("GET /" + host + crumbs), "taken");
    EXPECT_EQ(refusal_of("GET /" + host + crumbs + "; a=1"), "too_many_cookies");
}

TEST(HeadCheck, OnlyLengthAndSizeRefusalsHaveAStatusOfTheirOwn)
{
    EXPECT_EQ(status_of(HeadRefusal::transfer_encoding), 400);
    EXPECT_EQ(status_of(HeadRefusal::bad_host), 400);
    EXPECT_EQ(status_of(HeadRefusal::length_required), 411);
    EXPECT_EQ(status_of(HeadRefusal::target_too_long), 414);
    EXPECT_EQ(status_of(HeadRefusal::head_too_large), 431);
}

TEST(HeadScanner, FindsTheEndOfTheHeadOneByteAtATime)
{
    const std::string head = "GET / HTTP/1.1\r\nHost: ww.example:8080\r\n\r\n";
    const std::string stream = head + "the next request";
    HeadScanner scanner{HeadLimits{}};
    for (std::size_t n = 1; n < head.size(); ++n) {
        const auto end = scanner.scan(std::string_view(stream).substr(0, n));
        ASSERT_TRUE(end);
        ASSERT_EQ(*end, 0U) << n;
    }
    EXPECT_EQ(*scanner.scan(stream), head.size());
    EXPECT_EQ(*scanner.scan(stream), head.size()) << "it begins anew for the next head";
}

TEST(HeadScanner, TellsOfABareLineFeedBeforeTheHeadHasEnded)
{
    HeadScanner scanner{HeadLimits{}};
    const auto end = scanner.scan("GET / HTTP/1.1\n");
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), HeadRefusal::bad_byte);
}

TEST(HeadScanner, JudgesACarriageReturnOnlyWithTheByteAfterIt)
{
    HeadScanner scanner{HeadLimits{}};
    ASSERT_TRUE(scanner.scan("GET / HTTP/1.1\r"));
    const auto end = scanner.scan("GET / HTTP/1.1\rH");
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), HeadRefusal::bad_byte);
}

TEST(HeadScanner, AHeadOfExactlyTheLimitIsTakenAndOneByteMoreIsNot)
{
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    const std::string fits = start + std::string(8192 - start.size() - 4, 'x') + "\r\n\r\n";
    ASSERT_EQ(fits.size(), 8192U);
    HeadScanner scanner{HeadLimits{}};
    EXPECT_EQ(*scanner.scan(fits), 8192U);

    const std::string more = start + std::string(8192 - start.size() - 3, 'x') + "\r\n\r\n";
    HeadScanner other{HeadLimits{}};
    const auto end = other.scan(more);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), HeadRefusal::head_too_large);
}

TEST(HeadScanner, AnEndlessHeadIsRefusedAtTheLimitAndNotAtTheDeadline)
{
    HeadScanner scanner{HeadLimits{}};
    const auto end = scanner.scan(std::string(9000, 'a'));
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error(), HeadRefusal::head_too_large);
}

} // namespace prefilter_test
} // namespace evenhand::http
