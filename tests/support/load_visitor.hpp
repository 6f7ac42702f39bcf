#pragma once

// What made-up people do to a server under load. A visitor is one person at a time, at one address;
// after a few dozen requests another one comes from another address.

#include "tests/support/load_history.hpp"
#include "tests/support/load_tally.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::load {

/// A member of staff who can sign in. The secret is the one-time code's, in base32.
struct Account
{
    std::string email;
    std::string password;
    std::string secret;
};

/// What the account's app shows now.
std::string code_now(const Account& account);

/// Self-referrals with every question answered, one press of a button away from being sent.
class Unsent
{
public:
    struct Referral
    {
        Jar jar;
        std::string body; ///< of the last page's form
    };

    void add(Referral referral);
    /// Nothing if there is none left.
    std::optional<Referral> take();
    [[nodiscard]] std::size_t count() const;

private:
    mutable std::mutex mutex_;
    std::vector<Referral> referrals_;
};

/// What all visitors of a run share.
struct Town
{
    Target target;
    History& history;
    std::vector<Account> accounts = {};
    Unsent* unsent = nullptr;  ///< for those who answer all questions first and send later
    History* intake = nullptr; ///< of every form that intake officers send
};

class Visitor
{
public:
    explicit Visitor(const Town& town) : town_(town), client_(town.target) {}
    virtual ~Visitor() = default;
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

    /// What comes before the first act and is not measured by its due time.
    virtual void prepare() {}
    /// One arrival. `due` is when it should begin: a wait before it counts as the server's, since
    /// people do not come later because a server is slow.
    virtual void act(Moment due) = 0;

    Measured measured;

protected:
    Exchange get(Timed timed, const std::string& path, Moment due);
    Exchange post(Timed timed, const std::string& path, const std::string& body, Moment due);
    /// The same without measuring.
    Exchange fetch(const std::string& path);
    Exchange submit(const std::string& path, const std::string& body);
    /// A referral: measured, and written down before it is sent.
    Exchange refer(const std::string& path, const std::string& body, Moment due);
    /// Another person from another address, once this one has sent enough.
    bool moves_after(int requests);
    void wrong(const std::string& what) { ++measured.wrongs[what]; }

    const Town& town_;
    Client client_;
    Jar jar_;
    int requests_ = 0;
};

/// A form's hidden values, as the page gave them.
struct Tokens
{
    std::string csrf;
    std::string key;
};
std::optional<Tokens> tokens_in(const Exchange& exchange);
/// The fields of a form with its tokens, encoded.
std::string filled(const Tokens& tokens, Fields fields);

/// "Ask us to call you": the shortest durable referral. One in eight is sent twice, as by a double
/// click, and must be answered alike.
std::unique_ptr<Visitor> call_me_visitor(const Town& town);
/// The whole self-referral: one act is one question, and the last one sends it. A journey goes on
/// after a fault, and what was acknowledged must still be there.
std::unique_ptr<Visitor> journey_visitor(const Town& town);
/// The same, but what is answered waits in the town's `unsent`.
std::unique_ptr<Visitor> answering_visitor(const Town& town);
/// Sends what waits there, one an act.
std::unique_ptr<Visitor> sending_visitor(const Town& town);
/// Reads public pages and receipts.
std::unique_ptr<Visitor> page_visitor(const Town& town);
/// One act is one whole sign-in, from the first page to the first page behind it. It takes the
/// accounts `first`, `first + step` and so on, since a one-time code is good once in 30 seconds.
std::unique_ptr<Visitor> sign_in_visitor(const Town& town, std::size_t first, std::size_t step);
/// Signs in once, reads the triage queue, and opens a referral now and then.
std::unique_ptr<Visitor> triage_visitor(const Town& town, std::size_t account);
/// An intake officer who takes callers down and to a group, raises a concern and records a
/// withdrawal; one act is one page or one form. What was not heard is sent again, with its key.
std::unique_ptr<Visitor> intake_visitor(const Town& town, std::size_t account);

} // namespace evenhand::load
