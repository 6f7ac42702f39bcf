#pragma once

#include "core/random_source.hpp"
#include "crypto/keys.hpp"
#include "randomisation/sealed/keys.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::ceremony {

/// What everybody gave in one ceremony.
struct Given
{
    std::int64_t ceremony = 1;
    std::vector<sealed::Contribution> contributions;
    std::optional<sealed::Public32> beacon = {}; ///< its value, where one was named
};

/// One contribution of a published ceremony as it is kept: only whoever holds the allocator's keys
/// can open it.
struct SealedGift
{
    std::int64_t ceremony = 1;
    std::string row; ///< the act's id, to which it is bound
    std::string party;
    std::optional<std::string> sealed; ///< nothing: the program's own, which follows from its keys
    std::string beacon = {};           ///< of the ceremony, in hexadecimal; empty: none

    friend bool operator==(const SealedGift&, const SealedGift&) = default;
};

/// The part of a ceremony that needs the allocator's keys (ADR 0022): what the program gives by
/// itself, and the seal on what others gave. Beside a server they are in another process, so either
/// may go unanswered.
class Custody
{
public:
    virtual ~Custody() = default;
    /// The program's own commitment for a party: in hexadecimal. Live only for the platform.
    virtual std::optional<std::string> commitment(std::string_view party,
                                                  std::int64_t ceremony) = 0;
    /// What somebody gave, sealed for the act's row.
    virtual std::optional<std::string> seal(std::string_view row,
                                            const crypto::SecretKey& given) = 0;
};

/// The keys in this process. Borrows them; `trial` is its name with its mode.
class KeyedCustody final : public Custody
{
public:
    KeyedCustody(const crypto::Keys& allocators, std::string trial, RandomSource& random);

    std::optional<std::string> commitment(std::string_view party, std::int64_t ceremony) override;
    std::optional<std::string> seal(std::string_view row, const crypto::SecretKey& given) override;
    /// What was given, in the order of the gifts. Nothing if one is not of these keys.
    [[nodiscard]] std::optional<std::vector<Given>> opened(std::span<const SealedGift> gifts) const;

private:
    [[nodiscard]] sealed::Contribution own(std::string_view party, std::int64_t ceremony) const;
    [[nodiscard]] crypto::SecretKey sealing_key() const;

    const crypto::Keys& keys_;
    std::string trial_;
    RandomSource& random_;
};

} // namespace evenhand::ceremony
