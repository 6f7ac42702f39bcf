#include "core/time.hpp"
#include "tests/support/load_visitor.hpp"
#include "tests/support/remote_service.hpp"
#include "tests/support/whole_way.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace evenhand::load {

namespace load_intake {

/// Under the budget of staff's forms (http/rates.hpp).
constexpr int requests_from_one_address = 40;
constexpr int most_tries = 200;
constexpr std::int64_t code_seconds = 30;
/// The accounts before these read the queue.
constexpr std::size_t first_account = 2;

Instant machine_now()
{
    return Instant::from_micros(unix_seconds() * 1'000'000);
}

class Intake final : public Visitor
{
public:
    Intake(const Town& town, std::size_t number)
        : Visitor(town), number_(number),
          account_(town.accounts.at((first_account + number) % town.accounts.size()))
    {
    }

    void prepare() override
    {
        const auto step = unix_seconds() / code_seconds;
        if (in_ || step == tried_) return; // a code is good once
        tried_ = step;
        client_.move_town();
        in_ = tests::sign_in(browser_, account_);
        measured.note(Timed::sign_in, Span(0), remote_.last());
    }

    void act(Moment due) override
    {
        if (!in_) return prepare();
        ++requests_;
        if (form_)
            send(due);
        else
            read(due);
        moves_after(requests_from_one_address);
    }

private:
    struct Form
    {
        std::string path;
        std::string body;
        int tries = 0;
    };

    void read(Moment due)
    {
        tests::Visit page;
        try {
            page = browser_.get(path_);
        } catch (const std::exception& fault) {
            wrong(fmt::format("{}: {}", path_, fault.what()));
            return begin_again();
        }
        measured.note(Timed::intake_page, now() - due, remote_.last());
        path_ = page.url;
        if (page.status == 0 || page.status == 429 || page.status >= 500) return;
        if (page.url.starts_with("/sign-in")) {
            wrong("a session that had begun is gone");
            in_ = false;
            return begin_again();
        }
        try {
            make(way_->next(page, machine_now()), page);
        } catch (const std::exception& lost) {
            wrong(lost.what());
            begin_again();
        }
    }

    void make(const tests::Move& move, const tests::Visit& page)
    {
        using Kind = tests::Move::Kind;
        switch (move.kind) {
        case Kind::go_to:
            path_ = move.where;
            return;
        case Kind::follow:
            path_ = tests::href_of(page, move.where);
            return;
        case Kind::press: {
            const auto& action = page.form(move.where).action;
            form_ = Form{.path = action.empty() ? page.url : action,
                         .body = browser_.filled(move.typed, move.where).encode()};
            return;
        }
        case Kind::arrived:
            begin_again();
        }
    }

    void send(Moment due)
    {
        const auto head = browser_.form_head(form_->path);
        const auto number = town_.intake->invoke(form_->path, head.cookie, form_->body);
        const auto answer = browser_.send(head, form_->body);
        town_.intake->settle(number, remote_.last());
        measured.note(Timed::intake_form, now() - due, remote_.last());
        if (answer.status == 303) {
            path_ = answer.header("Location");
            form_.reset();
            return;
        }
        // What was not heard, or is being done, is sent again at the next act, with the same key.
        const bool again = answer.status == 0 || answer.status == 409 || answer.status == 429 ||
                           answer.status >= 500;
        if (again && ++form_->tries < most_tries) return;
        wrong(fmt::format("{} answers {}: {}", form_->path, answer.status, answer.text));
        begin_again();
    }

    void begin_again()
    {
        form_.reset();
        path_ = tests::WholeWay::first_page;
        way_.emplace(somebody(), tests::WholeWay::every_errand());
    }
    /// Whose name and mailbox nobody else has: else every caller might be each of those before, and
    /// triage would be asked to look at them all.
    tests::Caller somebody()
    {
        const auto which = fmt::format("{}x{}x{}", number_, unix_seconds(), ++callers_);
        tests::Caller caller;
        caller.last_name = "Ex";
        for (const char digit : which)
            caller.last_name += digit == 'x' ? 'x' : static_cast<char>('a' + (digit - '0'));
        caller.channel = {{"channel", "email"}, {"email", caller.last_name + "@example.com"}};
        return caller;
    }

    std::size_t number_;
    std::size_t callers_ = 0;
    const Account& account_;
    tests::RemoteService remote_{client_};
    tests::TestClient browser_{remote_, town_.target.host()};
    std::optional<tests::WholeWay> way_{
        tests::WholeWay(somebody(), tests::WholeWay::every_errand())};
    std::string path_{tests::WholeWay::first_page};
    std::optional<Form> form_; ///< filled in and to be sent
    bool in_ = false;
    std::int64_t tried_ = 0;
};

} // namespace load_intake

std::unique_ptr<Visitor> intake_visitor(const Town& town, std::size_t account)
{
    return std::make_unique<load_intake::Intake>(town, account);
}

} // namespace evenhand::load
