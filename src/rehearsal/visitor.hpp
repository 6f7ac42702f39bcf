#pragma once

#include "http/exchange.hpp"
#include "rehearsal/page_reader.hpp"
#include "rehearsal/virtual_time.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::rehearsal {

/// A made-up person met a page on which they could not go on: a link, a field or a button that is
/// not there, or an answer that is no page. The program or the rehearsal is wrong; it never happens
/// for what a person types.
class Lost : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// What goes into the fields of a form, by name. Of check boxes, each that is ticked.
using Typed = std::vector<std::pair<std::string, std::string>>;

/// Where somebody sits: one browser with its cookies at one address.
struct Seat
{
    std::string host = "127.0.0.1:8080";
    std::string remote_address; ///< of a range kept for documentation (RFC 3849, 5737)
    std::string user_agent;
};

/// A browser without a socket or a screen, for one person. It does what they could do and nothing
/// else: go to an address, follow a link on the page, fill in fields that the page shows and press
/// a button of it. Hidden inputs travel as the page has them, so the form's token and idempotency
/// key are the server's own. Redirects are followed.
class Visitor
{
public:
    Visitor(http::Service& service, Seat seat);

    /// Goes to a path of the site. Throws Lost unless a page answers with 200.
    void open(std::string_view path);
    /// Follows the link of that text.
    void follow(std::string_view text);
    /// Fills in the form that has the button, and presses it. What is typed replaces what the page
    /// shows; a choice that is not named stays as it stands. A page that finds fault (422) is an
    /// answer too; anything else but 200 throws Lost.
    void press(std::string_view button, const Typed& typed = {});

    /// Path and query of the page, after redirects.
    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] int status() const { return status_; }
    [[nodiscard]] const PageParts& page() const;
    /// How many requests were sent so far.
    [[nodiscard]] std::uint64_t requests() const { return requests_; }

private:
    http::Answer ask(http::RequestHead head, std::string body);
    void land(http::Answer answer, std::string url);
    [[nodiscard]] http::RequestHead head(http::Verb verb, std::string_view target) const;
    void keep_cookies(const http::Answer& answer);
    [[nodiscard]] std::string lost(std::string_view why) const;

    http::Service* service_; ///< never null; a pointer, so that a visitor can be replaced
    Seat seat_;
    std::map<std::string, std::string> cookies_;
    std::string url_;
    int status_ = 0;
    std::string body_;
    mutable std::optional<PageParts> page_; ///< read when it is looked at: many pages are passed
    std::uint64_t requests_ = 0;
};

} // namespace evenhand::rehearsal
