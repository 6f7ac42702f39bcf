#include "people/staff/credential_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

namespace evenhand::staff {
namespace credential_store {

using storage::Binds;
using storage::Statement;

constexpr Statement find{
    "staff_credential.find",
    "SELECT password_hash, code_secret FROM staff_credential WHERE account_id = :account"};

// On SQLite there is one writer, so nothing needs to be locked.
constexpr Statement lock_code{
    "staff_credential.lock",
    "SELECT code_secret, last_code_step FROM staff_credential WHERE account_id = :account",
    "SELECT code_secret, last_code_step FROM staff_credential WHERE account_id = :account "
    "FOR UPDATE"};

constexpr Statement add_row{
    "staff_credential.add",
    "INSERT INTO staff_credential (account_id, password_hash, code_secret, last_code_step, "
    "changed_at) VALUES (:account, NULL, NULL, NULL, :now) ON CONFLICT (account_id) DO NOTHING"};

constexpr Statement set_password{
    "staff_credential.set_password",
    "UPDATE staff_credential SET password_hash = :hash, changed_at = :now "
    "WHERE account_id = :account"};

constexpr Statement set_code{
    "staff_credential.set_code",
    "UPDATE staff_credential SET code_secret = :secret, last_code_step = NULL, changed_at = :now "
    "WHERE account_id = :account"};

constexpr Statement set_step{
    "staff_credential.set_step",
    "UPDATE staff_credential SET last_code_step = :step WHERE account_id = :account"};

constexpr Statement use_recovery{
    "staff_recovery_code.use",
    "UPDATE staff_recovery_code SET used_at = :now WHERE account_id = :account "
    "AND code_hash = :hash AND used_at IS NULL"};

constexpr Statement count_recovery{
    "staff_recovery_code.count",
    "SELECT count(*) FROM staff_recovery_code WHERE account_id = :account AND used_at IS NULL"};

constexpr Statement drop_recovery{"staff_recovery_code.drop",
                                  "DELETE FROM staff_recovery_code WHERE account_id = :account"};

constexpr Statement add_recovery{
    "staff_recovery_code.add",
    "INSERT INTO staff_recovery_code (account_id, code_hash, made_at, used_at) "
    "VALUES (:account, :hash, :now, NULL)"};

constexpr Statement drop_shown{"staff_shown_codes.drop",
                               "DELETE FROM staff_shown_codes WHERE account_id = :account"};
constexpr Statement add_shown{
    "staff_shown_codes.add",
    "INSERT INTO staff_shown_codes (account_id, sealed, made_at) VALUES (:account, :sealed, :now)"};
constexpr Statement find_shown{"staff_shown_codes.find",
                               "SELECT sealed FROM staff_shown_codes WHERE account_id = :account"};

constexpr Statement drop_invitation{"staff_invitation.drop",
                                    "DELETE FROM staff_invitation WHERE account_id = :account"};
constexpr Statement add_invitation{
    "staff_invitation.add",
    "INSERT INTO staff_invitation (token_hash, account_id, token, made_at, expires_at) "
    "VALUES (:hash, :account, :token, :now, :expires)"};
constexpr Statement find_token{"staff_invitation.token",
                               "SELECT token FROM staff_invitation "
                               "WHERE account_id = :account AND expires_at > :now"};
constexpr Statement find_invitation{"staff_invitation.find",
                                    "SELECT account_id, expires_at FROM staff_invitation "
                                    "WHERE token_hash = :hash AND expires_at > :now"};

constexpr Statement drop_credential{"staff_credential.drop",
                                    "DELETE FROM staff_credential WHERE account_id = :account"};
constexpr Statement drop_devices{"staff_device.drop",
                                 "DELETE FROM staff_device WHERE account_id = :account"};

Binds whose(AccountId account)
{
    return {{"account", account.text()}};
}

crypto::SealContext shown_place(const std::string& account)
{
    return {.table = "staff_shown_codes", .column = "sealed", .row = account};
}

crypto::SealContext shown_place(std::string&&) = delete; // the place borrows the text

crypto::SealContext token_place(const std::string& account)
{
    return {.table = "staff_invitation", .column = "token", .row = account};
}

crypto::SealContext token_place(std::string&&) = delete;

void ensure_row(storage::UnitOfWork& work, AccountId account, Instant now)
{
    work.sql().execute(add_row, {{"account", account.text()}, {"now", now.micros()}});
}

} // namespace credential_store

std::optional<Credential> CredentialStore::find(storage::UnitOfWork& work, AccountId account) const
{
    const auto row = work.sql().row<std::optional<std::string>, std::optional<std::string>>(
        credential_store::find, credential_store::whose(account));
    if (!row) return std::nullopt;
    const auto& [hash, secret] = *row;
    return Credential{hash.value_or(""), secret.has_value()};
}

void CredentialStore::set_password(storage::UnitOfWork& work, AccountId account,
                                   std::string_view hash, Instant now) const
{
    credential_store::ensure_row(work, account, now);
    work.sql().execute(credential_store::set_password,
                       {{"account", account.text()}, {"hash", hash}, {"now", now.micros()}});
}

void CredentialStore::set_code_secret(storage::UnitOfWork& work, AccountId account,
                                      const crypto::TotpSecret& secret, Instant now) const
{
    credential_store::ensure_row(work, account, now);
    work.sql().execute(credential_store::set_code,
                       {{"account", account.text()},
                        {"secret", secrets_.seal_code_secret(account, secret, work.random())},
                        {"now", now.micros()}});
}

crypto::TotpSecret CredentialStore::code_secret(storage::UnitOfWork& work, AccountId account) const
{
    const auto row = work.sql().row<std::optional<std::string>, std::optional<std::string>>(
        credential_store::find, credential_store::whose(account));
    CHECK(row && std::get<1>(*row));
    return secrets_.open_code_secret(account, *std::get<1>(*row));
}

std::optional<crypto::CodeRefusal> CredentialStore::use_code(storage::UnitOfWork& work,
                                                             AccountId account,
                                                             std::string_view typed,
                                                             Instant now) const
{
    const auto row = work.sql().row<std::optional<std::string>, std::optional<std::int64_t>>(
        credential_store::lock_code, credential_store::whose(account));
    if (!row || !std::get<0>(*row)) return crypto::CodeRefusal::wrong;
    const auto secret = secrets_.open_code_secret(account, *std::get<0>(*row));
    const auto step = crypto::check_totp(secret, typed, now, std::get<1>(*row));
    if (!step) return step.error();
    work.sql().execute(credential_store::set_step, {{"account", account.text()}, {"step", *step}});
    return std::nullopt;
}

std::optional<RecoveryRefusal> CredentialStore::use_recovery_code(storage::UnitOfWork& work,
                                                                  AccountId account,
                                                                  std::string_view typed,
                                                                  Instant now) const
{
    const auto hash = crypto::recovery_code_hash(secrets_.recovery_key(), account.text(), typed);
    if (!hash) return RecoveryRefusal::malformed;
    const auto used = work.sql().execute(
        credential_store::use_recovery,
        {{"account", account.text()}, {"hash", hash->text()}, {"now", now.micros()}});
    if (used != 1) return RecoveryRefusal::wrong_or_used;
    return std::nullopt;
}

std::int64_t CredentialStore::unused_recovery_codes(storage::UnitOfWork& work,
                                                    AccountId account) const
{
    return work.sql().one<std::int64_t>(credential_store::count_recovery,
                                        credential_store::whose(account));
}

void CredentialStore::prepare_codes(storage::UnitOfWork& work, AccountId account,
                                    const crypto::RecoveryCodes& codes, Instant now) const
{
    std::string all;
    for (const auto& code : codes)
        all += code + '\n';
    const auto id = account.text();
    work.sql().execute(credential_store::drop_shown, credential_store::whose(account));
    work.sql().execute(
        credential_store::add_shown,
        {{"account", id},
         {"sealed", secrets_.seal(credential_store::shown_place(id), all, work.random())},
         {"now", now.micros()}});
}

std::vector<std::string> CredentialStore::prepared_codes(storage::UnitOfWork& work,
                                                         AccountId account) const
{
    std::vector<std::string> codes;
    const auto row =
        work.sql().row<std::string>(credential_store::find_shown, credential_store::whose(account));
    if (!row) return codes;
    const auto id = account.text();
    const auto opened = secrets_.open(credential_store::shown_place(id), std::get<0>(*row));
    auto left = opened.text();
    while (!left.empty()) {
        const auto end = left.find('\n');
        codes.emplace_back(left.substr(0, end));
        left.remove_prefix(end + 1);
    }
    return codes;
}

bool CredentialStore::keep_codes(storage::UnitOfWork& work, AccountId account, Instant now) const
{
    const auto codes = prepared_codes(work, account);
    if (codes.empty()) return false;
    work.sql().execute(credential_store::drop_recovery, credential_store::whose(account));
    for (const auto& code : codes) {
        const auto hash = crypto::recovery_code_hash(secrets_.recovery_key(), account.text(), code);
        CHECK(hash.has_value());
        work.sql().execute(
            credential_store::add_recovery,
            {{"account", account.text()}, {"hash", hash->text()}, {"now", now.micros()}});
    }
    work.sql().execute(credential_store::drop_shown, credential_store::whose(account));
    return true;
}

std::string CredentialStore::invite(storage::UnitOfWork& work, AccountId account, Instant now) const
{
    forget(work, account);
    const auto token = new_token(work.random());
    const auto id = account.text();
    work.sql().execute(
        credential_store::add_invitation,
        {{"hash", secrets_.hash("invitation", token)},
         {"account", account.text()},
         {"token", secrets_.seal(credential_store::token_place(id), token, work.random())},
         {"now", now.micros()},
         {"expires", (now + invitation_lasts).micros()}});
    return token;
}

std::string CredentialStore::invitation_token(storage::UnitOfWork& work, AccountId account,
                                              Instant now) const
{
    const auto row = work.sql().row<std::string>(
        credential_store::find_token, {{"account", account.text()}, {"now", now.micros()}});
    if (!row) return {};
    const auto id = account.text();
    return std::string(secrets_.open(credential_store::token_place(id), std::get<0>(*row)).text());
}

std::optional<Invitation> CredentialStore::invitation(storage::UnitOfWork& work,
                                                      std::string_view token, Instant now) const
{
    const auto row = work.sql().row<std::string, std::int64_t>(
        credential_store::find_invitation,
        {{"hash", secrets_.hash("invitation", token)}, {"now", now.micros()}});
    if (!row) return std::nullopt;
    const auto account = AccountId::parse(std::get<0>(*row));
    CHECK(account.has_value());
    return Invitation{*account, Instant::from_micros(std::get<1>(*row))};
}

void CredentialStore::end_invitation(storage::UnitOfWork& work, AccountId account) const
{
    work.sql().execute(credential_store::drop_invitation, credential_store::whose(account));
}

void CredentialStore::forget(storage::UnitOfWork& work, AccountId account) const
{
    for (const storage::Statement* statement :
         {&credential_store::drop_invitation, &credential_store::drop_credential,
          &credential_store::drop_recovery, &credential_store::drop_shown,
          &credential_store::drop_devices}) {
        work.sql().execute(*statement, credential_store::whose(account));
    }
}

} // namespace evenhand::staff
