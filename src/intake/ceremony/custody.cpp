#include "intake/ceremony/custody.hpp"

#include "core/check.hpp"
#include "crypto/sealing.hpp"
#include "intake/ceremony/ceremony.hpp"
#include "randomisation/sealed/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::ceremony {

namespace custody {

crypto::SealContext place_of(std::string_view row)
{
    return {.table = "ceremony_act", .column = "wrapped_contribution", .row = row};
}

} // namespace custody

KeyedCustody::KeyedCustody(const crypto::Keys& allocators, std::string trial, RandomSource& random)
    : keys_(allocators), trial_(std::move(trial)), random_(random)
{
    CHECK(keys_.ring() == crypto::KeyRing::allocator);
}

crypto::SecretKey KeyedCustody::sealing_key() const
{
    return keys_.derived(crypto::KeyPurpose::allocation_seed, "ceremony-sealing/1");
}

sealed::Contribution KeyedCustody::own(std::string_view party, std::int64_t ceremony) const
{
    return {.party = std::string(party),
            .bytes = keys_.derived(crypto::KeyPurpose::allocation_seed,
                                   fmt::format("ceremony/1/{}/{}", ceremony, party))};
}

std::optional<std::string> KeyedCustody::commitment(std::string_view party, std::int64_t ceremony)
{
    if (keys_.mode() == crypto::Mode::live && party != platform) return std::nullopt;
    return sealed::commitment(sealed::ceremony_trial(trial_, ceremony), own(party, ceremony))
        .text();
}

std::optional<std::string> KeyedCustody::seal(std::string_view row, const crypto::SecretKey& given)
{
    return crypto::seal(sealing_key(), custody::place_of(row), ByteView(given.bytes()), random_);
}

std::optional<std::vector<Given>> KeyedCustody::opened(std::span<const SealedGift> gifts) const
{
    std::vector<Given> all;
    for (const SealedGift& gift : gifts) {
        if (all.empty() || all.back().ceremony != gift.ceremony) {
            all.emplace_back();
            all.back().ceremony = gift.ceremony;
            all.back().beacon = sealed::public32_from_hex(gift.beacon);
        }
        if (!gift.beacon.empty() && !all.back().beacon) return std::nullopt;
        auto& contributions = all.back().contributions;
        // Nobody gives twice: of two gifts it would not be known which one counts.
        if (std::ranges::find(contributions, gift.party, &sealed::Contribution::party) !=
            contributions.end())
            return std::nullopt;
        if (!gift.sealed) {
            contributions.push_back(own(gift.party, gift.ceremony));
            continue;
        }
        const auto plain = crypto::open(sealing_key(), custody::place_of(gift.row), *gift.sealed);
        if (!plain) return std::nullopt;
        auto key = crypto::SecretKey::from_bytes(plain->bytes());
        if (!key) return std::nullopt;
        contributions.push_back({gift.party, std::move(*key)});
    }
    return all;
}

} // namespace evenhand::ceremony
