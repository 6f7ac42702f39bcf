#include "people/staff/sign_in_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <map>

namespace evenhand::staff {
namespace sign_in_store {

using storage::Statement;

constexpr Statement add_guesses{
    "staff_guesses.add",
    "INSERT INTO staff_guesses (guessed_at, times, updated_at) VALUES (:key, '', :now) "
    "ON CONFLICT (guessed_at) DO NOTHING"};

// On SQLite there is one writer, so nothing needs to be locked.
constexpr Statement lock_guesses{
    "staff_guesses.lock", "SELECT times FROM staff_guesses WHERE guessed_at = :key",
    "SELECT times FROM staff_guesses WHERE guessed_at = :key FOR UPDATE"};

constexpr Statement save_guesses{
    "staff_guesses.save",
    "UPDATE staff_guesses SET times = :times, updated_at = :now WHERE guessed_at = :key"};

constexpr Statement purge_guesses{"staff_guesses.purge",
                                  "DELETE FROM staff_guesses WHERE updated_at < :before"};

constexpr Statement find_device{
    "staff_device.find",
    "SELECT count(*) FROM staff_device WHERE token_hash = :hash AND account_id = :account "
    "AND seen_at > :since"};

constexpr Statement add_device{"staff_device.add",
                               "INSERT INTO staff_device (token_hash, account_id, seen_at) "
                               "VALUES (:hash, :account, :now)"};

constexpr Statement touch_device{"staff_device.touch",
                                 "UPDATE staff_device SET seen_at = :now WHERE token_hash = :hash"};

constexpr Statement forget_oldest{
    "staff_device.forget_oldest",
    "DELETE FROM staff_device WHERE account_id = :account AND token_hash NOT IN "
    "(SELECT token_hash FROM staff_device WHERE account_id = :owner "
    "ORDER BY seen_at DESC, token_hash LIMIT :most)"};

constexpr Statement purge_devices{"staff_device.purge",
                                  "DELETE FROM staff_device WHERE seen_at < :before"};

std::string_view name_of(GuessOwner::Kind kind)
{
    switch (kind) {
    case GuessOwner::Kind::account:
        return "guesses-account";
    case GuessOwner::Kind::network:
        return "guesses-network";
    case GuessOwner::Kind::device:
        return "guesses-device";
    case GuessOwner::Kind::code:
        return "guesses-code";
    case GuessOwner::Kind::half_session:
        return "guesses-half-session";
    }
    CHECK(false);
}

Guesses locked(storage::UnitOfWork& work, const std::string& key, Instant now)
{
    work.sql().execute(add_guesses, {{"key", key}, {"now", now.micros()}});
    const auto guesses = Guesses::parse(work.sql().one<std::string>(lock_guesses, {{"key", key}}));
    CHECK(guesses.has_value());
    return *guesses;
}

} // namespace sign_in_store

std::string SignInStore::key_of(const GuessOwner& owner) const
{
    return secrets_.hash(sign_in_store::name_of(owner.kind), owner.text);
}

std::vector<Guesses> SignInStore::lock(storage::UnitOfWork& work,
                                       const std::vector<GuessOwner>& owners, Instant now) const
{
    std::map<std::string, Guesses> by_key;
    for (const auto& owner : owners)
        by_key.emplace(key_of(owner), Guesses());
    for (auto& [key, guesses] : by_key)
        guesses = sign_in_store::locked(work, key, now);

    std::vector<Guesses> in_order;
    for (const auto& owner : owners)
        in_order.push_back(by_key.at(key_of(owner)));
    return in_order;
}

void SignInStore::save(storage::UnitOfWork& work, const GuessOwner& owner, const Guesses& guesses,
                       Instant now) const
{
    work.sql().execute(sign_in_store::save_guesses,
                       {{"key", key_of(owner)}, {"times", guesses.text()}, {"now", now.micros()}});
}

bool SignInStore::knows_device(storage::UnitOfWork& work, AccountId account, std::string_view token,
                               Instant now) const
{
    return work.sql().one<std::int64_t>(sign_in_store::find_device,
                                        {{"hash", secrets_.hash("device", token)},
                                         {"account", account.text()},
                                         {"since", (now - device_lasts).micros()}}) == 1;
}

std::string SignInStore::add_device(storage::UnitOfWork& work, AccountId account, Instant now) const
{
    const auto token = new_token(work.random());
    const auto id = account.text();
    work.sql().execute(
        sign_in_store::add_device,
        {{"hash", secrets_.hash("device", token)}, {"account", id}, {"now", now.micros()}});
    work.sql().execute(sign_in_store::forget_oldest,
                       {{"account", id}, {"owner", id}, {"most", most_devices}});
    return token;
}

void SignInStore::touch_device(storage::UnitOfWork& work, std::string_view token, Instant now) const
{
    work.sql().execute(sign_in_store::touch_device,
                       {{"hash", secrets_.hash("device", token)}, {"now", now.micros()}});
}

std::int64_t SignInStore::purge(storage::UnitOfWork& work, Instant now) const
{
    const auto& window = ThrottleLimits{}.window;
    return work.sql().execute(sign_in_store::purge_guesses, {{"before", (now - window).micros()}}) +
           work.sql().execute(sign_in_store::purge_devices,
                              {{"before", (now - device_lasts).micros()}});
}

} // namespace evenhand::staff
