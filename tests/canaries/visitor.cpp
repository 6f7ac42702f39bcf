#include "tests/canaries/visitor.hpp"

#include <stdexcept>
#include <string_view>

namespace evenhand::canaries {

load::Reply Browser::keep(const load::Exchange& exchange)
{
    if (exchange.fate != load::Fate::answered) throw std::runtime_error("no answer came");
    const auto& reply = exchange.reply;
    jar_.take(reply);
    urls += reply.location + '\n';
    constexpr std::string_view href = "href=\"";
    const std::string_view body = reply.body;
    for (auto at = body.find(href); at != std::string_view::npos; at = body.find(href, at + 1)) {
        const auto link = body.substr(at + href.size());
        urls += std::string(link.substr(0, link.find('"'))) + '\n';
    }
    // A form that is given back holds what was typed: that is its purpose.
    if (reply.status >= 400 && reply.status != 422) errors += reply.body + '\n';
    return reply;
}

load::Reply Browser::get(const std::string& path)
{
    return keep(client_.send({.method = "GET", .path = path, .cookie = jar_.header(), .body = {}}));
}

load::Reply Browser::post(const std::string& path, const std::string& body)
{
    return keep(
        client_.send({.method = "POST", .path = path, .cookie = jar_.header(), .body = body}));
}

load::Reply Browser::fill_in(const std::string& path, const load::Fields& fields,
                             const std::string& page)
{
    const auto shown = client_.send(
        {.method = "GET", .path = page.empty() ? path : page, .cookie = jar_.header(), .body = {}});
    keep(shown);
    const auto tokens = load::tokens_in(shown);
    if (!tokens) throw std::runtime_error("no form on " + path);
    return post(path, load::filled(*tokens, fields));
}

} // namespace evenhand::canaries
