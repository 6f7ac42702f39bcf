#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::storage {
class UnitOfWork;
}

namespace evenhand::http {

struct SetCookie
{
    std::string name;          ///< "__Host-…"
    std::string value;         ///< empty to forget it
    long max_age_seconds = -1; ///< -1: until the browser closes
    bool lax = false;          ///< Lax where people arrive from a mail; Strict otherwise
};

/// What a handler answers. The body is made after the unit of work has ended, so a page never
/// renders on the writer thread.
struct Response
{
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string location;              ///< for 303: a path of ours
    std::function<std::string()> body; ///< may be empty
    std::vector<SetCookie> cookies;
    std::string download_name;    ///< non-empty: served as an attachment of this name
    long cache_seconds = 0;       ///< 0: no-store. Only public, static things may be kept
    bool gzip = false;            ///< the body is gzip: static assets only (BREACH)
    bool clear_site_data = false; ///< sign-out
    /// What must survive a refusal (a draft, a failed sign-in, the audit of a refusal): run in a
    /// second unit of work and committed whatever the status, before the answer is sent.
    std::function<void(storage::UnitOfWork&)> journal;
};

/// 303 to a path of ours: the answer to every POST that succeeded.
Response see_other(std::string path);
/// A page, rendered later from what `render` captured by value.
template <class Render>
Response page(int status, Render&& render)
{
    Response response;
    response.status = status;
    response.body = std::forward<Render>(render);
    return response;
}
/// *Not yours* and *not there*: the dispatcher fills in the one page that all 404s share.
Response not_found();

} // namespace evenhand::http
