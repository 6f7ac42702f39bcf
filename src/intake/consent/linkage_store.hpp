#pragma once

#include "intake/consent/consent_store.hpp"
#include "intake/consent/linkage.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::consent {

/// Deletes the look-up hash of somebody whose linkage class was erased.
void forget_linkage_index(storage::UnitOfWork& work, std::string_view whose,
                          identity::KeyClass key_class);

/// By what records are found. Every function runs in the caller's unit of work, and the consent is
/// asked there.
class LinkageStore
{
public:
    /// Borrows its parts.
    LinkageStore(const identity::Vault& vault, const participants::JourneyStore& journeys,
                 const ConsentStore& consents)
        : vault_(vault), journeys_(journeys), consents_(consents)
    {
    }

    /// Seals the keys and takes the step. What was given before is superseded.
    Result<LinkageId, LinkageRefusal> give(storage::UnitOfWork& work, PersonId person,
                                           const LinkageKeys& keys) const;
    /// Nothing was given, and why. It can be given later, and what was given before stands.
    Result<LinkageId, LinkageRefusal> skip(storage::UnitOfWork& work, PersonId person,
                                           SkipReason reason) const;

    /// Nothing: nobody was asked yet.
    std::optional<LinkageStanding> standing(storage::UnitOfWork& work, PersonId person) const;
    /// The keys given last; nothing if there are none or they were erased. The caller audits.
    std::optional<LinkageKeys> open(storage::UnitOfWork& work, PersonId person) const;
    /// Others with the National Insurance number of this person: for a human to decide before
    /// allocation. At most ten.
    std::vector<PersonId> others_with_number(storage::UnitOfWork& work, PersonId person) const;

private:
    std::optional<LinkageRefusal> gate(storage::UnitOfWork& work, PersonId person,
                                       LinkageEffect& effect, std::string& consent) const;

    const identity::Vault& vault_;
    const participants::JourneyStore& journeys_;
    const ConsentStore& consents_;
};

} // namespace evenhand::consent
