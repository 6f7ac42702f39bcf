#include "people/staff/pages/signing_in.hpp"

#include "core/check.hpp"
#include "http/session_store.hpp"

#include <optional>
#include <utility>

namespace evenhand::staff {
namespace signing_in {

using storage::UnitOfWork;

std::string_view cookie_of(const http::Request& request, std::string_view name)
{
    const auto found = request.cookies.find(name);
    return found == request.cookies.end() ? std::string_view() : std::string_view(found->second);
}

/// What the first unit of work found, for the check that runs outside of it.
struct Reserved
{
    bool allowed = false;
    Instant free_at = {};
    AccountId account; ///< a random one where there is no such account
    bool exists = false;
    std::string stored_hash = {}; ///< sealed; empty where there is none
};

std::vector<GuessOwner> owners_of(const http::Request& request, const TypedPassword& typed,
                                  const std::optional<EmailAddress>& address, bool known_device)
{
    const auto& who = address ? address->reveal_for_index() : typed.email;
    std::vector<GuessOwner> owners{{GuessOwner::Kind::account, who},
                                   {GuessOwner::Kind::network, network_of(request.remote_address)}};
    if (known_device) {
        owners.push_back(
            {GuessOwner::Kind::device, who + ' ' + std::string(cookie_of(request, device_cookie))});
    }
    return owners;
}

SignInGuesses as_sign_in(const std::vector<Guesses>& guesses)
{
    SignInGuesses all{.account = guesses[0], .network = guesses[1]};
    if (guesses.size() > 2) all.known_device = guesses[2];
    return all;
}

void save_all(const StaffServices& services, UnitOfWork& work,
              const std::vector<GuessOwner>& owners, const SignInGuesses& guesses, Instant now)
{
    services.sign_ins.save(work, owners[0], guesses.account, now);
    services.sign_ins.save(work, owners[1], guesses.network, now);
    if (guesses.known_device) services.sign_ins.save(work, owners[2], *guesses.known_device, now);
}

/// Everything that is asked about a known account is asked about an unknown one too, so that both
/// take the same time.
Reserved reserve(const StaffServices& services, UnitOfWork& work, const http::Request& request,
                 const TypedPassword& typed, const std::optional<EmailAddress>& address,
                 Instant now)
{
    std::optional<Account> account;
    if (address) account = services.accounts.find(work, *address);
    Reserved found{.account = account ? account->id : work.new_id<AccountId>()};
    const auto credential = services.credentials.find(work, found.account);
    found.exists = account && account->state == AccountState::active && credential &&
                   credential->has_code_secret && !credential->password_hash.empty();
    if (found.exists) found.stored_hash = credential->password_hash;

    const bool known =
        services.sign_ins.knows_device(work, found.account, cookie_of(request, device_cookie), now);
    const auto owners = owners_of(request, typed, address, known);
    const auto answer = count_sign_in(as_sign_in(services.sign_ins.lock(work, owners, now)),
                                      services.settings.throttle, now);
    save_all(services, work, owners, answer.after, now);
    found.allowed = answer.allowed;
    found.free_at = answer.free_at;
    if (!found.allowed) {
        work.log({.action = "staff.sign_in_throttled",
                  .object_type = "staff_account",
                  .object_id = found.exists ? found.account.text() : std::string(),
                  .detail = {}});
    }
    return found;
}

void refuse_password(UnitOfWork& work, const Reserved& found)
{
    work.log({.action = "staff.sign_in_refused",
              .object_type = "staff_account",
              .object_id = found.exists ? found.account.text() : std::string(),
              .detail = "password"});
}

/// The guess was right: it no longer counts, and the half session begins.
std::string begin(const StaffServices& services, UnitOfWork& work, const http::Request& request,
                  const std::vector<GuessOwner>& owners, AccountId account, Instant counted_at)
{
    const auto now = services.clock.now();
    const auto guesses = services.sign_ins.lock(work, owners, now);
    for (std::size_t i = 0; i < owners.size(); ++i) {
        services.sign_ins.save(work, owners[i], forgive(guesses[i], counted_at), now);
    }
    work.log({.action = "staff.password_given",
              .object_type = "staff_account",
              .object_id = account.text(),
              .detail = {}});
    return services.sessions.begin(work, {.account_id = account.text(),
                                          .stage = http::SessionStage::password_given,
                                          .user_agent = request.user_agent});
}

constexpr ThrottleLimits session_limits{.most = most_codes_in_a_session,
                                        .window = std::chrono::hours(1)};

/// Counts one try at a code on the account and on the session.
struct CodeCount
{
    GuessOwner account_owner;
    GuessOwner session_owner;
    ThrottleAnswer account;
    ThrottleAnswer session;
};

CodeCount count_code(const StaffServices& services, UnitOfWork& work, const http::Session& session,
                     Instant now)
{
    CodeCount count{.account_owner = {GuessOwner::Kind::code, session.account_id},
                    .session_owner = {GuessOwner::Kind::half_session, session.id},
                    .account = {},
                    .session = {}};
    const auto guesses =
        services.sign_ins.lock(work, {count.account_owner, count.session_owner}, now);
    count.account = count_guess(guesses[0], services.settings.throttle, now);
    count.session = count_guess(guesses[1], session_limits, now);
    if (count.account.allowed && count.session.allowed) {
        services.sign_ins.save(work, count.account_owner, count.account.after, now);
        services.sign_ins.save(work, count.session_owner, count.session.after, now);
    }
    return count;
}

/// Whether the code is right; used up if it is.
CodeOutcome check(const StaffServices& services, UnitOfWork& work, AccountId account, CodeKind kind,
                  std::string_view typed, Instant now)
{
    if (kind == CodeKind::recovery) {
        const auto refusal = services.credentials.use_recovery_code(work, account, typed, now);
        if (!refusal) return CodeOutcome::right;
        return *refusal == RecoveryRefusal::malformed ? CodeOutcome::malformed : CodeOutcome::wrong;
    }
    const auto refusal = services.credentials.use_code(work, account, typed, now);
    if (!refusal) return CodeOutcome::right;
    switch (*refusal) {
    case crypto::CodeRefusal::malformed:
        return CodeOutcome::malformed;
    case crypto::CodeRefusal::already_used:
        return CodeOutcome::used_before;
    case crypto::CodeRefusal::wrong:
        break;
    }
    return CodeOutcome::wrong;
}

CodeAnswer refuse_code(const StaffServices& services, UnitOfWork& work,
                       const http::Session& session, const CodeCount& count, CodeOutcome why)
{
    work.log({.action = "staff.sign_in_refused",
              .object_type = "staff_account",
              .object_id = session.account_id,
              .detail = "code"});
    const bool last = count.session.after.times().size() >= most_codes_in_a_session;
    if (!last) return {.outcome = why};
    services.sessions.end(work, session.account_id, session.id);
    return {.outcome = CodeOutcome::session_over};
}

CodeAnswer accept_code(const StaffServices& services, UnitOfWork& work,
                       const http::Request& request, const http::Session& session,
                       const CodeCount& count, CodeKind kind)
{
    const auto now = services.clock.now();
    const auto account = AccountId::parse(session.account_id);
    CHECK(account.has_value());
    services.sign_ins.save(work, count.account_owner, forgive(count.account.after, now), now);
    services.sign_ins.save(work, count.session_owner, Guesses(), now);

    CodeAnswer answer{.outcome = CodeOutcome::right};
    const auto device = cookie_of(request, device_cookie);
    if (services.sign_ins.knows_device(work, *account, device, now)) {
        services.sign_ins.touch_device(work, device, now);
    } else {
        answer.device_token = services.sign_ins.add_device(work, *account, now);
    }
    const bool half = session.stage == http::SessionStage::password_given;
    work.log({.action = half ? "staff.signed_in" : "staff.confirmed",
              .object_type = "staff_account",
              .object_id = session.account_id,
              .detail = kind == CodeKind::app ? "code" : "recovery code"});
    answer.session_cookie = services.sessions.rotate(work, session);
    return answer;
}

} // namespace signing_in

PasswordAnswer give_password(const StaffServices& services, storage::Units& units,
                             const http::Request& request, const http::Viewer& viewer,
                             const TypedPassword& typed)
{
    std::optional<EmailAddress> address;
    if (auto parsed = EmailAddress::parse(typed.email)) address = *std::move(parsed);
    const auto counted_at = services.clock.now();
    const auto actor = viewer.actor();
    const auto found = units.write(actor, "sign in", [&](storage::UnitOfWork& work) {
        return signing_in::reserve(services, work, request, typed, address, counted_at);
    });
    if (!found.allowed) return {PasswordOutcome::throttled, found.free_at, {}};

    std::optional<std::string_view> stored;
    if (found.exists) stored = found.stored_hash;
    const auto verdict = services.hasher.verify(typed.password, found.account.text(), stored);
    if (!verdict) return {PasswordOutcome::busy, counted_at, {}};
    if (*verdict == crypto::PasswordVerdict::wrong) {
        units.write(actor, "sign in",
                    [&](storage::UnitOfWork& work) { signing_in::refuse_password(work, found); });
        return {PasswordOutcome::wrong, counted_at, {}};
    }
    std::string rehashed;
    if (*verdict == crypto::PasswordVerdict::right_but_rehash) {
        const auto hash =
            services.hasher.hash(typed.password, found.account.text(), services.random);
        if (hash) rehashed = *hash; // too busy now: at the next sign-in
    }
    auto cookie = units.write(actor, "sign in", [&](storage::UnitOfWork& work) {
        if (!rehashed.empty()) {
            services.credentials.set_password(work, found.account, rehashed, counted_at);
        }
        const bool known = services.sign_ins.knows_device(
            work, found.account, signing_in::cookie_of(request, device_cookie), counted_at);
        const auto owners = signing_in::owners_of(request, typed, address, known);
        return signing_in::begin(services, work, request, owners, found.account, counted_at);
    });
    return {PasswordOutcome::right, counted_at, std::move(cookie)};
}

CodeAnswer give_code(const StaffServices& services, storage::Units& units,
                     const http::Request& request, const http::Viewer& viewer, CodeKind kind,
                     std::string_view typed)
{
    const auto now = services.clock.now();
    return units.write(
        viewer.actor(), "one-time code", [&](storage::UnitOfWork& work) -> CodeAnswer {
            const auto session = services.sessions.find(
                work, signing_in::cookie_of(request, http::session_cookie), request.user_agent);
            if (!session) return {.outcome = CodeOutcome::session_over};
            const auto account = AccountId::parse(session->account_id);
            CHECK(account.has_value());

            const auto count = signing_in::count_code(services, work, *session, now);
            if (!count.session.allowed) return {.outcome = CodeOutcome::session_over};
            if (!count.account.allowed) {
                return {.outcome = CodeOutcome::throttled, .free_at = count.account.free_at};
            }
            const auto outcome = signing_in::check(services, work, *account, kind, typed, now);
            if (outcome == CodeOutcome::right) {
                return signing_in::accept_code(services, work, request, *session, count, kind);
            }
            if (outcome == CodeOutcome::malformed) {
                work.abandon(); // a slip of the finger is no guess
                return {.outcome = outcome};
            }
            return signing_in::refuse_code(services, work, *session, count, outcome);
        });
}

void set_cookies(http::Response& response, const CodeAnswer& answer)
{
    response.cookies.push_back({std::string(http::session_cookie), answer.session_cookie});
    if (answer.device_token.empty()) return;
    constexpr auto lasts =
        std::chrono::duration_cast<std::chrono::seconds>(SignInStore::device_lasts);
    response.cookies.push_back({std::string(device_cookie), answer.device_token, lasts.count()});
}

void end_session(const StaffServices& services, storage::UnitOfWork& work,
                 const http::Viewer& viewer)
{
    if (viewer.session_id.empty()) return;
    services.sessions.end(work, viewer.account_id, viewer.session_id);
    work.log({.action = "staff.signed_out",
              .object_type = "staff_account",
              .object_id = viewer.account_id,
              .detail = {}});
}

} // namespace evenhand::staff
