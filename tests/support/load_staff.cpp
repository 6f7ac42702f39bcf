#include "tests/support/load_visitor.hpp"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace evenhand::load {

namespace load_staff {

constexpr std::int64_t code_seconds = 30;
/// Under the budget of sign-in (http/rates.hpp), with one more sign-in to come.
constexpr int requests_from_one_address = 24;

/// The code that an app would show at that step for a secret in base32.
std::string code_at(const std::string& secret, std::int64_t step)
{
    char* bytes = nullptr;
    std::size_t size = 0;
    std::array<char, 7> code{};
    if (oath_base32_decode(secret.data(), secret.size(), &bytes, &size) != OATH_OK)
        throw std::runtime_error("an account's secret is not base32");
    const int made = oath_hotp_generate(bytes, size, static_cast<std::uint64_t>(step), 6, 0,
                                        OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
    std::free(bytes);
    if (made != OATH_OK) throw std::runtime_error("no one-time code could be made");
    return code.data();
}

/// Somebody with an account.
class Staff : public Visitor
{
public:
    using Visitor::Visitor;

protected:
    /// The last request of it: the one that went wrong, or the one that let them in.
    Exchange sign_in(const Account& account)
    {
        jar_.clear();
        const auto door = fetch("/sign-in");
        const auto first = tokens_in(door);
        if (!first) return door;
        auto password = submit(
            "/sign-in", filled(*first, {{"email", account.email}, {"password", account.password}}));
        if (password.reply.status != 303) return password;
        const auto page = fetch("/sign-in/code");
        const auto second = tokens_in(page);
        if (!second) return page;
        return submit("/sign-in/code", filled(*second, {{"code", code_now(account)}}));
    }

    static bool in(const Exchange& last)
    {
        return last.fate == Fate::answered && last.reply.status == 303;
    }
};

class SigningIn final : public Staff
{
public:
    SigningIn(const Town& town, std::size_t first, std::size_t step)
        : Staff(town), next_(first), step_(step)
    {
    }

    void act(Moment due) override
    {
        const auto last = sign_in(town_.accounts.at(next_ % town_.accounts.size()));
        measured.note(Timed::sign_in, now() - due, last);
        next_ += step_;
        moves_after(requests_from_one_address);
    }

private:
    std::size_t next_;
    std::size_t step_;
};

class Triage final : public Staff
{
public:
    Triage(const Town& town, std::size_t account)
        : Staff(town), account_(town.accounts.at(account % town.accounts.size()))
    {
    }

    void prepare() override
    {
        const auto step = unix_seconds() / code_seconds;
        if (in_ || step == tried_) return; // a code is good once
        tried_ = step;
        const auto last = sign_in(account_);
        in_ = in(last);
        measured.note(Timed::sign_in, Span(0), last);
    }

    void act(Moment due) override
    {
        if (!in_) return prepare();
        const auto page = get(Timed::triage, "/triage", due);
        if (page.reply.status == 303) {
            wrong("a session that had begun is gone");
            in_ = false;
        }
        if (page.reply.status == 200 && ++read_ % 4 == 0) open_first(page.reply.body);
        moves_after(requests_from_one_address);
    }

private:
    void open_first(std::string_view page)
    {
        constexpr std::string_view link = "href=\"/triage/";
        constexpr std::size_t id_digits = 32;
        const auto at = page.find(link);
        if (at == std::string_view::npos) return;
        const auto id = page.substr(at + link.size(), id_digits);
        if (id.find_first_not_of("0123456789abcdef") != std::string_view::npos) return;
        get(Timed::record, "/triage/" + std::string(id), now());
    }

    const Account& account_;
    bool in_ = false;
    std::int64_t tried_ = 0;
    int read_ = 0;
};

} // namespace load_staff

std::string code_now(const Account& account)
{
    return load_staff::code_at(account.secret, unix_seconds() / load_staff::code_seconds);
}

std::unique_ptr<Visitor> sign_in_visitor(const Town& town, std::size_t first, std::size_t step)
{
    return std::make_unique<load_staff::SigningIn>(town, first, step);
}

std::unique_ptr<Visitor> triage_visitor(const Town& town, std::size_t account)
{
    return std::make_unique<load_staff::Triage>(town, account);
}

} // namespace evenhand::load
