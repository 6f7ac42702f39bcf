#include "intake/consent/in_force.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::consent {

namespace in_force_rules {

/// The withdrawals that were written down at or after the signature, under whichever record: they
/// are one person's.
withdrawal::Standing since(std::span<const withdrawal::Standing> records, Instant signed_at)
{
    withdrawal::Standing later;
    for (const auto& record : records)
        for (const auto& each : record.withdrawals)
            if (each.recorded >= signed_at) later.withdrawals.push_back(each);
    return later;
}

bool is_survey(std::string_view scope)
{
    using protocol::ConsentScope;
    return scope == name_of(ConsentScope::surveys) || scope == name_of(ConsentScope::interviews);
}

bool is_record(std::string_view scope)
{
    using protocol::ConsentScope;
    return scope == name_of(ConsentScope::government_records) ||
           scope == name_of(ConsentScope::health_records);
}

} // namespace in_force_rules

bool InForce::allows(protocol::ConsentScope scope) const
{
    return scopes.contains(protocol::name_of(scope));
}

std::optional<InForce> still_in_force(InForce consent, const std::vector<AgreedItem>& agreed,
                                      std::span<const withdrawal::Standing> records,
                                      LocalDate today)
{
    const auto later = in_force_rules::since(records, consent.signed_at);
    const bool left = std::ranges::any_of(later.withdrawals, [&](const auto& each) {
        return each.scope == withdrawal::Scope::everything && each.effective <= today;
    });
    if (left) return std::nullopt;
    const auto view = withdrawal::permissions_on(later, today).view();
    for (const AgreedItem& each : agreed) {
        if (!view.may_survey && in_force_rules::is_survey(each.scope)) continue;
        if (!view.may_link && in_force_rules::is_record(each.scope)) continue;
        consent.agreed.insert(each.item);
        consent.scopes.insert(each.scope);
    }
    return consent;
}

} // namespace evenhand::consent
