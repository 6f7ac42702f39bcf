#include "http/answers.hpp"

#include "core/check.hpp"
#include "http/cookies.hpp"
#include "http/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::http {

namespace answers {

constexpr std::string_view no_store = "no-store";
constexpr std::string_view html_type = "text/html; charset=utf-8";

bool is_field_text(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7F;
    });
}

/// A file name of letters, digits, dots and dashes: names that a room makes, never a person.
bool is_file_name(std::string_view name)
{
    return !name.starts_with('.') && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_';
    });
}

std::string cache_rule(const Response& response)
{
    if (response.cache_seconds == 0) return std::string(no_store);
    CHECK(response.cookies.empty());
    return fmt::format("public, max-age={}, immutable", response.cache_seconds);
}

} // namespace answers

Answers::Answers(PageFrame frame, Transport transport)
    : frame_(std::move(frame)), transport_(transport)
{
}

Answer Answers::html(int status, std::string body) const
{
    Answer answer;
    answer.status = status;
    answer.body = std::move(body);
    add_security_headers(answer.fields, transport_, Serving::page);
    answer.fields.emplace_back("Content-Type", answers::html_type);
    answer.fields.emplace_back("Cache-Control", answers::no_store);
    return answer;
}

Answer Answers::from(const Response& response, std::string_view reference) const
{
    CHECK(response.status >= 200 && response.status < 600);
    const bool redirects = response.status == 303;
    CHECK(redirects == !response.location.empty());
    constexpr int unavailable = 503;
    const bool come_again = response.status == unavailable;
    if (!response.body && response.status >= 400) {
        Refusal refusal{.kind = error_kind_of(response.status), .reference = reference};
        if (come_again) refusal.retry_after = retry_when_unavailable;
        return from(refusal);
    }

    Answer answer;
    answer.status = response.status;
    const bool attached = !response.download_name.empty();
    add_security_headers(answer.fields, transport_, attached ? Serving::attachment : Serving::page);
    answer.fields.emplace_back("Cache-Control", answers::cache_rule(response));
    if (response.body) {
        answer.body = response.body();
        CHECK(answers::is_field_text(response.content_type));
        answer.fields.emplace_back("Content-Type", response.content_type);
    }
    if (redirects) {
        CHECK(is_local_path(response.location));
        answer.fields.emplace_back("Location", response.location);
    }
    if (attached) {
        CHECK(answers::is_file_name(response.download_name));
        answer.fields.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"",
                                                                      response.download_name));
    }
    if (come_again) {
        answer.fields.emplace_back("Retry-After", std::to_string(retry_when_unavailable.count()));
    }
    if (response.gzip) {
        answer.fields.emplace_back("Content-Encoding", "gzip");
    }
    if (response.cache_seconds > 0) answer.fields.emplace_back("Vary", "Accept-Encoding");
    if (response.clear_site_data) {
        answer.fields.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    }
    for (const auto& cookie : response.cookies) {
        answer.fields.emplace_back("Set-Cookie", set_cookie_field(cookie));
    }
    return answer;
}

Answer Answers::from(const Refusal& refusal) const
{
    auto answer = html(status_of(refusal.kind),
                       frame_(error_page({refusal.kind, refusal.reference, refusal.retry_after})));
    if (refusal.retry_after) {
        answer.fields.emplace_back("Retry-After", std::to_string(refusal.retry_after->count()));
    }
    if (!refusal.allow.empty()) answer.fields.emplace_back("Allow", refusal.allow);
    return answer;
}

} // namespace evenhand::http
