#include "tests/support/load_visitor.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace evenhand::load {

namespace load_visitor {

/// Under every budget of a public route (http/rates.hpp), so that no 429 is our own doing.
constexpr int requests_from_one_address = 40;
constexpr int one_resent_in = 8;

class CallMe final : public Visitor
{
public:
    using Visitor::Visitor;

    void prepare() override
    {
        if (!form_) ask(now());
    }

    void act(Moment due) override
    {
        if (!form_ && !ask(due)) return move_in_time();
        const std::string body = filled(*std::exchange(form_, std::nullopt),
                                        {{"name", "Zoë Example"},
                                         {"phone", fmt::format("07700 900{:03}", count_ % 1000)},
                                         {"times", "weekday mornings"},
                                         {"language", ""}});
        const auto answer = refer("/call-me", body, due);
        if (++count_ % one_resent_in == 0 && answer.reply.status == 303) send_again(body, answer);
        move_in_time();
        ask(now());
    }

private:
    void move_in_time()
    {
        if (moves_after(requests_from_one_address)) jar_.clear();
    }

    bool ask(Moment due)
    {
        form_ = tokens_in(get(Timed::form_page, "/call-me", due));
        return form_.has_value();
    }

    void send_again(const std::string& body, const Exchange& first)
    {
        const auto second = post(Timed::resent, "/call-me", body, now());
        if (second.fate != Fate::answered || second.reply.status >= 500) return;
        if (second.reply.status == 303 && second.reply.location == first.reply.location) return;
        wrong(fmt::format("the same request, sent twice, was answered {} and then {}",
                          first.reply.status, second.reply.status));
    }

    std::optional<Tokens> form_;
    int count_ = 0;
};

class Reader final : public Visitor
{
public:
    using Visitor::Visitor;

    void act(Moment due) override
    {
        static constexpr std::array paths{"/",        "/join/who-for",      "/call-me",
                                          "/privacy", "/benefits-and-work", "/accessibility"};
        get(Timed::page, paths[next_++ % paths.size()], due);
        if (moves_after(requests_from_one_address)) jar_.clear();
    }

private:
    std::size_t next_ = 0;
};

} // namespace load_visitor

Exchange Visitor::fetch(const std::string& path)
{
    ++requests_;
    auto exchange = client_.send({"GET", path, jar_.header(), {}});
    jar_.take(exchange.reply);
    return exchange;
}

Exchange Visitor::submit(const std::string& path, const std::string& body)
{
    ++requests_;
    auto exchange = client_.send({"POST", path, jar_.header(), body});
    jar_.take(exchange.reply);
    return exchange;
}

Exchange Visitor::get(Timed timed, const std::string& path, Moment due)
{
    auto exchange = fetch(path);
    measured.note(timed, now() - due, exchange);
    return exchange;
}

Exchange Visitor::post(Timed timed, const std::string& path, const std::string& body, Moment due)
{
    auto exchange = submit(path, body);
    measured.note(timed, now() - due, exchange);
    return exchange;
}

Exchange Visitor::refer(const std::string& path, const std::string& body, Moment due)
{
    const auto number = town_.history.invoke(path, jar_.header(), body);
    auto exchange = post(Timed::referral, path, body, due);
    town_.history.settle(number, exchange);
    return exchange;
}

bool Visitor::moves_after(int requests)
{
    if (requests_ < requests) return false;
    requests_ = 0;
    client_.move_house();
    return true;
}

std::optional<Tokens> tokens_in(const Exchange& exchange)
{
    if (exchange.fate != Fate::answered || exchange.reply.status != 200) return std::nullopt;
    Tokens tokens{hidden_value(exchange.reply.body, "csrf"),
                  hidden_value(exchange.reply.body, "idempotency_key")};
    if (tokens.csrf.empty() || tokens.key.empty()) return std::nullopt;
    return tokens;
}

std::string filled(const Tokens& tokens, Fields fields)
{
    fields.insert(fields.begin(), {{"csrf", tokens.csrf}, {"idempotency_key", tokens.key}});
    return encoded(fields);
}

std::unique_ptr<Visitor> call_me_visitor(const Town& town)
{
    return std::make_unique<load_visitor::CallMe>(town);
}

std::unique_ptr<Visitor> page_visitor(const Town& town)
{
    return std::make_unique<load_visitor::Reader>(town);
}

} // namespace evenhand::load
