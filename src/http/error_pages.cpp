#include "http/error_pages.hpp"

#include "core/check.hpp"
#include "html/html.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::http {

namespace error_pages {

struct Words
{
    ErrorKind kind;
    int status;
    std::string_view title;
    std::string_view what;
    std::string_view now;
};

constexpr std::array<Words, 13> all_words{{
    {ErrorKind::bad_request, 400, "This request could not be read",
     "What your browser sent is not something we can read. Nothing was saved or changed.",
     "Go back and try again. If you typed the web address, check that it is correct."},
    {ErrorKind::not_our_page, 403, "Send the form again",
     "We could not be sure that this form was sent from our own page, so nothing was saved. This "
     "happens if the page was open for a long time, or if your browser refuses cookies.",
     "Go back, load the page again and send it once more. What you typed may still be there."},
    {ErrorKind::not_found, 404, "Page not found",
     "If you typed the web address, check it is correct. If you pasted it, check you copied all "
     "of it.",
     "If the address is correct, the page may have moved, or you may not have access to it."},
    {ErrorKind::other_method, 405, "This page cannot be used in that way",
     "The page is there, but not for what your browser asked of it. Nothing was saved or changed.",
     "Go back and use the links and buttons of the page."},
    {ErrorKind::too_slow, 408, "The connection was too slow",
     "What your browser was sending did not arrive in time. Nothing was saved or changed.",
     "Go back and send it again. What you typed may still be there."},
    {ErrorKind::in_flight, 409, "We are still working on this",
     "The same form was sent a moment ago and is being saved now.",
     "Wait a few seconds and load this page again. It will not be saved twice."},
    {ErrorKind::length_required, 411, "This request could not be read",
     "Your browser did not say how much it would send. Nothing was saved or changed.",
     "Try again with another browser."},
    {ErrorKind::too_large, 413, "This is too much to send at once",
     "What your browser sent is larger than this page can take. Nothing was saved or changed.",
     "Go back, shorten what you typed and send it again."},
    {ErrorKind::other_type, 415, "This request could not be read",
     "What your browser sent is not a form of ours. Nothing was saved or changed.",
     "Go back and use the buttons of the page."},
    {ErrorKind::sent_twice, 422, "This form was already sent",
     "The form was sent before with other answers, and those were saved. What you sent now was "
     "not.",
     "Load the page again to see what was saved. You can make a change from there."},
    {ErrorKind::too_many, 429, "Too many requests",
     "There were more requests from your connection than we can answer. Nothing was saved or "
     "changed.",
     ""},
    {ErrorKind::fault, 500, "Sorry, there is a problem with the service",
     "Something went wrong on our side. What you sent last was not saved.",
     "Try again in a few minutes. If it happens again, tell us the reference below."},
    {ErrorKind::unavailable, 503, "Sorry, the service is not available",
     "We could not save or show this just now. If you were sending a form, you can send it again: "
     "it will be saved once only.",
     ""},
}};

const Words& words_of(ErrorKind kind)
{
    for (const auto& words : all_words)
        if (words.kind == kind) return words;
    fail_check("every error kind has its words", __FILE_NAME__, __LINE__);
}

html::Html paragraph(const html::Html& content)
{
    return html::element("p", {html::attr("class", "govuk-body")}, content);
}

} // namespace error_pages

int status_of(ErrorKind kind)
{
    return error_pages::words_of(kind).status;
}

html::Page error_page(const ErrorPage& error)
{
    const auto& words = error_pages::words_of(error.kind);
    html::Html body = html::element("h1", {html::attr("class", "govuk-heading-l")}, words.title);
    body += error_pages::paragraph(words.what);
    if (!words.now.empty()) body += error_pages::paragraph(words.now);
    if (error.retry_after) {
        const auto seconds = error.retry_after->count();
        body += error_pages::paragraph(
            fmt::format("Try again in {} {}.", seconds, seconds == 1 ? "second" : "seconds"));
    }
    if (!error.reference.empty()) {
        body += error_pages::paragraph(
            html::fragment("Reference for this problem: ",
                           html::element("strong", {}, std::string(error.reference))));
    }
    html::Page page;
    page.title = words.title;
    page.body = std::move(body);
    return page;
}

ErrorKind error_kind_of(int status)
{
    for (const auto& words : error_pages::all_words)
        if (words.status == status) return words.kind;
    return status >= 500 ? ErrorKind::fault : ErrorKind::bad_request;
}

} // namespace evenhand::http
