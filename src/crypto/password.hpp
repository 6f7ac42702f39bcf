#pragma once

#include "core/random_source.hpp"
#include "core/result.hpp"
#include "crypto/mode.hpp"
#include "crypto/secret.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace evenhand::crypto {

/// What one argon2id hash costs (RFC 9106; security 4.6).
class PasswordCost
{
public:
    /// 64 MiB, three passes, one lane: about 0.1 s of one core.
    static PasswordCost standard();
    /// 8 KiB and one pass, worthless against guessing: for tests and for filling a demo with
    /// made-up staff. CHECKs that the mode is demo, so no other installation can have it.
    static PasswordCost fast_for_made_up_people(Mode mode);

    [[nodiscard]] std::size_t memory_bytes() const { return memory_bytes_; }
    [[nodiscard]] std::uint64_t passes() const { return passes_; }

private:
    PasswordCost(std::size_t memory_bytes, std::uint64_t passes)
        : memory_bytes_(memory_bytes), passes_(passes)
    {
    }
    std::size_t memory_bytes_;
    std::uint64_t passes_;
};

/// Lets at most `running` through at once and keeps at most `waiting` in a queue; one more is
/// turned away. A flood of sign-ins then costs a bounded amount of memory (security 2.4, case 41).
class Gate
{
public:
    Gate(unsigned running, unsigned waiting) : running_max_(running), waiting_max_(waiting) {}

    /// A place inside the gate, given back when it goes.
    class Ticket
    {
    public:
        explicit Ticket(Gate& gate) : gate_(&gate) {}
        ~Ticket();
        Ticket(Ticket&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;
        Ticket& operator=(Ticket&&) = delete;

    private:
        Gate* gate_;
    };

    /// Waits for a place; nothing, at once, if the queue is full.
    std::optional<Ticket> enter();
    [[nodiscard]] unsigned running() const;
    [[nodiscard]] unsigned waiting() const;

private:
    void leave();

    const unsigned running_max_;
    const unsigned waiting_max_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    unsigned running_ = 0;
    unsigned waiting_ = 0;
};

enum class PasswordVerdict {
    right,
    right_but_rehash, ///< right, but stored at another cost: store hash() of it anew
    wrong,
};

enum class PasswordRefusal {
    busy, ///< too many hashes wait already: answer 503 with Retry-After
};

/// Hashes and checks passwords with argon2id. The hash is kept sealed under the pepper key and
/// bound to its account, so that a copy of the database alone cannot be guessed at, and one
/// account's hash does not work in another's row. Safe from many threads; one per process, since it
/// holds the gate (4 at once, 32 waiting).
class PasswordHasher
{
public:
    /// The dummy hash for unknown accounts is made here: costs one hash.
    PasswordHasher(SecretKey pepper, PasswordCost cost, RandomSource& source);

    /// The sealed hash to store for this account. The salt and the nonce come from `source`.
    Result<std::string, PasswordRefusal> hash(std::string_view password, std::string_view account,
                                              RandomSource& source);

    /// Whether the password is the one stored for the account. With no stored hash (no such
    /// account) the same work is done on a dummy and the verdict is `wrong`. Throws
    /// std::runtime_error if the stored text is not one of ours.
    Result<PasswordVerdict, PasswordRefusal> verify(std::string_view password,
                                                    std::string_view account,
                                                    std::optional<std::string_view> stored);

private:
    SecretKey pepper_;
    PasswordCost cost_;
    Gate gate_;
    std::string dummy_;
};

} // namespace evenhand::crypto
