#include "crypto/password.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"
#include "crypto/password_text.hpp"
#include "crypto/sealing.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <stdexcept>

namespace evenhand::crypto {

namespace password {

constexpr unsigned running_max = 4;
constexpr unsigned waiting_max = 32;
constexpr std::size_t hash_size = 32;
constexpr std::string_view dummy_account = "nobody";

// libsodium's functions take a text in a buffer of this size, ending in NULs.
using EncodedHash = std::array<char, crypto_pwhash_STRBYTES>;

SealContext place_of(std::string_view account)
{
    return {.table = "password", .column = "argon2id", .row = account, .key_version = 1};
}

// libsodium forbids the null pointer that an empty span may have.
const char* text_of(ByteView normal)
{
    return normal.empty() ? "" : as_text(normal).data();
}

std::string unpadded_base64(ByteView bytes)
{
    std::string text = to_base64(bytes);
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;
using Hash = std::array<std::uint8_t, hash_size>;

// The text form that crypto_pwhash_str writes (and RFC 9106's reference code defines). Written here
// because that function draws its salt itself, and a rehearsal must be able to be replayed.
std::string encoded(const PasswordCost& cost, const Salt& salt, const Hash& hash)
{
    return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes() / 1024,
                       cost.passes(), unpadded_base64(salt), unpadded_base64(hash));
}

std::string encoded_hash(ByteView normal, const PasswordCost& cost, RandomSource& source)
{
    Salt salt{};
    source.fill(salt);
    Hash out{};
    const int failed =
        crypto_pwhash(out.data(), out.size(), text_of(normal), normal.size(), salt.data(),
                      cost.passes(), cost.memory_bytes(), crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) throw std::bad_alloc();
    return encoded(cost, salt, out);
}

// What no known password fits: checking one against it is the same work. It is drawn and not
// computed, because a server that starts would wait for as long as one sign-in takes.
std::string encoded_dummy(const PasswordCost& cost, RandomSource& source)
{
    Salt salt{};
    source.fill(salt);
    Hash out{};
    source.fill(out);
    return encoded(cost, salt, out);
}

std::string sealed_hash(const SecretKey& pepper, std::string_view account,
                        const std::string& encoded, RandomSource& source)
{
    return seal(pepper, place_of(account), encoded, source);
}

bool is_encoded_hash(const EncodedHash& encoded)
{
    // Asked only because libsodium tells a text it cannot read (-1) from one of another cost (1)
    // here, and not when it verifies.
    return crypto_pwhash_str_needs_rehash(encoded.data(), crypto_pwhash_OPSLIMIT_MIN,
                                          crypto_pwhash_MEMLIMIT_MIN) >= 0;
}

EncodedHash open_hash(const SecretKey& pepper, std::string_view account, std::string_view stored)
{
    const auto opened = open(pepper, place_of(account), stored);
    EncodedHash encoded{};
    if (opened && opened->text().size() < encoded.size())
        std::copy(opened->text().begin(), opened->text().end(), encoded.begin());
    if (!is_encoded_hash(encoded))
        throw std::runtime_error("a stored password hash is not one that this program sealed for "
                                 "that account with these keys");
    return encoded;
}

bool matches(const EncodedHash& encoded, ByteView normal)
{
    errno = 0;
    if (crypto_pwhash_str_verify(encoded.data(), text_of(normal), normal.size()) == 0) return true;
    // libsodium answers -1 for a wrong password (with EINVAL) and for want of memory alike; someone
    // must not be told "wrong password", and counted towards a lock-out, for the latter.
    if (errno != EINVAL) throw std::bad_alloc();
    return false;
}

} // namespace password

PasswordCost PasswordCost::standard()
{
    return PasswordCost(std::size_t{64} * 1024 * 1024, 3);
}

PasswordCost PasswordCost::fast_for_made_up_people(Mode mode)
{
    CHECK(mode == Mode::demo);
    return PasswordCost(crypto_pwhash_argon2id_MEMLIMIT_MIN, crypto_pwhash_argon2id_OPSLIMIT_MIN);
}

Gate::Ticket::~Ticket()
{
    if (gate_ != nullptr) gate_->leave();
}

std::optional<Gate::Ticket> Gate::enter()
{
    std::unique_lock lock(mutex_);
    if (running_ == running_max_) {
        if (waiting_ == waiting_max_) return std::nullopt;
        ++waiting_;
        freed_.wait(lock, [this] { return running_ < running_max_; });
        --waiting_;
    }
    ++running_;
    return Ticket(*this);
}

void Gate::leave()
{
    {
        const std::lock_guard lock(mutex_);
        --running_;
    }
    freed_.notify_one();
}

unsigned Gate::running() const
{
    const std::lock_guard lock(mutex_);
    return running_;
}

unsigned Gate::waiting() const
{
    const std::lock_guard lock(mutex_);
    return waiting_;
}

PasswordHasher::PasswordHasher(SecretKey pepper, PasswordCost cost, RandomSource& source)
    : pepper_(std::move(pepper)), cost_(cost), gate_(password::running_max, password::waiting_max),
      dummy_(password::sealed_hash(pepper_, password::dummy_account,
                                   password::encoded_dummy(cost_, source), source))
{
}

Result<std::string, PasswordRefusal>
PasswordHasher::hash(std::string_view password, std::string_view account, RandomSource& source)
{
    const auto normal = normal_password(password);
    CHECK(normal); // check_new_password has let it through
    const auto ticket = gate_.enter();
    if (!ticket) return refuse(PasswordRefusal::busy);
    const std::string encoded = password::encoded_hash(normal->reveal(), cost_, source);
    return password::sealed_hash(pepper_, account, encoded, source);
}

Result<PasswordVerdict, PasswordRefusal>
PasswordHasher::verify(std::string_view password, std::string_view account,
                       std::optional<std::string_view> stored)
{
    auto normal = normal_password(password);
    const bool can_be_right = stored.has_value() && normal.has_value();
    if (!normal) normal.emplace(Bytes{});
    const auto ticket = gate_.enter();
    if (!ticket) return refuse(PasswordRefusal::busy);

    // No account, or something that cannot be a password: the same work, on a hash that fits none.
    const auto encoded = can_be_right
                             ? password::open_hash(pepper_, account, *stored)
                             : password::open_hash(pepper_, password::dummy_account, dummy_);
    const bool right = password::matches(encoded, normal->reveal());
    if (!right || !can_be_right) return PasswordVerdict::wrong;
    const bool same_cost =
        crypto_pwhash_str_needs_rehash(encoded.data(), cost_.passes(), cost_.memory_bytes()) == 0;
    return same_cost ? PasswordVerdict::right : PasswordVerdict::right_but_rehash;
}

} // namespace evenhand::crypto
