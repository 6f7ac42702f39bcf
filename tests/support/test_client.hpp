#pragma once

#include "http/exchange.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A browser without a socket or a script: it keeps cookies, follows links and redirects, and fills
// in and sends the forms that a page really has. It reads pages strictly (html_tokens.hpp) and
// refuses to do what a person could not: to follow a link that is not there, or to fill in a field
// that no form shows.

namespace evenhand::tests {

using Typed = std::vector<std::pair<std::string, std::string>>;

struct PageLink
{
    std::string text;
    std::string href;
};

struct PageButton
{
    std::string text;
    std::string name;
    std::string value;
};

struct PageField
{
    std::string name;
    std::string type;   ///< "text", "hidden", "radio", "checkbox", "select", "textarea"…
    std::string value;  ///< what would be sent; of a choice, its own value
    bool chosen = true; ///< sent as it stands: a choice only when it is checked
    std::vector<std::string> options; ///< of a select
};

struct PageForm
{
    std::string action;
    std::string method;
    std::vector<PageField> fields;
    std::vector<PageButton> buttons;
};

/// An answer, and the page in it if there is one.
struct Visit
{
    int status = 0;
    std::string url; ///< path and query that gave it, after redirects
    http::Fields headers;
    std::string body;
    std::string title;
    std::string heading; ///< the first h1 (or the legend or label in it)
    std::string text;    ///< as a reader meets it
    std::vector<PageLink> links;
    std::vector<PageForm> forms;

    /// The value of the first header of that name, in any case; empty if there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool says(std::string_view words) const
    {
        return text.find(words) != std::string::npos;
    }
    /// The form with that button; the only form with a button if the text is empty. Throws
    /// std::runtime_error if there is none.
    [[nodiscard]] const PageForm& form(std::string_view button = {}) const;
};

class TestClient
{
public:
    explicit TestClient(http::Service& service, std::string host = "127.0.0.1:8080");

    /// Asks for a path of the site and follows redirects.
    const Visit& get(std::string_view path);
    /// Follows the link of that text on the page.
    const Visit& follow(std::string_view text);
    /// Fills in the form that has the button and presses it. What is typed replaces what stands in
    /// the form; of check boxes, name each one that is to be checked. Follows redirects.
    const Visit& submit(const Typed& typed = {}, std::string_view button = {});
    /// What submit() would send, tokens and all: to send it twice, later, or spoilt.
    [[nodiscard]] http::FormData filled(const Typed& typed = {},
                                        std::string_view button = {}) const;

    /// One request with its answer, no redirect followed and no page needed; cookies are kept.
    Visit send(http::RequestHead head, std::string body = {});
    /// The head that a browser on this page would send for a form.
    [[nodiscard]] http::RequestHead form_head(std::string_view action) const;
    [[nodiscard]] http::RequestHead page_head(std::string_view target,
                                              http::Verb verb = http::Verb::get) const;
    const Visit& post(std::string_view action, const http::FormData& form);

    [[nodiscard]] const Visit& page() const { return page_; }
    std::map<std::string, std::string> cookies;
    std::string user_agent = "test browser";
    std::string remote_address = "192.0.2.1";

private:
    const Visit& land(Visit visit);
    void keep_cookies(const Visit& visit);

    http::Service* service_; ///< a pointer, so that a browser can be put in the place of another
    std::string host_;
    Visit page_;
};

/// Reads the page of an answer. Throws NotStrictHtml.
void read_page(Visit& visit);

} // namespace evenhand::tests
