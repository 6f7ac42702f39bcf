#pragma once

#include "intake/consent/consent.hpp"
#include "people/withdrawal/withdrawal.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace evenhand::consent {

/// An agreed item with its scope, as it stood on the form that was signed.
struct AgreedItem
{
    std::string item;
    std::string scope; ///< protocol::name_of(ConsentScope)
    friend auto operator<=>(const AgreedItem&, const AgreedItem&) = default;
};

/// The latest consent that counts, without what was withdrawn since.
struct InForce
{
    ConsentId id;
    std::string form_version;
    std::string sheet_version;
    protocol::AgreedItems agreed;
    std::set<std::string, std::less<>> scopes; ///< of the agreed items
    Instant signed_at;

    [[nodiscard]] bool allows(protocol::ConsentScope scope) const;
};

/// What of it is in force on that day, over all records of the person: nothing after everything was
/// withdrawn under any of them. What they signed after a withdrawal is their later wish and is not
/// touched by it.
std::optional<InForce> still_in_force(InForce consent, const std::vector<AgreedItem>& agreed,
                                      std::span<const withdrawal::Standing> records,
                                      LocalDate today);

} // namespace evenhand::consent
